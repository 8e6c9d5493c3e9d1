import TreatyDiagnostics
import TreatyPlan

/// Deliveries go out in another order.
public struct DeliveriesReordered: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .deliveriesReordered, "deliveries-reordered", .weakens, .promise,
    title: "Deliveries go out in another order",
    consequence: "Who relied on one being told before the other may not be.",
    advice: "See whether what is second reads what the first has written.",
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
          deliver:
            - {to: vans.job, do: upsert, fields: {what: "${ item.host }"}}
            - {to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachFlow { flow, place in
      let both = plans.deliveries(flow).both
      let (old, new) = (both.sorted { $0.oldIndex < $1.oldIndex }.map(\.new.target), both.map(\.new.target))
      guard old != new else { return }
      report.add(
        Self.about, at: place.part("deliver", pointer: "deliveries"),
        "deliveries of flow `\(flow.new.name)` go out in another order",
        before: old.joined(separator: ", "), after: new.joined(separator: ", "))
    }
  }
}
