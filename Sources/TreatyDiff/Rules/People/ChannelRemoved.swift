import TreatyDiagnostics
import TreatyPlan

/// A channel for alerts is gone.
public struct ChannelRemoved: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .channelRemoved, "channel-removed", .weakens, .exposure,
    title: "A channel for alerts is gone",
    consequence: "Who was reached by it is not reached any more.",
    advice: "See that everybody who is called can still be reached.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {channel: {post: {serves: [mail, phone], mail: {server: mail.example.org, from: treaty@example.org}}}}
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
    report.addRemoved(Self.about, from: "policies.channel", "channel", plans)
  }
}
