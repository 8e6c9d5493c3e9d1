import CEL
import TreatyDiagnostics
import TreatyPlan

/// Data are dealt with more carefully.
public struct ClassRaised: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .classRaised, "class-raised", .note, .exposure,
    title: "Data are dealt with more carefully",
    consequence: "Operators do not see them any more, and nothing shows them.",
    advice: "Tell who looks after dead letters.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, host: {type: string, class: public}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, host: {type: string, class: personal}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachIntakeField { type, old, new, place in
      guard let old, let new, new.dataClass > old.dataClass else { return }
      report.add(
        Self.about, at: place, "`\(new.name)` of `\(type)` is dealt with more carefully",
        before: old.dataClass.rawValue,
        after: new.dataClass.rawValue)
    }
  }
}
