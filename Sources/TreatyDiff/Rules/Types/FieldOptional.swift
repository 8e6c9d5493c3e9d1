import TreatyDiagnostics
import TreatyPlan

/// A sender need not send something any more.
public struct FieldOptional: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldOptional, "field-optional", .note, .partner,
    title: "A sender need not send something any more",
    consequence: "What comes without it is taken, and expressions that read it see nothing.",
    advice: "Nothing.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, host: string}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, host: string?}}}}}
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
      guard let old, let new, !old.isOptional, new.isOptional else { return }
      report.add(
        Self.about, at: place, "`\(new.name)` of `\(type)` may be missing", before: "must be there",
        after: "may be missing")
    }
  }
}
