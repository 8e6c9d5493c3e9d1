import TreatyDiagnostics
import TreatyPlan

/// A channel for alerts is new.
public struct ChannelAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .channelAdded, "channel-added", .exposes, .exposure,
    title: "A channel for alerts is new",
    consequence: "Words of alerts, with names of flows and systems, leave by it.",
    advice: "Whoever runs it may know what stands in alerts.",
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
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {channel: {post: {serves: [mail, phone], mail: {server: mail.example.org, from: treaty@example.org}}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addAdded(Self.about, to: "policies.channel", "channel", plans)
  }
}
