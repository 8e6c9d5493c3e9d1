public import TreatyEngine
public import TreatyStore
public import TreatyStoreSQLite
public import TreatyTelemetry

/// How a store and its host stand.
public struct StatusReport: Codable, Sendable {
  /// What a running host says of itself.
  public struct HostFacts: Codable, Sendable {
    /// Package and version of its plan.
    public var package: String
    /// Digest of its plan.
    public var plan: String
    /// Since when it runs that plan.
    public var planSince: Instant
    /// Where it listens.
    public var listening: String
    /// Process id.
    public var process: Int32
    /// Seconds since it started.
    public var uptimeSeconds: Int64
    /// Calls that are out.
    public var callsOut: Int
  }

  /// The host; `nil` where none runs.
  public var host: HostFacts?
  /// Counts of the store.
  public var census: StoreCensus
  /// The newest dead letters and questions, at most ten.
  public var waiting: [DeliveryReport]
  /// When this was said, in milliseconds since the epoch.
  public var now: Instant
  /// What calls are held back by; `nil` where no host runs.
  public var limits: LimitsReport?
  /// What the last minute was like; nothing where no host runs.
  public var activity: ActivityReport
  /// Room on the store's disk.
  public var room: StoreRoom
  /// What holds work up, the worst first; none where nothing is held up.
  public var bottlenecks: [Bottleneck]
}

/// What `treaty doctor` has found.
public struct DoctorReport: Codable, Sendable {
  /// The host; `nil` where none runs.
  public var host: StatusReport.HostFacts?
  /// The store.
  public var examination: Examination
}

/// A delivery as a person sees it. Payloads are left out.
public struct DeliveryReport: Codable, Sendable {
  /// Its number.
  public var id: Int64
  /// Trace id.
  public var trace: String
  /// Flow.
  public var flow: String
  /// `system.record`.
  public var target: String
  /// Value of `identify`.
  public var identity: String
  /// Where it stands.
  public var state: String
  /// How it ended well.
  public var outcome: String?
  /// Id of the record.
  public var record: String?
  /// Calls made for it.
  public var attempts: Int
  /// Class of the last failure.
  public var failure: String?
  /// What the last failure said.
  public var cause: String?
  /// When it was made.
  public var created: Instant
  /// When it goes, while it is open.
  public var due: Instant?
  /// When it ended.
  public var ended: Instant?
  /// Its calls; only where one delivery is shown.
  public var calls: [Attempt]?

  init(_ delivery: Delivery, calls: [Attempt]? = nil) {
    id = delivery.id.number
    trace = delivery.trace
    flow = delivery.lane.flow
    target = delivery.lane.target
    identity = delivery.lane.identity
    state = delivery.state.rawValue
    outcome = delivery.outcome
    record = delivery.recordID
    attempts = delivery.attempts
    failure = delivery.failure
    cause = delivery.cause
    created = delivery.created
    due = delivery.state == .ready ? delivery.due : nil
    ended = delivery.ended
    self.calls = calls
  }
}

/// The whole way of a trace.
public struct TraceReport: Codable, Sendable {
  /// A message of the trace.
  public struct MessageReport: Codable, Sendable {
    /// Its number.
    public var id: Int64
    /// Flow that took it.
    public var flow: String
    /// Digest of the plan that took it.
    public var plan: String
    /// When it was taken.
    public var received: Instant
    /// Where it stands.
    public var state: String
    /// When it ended.
    public var ended: Instant?
    /// The sender's span.
    public var parentSpan: String?
    /// What came of it.
    public var deliveries: [DeliveryReport]
  }

  /// Trace id.
  public var trace: String
  /// Messages; none where the trace is not known.
  public var messages: [MessageReport]
}

/// Looks into a store.
public enum Reports {
  /// How a store stands.
  public static func status(_ store: some Store, now: Instant) async throws(StoreError) -> StatusReport {
    try await status(store, host: nil, telemetry: nil, now: now)
  }

  /// How a store and the host that has it stand.
  static func status(
    _ store: some Store, host: StatusReport.HostFacts?, telemetry: Telemetry?, now: Instant
  ) async throws(StoreError) -> StatusReport {
    let (census, waiting) = try await store.transaction { (tx) throws(StoreError) in
      (
        try tx.census(),
        try tx.deliveries(in: [.dead, .asking], flow: nil, limit: 10).map { DeliveryReport($0) }
      )
    }
    let facts = WorkFacts(
      census: census, limits: telemetry?.limits(at: now), activity: telemetry?.registry.activity(at: now) ?? .init(),
      room: store.room, now: now)
    return StatusReport(
      host: host, census: census, waiting: waiting, now: now, limits: facts.limits, activity: facts.activity,
      room: facts.room, bottlenecks: facts.bottlenecks())
  }

  /// The whole way of a trace.
  public static func trace(_ store: some Store, _ trace: String) async throws(StoreError) -> TraceReport {
    try await store.transaction { (tx) throws(StoreError) in
      var messages: [TraceReport.MessageReport] = []
      for message in try tx.messages(trace: trace) {
        var deliveries: [DeliveryReport] = []
        for delivery in try tx.deliveries(of: message.id) {
          deliveries.append(DeliveryReport(delivery, calls: try tx.attempts(of: delivery.id)))
        }
        messages.append(
          TraceReport.MessageReport(
            id: message.id.number, flow: message.flow, plan: message.plan, received: message.received,
            state: message.state.rawValue,
            ended: message.ended, parentSpan: message.parentSpan, deliveries: deliveries))
      }
      return TraceReport(trace: trace, messages: messages)
    }
  }

  /// Dead letters and what asks for a person, newest first, optionally of one flow or one class of failure.
  public static func dead(_ store: some Store, flow: String?, failure: String?, limit: Int)
    async throws(StoreError) -> [DeliveryReport]
  {
    try await store.transaction { (tx) throws(StoreError) in
      try tx.deliveries(in: [.dead, .asking], flow: flow, limit: limit)
        .filter { failure == nil || $0.failure == failure }.map { DeliveryReport($0) }
    }
  }

  /// One delivery with its calls; `nil` where there is none of the number.
  public static func delivery(_ store: some Store, _ id: Int64) async throws(StoreError) -> DeliveryReport? {
    try await store.transaction { (tx) throws(StoreError) in
      guard let delivery = try tx.delivery(DeliveryID(id)) else { return nil }
      return DeliveryReport(delivery, calls: try tx.attempts(of: delivery.id))
    }
  }
}
