/// What a comment such as `# treaty: allow TR0412 — reason, until 2027-03-01` says. The grammar stands in `grammar/allow.ebnf`.
struct AllowDirective {
  /// How far it reaches.
  enum Scope {
    /// The node that the comment stands for.
    case node
    /// The file.
    case file
  }

  /// A code that it names.
  struct Item {
    /// The code; `nil` where there is none of that name.
    var code: DiagnosticCode?
    /// The name as it stands there.
    var name: String
    /// Where it stands, in bytes of the file.
    var range: Range<Int>
    /// What came of it.
    var fate = Fate.idle
  }

  /// What came of a code that a comment names.
  enum Fate {
    /// Nothing of it was found where it is allowed.
    case idle
    /// It allows a finding.
    case used
    /// It would, but its last day is over.
    case ended
    /// It would, but nobody may.
    case refused
  }

  var scope: Scope
  var items: [Item]
  /// Why; `nil` where it gives no reason.
  var reason: String?
  /// The last day on which it holds.
  var until: CalendarDay?

  /// What is wrong with a comment that is meant as a directive.
  struct Fault: Error {
    var message: String
    var reason: String?
    /// Bytes of the file.
    var range: Range<Int>
    var fixes: [Fix] = []
  }

  /// The directive of a comment; `nil` for a comment that is none.
  ///
  /// `# treaty: 1` is none either: it is the first line of a manifest that somebody commented out.
  static func read(_ comment: Span, of source: SourceFile) throws(Fault) -> AllowDirective? {
    var scanner = AllowScanner(source.bytes, comment)
    guard scanner.skipOpening() else { return nil }
    let keyword = scanner.word { !AllowScanner.isBlank($0) }
    guard let first = source.bytes[keyword].first, !AllowScanner.isDigit(first) else { return nil }
    let scope: Scope
    switch scanner.text(keyword) {
    case "allow": scope = .node
    case "allow-file": scope = .file
    case let other: throw unknown(other, Span(file: comment.file, range: keyword))
    }
    let items = try scanner.items()
    guard !items.isEmpty else {
      throw Fault(
        message: "this allows nothing: it names no code",
        reason: "there is no form that allows everything; it would hide what nobody has seen yet", range: keyword,
        fixes: [Fix(title: "name what it allows: `# treaty: \(scanner.text(keyword)) TR0412 — reason`")])
    }
    let (reason, until) = try scanner.reasonAndEnd()
    return AllowDirective(scope: scope, items: items, reason: reason, until: until)
  }

  private static func unknown(_ keyword: String, _ span: Span) -> Fault {
    var fault = Fault(
      message: "Treaty knows no directive `\(keyword)`", reason: "directives are `allow` and `allow-file`",
      range: span.range,
      fixes: [Fix(title: "write `# treaty: allow TR0412 — reason`")])
    if let near = NearName.suggest(for: keyword, among: ["allow", "allow-file"]) {
      fault.fixes = [Fix(title: "did you mean `\(near)`?", edits: [Edit(span: span, replacement: near)])]
    }
    return fault
  }
}
