import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A key that is empty for all items that lack a field.
public struct EmptyKey: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .emptyKey, name: "empty-key", severity: .warning,
      title: "A key that can be empty",
      summary: "What tells one item from another is nothing at all where a field is missing.",
      why: """
        All items without the field have the same key: the second is taken for the first, and changes its record.
        """,
      mend: """
        Take a field that is always there, or leave out under `where` what lacks it.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.?text.orValue('')
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.constantKey, .unstableKey], canBeAllowed: true),
    reason: "all items without the field are taken for one")

  /// The rule.
  public init() {}

  /// Looks at what flows and workflows identify their items by.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let keys =
      package.declared.flows.sorted.map { ($0.value.identify, $0.value.condition) }
      + package.declared.workflows.sorted.map { ($0.value.identify, $0.value.condition) }
    for (key, condition) in keys {
      guard let use = ExpressionUse(key), use.source.contains("''") || use.source.contains("\"\""),
        let compilation = package.expressions.compilation(of: use),
        compilation.isEmptyWhereFieldsAreMissing
      else { continue }
      // A condition that looks at the same fields may well leave those out.
      let read = Set(compilation.references)
      if let condition = ExpressionUse(condition),
        let known = package.expressions.compilation(of: condition)?.references, !read.isDisjoint(with: known)
      {
        continue
      }
      report.add(
        Self.about.finding(
          "this is empty for every item that lacks what it reads", at: use.span,
          mend: "take a field that is always there", "or leave out under `where` what lacks it"))
    }
  }
}
