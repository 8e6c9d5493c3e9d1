import CEL
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
    /// Where it serves operators elsewhere; `nil` where it does not.
    public var admin: String?
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
  /// Incidents that are open, and how systems are.
  public var alerts: AlertsReport?
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
    let state = try await store.transaction { (tx) throws(StoreError) in try AlertBook.state(in: tx) }
    return try await status(
      store, host: nil, telemetry: nil, alerts: AlertsReport(state, health: [:], budgets: [:], now: now), viewer: nil,
      now: now)
  }

  /// How a store and the host that has it stand.
  static func status(
    _ store: some Store, host: StatusReport.HostFacts?, telemetry: Telemetry?, alerts: AlertsReport?, viewer: Viewer?,
    now: Instant
  ) async throws(StoreError) -> StatusReport {
    let (census, waiting) = try await store.transaction { (tx) throws(StoreError) in
      let viewer = try Viewer.known(viewer, or: tx)
      var waiting: [DeliveryReport] = []
      for delivery in try tx.deliveries(in: [.dead, .asking], flow: nil, limit: 10) {
        waiting.append(try viewer.report(delivery, in: tx))
      }
      return (try tx.census(), waiting)
    }
    var alerts = alerts
    if host != nil { alerts?.count(census) }
    let facts = WorkFacts(
      census: census, limits: telemetry?.limits(at: now), activity: telemetry?.registry.activity(at: now) ?? .init(),
      room: store.room, now: now)
    return StatusReport(
      host: host, census: census, waiting: waiting, now: now, limits: facts.limits, activity: facts.activity,
      alerts: alerts,
      room: facts.room, bottlenecks: facts.bottlenecks())
  }

  /// The whole way of a trace.
  static func trace(_ store: some Store, _ trace: String, _ viewer: Viewer?) async throws(StoreError) -> TraceReport {
    try await store.transaction { (tx) throws(StoreError) in
      let viewer = try Viewer.known(viewer, or: tx)
      var messages: [TraceReport.MessageReport] = []
      for message in try tx.messages(trace: trace) {
        var deliveries: [DeliveryReport] = []
        for delivery in try tx.deliveries(of: message.id) { deliveries.append(try viewer.whole(delivery, in: tx)) }
        messages.append(
          TraceReport.MessageReport(
            id: message.id.number, flow: message.flow, plan: message.plan, received: message.received,
            state: message.state.rawValue,
            ended: message.ended, parentSpan: message.parentSpan, deliveries: deliveries))
      }
      return TraceReport(trace: trace, messages: messages)
    }
  }

  /// Traces that concern a record of this id, or a lane of this key in any flow that the plan has; the newest first.
  static func traces(_ store: some Store, about subject: String, _ viewer: Viewer?) async throws(StoreError) -> [String]
  {
    try await store.transaction { (tx) throws(StoreError) in
      let viewer = try Viewer.known(viewer, or: tx)
      var found = try tx.deliveries(ofRecord: subject, limit: mostTraces)
      for lane in viewer.hiding.lanes(of: subject) { found += try tx.deliveries(in: lane, limit: mostTraces) }
      var seen: Set<String> = []
      return found.sorted { $0.id > $1.id }.map(\.trace).filter { seen.insert($0).inserted }
    }
  }

  private static let mostTraces = 100

  /// One delivery with its calls; `nil` where there is none of the number.
  static func delivery(_ store: some Store, _ id: Int64, withPayload: Bool, _ viewer: Viewer?)
    async throws(StoreError) -> DeliveryReport?
  {
    try await store.transaction { (tx) throws(StoreError) in
      guard let delivery = try tx.delivery(DeliveryID(id)) else { return nil }
      let viewer = try Viewer.known(viewer, or: tx)
      var report = try viewer.whole(delivery, in: tx)
      if withPayload {
        report.payload = viewer.payload(of: delivery).map { String(decoding: $0.json(), as: UTF8.self) }
      }
      return report
    }
  }
}
