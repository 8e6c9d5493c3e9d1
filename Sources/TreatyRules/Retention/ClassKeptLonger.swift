import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A more careful class of data that is kept longer than others.
public struct ClassKeptLonger: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classKeptLonger, name: "class-kept-longer", severity: .warning,
      title: "Guarded data are kept longer than others",
      summary: """
        A retention policy gives a class of data a longer time than messages are kept without it, or than a less \
        careful class.
        """,
      why: """
        The times by class are there to shorten. One that is longer than both `done` and `dead` changes nothing, \
        and one that is longer than that of a less careful class keeps longest what should go first.
        """,
      mend: "Give the more careful class the shorter time.",
      bad: """
        policies:
          retention:
            short: {done: 7d, dead: 30d, classes: {personal: 60d}}
        """,
      good: """
        policies:
          retention:
            short: {done: 7d, dead: 30d, classes: {personal: 14d}}
        """,
      related: [.keptTooLong], canBeAllowed: true),
    reason: "what should go first is kept longest, or as long as all else")

  /// The rule.
  public init() {}

  /// Looks at the retention policies of the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for policy in package.own(\.retentions) {
      let longest = max(policy.value.done, policy.value.dead)
      let times = policy.value.classes.compactMap { entry in
        DataClassWord(rawValue: entry.name.value).map { (word: $0, time: entry.value, span: entry.node.span) }
      }
      for (word, time, span) in times {
        let looser = times.first { $0.word.rank < word.rank && $0.time < time }
        guard time > longest || looser != nil else { continue }
        let other =
          looser.map { "`\($0.word.rawValue)` data \(Interval.text($0.time))" }
          ?? "all messages \(Interval.text(longest)) at most"
        report.add(
          Self.about.finding(
            "`\(policy.name.value)` keeps `\(word.rawValue)` data \(Interval.text(time)), and \(other)", at: span,
            related: [looser.map { Label(span: $0.span, text: "shorter, for a less careful class") }],
            mend: "write \(Interval.text(looser?.time ?? longest)) or less for `\(word.rawValue)`"))
      }
    }
  }
}
