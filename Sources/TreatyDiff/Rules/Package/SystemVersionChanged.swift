import TreatyDiagnostics
import TreatyPlan

/// Another version of a product is expected.
public struct SystemVersionChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .systemVersionChanged, "system-version-changed", .weakens, .partner,
    title: "Another version of a product is expected",
    consequence: "What the connector knows of the old one may not hold of it.",
    advice: "See what has changed between the two, and try it on one that is not in use.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.5'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      guard system.old.version != system.new.version else { return }
      report.add(
        Self.about, at: place.part("version"), "system `\(system.new.name)` is of another version",
        before: system.old.version,
        after: system.new.version)
    }
  }
}
