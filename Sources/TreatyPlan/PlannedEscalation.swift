/// Who is called, and who is next.
public struct PlannedEscalation: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// The steps, those that come first first.
  public var steps: [PlannedEscalationStep]
  /// How long after the failure it begins again, in milliseconds; `nil` is never.
  public var againMilliseconds: Int64?
  /// What to do.
  public var runbook: String?

  /// A policy.
  public init(name: String, steps: [PlannedEscalationStep], againMilliseconds: Int64?, runbook: String?) {
    self.name = name
    self.steps = steps
    self.againMilliseconds = againMilliseconds
    self.runbook = runbook
  }
}

/// A step of an escalation: a team or a contract is called.
public struct PlannedEscalationStep: Hashable, Sendable, Codable {
  /// How long after the failure, in milliseconds.
  public var afterMilliseconds: Int64
  /// Team.
  public var team: Position<PlannedTeam>?
  /// Vendor's support.
  public var contract: Position<PlannedContract>?
  /// Over which contacts; empty is over all.
  public var via: [ContactKind]

  /// A step.
  public init(
    afterMilliseconds: Int64, team: Position<PlannedTeam>?, contract: Position<PlannedContract>?, via: [ContactKind]
  ) {
    self.afterMilliseconds = afterMilliseconds
    self.team = team
    self.contract = contract
    self.via = via
  }
}
