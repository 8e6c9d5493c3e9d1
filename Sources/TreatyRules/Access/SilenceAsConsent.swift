import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An approval that counts as given when nobody answers.
public struct SilenceAsConsent: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .silenceAsConsent, name: "silence-as-consent", severity: .warning,
      title: "Silence counts as a yes",
      summary: "An approval says `else: accept`: when nobody answers in time, it counts as given.",
      why: """
        A question that goes on by itself asks nobody. Whoever is on leave, or never got the message, has \
        agreed; and who wants something through has only to ask at the right hour.
        """,
      mend: """
        Write `else: escalate`, so that the team's parent is asked, or leave the line out: nobody's answer is \
        then a no. What needs no consent needs no approval.
        """,
      bad: """
        gates:
          deploy:
            owner: front-desk
            ask: {path: /gates/deploy, account: monitor-here, input: {change: string}}
            rules: [{allow: "true", reason: It is open}]
            approve: {by: night-watch, within: 1d, else: accept}
        """,
      good: """
        gates:
          deploy:
            owner: front-desk
            ask: {path: /gates/deploy, account: monitor-here, input: {change: string}}
            rules: [{allow: "true", reason: It is open}]
            approve: {by: night-watch, within: 1d, else: reject}
        """,
      related: [.approvedByItself], canBeAllowed: true),
    reason: "whoever is away has agreed, and a message that got lost counts as a yes")

  /// The rule.
  public init() {}

  /// Looks at what each approval does when nobody answers.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for approval in package.approvals() {
      guard let otherwise = approval.otherwise, otherwise.value == .accept else { continue }
      report.add(
        Self.about.finding(
          "\(approval.title) goes on when nobody answers", at: otherwise.span, "silence counts as a yes",
          related: [Label(span: approval.span, text: "who is asked")],
          mend: "write `escalate`: the team's parent is asked",
          "or `reject`: without an answer it does not go on"))
    }
  }
}
