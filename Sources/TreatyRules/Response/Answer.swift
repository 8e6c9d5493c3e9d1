import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Who answers for a class of an activity's failures.
enum Answer {
  /// Whom an escalation policy calls.
  case policy(Located<String>)
  /// The team that owns it, by its on-call duty.
  case team(Located<String>)
  /// Nobody by any way.
  case nobody
}

extension RuledPackage {
  /// Who answers for each class of an activity's failures. `nil` stands for all classes that are not named.
  func answers(for activity: Activity) -> [(failureClass: Located<String>?, answer: Answer)] {
    let failure = activity.duty.failure
    let owner = failure.owner ?? activity.duty.owner ?? manifest.owner
    var answers: [(failureClass: Located<String>?, answer: Answer)] = failure.classes.map { entry in
      (entry.name, RuledPackage.answer(entry.value.escalate ?? failure.escalate, entry.value.owner ?? owner))
    }
    let named = Set(failure.classes.map { $0.name.value })
    if FailureClass.allCases.contains(where: { !named.contains($0.rawValue) }) {
      answers.append((nil, RuledPackage.answer(failure.escalate, owner)))
    }
    return answers
  }

  private static func answer(_ policy: Located<String>?, _ owner: Located<String>?) -> Answer {
    if let policy { return .policy(policy) }
    return owner.map { .team($0) } ?? .nobody
  }

  /// Contacts of a team, and of those that it belongs to.
  func contacts(of team: Named<TeamDeclaration>) -> [ContactsDeclaration] {
    var contacts = [team.value.contacts]
    var seen: Set<String> = [team.name.value]
    var parent = find(team.value.parent, in: \.teams)
    while let next = parent, seen.insert(next.name.value).inserted {
      contacts.append(next.value.contacts)
      parent = find(next.value.parent, in: \.teams)
    }
    return contacts
  }

  /// Whom a team has called when it is on call: by its own word, and by the contacts of those who stand in.
  func onCallContacts(of team: Named<TeamDeclaration>) -> (said: [String], standIns: [ContactsDeclaration]) {
    let others = team.value.onCall.compactMap { find($0.team, in: \.teams) }
    return (
      team.value.onCall.compactMap { $0.contact?.value }
        + others.flatMap { $0.value.onCall.compactMap { $0.contact?.value } },
      others.flatMap { contacts(of: $0) }
    )
  }

  /// Whether there is any way to reach a team: by its own contacts first, since most have some.
  func isReachable(_ team: Named<TeamDeclaration>) -> Bool {
    if !team.value.contacts.isEmpty || team.value.onCall.contains(where: { $0.contact != nil }) { return true }
    if contacts(of: team).contains(where: { !$0.isEmpty }) { return true }
    let onCall = onCallContacts(of: team)
    return !onCall.said.isEmpty || onCall.standIns.contains { !$0.isEmpty }
  }
}

extension ContactsDeclaration {
  /// Whether there is no contact at all.
  var isEmpty: Bool { ChannelWord.allCases.allSatisfy { self[$0] == nil } }

  /// The contact over a channel.
  subscript(channel: ChannelWord) -> Located<String>? {
    switch channel {
    case .mail: mail
    case .phone: phone
    case .chat: chat
    case .page: page
    }
  }
}

extension ChannelWord {
  /// Whether a contact that is said without its kind may be one of this channel: a number is no mail address.
  func mayBe(_ contact: String) -> Bool {
    if contact.contains("://") { return self == .page }
    if contact.contains("@") { return self == .mail || self == .chat }
    if contact.hasPrefix("#") { return self == .chat }
    if contact.hasPrefix("+") || contact.first?.isNumber == true { return self == .phone }
    return true
  }
}
