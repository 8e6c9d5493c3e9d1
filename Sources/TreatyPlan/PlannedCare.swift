/// What a flow says of its failures and promises.
public struct PlannedFlowCare: Hashable, Sendable, Codable {
  /// The flow.
  public var flow: Position<PlannedFlow>
  /// Name of the alert.
  public var alert: String?
  /// Failures in a row before anybody hears of it; `nil` is 1.
  public var after: Int?
  /// Who sees to it.
  public var route: AlertRoute
  /// By class of failure, where it differs; sorted.
  public var classes: [PlannedClassCare]
  /// What it promises.
  public var levels: PlannedLevels?

  /// A flow that says nothing.
  public init(flow: Position<PlannedFlow>) {
    self.flow = flow
    route = AlertRoute()
    classes = []
  }
}

/// Who sees to a failure, and how.
public struct AlertRoute: Hashable, Sendable, Codable {
  /// Team.
  public var owner: Position<PlannedTeam>?
  /// Escalation policy.
  public var escalation: Position<PlannedEscalation>?
  /// What to do: a file of the package, or a web address.
  public var runbook: String?

  /// A route.
  public init(
    owner: Position<PlannedTeam>? = nil, escalation: Position<PlannedEscalation>? = nil, runbook: String? = nil
  ) {
    self.owner = owner
    self.escalation = escalation
    self.runbook = runbook
  }
}

/// What happens with one class of failure; what is `nil` is as for the others.
public struct PlannedClassCare: Hashable, Sendable, Codable {
  /// The class.
  public var failureClass: FailureClass
  /// Who sees to it.
  public var route: AlertRoute

  /// A class.
  public init(failureClass: FailureClass, route: AlertRoute) {
    self.failureClass = failureClass
    self.route = route
  }

  private enum CodingKeys: String, CodingKey {
    case failureClass = "class"
    case route
  }
}

/// What a flow promises, as far as it is measured.
public struct PlannedLevels: Hashable, Sendable, Codable {
  /// Share of deliveries that end well, from 0 to 1; `nil` is not promised.
  public var success: Double?
  /// Within what time, in milliseconds, deliveries are done.
  public var deliveredWithinMilliseconds: Int64?
  /// Deliveries that may wait.
  public var backlog: Int?
  /// Age that the oldest waiting delivery may reach, in milliseconds.
  public var ageMilliseconds: Int64?
  /// Stretch of time over which shares are taken, in milliseconds.
  public var overMilliseconds: Int64
  /// Times the even speed, over an hour, upon which somebody is alerted.
  public var fastBurn: Double
  /// The same, over six hours.
  public var slowBurn: Double

  /// Levels.
  public init(
    success: Double? = nil, deliveredWithinMilliseconds: Int64? = nil, backlog: Int? = nil,
    ageMilliseconds: Int64? = nil, overMilliseconds: Int64 = 30 * 86_400_000, fastBurn: Double = 14,
    slowBurn: Double = 3
  ) {
    self.success = success
    self.deliveredWithinMilliseconds = deliveredWithinMilliseconds
    self.backlog = backlog
    self.ageMilliseconds = ageMilliseconds
    self.overMilliseconds = overMilliseconds
    self.fastBurn = fastBurn
    self.slowBurn = slowBurn
  }
}

/// What a system says of its health.
public struct PlannedSystemCare: Hashable, Sendable, Codable {
  /// The system.
  public var system: Position<PlannedSystem>
  /// Team that answers for it.
  public var owner: Position<PlannedTeam>?
  /// The vendor's support for it.
  public var contract: Position<PlannedContract>?
  /// When it is worked on.
  public var maintenance: Position<PlannedCalendar>?
  /// How it is seen whether it works.
  public var health: PlannedHealth?

  /// A system that says nothing.
  public init(system: Position<PlannedSystem>) { self.system = system }
}

/// How it is seen whether a system works, apart from the calls that are made anyway.
public struct PlannedHealth: Hashable, Sendable, Codable {
  /// Path that is asked, below the connector's base; reads `system`.
  public var get: PlannedTemplate
  /// How often, in milliseconds.
  public var everyMilliseconds: Int64
  /// What a good answer is like; `nil` is a status below 400. Over `status`, `headers`, `body`, `system`.
  public var expect: PlannedExpression?

  /// A health check.
  public init(get: PlannedTemplate, everyMilliseconds: Int64, expect: PlannedExpression?) {
    self.get = get
    self.everyMilliseconds = everyMilliseconds
    self.expect = expect
  }
}
