import TreatyDiagnostics
import TreatyPlan

/// Alerts leave by another way.
public struct ChannelChanged: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .channelChanged, "channel-changed", .exposes, .exposure,
    title: "Alerts leave by another way",
    consequence: "They reach somebody else, or under another address.",
    advice: "Whoever runs it may know what stands in alerts.",
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
      policies: {channel: {post: {serves: [mail, phone], mail: {server: post.example.org, from: treaty@example.org}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(Self.about, in: "policies.channel", "channel", plans)
  }
}
