import TreatyDiagnostics
import TreatyPlan

/// A system is gone.
public struct SystemRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .systemRemoved, "system-removed", .breaks, .state, touchesState: true,
    title: "A system is gone",
    consequence: "What is open for it is not delivered, and records that are known there are not found again.",
    advice: "Let what goes there run dry first. If it has another name now, say so with `was`.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: crew, url: 'https://a.example', account: us-at-crew}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let likeness = Likeness(plans.systems.removed.map(\.element), plans.systems.added.map(\.element), by: \.name)
    for system in plans.systems.removed {
      report.add(
        Self.about, at: plans.place("systems", "system", system.element.name, old: system.index),
        "system `\(system.element.name)` is gone", before: system.element.name,
        likely: likeness.newName(of: system.element.name))
    }
  }
}
