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
  /// What is being read, the outermost first: a key that is indented wrongly belongs to one of these.
  var around: [any Described.Type] = []
  /// Keys that stand in another declaration than the one that they belong to: there they are not missing as well.
  var misplaced: Set<String> = []

  /// Reads the value of the key at a position of a description into a declaration at hand; `false` when it could not be read.
  typealias ReadKey = (_ position: Int, _ value: Node, _ reader: inout SpecReader) -> Bool

  /// A reader that has found nothing yet.
  public init() {}

  /// Reads one declaration; `nil` when a required key is missing or a value could not be read. What is wrong is in ``findings``.
  public mutating func read<Subject: Described>(_ type: Subject.Type, from node: Node) -> Subject? {
    read(into: Subject(), from: node)
  }

  /// Reads one declaration into one that has values already, such as defaults that differ from the usual ones.
  mutating func read<Subject: Described>(into subject: Subject, from node: Node) -> Subject? {
    var subject = subject
    let description = Subject.description
    let isSound = readKeys(of: node, Subject.self, description.outline) { position, value, reader in
      description.keys[position].read(value, &subject, &reader)
    }
    return isSound ? subject : nil
  }

  /// Reads the keys of one declaration. What depends on its Swift type is in `read` alone: this is compiled once, not once for each of a
  /// hundred kinds.
  /// - Parameter read: Reads the value of the key at a position; `false` when it could not be read.
  /// - Returns: whether nothing is missing and all could be read.
  private mutating func readKeys(
    of node: Node, _ type: any Described.Type, _ outline: Outline, _ read: ReadKey
  ) -> Bool {
    guard node.kind == .mapping else {
      findings.add(.noDeclaration(node, type))
      return false
    }
    around.append(type)
    defer { around.removeLast() }
    let outer = misplaced
    var standing: [(position: Int, key: Node, value: Node)] = []
    var unknown: [(key: Node, value: Node)] = []
    for (key, value) in node.entries {
      if let position = outline.positions[key.text] {
        standing.append((position, key, value))
      } else {
        unknown.append((key, value))
      }
    }
    let lost = unknown.map { $0.key.text }.filter { isKeyInside($0, outline) }
    if !lost.isEmpty { misplaced.formUnion(lost) }
    var isSound = true
    var isRead = true
    for (position, key, value) in standing {
      note(outline.keys[position].notes, key, in: outline.name)
      if !read(position, value, &self) { isRead = false }
    }
    let meanings =
      unknown.isEmpty
      ? [] : meaning(of: unknown, beside: Set(standing.map { outline.keys[$0.position].name }), in: type, outline, read)
    let meant = meanings.compactMap { $0.meant }
    // What was written with a slip stands, as far as it could be read.
    let slips = meanings.filter { $0.isRead }.map { (name: $0.meant ?? "", node: $0.node) }
    var absent: [Diagnostic] = []
    for position in outline.required where !standing.contains(where: { $0.position == position }) {
      let key = outline.keys[position]
      if slips.contains(where: { $0.name == key.name }) { continue }
      isSound = false
      if meant.contains(key.name) || misplaced.contains(key.name) { continue }
      absent.append(.missingKey(key.name, of: outline.name, in: node, example: key.example, doc: key.doc))
    }
    let held =
      outline.rules.isEmpty
      ? (isSound: true, absent: [])
      : hold(
        outline.rules, standing.map { (name: outline.keys[$0.position].name, node: $0.key) } + slips, of: outline.name,
        in: node, meant: meant + misplaced)
    if !misplaced.isEmpty {
      misplaced = outer.union(misplaced.subtracting(lost).filter { outline.positions[$0] == nil })
    }
    if !held.isSound || !isRead || meanings.contains(where: { $0.isElsewhere }) { isSound = false }
    // What could not be read may be what is missing.
    absent += isRead ? held.absent : []
    if !meanings.isEmpty || !absent.isEmpty {
      report(meanings, absent: absent, keys: outline.keys.map { $0.name }, in: outline.name)
    }
    return isSound
  }

  private mutating func note(_ notes: KeyNotes, _ key: Node, in declaration: String) {
    guard notes.isCheckedOnly || notes.deprecated != nil else { return }
    if notes.isCheckedOnly { unsupported.append(Located("`\(key.text)` of \(declaration.withArticle)", at: key.span)) }
    if let instead = notes.deprecated { findings.add(.deprecatedKey(key, in: declaration, instead: instead)) }
  }
}

extension Diagnostic {
  static func wrongType(_ node: Node, expected: String) -> Diagnostic {
    Diagnostic(
      code: .wrongType, severity: .error, message: "expected \(expected), found \(node.kindInWords)",
      primary: Label(span: node.span))
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
    if let example { diagnostic.fixes = [Fix(title: "add it, such as `\(key): \(example)`")] }
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
