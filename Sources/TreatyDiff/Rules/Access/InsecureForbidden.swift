import TreatyDiagnostics
import TreatyPlan

/// Connections to a system may go without TLS no more.
public struct InsecureForbidden: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .insecureForbidden, "insecure-forbidden", .note, .exposure,
    title: "Connections to a system may go without TLS no more",
    consequence: "What is not reached by TLS is not reached.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'http://a.example', account: us-at-desk, version: '2.4', tls: {insecure: In the same rack}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      systems: {old: {connector: desk, url: 'http://a.example', account: us-at-desk, version: '2.4'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for pair in plans.declared("systems").both {
      let (old, new) = (pair.old.content["tls"]["insecure"].text, pair.new.content["tls"]["insecure"].text)
      guard let old, new == nil else { continue }
      report.add(
        Self.about,
        at: plans.place("systems", "system", declared: pair.new.name, old: pair.old.index, new: pair.new.index)
          .part("tls.insecure", pointer: "tls/insecure"),
        "connections to system `\(pair.new.name)` may go without TLS no more", before: old)
    }
  }
}
