import TreatyDiagnostics
import TreatyPlan

/// A sender must send something that it need not.
public struct FieldRequired: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldRequired, "field-required", .breaks, .partner,
    title: "A sender must send something that it need not",
    consequence: "What comes without it is refused.",
    advice: "Let the sender change first, or keep it optional.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, host: string?}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, host: string}}}}}
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
      guard let new, !new.isOptional, old?.isOptional ?? true else { return }
      report.add(
        Self.about, at: place, "`\(new.name)` of `\(type)` must be there",
        before: old == nil ? "not known" : "may be missing",
        after: "must be there")
    }
  }
}
