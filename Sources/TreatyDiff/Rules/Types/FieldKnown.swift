import TreatyDiagnostics
import TreatyPlan

/// A field is read that was not.
public struct FieldKnown: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldKnown, "field-known", .note, .partner,
    title: "A field is read that was not",
    consequence: "It may be sent, and need not.",
    advice: "Nothing.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string}}}}}
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
      guard old == nil, let new, new.isOptional else { return }
      report.add(Self.about, at: place, "`\(new.name)` of `\(type)` is read", after: new.type.text)
    }
  }
}
