import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Changes that come too fast to be seen.
public struct FlappingUnseen: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .flappingUnseen, name: "flapping-unseen", severity: .warning,
      title: "Flapping can never be seen",
      summary: "A flow looks for more changes within a time than its trigger can bring in that time.",
      why: """
        Between two looks one change is seen at most, however often it came and went. With fewer looks than \
        `changes` asks for the rule never holds, and everybody believes that flapping is dealt with.
        """,
      mend: "Ask more often, look over a longer time, or ask for fewer changes.",
      bad: """
        flows:
          page:
            on: {poll: vans.job, every: 5m}
            identify: item.number
            correlate: {by: [item.what], flapping: {changes: 4, within: 10m}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
        """,
      good: """
        flows:
          page:
            on: {poll: vans.job, every: 5m}
            identify: item.number
            correlate: {by: [item.what], flapping: {changes: 4, within: 30m}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
        """,
      related: [.windowBeyondRetention], canBeAllowed: true),
    reason: "the rule never holds, and everybody believes that flapping is dealt with")

  /// The rule.
  public init() {}

  /// Looks at flows that ask at times, and look for flapping.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let flapping = package.flow(activity)?.correlate?.flapping,
        let intake = activity.intakes.first, let interval = interval(of: intake, activity), interval > 0
      else { continue }
      let seen = flapping.within.value / interval
      guard seen < Int64(flapping.changes.value) else { continue }
      let (within, every) = (Interval.text(flapping.within.value), Interval.text(interval))
      report.add(
        Self.about.finding(
          "\(activity.title) can see \(seen) changes within \(within), and waits for \(flapping.changes.value)",
          at: flapping.changes.span, "\(within) / \(every) = \(seen), rounded down",
          related: [Label(span: intake.span, text: "it looks every \(every)")],
          fixes: ["ask more often, or write a longer `within`", seen < 2 ? nil : "or ask for \(seen) `changes`"]
            .compactMap(\.self).map { Fix(title: $0) }))
    }
  }

  /// The least time between two looks; `nil` for what the system sends by itself.
  private func interval(of intake: Intake, _ activity: Activity) -> Int64? {
    switch intake.kind {
    case .poll: intake.interval
    case .schedule: activity.readings.first { $0.kind == .list }?.interval
    default: nil
    }
  }
}
