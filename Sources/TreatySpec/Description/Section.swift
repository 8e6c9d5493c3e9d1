/// A kind of declaration that has names: what stands in a section of a file, or under a kind of policy.
public enum Section: String, Hashable, Sendable, CaseIterable {
  /// Values that the host binds.
  case inputs
  /// Names of secrets.
  case secrets
  /// Who.
  case teams
  /// What the organisation offers and runs.
  case services
  /// What the organisation must be able to do.
  case capabilities
  /// How to talk to a kind of system.
  case connectors
  /// The parties.
  case systems
  /// As whom they are spoken to.
  case accounts
  /// Canonical records.
  case models
  /// Crosswalks between vocabularies.
  case tables
  /// One-way movement.
  case flows
  /// Two-way agreement.
  case syncs
  /// Full comparison.
  case reconciles
  /// Questions that a pipeline asks.
  case gates
  /// Steps that wait and decide.
  case workflows
  /// Synthetic transactions.
  case probes
  /// Windows, freezes and hours.
  case calendars
  /// A vendor's support.
  case contracts
  /// When deliveries are tried again.
  case retry
  /// How long what has ended is kept.
  case retention
  /// Who is called, and when the next is.
  case escalation
  /// How alerts reach people.
  case channel
  /// How payloads are kept from eyes that need not see them.
  case protection
  /// What was decided, and why.
  case decisions
  /// What security reviews found.
  case findings
  /// What two teams agreed on.
  case agreements
  /// What regulations and the house demand.
  case profiles

  /// One of its declarations, as a person says it.
  public var noun: String {
    switch self {
    case .inputs: "input"
    case .secrets: "secret"
    case .teams: "team"
    case .services: "service"
    case .capabilities: "capability"
    case .connectors: "connector"
    case .systems: "system"
    case .accounts: "account"
    case .models: "model"
    case .tables: "table"
    case .flows: "flow"
    case .syncs: "sync"
    case .reconciles: "reconcile"
    case .gates: "gate"
    case .workflows: "workflow"
    case .probes: "probe"
    case .calendars: "calendar"
    case .contracts: "contract"
    case .retry: "retry policy"
    case .retention: "retention policy"
    case .escalation: "escalation policy"
    case .channel: "channel"
    case .protection: "protection policy"
    case .decisions: "decision"
    case .findings: "finding"
    case .agreements: "agreement"
    case .profiles: "profile"
    }
  }

  /// Where its declarations stand in a file: policies one level deeper than the others.
  public var path: String {
    switch self {
    case .retry, .retention, .escalation, .channel, .protection: "policies.\(rawValue)"
    default: rawValue
    }
  }
}
