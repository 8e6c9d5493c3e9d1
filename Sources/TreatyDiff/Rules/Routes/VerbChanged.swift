import TreatyDiagnostics
import TreatyPlan

/// Something else is done with a record.
public struct VerbChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .verbChanged, "verb-changed", .breaks, .promise,
    title: "Something else is done with a record",
    consequence: "What was changed may be left alone now, or made anew.",
    advice: "Tell who works with the records.",
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
          deliver: [{to: help.ticket, do: create, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachDelivery { delivery, place in
      guard delivery.old.verb != delivery.new.verb else { return }
      report.add(
        Self.about, at: place.part("do"), "`\(delivery.target)` is dealt with in another way",
        before: delivery.old.verb.rawValue,
        after: delivery.new.verb.rawValue)
    }
  }
}
