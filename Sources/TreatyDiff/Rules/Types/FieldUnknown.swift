import TreatyDiagnostics
import TreatyPlan

/// A field is not read any more that is sent.
public struct FieldUnknown: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .fieldUnknown, "field-unknown", .note, .partner,
    title: "A field is not read any more that is sent",
    consequence: "Senders may go on sending it; nothing comes of it.",
    advice: "Nothing, unless the record refuses what it does not know.",
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
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string}}}}}
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
      guard let old, new == nil else { return }
      report.add(Self.about, at: place, "`\(old.name)` of `\(type)` is not read any more", before: old.type.text)
    }
  }
}
