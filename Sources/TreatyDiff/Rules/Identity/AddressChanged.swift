import TreatyDiagnostics
import TreatyPlan

/// A system is at another address.
public struct AddressChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .addressChanged, "address-changed", .breaks, .state, touchesState: true,
    title: "A system is at another address",
    consequence: """
      Records that are known by their ids are looked for at the new address: where it is another installation, they are not there, \
      or are somebody else's.
      """,
    advice: """
      Where it is the same installation under another name, say so when the plan takes over: `treaty apply --even-if address`.
      """,
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
      systems: {old: {connector: crew, url: 'https://b.example', account: us-at-crew}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachSystem { system, place in
      guard
        !plans.meaning.isSame(system.old.url, system.new.url) || !plans.meaning.isSame(system.old.base, system.new.base)
      else { return }
      report.add(
        Self.about, at: place.part("url"), "system `\(system.new.name)` is at another address",
        before: system.old.url.source,
        after: system.new.url.source)
    }
  }
}
