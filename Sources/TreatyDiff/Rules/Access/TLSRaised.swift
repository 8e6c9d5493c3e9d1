import TreatyDiagnostics
import TreatyPlan

/// A newer TLS is needed.
public struct TLSRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .tlsRaised, "tls-raised", .note, .exposure,
    title: "A newer TLS is needed",
    consequence: "A system that does not have it is not reached.",
    advice: "See that the system has it.",
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
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', tls: {minimum: '1.3'}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      let (old, new) = (system.old.tls?.minimum ?? .v12, system.new.tls?.minimum ?? .v12)
      guard new.rawValue > old.rawValue else { return }
      report.add(
        Self.about, at: place.part("tls.minimum", pointer: "tls"),
        "system `\(system.new.name)` needs TLS \(new.rawValue)", before: old.rawValue,
        after: new.rawValue)
    }
  }
}
