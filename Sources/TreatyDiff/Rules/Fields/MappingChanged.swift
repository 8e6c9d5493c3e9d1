import TreatyDiagnostics
import TreatyPlan

/// A mapping makes something else of an item.
public struct MappingChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .mappingChanged, "mapping-changed", .weakens, .promise,
    title: "A mapping makes something else of an item",
    consequence: "All that reads it is written with something else; records have the old value until they change.",
    advice: "Try both on what comes in, and see what reads it.",
    before: """
      models:
        call: {key: [id], fields: {id: string, what: string}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          map: {model: call, set: {id: item.id, what: "${ item.host }"}}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
      """,
    after: """
      models:
        call: {key: [id], fields: {id: string, what: string}}
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          map: {model: call, set: {id: item.id, what: "${ item.host } down"}}
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachMappedField { field, place in
      var examples: [Counterexample] = []
      if let old = field.old, let new = field.new {
        guard !plans.meaning.isSame(old, new),
          let found = report.examples(old, new, field.standing, as: .value)
        else { return }
        examples = found
      }
      let what = field.old == nil ? "is set" : field.new == nil ? "is not set any more" : "is set to something else"
      report.add(
        Self.about, at: place, "`\(field.name)` of what is mapped to `\(field.target)` \(what)",
        before: field.old?.words,
        after: field.new?.words, examples: examples)
    }
    plans.eachFlow { flow, place in
      guard let before = flow.old.map?.model.text, let after = flow.new.map?.model.text, before != after else { return }
      report.add(
        Self.about, at: place.part("map.model", pointer: "map"), "flow `\(flow.new.name)` maps to another model",
        before: before, after: after)
    }
  }
}
