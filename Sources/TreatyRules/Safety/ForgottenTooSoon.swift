import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What is done is forgotten before its sender stops repeating it.
public struct ForgottenTooSoon: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .forgottenTooSoon, name: "forgotten-too-soon", severity: .warning,
      title: "What is done is forgotten too soon",
      summary: "Messages of a webhook are deleted so soon that a late repetition is taken for news.",
      why: """
        A repetition of a message is known by its `delivery-id` as long as the message is kept, and a workflow's key as long as the workflow is. \
        Senders repeat for a while what was not acknowledged, many of them for an hour and longer. What was deleted before that goes through \
        once more: an old state is written over a newer one, and a workflow runs a second time.
        """,
      mend: "Keep what is done for an hour at least: raise `done` of the retention policy. The usual is seven days.",
      bad: """
        policies:
          retention: {short: {done: 5m}}
        workflows:
          answer-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps: [{to: help.ticket, do: create, with: {title: "${ item.host }"}}]
            retention: short
        """,
      good: """
        policies:
          retention: {short: {done: 1d}}
        workflows:
          answer-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            steps: [{to: help.ticket, do: create, with: {title: "${ item.host }"}}]
            retention: short
        """,
      related: [.webhookWithoutDeliveryID, .unstableKey], canBeAllowed: true),
    reason: "a repetition that comes late is taken for news, and done again")

  /// How long most senders repeat at least, in milliseconds.
  private static let least = TimeUnit.hour

  /// The rule.
  public init() {}

  /// Looks at what an event starts, where being kept is what a repetition is known by.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let name = package.trigger(activity)?.event, let event = package.party(name)?.event,
        activity.section == .workflows || event.value.deliveryID != nil,
        let policy = package.find(activity.retention, in: \.retentions), policy.value.done < Self.least,
        let use = activity.retention
      else { continue }
      let kept = Interval.text(policy.value.done)
      report.add(
        Self.about.finding(
          "\(activity.title) forgets what is done after \(kept), and its sender may repeat it later", at: use.span,
          "kept for \(kept)",
          related: [
            Label(span: policy.node["done"]?.span ?? policy.name.span, text: "kept for \(kept)"),
            Label(span: name.span, text: "messages of this come again when they were not acknowledged"),
          ],
          mend: "keep what is done for an hour at least: `done: 1d` in `\(policy.name.value)`",
          "or name a policy that keeps it longer"))
    }
  }
}
