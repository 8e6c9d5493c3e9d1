import TreatyDiagnostics
import TreatyPlan

/// A probe is new.
public struct ProbeAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .probeAdded, "probe-added", .note, .promise,
    title: "A probe is new",
    consequence: "It writes to the systems that it tries, now and then.",
    advice: "See that what it makes is known as its own there.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
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
          on: every 5m
          steps: [{name: made, to: help.ticket, do: create, with: {title: "${ probe.id }"}}]
          expect:
            - {find: help.ticket, by: {title: "${ probe.id }"}, within: 45s}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "probes", "probe", plans)
  }
}
