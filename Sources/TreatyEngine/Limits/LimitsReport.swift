public import TreatyStore

/// What an engine may ask of whom now, and why not more: for people and metrics. Nothing depends on it.
public struct LimitsReport: Hashable, Sendable, Codable {
  /// How a system that fails is treated.
  public enum Breaker: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is called.
    case closed
    /// It is left alone.
    case open
    /// One call is out that tries whether it answers again.
    case trying
  }

  /// One system.
  public struct System: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// Calls that are out.
    public var callsOut: Int
    /// Calls that may be out at once.
    public var concurrency: Int
    /// Calls a second that are allowed; `nil` where there is no such limit.
    public var ratePerSecond: Double?
    /// Calls that may leave now, and those of bulk flows among them.
    public var free, bulkFree: Int
    /// How it is treated.
    public var breaker: Breaker
    /// Failures in a row.
    public var failures: Int
    /// Since when it does not answer; `nil` where it does.
    public var openSince: Instant?
    /// When one call tries it again; `nil` where it is called, or that call is out.
    public var triedAt: Instant?
    /// How much of what it allows is used: 1, less while it is come back to slowly, 0 while it is left alone.
    public var share: Double
    /// Until when it asked for patience; `nil` where it does not.
    public var throttledUntil: Instant?
    /// Calls that are left as its answers say; `nil` where they do not.
    public var left: Int?
    /// The account that it is called with, where that has limits.
    public var account: String?

    /// A system.
    public init(
      name: String, callsOut: Int = 0, concurrency: Int = 4, ratePerSecond: Double? = nil, free: Int = 4,
      bulkFree: Int = 3, breaker: Breaker = .closed, failures: Int = 0, openSince: Instant? = nil,
      triedAt: Instant? = nil, share: Double = 1, throttledUntil: Instant? = nil, left: Int? = nil,
      account: String? = nil
    ) {
      self.name = name
      self.callsOut = callsOut
      self.concurrency = concurrency
      self.ratePerSecond = ratePerSecond
      self.free = free
      self.bulkFree = bulkFree
      self.breaker = breaker
      self.failures = failures
      self.openSince = openSince
      self.triedAt = triedAt
      self.share = share
      self.throttledUntil = throttledUntil
      self.left = left
      self.account = account
    }
  }

  /// An account with limits of its own.
  public struct Account: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// Calls that are out, at all systems together.
    public var callsOut: Int
    /// Calls that may be out at once, and a second; `nil` where there is no such limit.
    public var concurrency: Int?
    /// Calls a second; `nil` where there is no such limit.
    public var ratePerSecond: Double?
    /// Calls that may leave now; `nil` is any number.
    public var free: Int?

    /// An account.
    public init(name: String, callsOut: Int, concurrency: Int?, ratePerSecond: Double?, free: Int?) {
      self.name = name
      self.callsOut = callsOut
      self.concurrency = concurrency
      self.ratePerSecond = ratePerSecond
      self.free = free
    }
  }

  /// A flow.
  public struct Flow: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// `urgent`, `normal` or `bulk`.
    public var priority: String
    /// Attempts after the first that its budget allows now; `nil` where it has none.
    public var retriesLeft: Double?
    /// Names of the systems that it delivers to.
    public var systems: [String]

    /// A flow.
    public init(name: String, priority: String = "normal", retriesLeft: Double? = nil, systems: [String]) {
      self.name = name
      self.priority = priority
      self.retriesLeft = retriesLeft
      self.systems = systems
    }
  }

  /// Systems, in the order of the plan.
  public var systems: [System]
  /// Accounts with limits, by name.
  public var accounts: [Account]
  /// Flows, in the order of the plan.
  public var flows: [Flow]

  /// A report.
  public init(systems: [System] = [], accounts: [Account] = [], flows: [Flow] = []) {
    self.systems = systems
    self.accounts = accounts
    self.flows = flows
  }
}

/// An engine's limits as they stood after a turn. Cheap to take, since it shares what the engine has.
public struct LimitsView: Sendable {
  private let gates: Gates
  private let plan: LinkedPlan

  init(_ gates: Gates, _ plan: LinkedPlan) {
    self.gates = gates
    self.plan = plan
  }

  /// How they stand at a time.
  public func report(at now: Instant) -> LimitsReport { gates.report(plan.plan, at: now) }
}

extension Engine {
  /// Its limits.
  public var limits: LimitsView { LimitsView(gates, plan) }
}
