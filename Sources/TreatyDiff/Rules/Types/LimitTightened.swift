import TreatyDiagnostics
import TreatyPlan

/// Less is taken in a field.
public struct LimitTightened: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .limitTightened, "limit-tightened", .breaks, .partner,
    title: "Less is taken in a field",
    consequence: "What does not fit any more is refused as a whole.",
    advice: "Let the sender change first.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: {type: string, max: 40}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: {type: string, max: 20}}}}}}
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
      guard let old, let new, old.type == new.type else { return }
      let (before, after) = (old.constraints ?? Constraints(), new.constraints ?? Constraints())
      guard before.isLooser(than: after) else { return }
      // Which of two forms takes more is not known.
      var (unformed, other) = (before, after)
      (unformed.pattern, other.pattern) = (nil, nil)
      let isForm = before.pattern != nil && after.pattern != nil && !unformed.isLooser(than: other)
      report.add(
        Self.about, at: place, "`\(new.name)` of `\(type)` takes \(isForm ? "texts of another form" : "less")",
        before: before.words, after: after.words)
    }
  }
}
