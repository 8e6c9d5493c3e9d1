import TreatyDiagnostics
import TreatyPlan

/// Something is not delivered any more.
public struct DestinationRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .destinationRemoved, "destination-removed", .breaks, .state, touchesState: true,
    title: "Something is not delivered any more",
    consequence: "What is open for it has nowhere to go; records that were made there stay as they are.",
    advice: "Let it run dry first, and tell who relies on it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver:
            - {to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}
            - {to: vans.job, do: upsert, fields: {what: "${ item.host }"}}
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
    plans.eachFlow { flow, _ in
      for delivery in plans.deliveries(flow).removed {
        report.add(
          Self.about, at: plans.deliveryPlace(flow, old: delivery.index, new: nil),
          "flow `\(flow.new.name)` does not deliver to `\(delivery.element.target)` any more",
          before: delivery.element.target)
      }
    }
  }
}
