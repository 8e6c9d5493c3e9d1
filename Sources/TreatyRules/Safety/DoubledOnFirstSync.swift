import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two full systems that are made anew at each other.
public struct DoubledOnFirstSync: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .doubledOnFirstSync, name: "doubled-on-first-sync", severity: .error,
      title: "A first comparison that doubles everything",
      summary: "A sync makes records in both directions, and cannot tell which of those that exist belong together.",
      why: """
        Before the first comparison no record is linked to another. What belongs together is found by the model's `key`, the fields that tell one \
        record from another. Where a side does not have them, nothing belongs together: each record of the one is new to the other, and is made \
        there, in both directions.
        """,
      mend: """
        Read the model's `key` on both sides, under `fields`. Or make records in one direction only, until those that exist are linked.
        """,
      bad: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {field: title, lossy: Titles are short}}}
              crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: {field: what, lossy: Titles are short}}}
            rules: {what: {owner: desk}}
            create: [desk -> crew, crew -> desk]
            pull: every 5m
        """,
      good: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {field: title, lossy: Titles are short}}}
              crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: {field: what, lossy: Titles are short}}}
            rules: {what: {owner: desk}}
            create: [desk -> crew]
            pull: every 5m
        """,
      related: [.circularFlows, .clockTooCoarse], canBeAllowed: true),
    reason: "on the first comparison each side's records are made anew on the other")

  /// The rule.
  public init() {}

  /// Looks at syncs that make records on each side, of models that say what tells their records apart.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let sync = package.sync(activity), let model = package.find(sync.model, in: \.models),
        !model.value.key.isEmpty, isBothWays(sync), let second = sync.create.last
      else { continue }
      for side in sync.sides {
        let fields = Set(side.value.fields.map { $0.name.value })
        let missing = model.value.key.filter { !fields.contains($0.value) }
        guard let first = missing.first else { continue }
        let names = missing.map { "`\($0.value)`" }.joined(separator: ", ")
        report.add(
          Self.about.finding(
            "\(activity.title) makes records on both sides, and does not read \(names) on `\(side.name.value)`",
            at: side.name.span, "not read here: \(names)",
            related: [
              Label(span: second.span, text: "records are made in this direction as well"),
              Label(span: first.span, text: "the key of `\(model.name.value)`: what tells its records apart"),
            ],
            mend: "read \(names) under `fields` of `\(side.name.value)`",
            "or make records in one direction only: `create: [\(sync.create.first?.value ?? "")]`"))
      }
    }
  }

  private func isBothWays(_ sync: SyncDeclaration) -> Bool {
    let directions = sync.create.compactMap { try? Direction(parsing: $0.value) }
    return directions.contains { one in directions.contains { $0.from == one.to && $0.to == one.from } }
  }
}
