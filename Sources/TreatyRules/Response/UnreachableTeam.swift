import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A team that is relied on and has no contact.
public struct UnreachableTeam: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unreachableTeam, name: "unreachable-team", severity: .warning,
      title: "A team that nobody can reach",
      summary: """
        A team answers for something, stands in for others or has to agree, and has no contact of any kind.
        """,
      why: """
        When it is needed, somebody has to know somebody who knows. Alerts and questions to it go nowhere.
        """,
      mend: """
        Write `contacts` on the team: `mail`, `phone`, `chat` or `page`. Those of the team that it belongs to \
        serve as well, and so does a `contact` under its `on-call`.
        """,
      bad: """
        teams:
          archivists: {about: Keep what is old}
        systems:
          archive: {connector: desk, url: "https://archive.example.org", account: us-at-desk, owner: archivists}
        """,
      good: """
        teams:
          archivists: {about: Keep what is old, contacts: {mail: archive@example.org}}
        systems:
          archive: {connector: desk, url: "https://archive.example.org", account: us-at-desk, owner: archivists}
        """,
      related: [.callsNobody, .nobodyAnswers], canBeAllowed: true),
    reason: "alerts and questions to it go nowhere")

  /// The rule.
  public init() {}

  /// Looks at the package's own teams that something leans on. Where no team has a contact, they are kept elsewhere.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard package.declared.teams.sorted.contains(where: { package.isReachable($0) }) else { return }
    // Those that are called are found at the step that calls them.
    var said: Set<String> = Set(
      package.own(\.escalations).flatMap { $0.value.steps }.compactMap {
        package.find($0.call, in: \.teams)?.name.value
      })
    for (name, use) in package.leaningOnTeams {
      guard let team = package.find(name, in: \.teams), package.isOwn(team.name.span),
        said.insert(team.name.value).inserted, !package.isReachable(team)
      else { continue }
      report.add(
        Self.about.finding(
          "`\(team.name.value)` \(use), and has no contact", at: team.name.span, "nobody can be reached here",
          related: [Label(span: name.span, text: "relied on here")],
          mend: "write `contacts` on `\(team.name.value)`: `mail`, `phone`, `chat` or `page`"))
    }
  }
}

extension RuledPackage {
  /// Teams that something leans on, each with what for.
  fileprivate var leaningOnTeams: [(name: Located<String>, use: String)] {
    let failures = activities.flatMap { activity in
      [activity.duty.failure.owner] + activity.duty.failure.classes.map { $0.value.owner }
    }
    let owners: [Located<String>?] =
      [manifest.owner] + activities.map { $0.duty.owner } + failures + own(\.services).map { $0.value.owner }
      + own(\.systems).map { $0.value.owner }
    let standIns = own(\.teams).flatMap { $0.value.onCall.map { $0.team } }
    let approvers =
      own(\.gates).map { $0.value.approve?.by } + own(\.workflows).flatMap { $0.value.allSteps.map { $0.approve?.by } }
      + own(\.reconciles).map { $0.value.guardrail.approve }
    return owners.compactMap { $0.map { ($0, "answers for something") } }
      + standIns.compactMap { $0.map { ($0, "stands in for another team") } }
      + approvers.compactMap { $0.map { ($0, "has to agree") } }
  }
}
