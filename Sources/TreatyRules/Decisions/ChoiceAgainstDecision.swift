import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A flow says that it follows a decision, and takes the other way.
public struct ChoiceAgainstDecision: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .choiceAgainstDecision, name: "choice-against-decision", severity: .error,
      title: "A flow takes another pace than the decision it names",
      summary: """
        A flow names a decision under `choice.decision`, and takes another pace than that decision requires.
        """,
      why: """
        The flow gives a decision as its reason that says the opposite. Whoever looks up why it works as it does \
        is led astray.
        """,
      mend: """
        Take the pace that the decision requires, name the decision that the flow does follow, or say under \
        `reason` why it goes its own way, and leave `decision` out.
        """,
      bad: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {pace: batch}

        flows:
          page:
            on: {poll: vans.job, every: 15m}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
            choice: {take: real-time, decision: planning}
        """,
      good: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {pace: batch}

        flows:
          page:
            on: {poll: vans.job, every: 15m}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
            choice: {take: batch, decision: planning}
        """,
      related: [.paceAgainstDecision], canBeAllowed: true),
    reason: "whoever looks up why it works so is led astray")

  /// The rule.
  public init() {}

  /// Looks at the choices of flows.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let choice = package.flow(activity)?.choice, let take = choice.take, let named = choice.decision,
        let decision = package.find(named, in: \.decisions), decision.value.status.value == .decided,
        let pace = decision.value.requires.pace, pace.value != take.value
      else { continue }
      report.add(
        Self.about.finding(
          "\(activity.title) takes `\(take.value.rawValue)`, and `\(named.value)`, which it follows, requires `\(pace.value.rawValue)`",
          at: take.span,
          related: [
            Label(span: named.span, text: "it says that it follows this"), Label(span: pace.span, text: "decided so"),
          ],
          mend: "write `take: \(pace.value.rawValue)`, and start the flow so",
          "or name another decision, or none"))
    }
  }
}
