import TreatyCompiler
import TreatyDiagnostics
import TreatySpec
import TreatySyntax

/// Who answers in which hours of the week: calendars, teams on call, contracts and escalation policies of a package.
struct Responders {
  private let package: RuledPackage
  /// Hours of each calendar without what it takes in.
  private let own: [String: Coverage]
  /// Hours in which somebody of each team answers that says anything about that.
  private var teams: [String: Coverage] = [:]

  /// Works out all of a package.
  init(_ package: RuledPackage) {
    self.package = package
    own = Dictionary(
      package.declared.calendars.sorted.map { ($0.name.value, Coverage($0.value)) },
      uniquingKeysWith: { first, _ in first })
    let onCall = package.declared.teams.sorted.filter { $0.value.saysWhen }
    // Teams may stand in for each other in a circle. Hours only grow from pass to pass, and go over one team more with each.
    for _ in 0...onCall.count {
      var changed = false
      for team in onCall {
        let hours = hours(of: team)
        if teams.updateValue(hours, forKey: team.name.value) != hours { changed = true }
      }
      if !changed { break }
    }
  }

  /// Hours of a calendar, with those of all that it takes in.
  func hours(of calendar: Located<String>) -> Coverage {
    var hours = Coverage()
    var seen: Set<String> = []
    var left = [calendar]
    while let name = left.popLast() {
      guard let found = package.find(name, in: \.calendars) else { return .unknown }
      guard seen.insert(found.name.value).inserted else { continue }
      hours.formUnion(own[found.name.value] ?? .unknown)
      left += found.value.includes
    }
    return hours
  }

  /// Hours of a team; `nil` where it says nothing about when it answers: neither when it is on call nor when it works.
  func hours(ofTeam name: Located<String>?) -> Coverage? {
    package.find(name, in: \.teams).flatMap { teams[$0.name.value] }
  }

  /// Hours in which an escalation policy reaches somebody; `nil` where no team that it calls says anything about when it answers.
  func hours(of policy: Named<EscalationDeclaration>) -> Coverage? {
    var hours = Coverage()
    var saysAnything = false
    for step in policy.value.steps {
      if let team = self.hours(ofTeam: step.call) {
        saysAnything = true
        hours.formUnion(team)
      }
      if let contract = package.find(step.contract, in: \.contracts) {
        saysAnything = true
        hours.formUnion(contract.value.hours.map { self.hours(of: $0) } ?? .always)
      }
    }
    return saysAnything ? hours : nil
  }

  /// Hours of a team that says anything of them. One that is never on call answers while it works.
  private func hours(of team: Named<TeamDeclaration>) -> Coverage {
    if team.value.onCall.isEmpty, let work = team.value.hours { return hours(of: work) }
    var hours = Coverage()
    for entry in team.value.onCall {
      var during = self.hours(of: entry.during)
      // Another team answers in hours that it is on call itself, unless the entry says who is called, or the other says nothing.
      if let other = standIn(entry, for: team) { during.formIntersection(teams[other.name.value] ?? Coverage()) }
      hours.formUnion(during)
    }
    return hours
  }

  /// The team whose own hours count for an entry.
  private func standIn(_ entry: OnCallDeclaration, for team: Named<TeamDeclaration>) -> Named<TeamDeclaration>? {
    guard entry.contact == nil, let other = package.find(entry.team, in: \.teams),
      other.name.value != team.name.value, other.value.saysWhen
    else { return nil }
    return other
  }

  /// A team that stands in for another in hours in which it is not on call itself.
  struct Handover {
    /// Who leaves it to whom.
    var from: String
    var to: String
    /// Where that is said.
    var span: Span
  }

  /// The circle in which hours of a team are handed on until they are back with it, so that nobody answers; empty where there is none.
  func circle(from team: Named<TeamDeclaration>) -> [Handover] {
    // Breadth first, so that the shortest is said.
    var ways: [(last: Named<TeamDeclaration>, way: [Handover])] = [(team, [])]
    var seen: Set<String> = []
    var place = 0
    while place < ways.count {
      let (last, way) = ways[place]
      place += 1
      for entry in last.value.onCall {
        guard let other = standIn(entry, for: last), let named = entry.team, leavesHours(entry, to: other) else {
          continue
        }
        let longer = way + [Handover(from: last.name.value, to: other.name.value, span: named.span)]
        if other.name.value == team.name.value { return longer }
        if seen.insert(other.name.value).inserted { ways.append((other, longer)) }
      }
    }
    return []
  }

  /// Whether a team that stands in is not on call itself in some of the hours.
  private func leavesHours(_ entry: OnCallDeclaration, to other: Named<TeamDeclaration>) -> Bool {
    let during = hours(of: entry.during)
    var answered = during
    answered.formIntersection(teams[other.name.value] ?? Coverage())
    return during.isKnown && answered.uncovered > during.uncovered
  }
}

extension TeamDeclaration {
  /// Whether it says anything about when somebody of it answers.
  var saysWhen: Bool { !onCall.isEmpty || hours != nil }
}
