import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two days of which the later comes first.
public struct DaysReversed: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .daysReversed, name: "days-reversed", severity: .warning,
      title: "Two days in the wrong order",
      summary: "Something ends, is due or is looked at again on a day before the one on which it began.",
      why: """
        One of the two days is mistyped. An agreement that ended before it was made allows nothing, and a finding that was due before it was found is \
        late from its first day.
        """,
      mend: """
        Write the day that is meant.
        """,
      bad: """
        agreements:
          shared:
            between: [front-desk, night-watch]
            on: [systems.help]
            allows: [duty]
            agreed: 2026-09-01
            until: 2026-08-31
        """,
      good: """
        agreements:
          shared:
            between: [front-desk, night-watch]
            on: [systems.help]
            allows: [duty]
            agreed: 2026-09-01
            until: 2027-08-31
        """,
      related: [.dayAhead, .endedAgreement], canBeAllowed: true),
    reason: "one of the two is mistyped")

  /// The rule.
  public init() {}

  /// Two days that follow each other, and what is said of them.
  private typealias Pair = (
    title: String, first: Located<String>?, begins: String, last: Located<String>?, ends: String
  )

  /// Looks at all that has two days.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let agreements: [Pair] = package.own(\.agreements).map {
      ("`\($0.name.value)`", $0.value.agreed, "was agreed", $0.value.until, "holds until")
    }
    let findings: [Pair] = package.own(\.securityFindings).map {
      ("finding `\($0.name.value)`", $0.value.found, "was found", $0.value.due, "is due by")
    }
    let decisions: [Pair] = package.own(\.decisions).map {
      ("`\($0.name.value)`", $0.value.date, "was decided", $0.value.review, "is looked at again on")
    }
    for pair in agreements + findings + decisions {
      guard let first = pair.first, let last = pair.last, let begin = CalendarDay(first.value),
        let end = CalendarDay(last.value), end < begin
      else { continue }
      report.add(
        Self.about.finding(
          "\(pair.title) \(pair.ends) \(last.value), and \(pair.begins) on \(first.value)", at: last.span,
          "the earlier of the two", related: [Label(span: first.span, text: "the day that should come first")],
          mend: "write the day that is meant"))
    }
  }
}
