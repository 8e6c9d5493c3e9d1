import TreatyDiagnostics
import TreatyPlan

/// A word is taken that was refused.
public struct WordTaken: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .wordTaken, "word-taken", .note, .partner,
    title: "A word is taken that was refused",
    consequence: "Tables and conditions see a word that is new to them.",
    advice: "See that every table has a row for it.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, level: {enum: [low]}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, level: {enum: [low, high]}}}}}}
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
      for value in new where !old.contains(value) {
        report.add(
          Self.about, at: place.part("enum", pointer: "values"), "`\(type.new.name)` takes `\(value)`", after: value)
      }
    }
  }
}
