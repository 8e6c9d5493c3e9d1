import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A day on which something is said to have been done, and that has not come yet.
public struct DayAhead: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .dayAhead, name: "day-ahead", severity: .warning,
      title: "A day that has not come yet",
      summary: "Something is said to have been reviewed, found, decided or agreed on a day that lies ahead.",
      why: """
        Mostly the year is mistyped. What goes by that day is then late without anybody hearing of it: the next review of an account is counted from \
        its last, and one that lies in the next year puts it off by a year.
        """,
      mend: """
        Write the day on which it was. What is only planned has no such day yet.
        """,
      bad: """
        agreements:
          shared:
            between: [front-desk, night-watch]
            on: [systems.help]
            allows: [duty]
            agreed: 2062-09-01
        """,
      good: """
        agreements:
          shared:
            between: [front-desk, night-watch]
            on: [systems.help]
            allows: [duty]
            agreed: 2026-09-01
        """,
      related: [.daysReversed, .overdueReview], canBeAllowed: true),
    reason: "what goes by that day is late without anybody hearing of it")

  /// The rule.
  public init() {}

  /// Looks at all days on which something was done. In some zone it is tomorrow already.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard let today = package.today.flatMap({ CalendarDate(year: $0.year, month: $0.month, day: $0.day) }),
      let tomorrow = today.adding(1)
    else { return }
    for (title, day) in package.daysGone {
      guard let date = try? CalendarDate(parsing: day.value), date > tomorrow else { continue }
      let ahead = date.dayNumber - today.dayNumber
      report.add(
        Self.about.finding(
          "\(title) on \(day.value), which lies ahead", at: day.span, "in \(ahead) days",
          mend: "write the day on which it was", "or leave it out, if that is still to come"))
    }
  }
}

extension RuledPackage {
  /// Days on which something was done, each with what was.
  fileprivate var daysGone: [(title: String, day: Located<String>)] {
    let reviews = own(\.accounts).map { ("account `\($0.name.value)` was last reviewed", $0.value.review?.last) }
    let findings = own(\.securityFindings).map { ("finding `\($0.name.value)` was found", $0.value.found) }
    let decisions = own(\.decisions).map { ("`\($0.name.value)` was decided", $0.value.date) }
    let agreements = own(\.agreements).map { ("`\($0.name.value)` was agreed", $0.value.agreed) }
    return (reviews + findings + decisions + agreements).compactMap { title, day in day.map { (title, $0) } }
  }
}
