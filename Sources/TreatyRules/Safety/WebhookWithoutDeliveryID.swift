import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A call that is made again when a webhook is sent again.
public struct WebhookWithoutDeliveryID: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .webhookWithoutDeliveryID, name: "webhook-without-delivery-id", severity: .warning,
      title: "A repeated webhook is done twice",
      summary:
        "A flow makes a call for each message of a webhook, and a repetition of a message cannot be told from news.",
      why: """
        Senders of webhooks repeat a message when they saw no answer in time, also when it was taken. An event's `delivery-id` tells a repetition \
        from news, and Treaty takes it once. Without one, each repetition goes through the flow. A delivery to a record does no harm then: the \
        record that belongs to the key is found again, and left as it is. A call has no record: a comment is written a second time, a mail goes \
        out twice.
        """,
      mend: """
        Say in the connector what tells one delivery from another, under `delivery-id` of the event. Where the sender gives nothing of the kind, \
        deliver to a record, or call an operation whose `safety` says that twice is as good as once.
        """,
      bad: """
        flows:
          remark-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{call: help.remark, with: {id: "${ item.id }", text: "${ item.host }"}}]
            unsure: ask
        """,
      good: """
        connectors:
          watcher:
            auth: {token: {}}
            events: {alarm: {schema: {id: string, host: string}, delivery-id: "event.headers[?'x-delivery'].orValue('')"}}
        systems:
          tower: {connector: watcher}
        flows:
          remark-alarm:
            on: {event: tower.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{call: help.remark, with: {id: "${ item.id }", text: "${ item.host }"}}]
            unsure: ask
        """,
      related: [.unstableKey, .forgottenTooSoon, .retriedUnsafeCreate], canBeAllowed: true),
    reason: "when the sender repeats a message, the call is made a second time")

  /// The rule.
  public init() {}

  /// Looks at flows that an event starts. A workflow is safe: the same key never starts a second.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let flow = package.flow(activity), let name = flow.on.event, let sender = package.party(name),
        let event = sender.event, event.value.deliveryID == nil
      else { continue }
      for effect in activity.effects where effect.kind == .delivery && effect.verbs == [.call] {
        guard let operation = effect.party.operation?.value, operation.doesHarmTwice else { continue }
        report.add(
          Self.about.finding(
            "`\(effect.party.name.value)` is called again when `\(sender.systemName)` sends a message twice",
            at: effect.span,
            "once for each message, repetitions included",
            related: [Label(span: name.span, text: "nothing tells a repetition of this event from news")],
            mend:
              "declare `delivery-id` on the event `\(event.name.value)` of connector `\(sender.connector.name.value)`",
            "or deliver to a record with `do: upsert`, which is found again by its key"))
      }
    }
  }
}

extension OperationDeclaration {
  /// Whether it is known, or must be feared, that a second call does something anew.
  fileprivate var doesHarmTwice: Bool {
    switch safety {
    case .unsafe: true
    case nil: get == nil
    case .idempotent, .key, .mark, .match: false
    }
  }
}
