import TreatyDiagnostics
import TreatyPlan

/// A protection policy says something else that nothing is protected by yet.
public struct DormantProtectionChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dormantProtectionChanged, "dormant-protection-changed", .exposes, .exposure,
    title: "A protection policy says something else that nothing is protected by yet",
    consequence: "What will be protected by it is seen by others, or for longer.",
    advice: "Whoever the data belong to agrees.",
    before: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          protection: sealed
      policies: {protection: {sealed: {keys: 30d, show: internal}}}
      """,
    after: """
      flows:
        asks:
          owner: front-desk
          on: {event: watch.alarm, path: /asks, account: monitor-here}
          validate: [{check: item.count > 0, reason: Nothing is counted, else: drop}]
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          protection: sealed
      policies: {protection: {sealed: {keys: 60d, show: internal}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    // Of flows that are carried out it is told by what is different for each.
    guard plans.touchedFlows.allSatisfy({ $0.old.protection == $0.new.protection }) else { return }
    report.addChanged(Self.about, in: "policies.protection", "protection policy", plans)
  }
}
