import CEL
import TreatyCompiler
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What is known of the fields of a record by what is written to it when it is made.
struct WrittenValues: Sendable {
  /// Values, one of which each field has; none for a field that is written with something that is worked out.
  private var values: [String: [Condition.Literal]] = [:]

  /// Names of the fields that are written.
  var names: Set<String> { Set(values.keys) }

  /// The values, one of which a field has; `nil` where nothing is known of it.
  func values(of name: String) -> [Condition.Literal]? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// That a field is written, and what one of its values is; `nil` for what is worked out. It takes the place of what was written to it before.
  mutating func write(_ name: String, oneOf literals: [Condition.Literal]?) { values[name] = literals ?? [] }

  /// That the fields of a mapping are written.
  /// - Parameter workedOut: What is known of a scalar with expressions in it.
  mutating func write(_ node: Node?, workedOut: (Node) -> [Condition.Literal]? = { _ in nil }) {
    guard let node, node.kind == .mapping else { return }
    for entry in node.entries {
      let literals = WrittenValues.literal(entry.value).map { [$0] } ?? workedOut(entry.value)
      write(entry.key.text, oneOf: literals)
    }
  }

  /// The value of a scalar in which nothing is worked out.
  private static func literal(_ node: Node) -> Condition.Literal? {
    guard node.kind == .scalar, !node.mayHoldExpression else { return nil }
    switch node.resolved {
    case .string: return .string(node.text)
    case .int(let int): return .int(int)
    case .bool(let bool): return .bool(bool)
    case .null, .integerOverflow, .float: return nil
    }
  }

  /// Only what comes back as it was written: of fields that the record has when it is read, with a type that holds the value.
  func read(as type: String, in package: RuledPackage) -> WrittenValues {
    let fields = package.expressions.type(named: type)?.fields ?? []
    var read = WrittenValues()
    for (name, literals) in values {
      guard let field = fields.first(where: { $0.name == name }) else { continue }
      let found = package.expressions.knowledge.types.resolve(field.type)
      read.values[name] = literals.allSatisfy { found?.holds($0) ?? false } ? literals : []
    }
    return read
  }

  /// The records that are so, by paths that begin with a name, or by fields alone.
  func condition(below root: [String] = ["item"]) -> Condition {
    var condition = Condition.always
    for (name, literals) in values.sorted(by: { $0.key < $1.key }) where !literals.isEmpty {
      condition = condition.and(.field(root + [name], in: literals))
    }
    return condition
  }
}

extension CELType {
  /// Whether a value is one of the type, and is compared as it is.
  fileprivate func holds(_ literal: Condition.Literal) -> Bool {
    switch (self, literal) {
    case (.optional(let inner), _), (.nullable(let inner), _): inner.holds(literal)
    case (.string, .text), (.int, .int), (.bool, .bool): true
    case (.enumeration(let enumeration), .text(let text)): enumeration.values.contains(text.string)
    default: false
    }
  }

  /// All values of the type, where it has few; `nil` for a type without bounds.
  var fewValues: [Condition.Literal]? {
    switch self {
    case .optional(let inner), .nullable(let inner): inner.fewValues
    case .bool: [.bool(false), .bool(true)]
    case .enumeration(let enumeration): enumeration.values.map { .string($0) }
    default: nil
    }
  }
}

extension Condition.Literal {
  /// As messages name it: a text without its quotes.
  var spoken: String {
    if case .text(let text) = self { return text.string.isEmpty ? "an empty text" : "`\(text.string)`" }
    return "`\(self)`"
  }
}
