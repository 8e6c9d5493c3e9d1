import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data in an answer.
public struct ClassifiedAnswer: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedAnswer, name: "classified-answer", severity: .error,
      title: "Personal or secret data in an answer",
      summary: "The answer to whoever asked holds a field of a class.",
      why: """
        Whoever can ask gets the answer, and with it what it says about persons: pipelines write it into their logs.
        """,
      mend: """
        Answer with what was asked for: yes or no, and a reason that names no person.
        """,
      bad: """
        gates:
          move:
            owner: front-desk
            serves: support
            ask: {path: /gates/move, account: desk-here, input: {number: string, mail: {type: email, class: personal}}}
            rules: [{allow: "true", reason: "${ item.mail } may move"}]
            approve: {by: front-desk, ask: "May they move?", within: 1d}
        """,
      good: """
        gates:
          move:
            owner: front-desk
            serves: support
            ask: {path: /gates/move, account: desk-here, input: {number: string, mail: {type: email, class: personal}}}
            rules: [{allow: "true", reason: "It may move"}]
            approve: {by: front-desk, ask: "May they move?", within: 1d}
        """,
      related: [.classifiedQuestion, .classifiedReason], canBeAllowed: true),
    reason: "whoever can ask gets it, and writes it down")

  /// The rule.
  public init() {}

  /// Looks at answers to whoever asked.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    report.add(Self.about, outlets: .answer, of: package, mend: "answer without saying about whom")
  }
}
