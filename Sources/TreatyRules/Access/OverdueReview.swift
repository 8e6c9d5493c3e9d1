import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A review of an account that is late.
public struct OverdueReview: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .overdueReview, name: "overdue-review", severity: .warning,
      title: "The review of an account is late",
      summary: "The last review of an account is longer ago than its reviews may be apart.",
      why: "A review that is said and not held is worse than none: everybody believes that somebody has looked.",
      mend: """
        Review the account: is it still needed, and has it no more than it needs? Then write the day under \
        `last`.
        """,
      bad: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, review: {every: 90d, last: 2020-01-31, by: night-watch}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}, review: {every: 90d, last: 2026-10-15, by: night-watch}}
        secrets:
          archive-token: {about: Token of the account at the archive, rotate: 90d}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.unreviewedAccount, .expiredAccount], canBeAllowed: true),
    reason: "everybody believes that somebody has looked")

  /// The rule.
  public init() {}

  /// Reckons when the next review of each account is due.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard let today = package.today.flatMap({ CalendarDate(year: $0.year, month: $0.month, day: $0.day) }) else {
      return
    }
    for account in package.own(\.accounts) {
      guard let review = account.value.review, let last = review.last, let day = try? CalendarDate(parsing: last.value),
        // A day that has begun counts: what is due at noon is late on the next.
        let due = day.adding(Int(clamping: (review.every.value &- 1) / 86_400_000 &+ 1)), due < today
      else { continue }
      let late = today.dayNumber - due.dayNumber
      report.add(
        Self.about.finding(
          "the review of account `\(account.name.value)` is \(late) \(late == 1 ? "day" : "days") late", at: last.span,
          "due again on \(due)",
          related: [Label(span: review.every.span, text: "every \(Interval.text(review.every.value))")],
          mend: "look whether the account is still needed and has no more than it needs, and write the day here"))
    }
  }
}
