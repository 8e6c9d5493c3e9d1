import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A pace that the trigger does not have.
public struct PaceAgainstTrigger: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .paceAgainstTrigger, name: "pace-against-trigger", severity: .error,
      title: "A pace that the trigger does not have",
      summary: "A flow says that it works in one pace, and what starts it works in the other.",
      why: """
        `take` is what people read, and what decisions are held against; `on` is what happens. A flow that takes `real-time` and is started by the \
        clock, or by a poll that is slower than its `freshness`, delivers later than everybody believes. One that takes `batch` and is started by \
        each event gathers nothing.
        """,
      mend: """
        Change the trigger: an event, a request or a poll within `freshness` for real time; a schedule, a poll, or an event with \
        `correlate.window` for batch. Or say the pace that it really has.
        """,
      bad: """
        flows:
          help-to-job:
            on: {schedule: daily at 06:00, list: help.ticket}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
            choice: {take: real-time}
        """,
      good: """
        flows:
          help-to-job:
            on: {schedule: daily at 06:00, list: help.ticket}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
            choice: {take: batch}
        """,
      related: [.paceAgainstAdvice, .freshnessMissed], canBeAllowed: true),
    reason: "the flow works in another pace than everybody believes")

  /// The rule.
  public init() {}

  /// Looks at flows that say which pace they take.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let flow = package.flow(activity), let choice = flow.choice, let take = choice.take,
        let contradiction = contradiction(flow, choice, take.value)
      else { continue }
      report.add(
        Self.about.finding(
          "\(activity.title) takes \(take.value.title), and \(contradiction.text)", at: take.span,
          related: [Label(span: contradiction.place, text: "this starts it")],
          mend: contradiction.mend, "or say the pace that it has: `take: \(take.value.other.rawValue)`"))
    }
  }

  private func contradiction(
    _ flow: FlowDeclaration, _ choice: ChoiceDeclaration, _ take: PaceWord
  ) -> (text: String, place: Span, mend: String)? {
    switch take {
    case .realTime:
      if let schedule = flow.on.schedule {
        return ("runs by the clock", schedule.span, "start it by an event, or by a poll within its `freshness`")
      }
      guard choice.pollsTooSlowly(flow.on), let every = flow.on.every, let freshness = choice.freshness else {
        return nil
      }
      return (
        "polls once in \(Interval.text(every.value)), which is longer than its freshness of \(Interval.text(freshness.value))",
        every.span, "poll within the freshness: `every: \(Interval.text(freshness.value))` or less"
      )
    case .batch:
      // What is gathered for a while is a batch, whatever brings it.
      if flow.correlate?.window.map({ $0.value > 0 }) == true { return nil }
      guard let place = flow.on.event?.span ?? flow.on.request?.span else { return nil }
      return (
        "each \(flow.on.event == nil ? "request" : "event") is delivered by itself", place,
        "start it by a `schedule`, or gather events with `correlate.window`"
      )
    }
  }
}

extension PaceWord {
  fileprivate var other: PaceWord { self == .batch ? .realTime : .batch }
}
