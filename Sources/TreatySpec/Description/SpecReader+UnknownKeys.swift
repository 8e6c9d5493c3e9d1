import TreatyDiagnostics
import TreatySyntax

/// What is offered for a key that a declaration does not have.
struct UnknownKey {
  /// The key as it stands.
  let node: Node
  /// The key that is meant, where that is likely one of the declaration's own.
  var meant: String?
  /// What to do; `nil` where nothing better is known than the list of keys.
  var fix: Fix?
  /// Whether it belongs somewhere else, so that what was read is not all that was said.
  var isElsewhere = false
  /// Whether the value was read as that of the key that is meant.
  var isRead = false
}

extension SpecReader {
  /// Finds out what may be meant by keys that a declaration does not have. A value whose key is likely another one is read as that one's,
  /// where it can be, so that nothing else is found wrong because of a slip.
  /// - Parameter standing: Names of the keys that it has and that stand.
  mutating func meaning(
    of unknown: [(key: Node, value: Node)], beside standing: Set<String>, in type: any Described.Type,
    _ outline: Outline, _ read: ReadKey
  ) -> [UnknownKey] {
    var free = outline.keys.map { $0.name }.filter { !standing.contains($0) }
    return unknown.map { key, value in
      if let meant = Habits.key(key.text, among: free), let position = outline.positions[meant] {
        free.removeAll { $0 == meant }
        var trial = self
        trial.findings = Findings()
        let isRead = read(position, value, &trial) && trial.findings.isEmpty
        if isRead {
          trial.findings = findings
          self = trial
        }
        let edits = isRead ? [Edit(span: key.span, replacement: meant)] : []
        return UnknownKey(
          node: key, meant: meant, fix: Fix(title: "did you mean `\(meant)`?", edits: edits), isRead: isRead)
      }
      if value.kind == .scalar, value.style == .plain, value.utf8.isEmpty,
        key.span.range.upperBound == value.span.range.upperBound
      {
        return UnknownKey(
          node: key, fix: Fix(title: "if it belongs to the value before it, put that in quotes, or a list in brackets"))
      }
      if let (container, fix) = below(key.text, outline) {
        return UnknownKey(node: key, meant: container, fix: fix, isElsewhere: true)
      }
      if let fix = above(key.text) {
        misplaced.insert(key.text)
        return UnknownKey(node: key, fix: fix, isElsewhere: true)
      }
      let fix = elsewhere(key.text, type, isAlone: standing.isEmpty)
      // A whole file is not left out for one key.
      let isFile = type == Manifest.self || type == SpecFile.self
      return UnknownKey(node: key, fix: fix, isElsewhere: fix != nil && !isFile)
    }
  }

  /// Whether a key that a declaration does not have is one of a declaration inside of it.
  func isKeyInside(_ key: String, _ outline: Outline) -> Bool { below(key, outline) != nil }

  /// A key that belongs into one of the declarations inside of this one.
  private func below(_ key: String, _ outline: Outline) -> (container: String, Fix)? {
    for candidate in outline.keys {
      guard let inner = candidate.form().declaration, inner.keys.contains(where: { $0.name == key }) else { continue }
      return (
        candidate.name, Fix(title: "it belongs under `\(candidate.name)`: `\(candidate.name): {\(key): …}`")
      )
    }
    return nil
  }

  /// A key of a declaration around this one.
  private func above(_ key: String) -> Fix? {
    for outer in around.dropLast().reversed() {
      let outline = outer.outline
      if outline.positions[key] != nil {
        return Fix(title: "it is a key of the \(outline.name) around this: indent it as far as that one's keys")
      }
    }
    return nil
  }

  /// A key that stands in the other kind of file, or whose matter is said in another way.
  private func elsewhere(_ key: String, _ type: any Described.Type, isAlone: Bool) -> Fix? {
    if type == Manifest.self, SpecFile.outline.positions[key] != nil {
      return Fix(title: "put it into a file whose name ends in `.treaty.yaml`, beside this one")
    }
    if type == SpecFile.self, Manifest.outline.positions[key] != nil {
      return Fix(title: "put it into `treaty.yaml`, the manifest of the package")
    }
    if type == UseDeclaration.self, key.contains("/") {
      return Fix(title: "write a list of packages: `[\(key)]`, or `[{package: \(key), version: …}]`")
    }
    if type == FieldDeclaration.self, isAlone, Habits.fieldHints[key] == nil {
      return Fix(title: "fields of a record inside stand under `fields`: `{fields: {…}}`")
    }
    if type == SchemaDocumentDeclaration.self, isAlone {
      return Fix(title: "fields of a model stand under `fields`, in place of `schema`: `fields: {name: string}`")
    }
    if type == DeliverDeclaration.self {
      return Fix(title: "a field of the record stands under `fields`: `fields: {\(key): …}`")
    }
    if type == MapDeclaration.self, isAlone {
      return Fix(title: "write the model, and the fields below it: `{model: …, set: {…}}`")
    }
    let hints: [String: String]? =
      switch type {
      case is SecretDeclaration.Type: Habits.secretHints
      case is FieldDeclaration.Type: Habits.fieldHints
      case is OperationDeclaration.Type: Habits.operationHints
      case is FlowDeclaration.Type: Habits.flowHints
      case is TLSDeclaration.Type: Habits.tlsHints
      default: nil
      }
    return hints?[key].map { Fix(title: $0) }
  }

  /// Says which keys a declaration does not have. Those of which the same is to be said are one finding: they are mostly one mistake, and
  /// so is what is missing beside those of which nothing is known.
  mutating func report(_ unknown: [UnknownKey], absent: [Diagnostic], keys: [String], in declaration: String) {
    let list = keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
    let usual = Fix(title: keys.isEmpty ? "leave it out" : "its keys are \(list)")
    var groups: [(fix: Fix, nodes: [Node])] = []
    for key in unknown {
      let fix = key.fix ?? usual
      if key.meant == nil, let index = groups.firstIndex(where: { $0.fix == fix }) {
        groups[index].nodes.append(key.node)
      } else {
        groups.append((fix, [key.node]))
      }
    }
    let isUnclear = unknown.contains { $0.meant == nil }
    for (fix, nodes) in groups {
      var diagnostic = Diagnostic.unknownKeys(nodes, in: declaration, fix: fix)
      if fix == usual, !absent.isEmpty { diagnostic.reason = absent.map { $0.message }.joined(separator: "; ") }
      findings.add(diagnostic)
    }
    if !isUnclear { for diagnostic in absent { findings.add(diagnostic) } }
  }
}

extension Form {
  /// The declaration that may stand there, by itself or in a list or mapping.
  fileprivate var declaration: Outline? {
    switch self {
    case .declaration(let outline): outline
    case .list(let element): element.declaration
    case .either(let forms): forms.lazy.compactMap { $0.declaration }.first
    default: nil
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownKeys(_ keys: [Node], in declaration: String, fix: Fix) -> Diagnostic {
    let names = keys.map { "`\($0.text)`" }
    let message =
      names.count == 1
      ? "\(names[0]) is not a key of \(declaration.withArticle)"
      : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) are not keys of \(declaration.withArticle)"
    return Diagnostic(
      code: .unknownKey, severity: .error, message: message, primary: Label(span: keys[0].span),
      related: keys.dropFirst().map { Label(span: $0.span) }, fixes: [fix])
  }
}
