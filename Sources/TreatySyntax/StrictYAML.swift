import TreatyDiagnostics

/// What libyaml takes though YAML 1.2 does not have it. Other readers refuse it, or see another text.
struct StrictYAML {
  let file: FileID
  let source: [UInt8]

  /// Lines of a quoted text or of brackets that do not begin to the right of the block that they are part of (YAML 1.2 §7.3.1, §7.4):
  /// the first of them. Nobody doubts what is meant, so it is a warning.
  ///
  /// - Parameters:
  ///   - range: the node.
  ///   - column: the column in which the block's keys or dashes stand.
  ///   - isText: whether a `#` at the beginning of a line is text.
  func outdented(_ range: Range<Int>, column: Int, isText: Bool) -> Diagnostic? {
    var place = range.lowerBound
    while let end = source[place..<range.upperBound].firstIndex(where: { $0 == newline || $0 == carriageReturn }) {
      place = end + 1
      let indent = source[place..<range.upperBound].prefix { $0 == space }.count
      let first = place + indent
      guard indent <= column, first < range.upperBound else { continue }
      let blanks = source[first..<range.upperBound].prefix { $0 == tab }.count
      let text = first + blanks < range.upperBound ? source[first + blanks] : newline
      if text == newline || text == carriageReturn || text == UInt8(ascii: "#") && !isText { continue }
      let isTab = source[first] == tab
      return Diagnostic(
        code: .invalidYAML, severity: .warning,
        message: isTab
          ? "a tab stands where spaces must" : "this line does not begin to the right of the key or dash above",
        primary: Label(span: Span(file: file, range: first..<first + 1)),
        related: [
          Label(span: Span(file: file, range: range.lowerBound..<range.lowerBound + 1), text: "it is part of this")
        ],
        reason: "not every reader of YAML takes it",
        fixes: [Fix(title: "indent it by at least \(column == 0 ? "a space" : "\(column + 1) spaces")")])
    }
    return nil
  }

  /// `[-]`: a dash that is a text (§7.3.3).
  func loneDash(_ range: Range<Int>) -> Diagnostic {
    Diagnostic(
      code: .invalidYAML, severity: .warning, message: "a dash that stands alone in brackets",
      primary: Label(span: Span(file: file, range: range)),
      reason: "not every reader of YAML takes it for a text", fixes: [Fix(title: "put it in quotes")])
  }

  /// `[?a]`: a text that libyaml takes for a key without its `?` (§7.3.3).
  func hiddenKey(_ mark: Int) -> Diagnostic {
    Diagnostic(
      code: .invalidYAML, severity: .error, message: "a plain text in brackets cannot begin with `?`",
      primary: Label(span: Span(file: file, range: mark..<mark + 1)),
      reason: "to some readers of YAML it is part of the text, to others it marks a key",
      fixes: [Fix(title: "put it in quotes, or write a space behind it")])
  }

  /// A block scalar of nothing but empty lines, one of which has more spaces than the line below it (§8.1.1.1): that line is text by
  /// YAML, and none by libyaml.
  ///
  /// - Parameters:
  ///   - start: the `|` or `>`.
  ///   - end: where libyaml says that it ends: at the beginning of that line.
  ///   - column: the column in which the keys or dashes stand of the block that it is in; -1 for none.
  func swallowed(_ start: Int, _ end: Int, column: Int) -> Diagnostic? {
    let indent = source[end...].prefix { $0 == space }.count
    guard indent > column, end + indent < source.count, !isBlankOrBreak(source[end + indent]),
      source[start..<end].split(separator: newline).dropFirst().contains(where: {
        $0.prefix { $0 == space }.count > indent
      })
    else { return nil }
    return Diagnostic(
      code: .invalidYAML, severity: .error, message: "an empty line above this has more spaces than it",
      primary: Label(span: Span(file: file, range: end + indent..<end + indent + 1)),
      related: [Label(span: Span(file: file, range: start..<start + 1), text: "the text begins here")],
      reason: "the first line says by how much the text is indented, and readers differ in whether this is part of it",
      fixes: [Fix(title: "remove the spaces of the empty lines")])
  }
}
