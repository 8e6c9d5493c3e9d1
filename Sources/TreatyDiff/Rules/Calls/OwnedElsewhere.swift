import TreatyDiagnostics
import TreatyPlan

/// Another system has the last word on a field.
public struct OwnedElsewhere: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .ownedElsewhere, "owned-elsewhere", .breaks, .people,
    title: "Another system has the last word on a field",
    consequence: "What people write in the one is undone by what stands in the other.",
    advice: "Whoever works with either system agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', owns: [incident.state]}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', owns: [incident.severity]}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for pair in plans.declared("systems").both {
      let (old, new) = (pair.old.content.field("owns"), pair.new.content.field("owns"))
      guard old != new else { continue }
      let place = plans.place("systems", "system", declared: pair.new.name, old: pair.old.index, new: pair.new.index)
      report.add(
        Self.about, at: place.part("owns"), "system `\(pair.new.name)` has the last word on other fields",
        before: old?.words(of: "owns"), after: new?.words(of: "owns"))
    }
  }
}
