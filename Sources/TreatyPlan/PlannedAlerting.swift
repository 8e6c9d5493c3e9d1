/// Who hears of what, when, and how: what a host needs to say that something is wrong. Sorted by name; parts refer to each other by position.
///
/// Everything in it also stands in ``Plan/declarations`` as it was written, for people and for comparison; what is here is what is carried
/// out.
public struct PlannedAlerting: Hashable, Sendable, Codable {
  /// Calendars.
  public var calendars: [PlannedCalendar] = []
  /// Teams.
  public var teams: [PlannedTeam] = []
  /// Vendors' support.
  public var contracts: [PlannedContract] = []
  /// Who is called, and who is next.
  public var escalations: [PlannedEscalation] = []
  /// How they are reached.
  public var channels: [PlannedChannel] = []
  /// What flows say of their failures and promises; flows that say nothing are left out.
  public var flows: [PlannedFlowCare] = []
  /// What systems say of their health; systems that say nothing are left out.
  public var systems: [PlannedSystemCare] = []

  /// Nothing.
  public init() {}
}
