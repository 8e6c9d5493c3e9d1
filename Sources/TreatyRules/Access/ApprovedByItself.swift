import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Who owns something agrees to it.
public struct ApprovedByItself: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .approvedByItself, name: "approved-by-itself", severity: .warning,
      title: "Who owns it agrees to it",
      summary: """
        A profile demands that somebody else agrees, and the team that must agree is the one that owns what \
        asks.
        """,
      why: """
        A consent of one's own is none: who wants the change gives the word for it. That somebody else looks \
        keeps mistakes and temptation small. Found only in packages whose profiles demand it.
        """,
      mend: """
        Name another team under `approve`. In a reconcile the owner may let it go on where `guard.approve` names \
        nobody.
        """,
      bad: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.5", demand: Nobody agrees to their own change., check: TR1416}
        gates:
          deploy:
            owner: front-desk
            ask: {path: /gates/deploy, account: monitor-here, input: {change: string}}
            rules: [{allow: "true", reason: It is open}]
            approve: {by: front-desk, within: 1d}
        """,
      good: """
        # treaty.yaml
        treaty: 1
        package: test/paging
        version: 1.0.0
        uses: [std/itsm]
        profiles: [house]
        inputs:
          desk-url: {type: url, about: Address of the desk}
          crew-url: {type: url, about: Address of the crew's planner}
        secrets:
          desk-token: {about: Token of the desk}
          crew-password: {about: Password at the crew's planner}
        rules: {TR1404: {severity: off, reason: Each example uses some of these accounts}}
        # house.treaty.yaml
        profiles:
          house:
            demands:
              rule: {clause: "4.5", demand: Nobody agrees to their own change., check: TR1416}
        gates:
          deploy:
            owner: front-desk
            ask: {path: /gates/deploy, account: monitor-here, input: {change: string}}
            rules: [{allow: "true", reason: It is open}]
            approve: {by: night-watch, within: 1d}
        """,
      related: [.silenceAsConsent, .reviewedByItself], canBeAllowed: true),
    reason: "who wants the change gives the word for it")

  /// The rule.
  public init() {}

  /// Compares who must agree with who owns what asks.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard let demand = package.profiles[Self.about.code].first else { return }
    for approval in package.approvals() {
      guard let owner = package.answering(approval.owner) else { continue }
      if let by = approval.by, package.find(by, in: \.teams)?.name.value != owner.name.value { continue }
      report.add(
        Self.about.finding(
          "\(approval.title) of `\(owner.name.value)` goes on when `\(owner.name.value)` agrees", at: approval.span,
          approval.by == nil ? "without `approve` the owner may let it go on" : "the owner itself",
          related: [(approval.owner ?? package.manifest.owner).map { Label(span: $0.span, text: "owned by it") }],
          reason: demand.words, mend: "name another team under `approve`"))
    }
  }
}
