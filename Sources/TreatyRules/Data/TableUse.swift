import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// A place at which a table is read, and the keys that can come there.
struct TableUse: Sendable {
  /// The table, by its name in the plan.
  var table: String
  /// The expression that reads it, and where in it.
  private var use: ExpressionUse
  private var range: Range<Int>
  /// Whether a key without a row is all right there.
  var isOptional: Bool
  /// The keys that can come, as far as the conditions before tell; `nil` where nobody knows.
  var keys: [String]?
  /// The condition that says so.
  var condition: Span?

  /// Where it is read.
  var span: Span { use.span(of: range) }

  /// All of them.
  static func all(in package: RuledPackage) -> [TableUse] {
    let flows = package.declared.flows.sorted.flatMap { uses(in: $0, package) }
    let others = nodes(package).flatMap { node in
      package.expressions.uses(below: node).flatMap { use in lookups(use, package) { _ in nil } }
    }
    return flows + others
  }

  /// Of a flow: what comes before its mapping sees the items for which its conditions hold.
  private static func uses(in flow: Named<FlowDeclaration>, _ package: RuledPackage) -> [TableUse] {
    let value = flow.value
    let found = package.expressions.uses(below: flow.node)
    guard !found.isEmpty else { return [] }
    var condition = package.condition(of: value.condition)
    // What a validation refuses comes no further; it looks at the whole, which is the item only where nothing takes it apart.
    if value.each == nil {
      for validation in value.validate { condition = condition.and(package.condition(of: validation.check)) }
    }
    let after = value.map == nil ? [] : flow.node.entries.filter { ["deliver", "answer", "log"].contains($0.key.text) }
    let rest = after.map { $0.value.span.range }
    return found.flatMap { use in
      let isAfter = rest.contains { $0.contains(use.span.range.lowerBound) }
      return lookups(use, package) { key in
        guard !isAfter, use.node.span != value.condition?.node?.span else { return nil }
        return condition.values(of: key).map { ($0.map(\.shown), value.condition?.node?.span) }
      }
    }
  }

  private static func lookups(
    _ use: ExpressionUse, _ package: RuledPackage, keys: ([String]) -> ([String], Span?)?
  ) -> [TableUse] {
    (package.expressions.compilation(of: use)?.lookups(in: "tables") ?? []).map { lookup in
      let known = lookup.key.flatMap(keys)
      return TableUse(
        table: lookup.path.dropFirst().joined(separator: "/"), use: use, range: lookup.range,
        isOptional: lookup.isOptional, keys: known?.0, condition: known?.1)
    }
  }

  private static func nodes(_ package: RuledPackage) -> [Node] {
    let declared = package.declared
    var nodes = declared.syncs.sorted.map { $0.node } + declared.reconciles.sorted.map { $0.node }
    nodes += declared.gates.sorted.map { $0.node } + declared.workflows.sorted.map { $0.node }
    nodes += declared.probes.sorted.map { $0.node }
    return nodes
  }
}

extension Condition.Literal {
  /// As the key of a table is written.
  fileprivate var shown: String {
    switch self {
    case .text(let text): text.string
    case .int(let number): String(number)
    case .bool(let bool): String(bool)
    default: description
    }
  }
}

extension TableDeclaration {
  /// A key as the table compares it.
  func normalised(_ key: String) -> String { normalise.reduce(key) { $1.value.applied(to: $0) } }
}
