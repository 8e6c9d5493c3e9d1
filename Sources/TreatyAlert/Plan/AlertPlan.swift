import CEL
public import TreatyPlan
public import TreatyStore

/// Who sees to what, as a plan says it, made ready to be asked. Everything goes by name: incidents outlive a plan.
public struct AlertPlan: Sendable {
  /// Name of the plan's package.
  public let package: String
  let planned: PlannedAlerting
  private let calendars: [AlertCalendar]
  private let flows: [String: FlowCare]
  private let systems: [String: PlannedSystemCare]
  private let teams: [String: Int]
  private let escalations: [String: Int]

  /// What holds for a flow.
  struct FlowCare: Sendable {
    /// Name of the alert.
    var alert: String?
    /// Failures in a row before anybody hears of it.
    var after = 1
    /// Who sees to it where a class says nothing else.
    var route = Route()
    /// By class, complete.
    var classes: [String: Route] = [:]
    var levels: PlannedLevels?
  }

  /// Who sees to something, by name.
  struct Route: Hashable, Sendable, Codable {
    var owner: String?
    var escalation: String?
    var runbook: String?
  }

  /// Makes it ready.
  public init(_ plan: Plan) throws(LinkFailure) {
    package = plan.package
    let planned = plan.alerting ?? PlannedAlerting()
    self.planned = planned
    var calendars: [AlertCalendar] = []
    for index in planned.calendars.indices {
      calendars.append(
        try AlertCalendar(Position(index), in: planned.calendars, pointer: "/alerting/calendars/\(index)"))
    }
    self.calendars = calendars
    func index(_ names: [String]) -> [String: Int] {
      Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
    teams = index(planned.teams.map { $0.name })
    escalations = index(planned.escalations.map { $0.name })
    systems = Dictionary(
      planned.systems.map { (plan.systems[$0.system].name, $0) }, uniquingKeysWith: { first, _ in first })
    var flows: [String: FlowCare] = [:]
    for flow in plan.flows { flows[flow.name] = FlowCare(route: Route(owner: flow.owner)) }
    for care in planned.flows {
      let flow = plan.flows[care.flow]
      flows[flow.name] = FlowCare(care, of: flow, in: planned)
    }
    self.flows = flows
  }

  // MARK: Looking

  func care(of flow: String) -> FlowCare { flows[flow] ?? FlowCare() }

  /// Who sees to a class of a flow's failures.
  func route(of flow: String, class failureClass: String?) -> Route {
    let care = care(of: flow)
    return failureClass.flatMap { care.classes[$0] } ?? care.route
  }

  /// Who sees to a system that no flow has complained of.
  func route(ofSystem system: String) -> Route {
    Route(owner: systems[system]?.owner.map { planned.teams[$0].name })
  }

  /// Flows of which something is promised.
  public var measured: [(flow: String, levels: PlannedLevels)] {
    flows.compactMap { flow, care in care.levels.map { (flow, $0) } }.sorted { $0.flow < $1.flow }
  }

  /// How often a system's health is asked for, in milliseconds; `nil` where it is not.
  func probePause(of system: String) -> Int64? { systems[system]?.health?.everyMilliseconds }

  /// The vendor's support for a system.
  func contract(of system: String) -> PlannedContract? { systems[system]?.contract.map { planned.contracts[$0] } }

  /// Whether a system is worked on.
  public func isInMaintenance(_ system: String, at moment: Instant) -> Bool {
    systems[system]?.maintenance.map { calendars[$0.index].contains(moment) } ?? false
  }

  /// Systems that are worked on now and then.
  public var maintained: [String] { systems.filter { $0.value.maintenance != nil }.keys.sorted() }

  func isOpen(_ calendar: Position<PlannedCalendar>, at moment: Instant) -> Bool {
    calendars[calendar.index].contains(moment)
  }

  func team(named name: String) -> PlannedTeam? { teams[name].map { planned.teams[$0] } }

  /// The steps by which a route is gone.
  func steps(of route: Route) -> (steps: [PlannedEscalationStep], again: Int64?) {
    if let policy = route.escalation.flatMap({ escalations[$0] }).map({ planned.escalations[$0] }) {
      return (policy.steps, policy.againMilliseconds)
    }
    guard let owner = route.owner.flatMap({ teams[$0] }) else { return ([], nil) }
    // It hears of it, and is not called: mail and chat, unless it has neither.
    let contacts = planned.teams[owner].contacts
    let quiet = ContactKind.allCases.filter { !$0.wakes && contacts[$0] != nil }
    return ([PlannedEscalationStep(afterMilliseconds: 0, team: Position(owner), contract: nil, via: quiet)], nil)
  }

  /// The runbook of a route: its own, or its policy's.
  func runbook(of route: Route) -> String? {
    route.runbook ?? route.escalation.flatMap { escalations[$0] }.flatMap { planned.escalations[$0].runbook }
  }

  /// Names of the channels that serve a kind of contact, the first to be tried first.
  func channels(serving kind: ContactKind) -> [String] {
    planned.channels.filter { $0.serves.contains(kind) }.map { $0.name }
  }
}

extension AlertPlan.FlowCare {
  fileprivate init(_ care: PlannedFlowCare, of flow: PlannedFlow, in planned: PlannedAlerting) {
    func route(_ route: AlertRoute, else other: AlertPlan.Route) -> AlertPlan.Route {
      AlertPlan.Route(
        owner: route.owner.map { planned.teams[$0].name } ?? other.owner,
        escalation: route.escalation.map { planned.escalations[$0].name } ?? other.escalation,
        runbook: route.runbook ?? other.runbook)
    }
    alert = care.alert
    after = max(1, care.after ?? 1)
    let whole = route(care.route, else: AlertPlan.Route(owner: flow.owner))
    self.route = whole
    for entry in care.classes {
      var own = route(entry.route, else: whole)
      // Another team is not called by the first one's policy.
      if entry.route.owner != nil, entry.route.escalation == nil { own.escalation = nil }
      classes[entry.failureClass.rawValue] = own
    }
    levels = care.levels
  }
}
