import TreatyDiagnostics
import TreatyPlan

/// A word is refused that was taken.
public struct WordRefused: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .wordRefused, "word-refused", .breaks, .partner,
    title: "A word is refused that was taken",
    consequence: "What comes with it is refused as a whole.",
    advice: "See that nobody sends it any more.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, level: {enum: [low, high]}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, level: {enum: [low]}}}}}}
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
    plans.eachIntakeType { type, place in
      guard let old = type.old.values, let new = type.new.values else { return }
      for value in old where !new.contains(value) {
        report.add(
          Self.about, at: place.part("enum", pointer: "values"), "`\(type.new.name)` does not take `\(value)` any more",
          before: value)
      }
    }
  }
}
