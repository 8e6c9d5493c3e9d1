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
    /// Treaty shows it to those by whom a channel tells people of alerts.
    case channel(Named<ChannelDeclaration>)
  }

  /// Who shows it to whom.
  package let kind: Kind
  /// Where the account is named.
  package let span: Span
}

/// Who calls which system, and as whom: what several rules ask, looked up once.
struct Access: Sendable {
  /// A call to a system.
  struct Call: Sendable {
    /// Where it is said.
    let span: Span
    /// What calls: "flow `page`".
    let caller: String
  }

  private var uses: [String: [AccountUse]] = [:]
  private var calls: [String: Call] = [:]

  /// - Parameter isOwn: Whether a place lies in the package at hand.
  init(_ declared: Namespace, _ activities: [Activity], isOwn: (Span) -> Bool) {
    for system in declared.systems.sorted {
      add(AccountUse(kind: .system(system), span: system.name.span), by: system.value.account, declared)
    }
    for channel in declared.channels.sorted {
      let account = channel.value.mail?.account ?? channel.value.webhook?.account
      add(AccountUse(kind: .channel(channel), span: channel.name.span), by: account, declared)
      if let to = channel.value.operation?.to, let party = declared.party(to) {
        add(Call(span: to.span, caller: "channel `\(channel.name.value)`"), to: party)
      }
    }
    for activity in activities {
      for intake in activity.intakes {
        add(AccountUse(kind: .sender(activity, intake.party), span: intake.span), by: intake.account, declared)
      }
      for effect in activity.effects { add(Call(span: effect.span, caller: activity.title), to: effect.party) }
      for reading in activity.readings {
        add(Call(span: reading.party.name.span, caller: activity.title), to: reading.party)
      }
    }
    for system in declared.systems.sorted where isOwn(system.name.span) {
      guard let to = system.value.documented?.to, let party = declared.party(to) else { continue }
      add(Call(span: to.span, caller: "what is written down of `\(system.name.value)`"), to: party)
    }
  }

  private mutating func add(_ use: AccountUse, by account: Located<String>?, _ declared: Namespace) {
    guard let account, let name = declared.canonical(account, .accounts) else { return }
    uses[name, default: []].append(AccountUse(kind: use.kind, span: account.span))
  }

  private mutating func add(_ call: Call, to party: Party) {
    if calls[party.systemName] == nil { calls[party.systemName] = call }
  }

  /// Where an account is put to use.
  func uses(of account: String) -> [AccountUse] { uses[account] ?? [] }

  /// The first call to a system.
  func call(to system: String) -> Call? { calls[system] }
}

extension RuledPackage {
  /// Where an account is put to use: at systems first, then by what sends to the host.
  package func uses(of account: Named<AccountDeclaration>) -> [AccountUse] { access.uses(of: account.name.value) }

  /// Systems at which Treaty uses an account.
  package func systems(using account: Named<AccountDeclaration>) -> [Named<SystemDeclaration>] {
    uses(of: account).compactMap { use in
      guard case .system(let system) = use.kind else { return nil }
      return system
    }
  }

  /// The first place at which a system is called, and by what: by whatever runs, or by what is written down of systems.
  package func firstCall(to system: Named<SystemDeclaration>) -> (span: Span, caller: String)? {
    access.call(to: system.name.value).map { ($0.span, $0.caller) }
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
}
