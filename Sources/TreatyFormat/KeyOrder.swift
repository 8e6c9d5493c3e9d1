import TreatySpec
import TreatySyntax

/// What stands in a node, as far as the order of its keys and of those below it hangs on it.
enum Shape {
  /// A declaration, whose keys have an order.
  case declaration(Outline)
  /// Names of the user's, whose order stays.
  case map(Form)
  /// Elements.
  case list(Form)
  /// Anything else: what is in it stays as it is.
  case other

  /// What a node is, where a form may stand.
  init(_ node: Node, _ form: Form) {
    switch (form, node.kind) {
    case (.declaration(let outline), .mapping): self = .declaration(outline)
    case (.map(let value, _), .mapping): self = .map(value)
    case (.list(let element), .sequence): self = .list(element)
    case (.either(let forms), _): self = Shape.choice(node, forms)
    case (.type, .sequence): self = .list(.type)
    // `{string: int}` is a mapping of texts to numbers; any other describes a field.
    case (.type, .mapping) where node.entries.count == 1 && node[name: "string"] != nil: self = .map(.type)
    case (.type, .mapping): self = .declaration(FieldDeclaration.outline)
    default: self = .other
    }
  }

  /// Of several forms the first that fits. A declaration beside names of the user's is known by its required keys.
  private static func choice(_ node: Node, _ forms: [Form]) -> Shape {
    var first: Shape?
    for form in forms {
      let shape = Shape(node, form)
      switch shape {
      case .other: continue
      case .declaration(let outline):
        if outline.keys.allSatisfy({ key in !key.isRequired || node[key.name] != nil }) { return shape }
        first = first ?? shape
      case .map, .list:
        if case .declaration? = first { continue }
        first = first ?? shape
      }
    }
    return first ?? .other
  }

  /// The order in which a mapping's entries are best written, as their positions in the file. A key that the declaration does not have
  /// stays at its position.
  func order(of entries: Node.Entries) -> [Int] {
    guard case .declaration(let outline) = self else { return Array(0..<entries.count) }
    let ranks = entries.map { entry in outline.keys.firstIndex { entry.key.hasText(utf8: $0.name.utf8) } }
    var known = ranks.indices.filter { ranks[$0] != nil }.sorted { (ranks[$0] ?? 0, $0) < (ranks[$1] ?? 0, $1) }[...]
    return ranks.indices.map { ranks[$0] == nil ? $0 : known.removeFirst() }
  }

  /// What may stand behind a key.
  func value(of key: Node) -> Form {
    switch self {
    case .declaration(let outline):
      outline.keys.first { key.hasText(utf8: $0.name.utf8) }?.form() ?? .construction
    case .map(let value): value
    case .list, .other: .construction
    }
  }

  /// What an element may be.
  var element: Form { if case .list(let element) = self { element } else { .construction } }
}
