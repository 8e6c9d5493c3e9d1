public import TreatyEngine
public import TreatyStore

/// How things stand at the moment that somebody looks: gauges.
public struct MetricGauges: Sendable {
  /// What the operating system says of the process.
  public struct Process: Sendable {
    /// Seconds of processors.
    public var cpuSeconds: Double
    /// Bytes in RAM, and of address space.
    public var resident, virtual: Int
    /// Files and sockets that are open, and that may be.
    public var files, mostFiles: Int
    /// When it started, in seconds since the epoch.
    public var started: Double

    /// A process.
    public init(cpuSeconds: Double, resident: Int, virtual: Int, files: Int, mostFiles: Int, started: Double) {
      self.cpuSeconds = cpuSeconds
      self.resident = resident
      self.virtual = virtual
      self.files = files
      self.mostFiles = mostFiles
      self.started = started
    }
  }

  /// How large a store is.
  public struct StoreSize: Sendable {
    /// Bytes of its file and of its log.
    public var bytes, walBytes: Int
    /// Pages that hold nothing.
    public var freePages: Int

    /// A store.
    public init(bytes: Int, walBytes: Int, freePages: Int) {
      self.bytes = bytes
      self.walBytes = walBytes
      self.freePages = freePages
    }
  }

  /// Who is told, and how systems are.
  public struct Care: Sendable {
    /// Incidents that somebody hears of, and messages that nobody could be sent.
    public var incidents = 0, unsent = 0
    /// Share of what may fail that is left, by `flow/promise`.
    public var budgets: [String: Double] = [:]
    /// Whether each system was well when it was last asked.
    public var health: [String: Bool] = [:]

    /// Nothing is known.
    public init() {}
  }

  /// Counts of the store.
  public var census: StoreCensus
  /// What calls are held back by.
  public var limits: LimitsReport
  /// Room on the store's disk.
  public var room: StoreRoom
  /// Size of the store; `nil` where it is not known.
  public var size: StoreSize?
  /// The process; `nil` where it is not known.
  public var process: Process?
  /// What is known of incidents and of systems' health.
  public var care = Care()
  /// Version of Treaty.
  public var version: String
  /// When somebody looks.
  public var now: Instant

  /// How things stand.
  public init(
    census: StoreCensus, limits: LimitsReport, room: StoreRoom, size: StoreSize?, process: Process?, version: String,
    now: Instant
  ) {
    self.census = census
    self.limits = limits
    self.room = room
    self.size = size
    self.process = process
    self.version = version
    self.now = now
  }

  /// All of it as metrics.
  public var families: [MetricFamily] {
    backlog + perSystem + perAccount
      + [
        MetricFamily(
          .retriesLeft, limits.flows.compactMap { flow in flow.retriesLeft.map { .init([flow.name], .number($0)) } })
      ] + careFamilies + storeFamilies + processFamilies
  }

  private func age(_ then: Instant?) -> MetricFamily.Value {
    .number(then.map { Double(max(0, now.milliseconds - $0.milliseconds)) / 1000 } ?? 0)
  }

  private func left(_ then: Instant?) -> MetricFamily.Value {
    .number(then.map { Double(max(0, $0.milliseconds - now.milliseconds)) / 1000 } ?? 0)
  }

  private static func byState(_ states: [String: Int]) -> [(key: String, value: Int)] {
    states.sorted { $0.key < $1.key }
  }

  private var backlog: [MetricFamily] {
    [
      MetricFamily(
        .messages,
        census.flows.sorted { $0.key < $1.key }.flatMap { flow, states in
          MetricGauges.byState(states).map { .init([flow, $0.key], .count($0.value)) }
        }),
      MetricFamily(
        .storedDeliveries, MetricGauges.byState(census.deliveries).map { .init([$0.key], .count($0.value)) }),
      MetricFamily(
        .openDeliveries,
        census.queues.flatMap { queue in
          MetricGauges.byState(queue.states).map { .init([queue.flow, queue.system, $0.key], .count($0.value)) }
        }),
      MetricFamily(.oldestOpen, census.queues.map { .init([$0.flow, $0.system], age($0.oldest)) }),
      MetricFamily(
        .parked, census.parked.map { .init([$0.flow, $0.system, $0.state, $0.failure], .count($0.number)) }),
      MetricFamily(
        .oldestParked, census.parked.map { .init([$0.flow, $0.system, $0.state, $0.failure], age($0.oldest)) }),
    ]
  }

  private var perSystem: [MetricFamily] {
    func each(_ name: MetricName, _ value: (LimitsReport.System) -> MetricFamily.Value?) -> MetricFamily {
      MetricFamily(name, limits.systems.compactMap { system in value(system).map { .init([system.name], $0) } })
    }
    return [
      MetricFamily(
        .breaker,
        limits.systems.flatMap { system in
          LimitsReport.Breaker.allCases.map {
            .init([system.name, $0.rawValue], .count($0 == system.breaker ? 1 : 0))
          }
        }),
      each(.breakerFailures) { .count($0.failures) }, each(.breakerTry) { left($0.triedAt) },
      each(.callsOut) { .count($0.callsOut) }, each(.callsAllowed) { .count($0.concurrency) },
      each(.callsFree) { .count($0.free) }, each(.callRate) { $0.ratePerSecond.map { .number($0) } },
      each(.slowStart) { .number($0.share) }, each(.throttledTime) { left($0.throttledUntil) },
    ]
  }

  private var perAccount: [MetricFamily] {
    [
      MetricFamily(.accountCallsOut, limits.accounts.map { .init([$0.name], .count($0.callsOut)) }),
      MetricFamily(
        .accountCallsFree,
        limits.accounts.compactMap { account in account.free.map { .init([account.name], .count($0)) } }),
    ]
  }

  private var careFamilies: [MetricFamily] {
    [
      MetricFamily(.incidents, .count(care.incidents)), MetricFamily(.unsentAlerts, .count(care.unsent)),
      MetricFamily(
        .budgetLeft,
        care.budgets.sorted { $0.key < $1.key }.map { name, left in
          let parts = name.split(separator: "/").map(String.init)
          return .init([parts.dropLast().joined(separator: "/"), parts.last ?? ""], .number(left))
        }),
      MetricFamily(.healthy, care.health.sorted { $0.key < $1.key }.map { .init([$0.key], .count($0.value ? 1 : 0)) }),
    ]
  }

  private var storeFamilies: [MetricFamily] {
    var families: [MetricFamily] = []
    if let size {
      families += [
        MetricFamily(.storeSize, .count(size.bytes)), MetricFamily(.walSize, .count(size.walBytes)),
        MetricFamily(.freePages, .count(size.freePages)),
      ]
    }
    guard room != .ample else { return families }
    return families + [
      MetricFamily(.diskFree, .count(room.free)), MetricFamily(.diskFloor, .count(room.floor)),
      MetricFamily(.reserve, .count(room.reserve)),
    ]
  }

  private var processFamilies: [MetricFamily] {
    let build = MetricFamily(.build, [.init([version], .count(1))])
    guard let process else { return [build] }
    return [
      build, MetricFamily(.processCPU, .number(process.cpuSeconds)),
      MetricFamily(.processMemory, .count(process.resident)), MetricFamily(.processVirtual, .count(process.virtual)),
      MetricFamily(.processFiles, .count(process.files)), MetricFamily(.processMostFiles, .count(process.mostFiles)),
      MetricFamily(.processStart, .number(process.started)),
    ]
  }
}
