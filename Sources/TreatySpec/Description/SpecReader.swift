public import TreatyDiagnostics
public import TreatySyntax

/// Reads declarations from a tree by their descriptions, and collects everything that is wrong on the way.
public struct SpecReader: Sendable {
  /// What was found wrong so far.
  public var findings = Findings()

  /// A reader that has found nothing yet.
  public init() {}

  /// Reads one declaration; `nil` when a required key is missing or a value could not be read. What is wrong is in ``findings``.
  public mutating func read<Subject: Described>(_ type: Subject.Type, from node: Node) -> Subject? {
    let description = Subject.description
    guard node.kind == .mapping else {
      findings.add(.wrongType(node, expected: "a mapping with the keys of a \(description.name)"))
      return nil
    }
    var subject = Subject()
    var isSound = true
    var seen: Set<String> = []
    for (key, value) in node.entries {
      guard let known = description.keys.first(where: { $0.name == key.text }) else {
        findings.add(.unknownKey(key, in: description.name, known: description.keys.map { $0.name }))
        continue
      }
      seen.insert(known.name)
      if !known.read(value, &subject, &self) { isSound = false }
    }
    // A required key that was written with a slip is not missing as well.
    let known = description.keys.map { $0.name }
    let meant = node.entries.map { $0.key.text }.filter { !known.contains($0) }.compactMap {
      NearName.suggest(for: $0, among: known)
    }
    for key in description.keys where key.isRequired && !seen.contains(key.name) {
      isSound = false
      if meant.contains(key.name) { continue }
      findings.add(.missingKey(key.name, of: description.name, in: node, example: key.example, doc: key.doc))
    }
    for group in description.exactlyOne {
      let standing = node.entries.map { $0.key }.filter { group.contains($0.text) }
      if standing.count == 1 { continue }
      findings.add(.exactlyOne(of: group, standing: standing, of: description.name, in: node))
      isSound = false
    }
    return isSound ? subject : nil
  }
}

extension Diagnostic {
  static func wrongType(_ node: Node, expected: String) -> Diagnostic {
    Diagnostic(
      code: .wrongType, severity: .error, message: "expected \(expected), found \(node.kindInWords)",
      primary: Label(span: node.span))
  }

  static func unknownKey(_ key: Node, in declaration: String, known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .unknownKey, severity: .error, message: "`\(key.text)` is not a key of a \(declaration)",
      primary: Label(span: key.span))
    if let near = NearName.suggest(for: key.text, among: known) {
      diagnostic.fixes = [
        Fix(title: "did you mean `\(near)`?", edits: [Edit(span: key.span, replacement: near)], isCertain: false)
      ]
    } else {
      diagnostic.fixes = [Fix(title: "its keys are \(known.sorted().map { "`\($0)`" }.joined(separator: ", "))")]
    }
    return diagnostic
  }

  static func missingKey(_ key: String, of declaration: String, in node: Node, example: String?, doc: String)
    -> Diagnostic
  {
    var diagnostic = Diagnostic(
      code: .missingKey, severity: .error, message: "the \(declaration) lacks the key `\(key)`",
      primary: Label(span: node.headSpan))
    diagnostic.reason = "`\(key)` says: \(doc)"
    if let example { diagnostic.fixes = [Fix(title: "add `\(key): \(example)`")] }
    return diagnostic
  }

  static func exactlyOne(of keys: [String], standing: [Node], of declaration: String, in node: Node) -> Diagnostic {
    let list = keys.map { "`\($0)`" }.joined(separator: ", ")
    guard let second = standing.dropFirst().first, let first = standing.first else {
      return Diagnostic(
        code: .missingKey, severity: .error, message: "the \(declaration) needs one of \(list)",
        primary: Label(span: node.headSpan))
    }
    var diagnostic = Diagnostic(
      code: .conflictingKeys, severity: .error, message: "the \(declaration) takes only one of \(list)",
      primary: Label(span: second.span))
    diagnostic.related = [Label(span: first.span, text: "the first is here")]
    return diagnostic
  }

  static func invalid(_ node: Node, _ message: String, mend: String? = nil) -> Diagnostic {
    var diagnostic = Diagnostic(
      code: .invalidValue, severity: .error, message: message, primary: Label(span: node.span))
    if let mend { diagnostic.fixes = [Fix(title: mend)] }
    return diagnostic
  }
}

extension Node {
  /// Where a declaration is pointed at as a whole: its first key, or itself when it has none.
  public var headSpan: Span {
    kind == .mapping ? entries.first?.key.span ?? span : span
  }

  /// What the node is, in a person's words.
  var kindInWords: String {
    switch kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .scalar:
      switch resolved {
      case .null: return "nothing"
      case .bool: return "the truth value `\(text)`"
      case .int, .integerOverflow: return "the number `\(text)`"
      case .float: return "the number `\(text)`"
      case .string: return "the text `\(text.count > 40 ? text.prefix(40) + "…" : text[...])`"
      }
    }
  }
}
