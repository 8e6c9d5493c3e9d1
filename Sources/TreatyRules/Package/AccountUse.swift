import TreatyCompiler
package import TreatyDiagnostics
package import TreatySpec
import TreatySyntax

/// A place in which an account is put to use.
package struct AccountUse: Sendable {
  /// Who shows it to whom.
  package enum Kind: Sendable {
    /// Treaty shows it to a system.
    case system(Named<SystemDeclaration>)
    /// A sender shows it to the host; nobody knows which system that is where it asks or sends a request.
    case sender(Activity, Party?)
  }

  /// Who shows it to whom.
  package let kind: Kind
  /// Where the account is named.
  package let span: Span
}

extension RuledPackage {
  /// Where an account is put to use: at systems first, then by what sends to the host.
  package func uses(of account: Named<AccountDeclaration>) -> [AccountUse] {
    let systems = systems(using: account).compactMap { system in
      system.value.account.map { AccountUse(kind: .system(system), span: $0.span) }
    }
    let senders = activities.flatMap { activity in
      activity.intakes.compactMap { intake -> AccountUse? in
        guard let name = intake.account, names(name, account) else { return nil }
        return AccountUse(kind: .sender(activity, intake.party), span: name.span)
      }
    }
    return systems + senders
  }

  /// Systems at which Treaty uses an account.
  package func systems(using account: Named<AccountDeclaration>) -> [Named<SystemDeclaration>] {
    declared.systems.sorted.filter { system in system.value.account.map { names($0, account) } ?? false }
  }

  /// Whether anything calls a system: something that runs, or what is written down of systems.
  package func isCalled(_ system: Named<SystemDeclaration>) -> Bool { firstCall(to: system) != nil }

  /// The first place at which a system is called, and by what.
  package func firstCall(to system: Named<SystemDeclaration>) -> (span: Span, caller: String)? {
    for activity in activities {
      let spans =
        activity.effects.filter { $0.party.systemName == system.name.value }.map { $0.span }
        + activity.readings.filter { $0.party.systemName == system.name.value }.map { $0.party.name.span }
      if let span = spans.first { return (span, activity.title) }
    }
    for documented in own(\.systems) {
      guard let to = documented.value.documented?.to, party(to)?.systemName == system.name.value else { continue }
      return (to.span, "what is written down of `\(documented.name.value)`")
    }
    return nil
  }

  /// The nearest place of this package that has to do with an account: what it says itself, or where it puts the account to use.
  package func ownPlace(of account: Named<AccountDeclaration>, said span: Span) -> Span? {
    isOwn(account.name.span) ? span : uses(of: account).first { isOwn($0.span) }?.span
  }

  /// The team that answers: the one that is named, or the one that the manifest names for all.
  package func answering(_ team: Located<String>?) -> Named<TeamDeclaration>? {
    find(team ?? manifest.owner, in: \.teams)
  }

  /// Whether anybody is declared who could answer for something.
  package var knowsTeams: Bool { !declared.teams.sorted.isEmpty }

  private func names(_ name: Located<String>, _ account: Named<AccountDeclaration>) -> Bool {
    declared.canonical(name, .accounts) == account.name.value
  }
}
