import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Personal or secret data in a question to people.
public struct ClassifiedQuestion: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .classifiedQuestion, name: "classified-question", severity: .warning,
      title: "Personal or secret data in a question",
      summary: "The question to whoever must agree holds a field of a class.",
      why: """
        The question goes out by mail, chat or pager, and stays there. Those ways are seldom cleared for data about persons.
        """,
      mend: """
        Name the thing by its number; who must agree looks the rest up where it belongs.
        """,
      bad: """
        gates:
          move:
            owner: front-desk
            serves: support
            ask: {path: /gates/move, account: desk-here, input: {number: string, mail: {type: email, class: personal}}}
            rules: [{allow: "true", reason: "As asked"}]
            approve: {by: front-desk, ask: "May ${ item.mail } move?", within: 1d}
        """,
      good: """
        gates:
          move:
            owner: front-desk
            serves: support
            ask: {path: /gates/move, account: desk-here, input: {number: string, mail: {type: email, class: personal}}}
            rules: [{allow: "true", reason: "As asked"}]
            approve: {by: front-desk, ask: "May number ${ item.number } move?", within: 1d}
        """,
      related: [.classifiedAnswer, .classifiedReason], canBeAllowed: true),
    reason: "it goes out by mail and chat, and stays there")

  /// The rule.
  public init() {}

  /// Looks at questions to people.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    report.add(Self.about, outlets: .question, of: package, mend: "name the thing by its number, not the person")
  }
}
