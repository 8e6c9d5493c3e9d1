import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A guard that lets everything pass.
public struct OpenGuard: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .openGuard, name: "open-guard", severity: .warning,
      title: "A guard that stops nothing",
      summary: """
        A reconcile corrects records, and its guard lets a run change more than half of them, or takes an empty \
        list for a whole one.
        """,
      why: """
        One day a system answers with half of its records: after a failed import, with a filter that somebody \
        left on, from an index that is being built. A guard is there to stop the run of that day. This one does \
        not.
        """,
      mend: """
        Write what a normal day changes, with some room: `most: 5%`, and `least: 90%` for the share of records \
        that must still be there.
        """,
      bad: """
        reconciles:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}}}
              crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}}}
            match: item.what
            on: daily at 03:00
            correct: {differs: crew}
            guard: {most: 100%}
        """,
      good: """
        reconciles:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}}}
              crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}}}
            match: item.what
            on: daily at 03:00
            correct: {differs: crew}
            guard: {most: 5%}
        """,
      related: [.graceTooShort], canBeAllowed: true),
    reason: "on the day on which a system shows half of its records, the other half is corrected away")

  /// The rule.
  public init() {}

  /// Looks at the reconciles that correct something.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for reconcile in package.declared.reconciles.sorted {
      let value = reconcile.value
      let missing = value.correct.missing.first { $0.value.value != .report }?.value.span
      guard let act = value.correct.differs?.span ?? missing else { continue }
      let title = "reconcile `\(reconcile.name.value)`"
      if let most = value.guardrail.most, let share = share(most), share > 0.5,
        value.guardrail.count.map({ $0.value > OpenGuard.many }) ?? true
      {
        report.add(
          Self.about.finding(
            "one run of \(title) may change \(most.value) of the records", at: most.span,
            related: [Label(span: act, text: "what it does without asking")],
            mend: "write what a normal day changes, with some room, such as `most: 5%`"))
      }
      if let least = value.guardrail.least, share(least) == 0 {
        report.add(
          Self.about.finding(
            "\(title) takes an empty list for a whole one", at: least.span,
            related: [Label(span: act, text: "what it does without asking")],
            mend: "write the share of records that must still be there, such as `least: 90%`"))
      }
    }
  }

  /// A number of records beyond which it is no guard any more.
  private static let many = 10_000

  private func share(_ text: Located<String>) -> Double? { (try? Percentage(parsing: text.value))?.share }
}
