import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// The last day on which a contract could be given up has passed.
public struct NoticePassed: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .noticePassed, name: "notice-passed", severity: .warning,
      title: "The day for notice of a contract has passed",
      summary: "The last day on which a contract could be given up has passed, and its end is near.",
      why: """
        From here on it goes on for another term, or ends with nobody having decided so: which of the two, the \
        document says. Whoever wanted something else had to write before that day.
        """,
      mend: """
        Find out what was decided. Where the contract goes on, write its new last day under `until`. Where it \
        ends, say who helps after that day, and take it out of systems and escalation policies.
        """,
      bad: """
        contracts:
          archive-support: {vendor: Archive House, until: 2026-12-31, notice: 90d}
        """,
      good: """
        contracts:
          archive-support: {vendor: Archive House, until: 2027-12-31, notice: 90d}
        """,
      related: [.endedContract], canBeAllowed: true),
    reason: "it goes on or ends without anybody having decided so")

  /// The rule.
  public init() {}

  /// Looks at the package's own contracts that have not ended yet.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard let today = package.today.flatMap({ CalendarDate(year: $0.year, month: $0.month, day: $0.day) }) else {
      return
    }
    for contract in package.own(\.contracts) {
      guard let until = contract.value.until, let notice = contract.value.notice,
        let end = try? CalendarDate(parsing: until.value), today <= end
      else { continue }
      // A notice longer than all that a calendar holds could never be given.
      guard let last = end.adding(-Int(min(notice.value / 86_400_000, 10_000_000))), today > last else { continue }
      let name = contract.name.value
      report.add(
        Self.about.finding(
          "notice for `\(name)` had to be given by \(last), and it holds until \(until.value)", at: until.span,
          "\(until.value) less \(Interval.text(notice.value)) is \(last)",
          related: [Label(span: notice.span, text: "how long before its end it must be given up")],
          mend: "if it goes on, write its new last day under `until`",
          "if it ends, say who helps from \(end.adding(1)?.description ?? until.value) on"))
    }
  }
}
