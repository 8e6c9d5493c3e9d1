import TreatyDiagnostics
import TreatyPlan

/// A probe looks in another way.
public struct ProbeChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .probeChanged, "probe-changed", .weakens, .promise,
    title: "A probe looks in another way",
    consequence: "Failures are seen later, or others are.",
    advice: "Who answers for it agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      probes:
        desk-works:
          on: every 5m
          steps: [{name: made, to: help.ticket, do: create, with: {title: "${ probe.id }"}}]
          expect:
            - {find: help.ticket, by: {title: "${ probe.id }"}, within: 45s}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      probes:
        desk-works:
          on: every 10m
          steps: [{name: made, to: help.ticket, do: create, with: {title: "${ probe.id }"}}]
          expect:
            - {find: help.ticket, by: {title: "${ probe.id }"}, within: 45s}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "probes", "probe", plans)
  }
}
