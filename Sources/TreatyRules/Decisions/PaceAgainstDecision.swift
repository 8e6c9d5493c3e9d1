import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A flow works at another pace than was decided.
public struct PaceAgainstDecision: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .paceAgainstDecision, name: "pace-against-decision", severity: .error,
      title: "A flow works at another pace than was decided",
      summary: """
        A decision requires work as things come (`real-time`) or in batches (`batch`), and what starts a flow \
        that it binds does the other.
        """,
      why: """
        The pace is what the decision was about: how old news may be, and how much load a system bears. Whoever \
        reads the decision counts on one, and gets the other.
        """,
      mend: """
        For `real-time` start the flow by a webhook or a queue, or by a poll of a minute at most; for `batch` by \
        a schedule or a poll. Or replace the decision.
        """,
      bad: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {pace: real-time}

        flows:
          page:
            on: {poll: vans.job, every: 15m}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
        """,
      good: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {pace: real-time}

        flows:
          page:
            on: {poll: vans.job, every: 1m}
            identify: item.number
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
        """,
      related: [.choiceAgainstDecision], canBeAllowed: true),
    reason: "whoever reads the decision counts on another pace than there is")

  /// The rule.
  public init() {}

  /// Looks at what starts the flows that the decisions of the package bind.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      guard let pace = decision.value.requires.pace else { continue }
      for activity in package.activities where activity.section == .flows && decision.binds(activity, in: package) {
        guard let intake = activity.intakes.first, let way = contradiction(intake, pace.value) else { continue }
        report.add(
          Self.about.finding(
            "\(activity.title) \(way), and `\(decision.name.value)` requires `\(pace.value.rawValue)`", at: intake.span,
            related: [decision.label(pace.span)],
            mend: pace.value == .realTime
              ? "start it by a webhook or a queue, or poll every minute" : "start it by `schedule` or `poll`",
            decision.bindsAll
              ? "or name under `binds` what the decision is about, if this is not it"
              : "or replace the decision by a new one, if it no longer holds"))
      }
    }
  }

  /// What is wrong about the way in which it starts; `nil` where nothing is, or it is not known how long it waits.
  private func contradiction(_ intake: Intake, _ pace: PaceWord) -> String? {
    switch (pace, intake.kind) {
    case (.realTime, .poll), (.realTime, .schedule):
      guard let interval = intake.interval, interval > 60_000 else { return nil }
      return "waits up to \(Interval.text(interval))"
    case (.batch, .event), (.batch, .request): return "works on each item as it comes"
    default: return nil
    }
  }
}
