import TreatyPlan
import TreatyStore

/// Somebody who can be told.
struct Recipient: Hashable, Sendable, Codable {
  /// Team, or the contract's vendor.
  var who: String
  var kind: ContactKind
  var contact: String
}

extension AlertPlan {
  /// Whom a step calls at a moment.
  func recipients(of step: PlannedEscalationStep, at moment: Instant) -> [Recipient] {
    if let contract = step.contract.map({ planned.contracts[$0] }) {
      let isOpen = contract.hours.map { self.isOpen($0, at: moment) } ?? true
      let kinds = step.via.isEmpty ? ContactKind.allCases : step.via
      let reached = kinds.filter { isOpen || !$0.wakes }
      return AlertPlan.recipients(contract.vendor, contract.contacts, reached.isEmpty ? kinds : reached)
    }
    guard let team = step.team else { return [] }
    let onDuty = recipients(ofTeam: team.index, at: moment)
    guard !step.via.isEmpty else { return onDuty }
    let chosen = onDuty.filter { step.via.contains($0.kind) }
    if !chosen.isEmpty { return chosen }
    // Who is on duty has no such contact: the team's own is taken, and where it has none either, any.
    let own = AlertPlan.recipients(planned.teams[team.index].name, planned.teams[team.index].contacts, step.via)
    return own.isEmpty ? onDuty : own
  }

  /// Whom a team has called at a moment: who is on call, or else its contacts. Nobody is woken who is not on call then.
  private func recipients(ofTeam index: Int, at moment: Instant) -> [Recipient] {
    var found: [Recipient] = []
    var pending = [index]
    var seen: Set<Int> = [index]
    while let next = pending.popLast() {
      let team = planned.teams[next]
      let onDuty = team.onCall.filter { isOpen($0.during, at: moment) }
      for duty in onDuty {
        if let contact = duty.contact {
          found.append(Recipient(who: team.name, kind: .of(contact), contact: contact))
        } else if let other = duty.team {
          if seen.insert(other.index).inserted { pending.append(other.index) }
        } else {
          found += AlertPlan.recipients(team.name, team.contacts, ContactKind.allCases)
        }
      }
      guard onDuty.isEmpty else { continue }
      let works = team.onCall.isEmpty && (team.hours.map { isOpen($0, at: moment) } ?? true)
      found += AlertPlan.recipients(team.name, team.contacts, ContactKind.allCases.filter { works || !$0.wakes })
    }
    // Somebody must hear of it.
    let team = planned.teams[index]
    if found.isEmpty { found = AlertPlan.recipients(team.name, team.contacts, ContactKind.allCases) }
    var said: Set<String> = []
    return found.filter { said.insert("\($0.kind.rawValue) \($0.contact)").inserted }
  }

  private static func recipients(_ who: String, _ contacts: PlannedContacts, _ kinds: [ContactKind]) -> [Recipient] {
    kinds.compactMap { kind in contacts[kind].map { Recipient(who: who, kind: kind, contact: $0) } }
  }
}
