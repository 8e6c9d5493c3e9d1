import TreatyDiagnostics
import TreatyPlan

/// Nothing says what to do about failures of a flow.
public struct RunbookGone: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .runbookGone, "runbook-gone", .weakens, .people,
    title: "Nothing says what to do about failures of a flow",
    consequence: "Whoever is called at night begins from nothing.",
    advice: "Write down what to do, and name it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          failure: {runbook: "https://wiki.example.org/page"}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlowCare { flow, old, new, place in
      guard let runbook = old.runbook, new.runbook == nil else { return }
      report.add(
        Self.about, at: place.part("failure.runbook", pointer: "failures"),
        "flow `\(flow)` has no runbook any more", before: runbook)
    }
  }
}
