import TreatyDiagnostics
import TreatyPlan

/// A sender must send another type.
public struct FieldRetyped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldRetyped, "field-retyped", .breaks, .partner,
    title: "A sender must send another type",
    consequence: "What comes with the old one is refused.",
    advice: "Take the new one under another name first.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, count: int}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, count: string}}}}}
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
      guard let old, let new, old.type != new.type else { return }
      report.add(
        Self.about, at: place, "`\(new.name)` of `\(type)` has another type", before: old.type.text,
        after: new.type.text)
    }
  }
}
