import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Hours of the week in which nobody answers.
public struct UncoveredHour: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .uncoveredHour, name: "uncovered-hour", severity: .warning,
      title: "Hours in which nobody answers",
      summary: "There are hours of the week in which no team answers that something in use relies on.",
      why: """
        What fails on Friday evening then lies until Monday, however short the promised time is. The hours are taken from the calendars under \
        `on-call`, in the zones they are written in, for a week of winter and one of summer: where teams in two zones follow each other, the \
        gap is often there in one of them only. Single holidays under `except` are not counted, and a calendar that is read from a file or an \
        address is trusted.

        A team that is never on call answers while it works, as its `hours` say. Of one that says neither nobody knows when it answers: alone \
        it is trusted, in a policy it adds nothing to those that say. A vendor's contract without `hours` holds always.
        """,
      mend: """
        Give the hours to somebody: a further calendar under `on-call` of a team, with `team` where another one stands in, or a further step in \
        the escalation policy, to a team or a vendor's support that answers then. If nobody has to answer in these hours, allow it and say why.
        """,
      bad: """
        teams:
          hall-crew: {contacts: {mail: hall@example.org}, on-call: [office-hours]}
        flows:
          page:
            owner: hall-crew
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        teams:
          hall-crew: {contacts: {mail: hall@example.org}, on-call: [office-hours, {during: nights, team: night-watch}]}
        flows:
          page:
            owner: hall-crew
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.nobodyAnswers, .callsNobody, .wrongCalendar], canBeAllowed: true),
    reason: "what fails then lies until somebody is on call again")

  /// The rule.
  public init() {}

  /// Who answers for something, with what leans on that.
  private struct Source {
    var place: Span
    var hours: Coverage
    var message: String
    var labels: [Label]
    var mend: [String]
    /// Teams that hand hours on to each other until they are back where they began.
    var circle: [Responders.Handover] = []
    var leaning: [(title: String, span: Span)] = []
  }

  /// Looks at each policy and each owner that something leans on, once.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let responders = Responders(package)
    var order: [String] = []
    var sources: [String: Source] = [:]
    func lean(_ answer: Answer, _ title: String) {
      guard let (key, name, make) = UncoveredHour.source(answer, package, responders) else { return }
      if sources[key] == nil {
        guard let source = make() else { return }
        order.append(key)
        sources[key] = source
      }
      if sources[key]?.leaning.last?.title != title { sources[key]?.leaning.append((title, name.span)) }
    }
    for activity in package.activities {
      for (_, answer) in package.answers(for: activity) { lean(answer, activity.title) }
    }
    for service in package.own(\.services) {
      if let policy = service.value.escalate { lean(.policy(policy), "service `\(service.name.value)`") }
    }
    for source in order.compactMap({ sources[$0] }) {
      if let finding = UncoveredHour.finding(source, package) { report.add(finding) }
    }
  }

  private static func finding(_ source: Source, _ package: RuledPackage) -> Diagnostic? {
    guard source.hours.isKnown, source.hours.uncovered > 0 else { return nil }
    let gaps = source.hours.gaps.sorted { ($1.length, $0.start) < ($0.length, $1.start) }
    guard !gaps.isEmpty else { return nil }
    let minutes = source.hours.uncovered
    let titles = Listing.text(source.leaning.map { $0.title })
    let isOwn = package.isOwn(source.place)
    let leaning = source.leaning.prefix(3).map { Label(span: $0.span, text: "\($0.title) leans on it") }
    let circle = source.circle.prefix(4).map { Label(span: $0.span, text: "`\($0.from)` leaves it to `\($0.to)`") }
    let handedOn = source.circle.map { "`\($0.from)` leaves it to `\($0.to)`" }.joined(separator: ", ")
    return about.finding(
      "\(source.message) \(length(minutes)) of the week\(source.hours.season.map { ", in \($0)" } ?? "")",
      at: isOwn ? source.place : source.leaning.first?.span ?? source.place,
      Listing.text(gaps.map { $0.description }) + " (\(source.hours.zone))",
      related: source.labels + circle + (isOwn ? leaning : Array(leaning.dropFirst())),
      reason: (handedOn.isEmpty ? "" : "\(handedOn), and nobody is on call then; ")
        + "\(about.reason); \(titles) lean\(source.leaning.count == 1 ? "s" : "") on it",
      fixes: source.mend.map { Fix(title: $0) })
  }

  /// "118 hours", "30 minutes".
  private static func length(_ minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    let parts = [(hours, "hour"), (rest, "minute")].filter { $0.0 > 0 }
    return parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " and ")
  }

  /// What an answer rests on: a key that tells it from others, where it is named, and how to look at it.
  private static func source(_ answer: Answer, _ package: RuledPackage, _ responders: Responders)
    -> (key: String, name: Located<String>, make: () -> Source?)?
  {
    switch answer {
    case .nobody: return nil
    case .policy(let name):
      guard let policy = package.find(name, in: \.escalations) else { return nil }
      return ("policy \(policy.name.value)", name, { source(policy, package, responders) })
    case .team(let name):
      guard let team = package.find(name, in: \.teams) else { return nil }
      return (
        "team \(team.name.value)", name,
        {
          guard let hours = responders.hours(ofTeam: name) else { return nil }
          return Source(
            place: team.name.span, hours: hours, message: "nobody of `\(team.name.value)` answers in",
            labels: labels(of: team),
            mend: [
              "add to `on-call` of `\(team.name.value)` a calendar of these hours, with `team:` where another one stands in",
              "or write `failure: {escalate: …}` where somebody else is to be called then",
            ], circle: responders.circle(from: team))
        }
      )
    }
  }

  private static func source(
    _ policy: Named<EscalationDeclaration>, _ package: RuledPackage, _ responders: Responders
  ) -> Source? {
    guard let hours = responders.hours(of: policy) else { return nil }
    var labels: [Label] = []
    var circle: [Responders.Handover] = []
    for step in policy.value.steps {
      if let team = package.find(step.call, in: \.teams) {
        if circle.isEmpty { circle = responders.circle(from: team) }
        labels += self.labels(of: team)
        if !team.value.saysWhen, let call = step.call {
          labels.append(Label(span: call.span, text: "says nothing about when it is on call"))
        }
      }
      if let contract = package.find(step.contract, in: \.contracts), let hours = contract.value.hours {
        labels.append(Label(span: hours.span, text: "when the vendor answers"))
      }
    }
    return Source(
      place: policy.name.span, hours: hours, message: "`\(policy.name.value)` reaches nobody in", labels: labels,
      mend: [
        "add to `on-call` of a team that it calls a calendar of these hours",
        "or add a step to `\(policy.name.value)` that calls somebody who answers then",
      ], circle: circle)
  }

  private static func labels(of team: Named<TeamDeclaration>) -> [Label] {
    if team.value.onCall.isEmpty, let hours = team.value.hours {
      return [Label(span: hours.span, text: "when `\(team.name.value)` works; it is never on call")]
    }
    return team.value.onCall.prefix(4).map { Label(span: $0.during.span, text: "when `\(team.name.value)` is on call") }
  }
}
