import TreatyDiagnostics
import TreatyPlan

/// An older TLS is good enough.
public struct TLSLowered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .tlsLowered, "tls-lowered", .exposes, .exposure,
    title: "An older TLS is good enough",
    consequence: "Connections may be made by a version of TLS that has known weaknesses.",
    advice: "Keep the newer one, unless the system has no other.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4', tls: {minimum: '1.3'}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      let (old, new) = (system.old.tls?.minimum ?? .v12, system.new.tls?.minimum ?? .v12)
      guard new.rawValue < old.rawValue else { return }
      report.add(
        Self.about, at: place.part("tls.minimum", pointer: "tls"),
        "TLS \(new.rawValue) is good enough for system `\(system.new.name)`",
        before: old.rawValue, after: new.rawValue)
    }
  }
}
