import TreatyDiagnostics
import TreatyPlan

/// Data go to somebody new.
public struct DestinationAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .destinationAdded, "destination-added", .exposes, .exposure,
    title: "Data go to somebody new",
    consequence: "From now on each item is told there as well.",
    advice: "Whoever the data belong to agrees to it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver:
            - {to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}
            - {to: vans.job, do: upsert, fields: {what: "${ item.host }"}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, _ in
      for delivery in plans.deliveries(flow).added {
        report.add(
          Self.about, at: plans.deliveryPlace(flow, old: nil, new: delivery.index),
          "flow `\(flow.new.name)` delivers to `\(delivery.element.target)` as well", after: delivery.element.target)
      }
    }
  }
}
