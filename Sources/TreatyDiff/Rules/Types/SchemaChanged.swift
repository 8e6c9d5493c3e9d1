import TreatyDiagnostics
import TreatyPlan

/// A JSON Schema demands something else.
public struct SchemaChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .schemaChanged, "schema-changed", .breaks, .partner,
    title: "A JSON Schema demands something else",
    consequence: "What a sender sends, or a system answers, is refused that was taken, or the other way round.",
    advice: "Hold the new document against what is sent: `treaty diff --samples`.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {json-schema: part.schema.json}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.kind }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {json-schema: part-2.schema.json}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.kind }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    for type in plans.types.both where type.old.schema != type.new.schema {
      let place = plans.place("types", "type", type.new.name, old: type.oldIndex, new: type.newIndex)
      for difference in SchemaDifference.all(type.old, type.new, plans.meaning) {
        report.add(
          Self.about, at: place, "the JSON Schema of `\(type.new.name)` says \(difference.what)",
          before: difference.before, after: difference.after)
      }
    }
  }
}
