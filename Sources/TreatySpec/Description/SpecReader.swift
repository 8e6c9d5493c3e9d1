public import TreatyDiagnostics
public import TreatySyntax

/// Reads declarations from a tree by their descriptions, and collects everything that is wrong on the way, every name that stands for
/// something declared elsewhere, and every key that no host carries out yet.
public struct SpecReader: Sendable {
  /// What was found wrong so far.
  public var findings = Findings()
  /// Names that stand for something declared elsewhere, in the order of the text.
  public var references: [Reference] = []
  /// Names of declarations that could not be read: what refers to them is not wrong as well.
  public var broken: Set<String> = []
  /// What no host carries out yet: the words for it, at its key.
  public var unsupported: [Located<String>] = []

  /// A reader that has found nothing yet.
  public init() {}

  /// Reads one declaration; `nil` when a required key is missing or a value could not be read. What is wrong is in ``findings``.
  public mutating func read<Subject: Described>(_ type: Subject.Type, from node: Node) -> Subject? {
    read(into: Subject(), from: node)
  }

  /// Reads one declaration into one that has values already, such as defaults that differ from the usual ones.
  mutating func read<Subject: Described>(into subject: Subject, from node: Node) -> Subject? {
    let description = Subject.description
    guard node.kind == .mapping else {
      findings.add(.wrongType(node, expected: "a mapping with the keys of \(description.name.withArticle)"))
      return nil
    }
    var subject = subject
    var isSound = true
    var standing: [(position: Int, key: Node)] = []
    var unknown: [Node] = []
    for (key, value) in node.entries {
      guard let position = description.positions[key.text] else {
        unknown.append(key)
        continue
      }
      let known = description.keys[position]
      standing.append((position, key))
      note(known.notes, key, in: description.name)
      if !known.read(value, &subject, &self) { isSound = false }
    }
    if !unknown.isEmpty { report(unknown, known: description.keys.map { $0.name }, in: description.name) }
    // A required key that was written with a slip is not missing as well.
    let meant = unknown.compactMap { NearName.suggest(for: $0.text, among: description.keys.map { $0.name }) }
    for (position, key) in description.keys.enumerated()
    where key.isRequired && !standing.contains(where: { $0.position == position }) {
      isSound = false
      if meant.contains(key.name) { continue }
      findings.add(.missingKey(key.name, of: description.name, in: node, example: key.example, doc: key.doc))
    }
    if !hold(description.rules, standing.map { $0.key }, of: description.name, in: node, meant: meant) {
      isSound = false
    }
    return isSound ? subject : nil
  }

  private mutating func note(_ notes: KeyNotes, _ key: Node, in declaration: String) {
    if notes.isCheckedOnly { unsupported.append(Located("`\(key.text)` of \(declaration.withArticle)", at: key.span)) }
    if let instead = notes.deprecated { findings.add(.deprecatedKey(key, in: declaration, instead: instead)) }
  }

  private mutating func report(_ unknown: [Node], known: [String], in declaration: String) {
    for key in unknown { findings.add(.unknownKey(key, in: declaration, known: known)) }
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
      code: .unknownKey, severity: .error, message: "`\(key.text)` is not a key of \(declaration.withArticle)",
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

  static func deprecatedKey(_ key: Node, in declaration: String, instead: String) -> Diagnostic {
    Diagnostic(
      code: .deprecatedKey, severity: .warning, message: "`\(key.text)` of \(declaration.withArticle) is outdated",
      primary: Label(span: key.span), fixes: [Fix(title: instead)])
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
