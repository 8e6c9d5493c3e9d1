import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

/// Several flows and several systems, of which a test says what they answer and when. Nothing here reads a clock or waits.
struct Switchboard {
  /// A call that left.
  struct Call: Sendable {
    var system: String
    var operation: String
    var sent: Int64
    var answered: Int64
    var body: Value
    /// Titles of the records in it, which are the keys of the alerts.
    var keys: [String]
  }

  /// What a system does with a call: after how many milliseconds it answers what.
  typealias Partner = (OutgoingCall, _ now: Int64, _ number: Int) -> (after: Int64, Answer)

  static let start: Int64 = 1_795_428_000_000

  let plan: LinkedPlan
  let store = ReferenceStore()
  var engine: Engine
  var now = Switchboard.start
  var partner: Partner = { call, _, number in (50, Switchboard.good(call, number)) }
  private(set) var calls: [Call] = []
  private(set) var notices: [(at: Int64, notice: Notice)] = []
  /// What is told, and when: flow and keys.
  var outbox: [(at: Int64, flow: Int, alerts: [Alert])] = []
  private var pending: [(at: Int64, id: CallID, answer: Answer)] = []
  private var traces = 0
  private var made = 0

  init(_ plan: Plan, seed: UInt64 = 1) throws {
    self.plan = try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings())
    engine = Engine(plan: self.plan, seed: seed)
  }

  /// A good answer to a call of the sample plan.
  static func good(_ call: OutgoingCall, _ number: Int) -> Answer {
    .reply(status: 200, headers: [], body: Array("{\"id\":\"\(number)\",\"items\":[]}".utf8))
  }

  static func status(_ status: Int, _ headers: [(String, String)] = [], _ body: String = "{}") -> Answer {
    .reply(status: status, headers: headers, body: Array(body.utf8))
  }

  /// Tells of alerts now.
  mutating func tell(_ keys: [String], flow: Int = 0, state: String = "firing") {
    outbox.append((now, flow, keys.map { Alert($0, title: $0, state: state) }))
  }

  /// Runs until nothing goes by itself any more, or until a time.
  mutating func run(until end: Int64 = .max, most: Int = 200_000) async throws {
    for _ in 0..<most {
      let answers = pending.filter { $0.at <= now }.map { EngineInput.answer($0.id, $0.answer) }
      pending.removeAll { $0.at <= now }
      let told = outbox.filter { $0.at <= now }.map { intake($0.flow, $0.alerts) }
      outbox.removeAll { $0.at <= now }
      let result = try await turn(answers + told)
      if result.more { continue }
      let queues = try await store.transaction { tx throws(StoreError) in try tx.readyQueues() }
      guard !queues.isEmpty || !pending.isEmpty || !outbox.isEmpty else { return }
      let next = [pending.map(\.at).min(), outbox.map(\.at).min(), result.wake?.milliseconds].compactMap(\.self).min()
      now = max(now, next ?? now)
      if now > end { return now = end }
    }
    Issue.record("it does not come to rest in \(most) turns")
  }

  @discardableResult
  mutating func turn(_ inputs: [EngineInput]) async throws -> StepResult {
    let (before, time) = (engine, Instant(milliseconds: now))
    let (next, result) = try await store.transaction { tx throws(StoreError) in
      var engine = before
      let result = try engine.step(inputs, at: time, in: &tx)
      return (engine, result)
    }
    engine = next
    notices += result.notices.map { (now, $0) }
    for call in result.calls { leave(call) }
    return result
  }

  /// The process ends, and a new one begins.
  mutating func crash() async throws {
    pending = []
    let (plan, time) = (plan, Instant(milliseconds: now))
    engine = try await store.transaction { tx throws(StoreError) in
      var engine = Engine(plan: plan, seed: 7)
      _ = try engine.recover(planText: [], at: time, in: &tx)
      return engine
    }
  }

  private mutating func leave(_ call: OutgoingCall) {
    made += 1
    let (after, answer) = partner(call, now, made)
    pending.append((now + after, call.id, answer))
    let body = call.body.flatMap { try? Value(json: $0) } ?? .null  // `nil`: a call without a body
    let records = body["records"]?.asList ?? [body]
    calls.append(
      Call(
        system: plan.plan.systems[call.system].name, operation: call.operation, sent: now, answered: now + after,
        body: body, keys: records.compactMap { $0["title"]?.asString }))
  }

  private mutating func intake(_ flow: Int, _ alerts: [Alert]) -> EngineInput {
    traces += 1
    let digits = String(traces, radix: 16)
    return .intake(
      Intake(
        flow: plan.plan.flows[flow].name, trace: String(repeating: "0", count: 32 - digits.count) + digits,
        parentSpan: nil,
        headers: [], body: House<ReferenceStore>.body(alerts)), token: 0)
  }

  // MARK: Looking

  /// Calls that were under way at the same time, at most.
  func mostAtOnce(_ system: String? = nil, where isMeant: (Call) -> Bool = { _ in true }) -> Int {
    let calls = calls.filter { (system == nil || $0.system == system) && isMeant($0) }
    return calls.map { call in calls.count { $0.sent <= call.sent && $0.answered > call.sent } }.max() ?? 0
  }

  /// Calls that left within so many milliseconds, at most.
  func mostWithin(_ span: Int64, _ system: String) -> Int {
    let times = calls.filter { $0.system == system }.map(\.sent)
    return times.map { start in times.count { $0 >= start && $0 < start + span } }.max() ?? 0
  }

  func deliveries() async throws -> [Delivery] {
    try await store.transaction { tx throws(StoreError) in
      try tx.deliveries(in: Delivery.State.allCases, flow: nil, limit: .max).reversed()
    }
  }
}

/// A plan of flows from one sender to several systems, each as the sample plan has it.
struct Exchange {
  /// With the breaker that holds where nothing is said.
  static let patient = RetryPolicy(
    name: "patient", attempts: nil, firstMilliseconds: 1_000, maxMilliseconds: 60_000, factor: 2,
    deadlineMilliseconds: 12 * 3_600_000, jitter: .full)

  /// A flow: its name, and the systems that it delivers to, by position.
  struct Flow {
    var name: String
    var to: [Int] = [0]
    var priority: FlowPriority?
    var retry = 0
  }

  var limits = [CallLimits(ratePerSecond: nil, concurrency: 4, timeoutMilliseconds: 10_000)]
  var flows = [Flow(name: "flow")]
  var retries = [Exchange.patient]
  var safety = SamplePlan.mark

  /// The systems are `desk0`, `desk1` and so on; behind them stands who sends.
  func plan(_ change: (inout Plan) -> Void = { _ in }) -> Plan {
    var plan = SamplePlan(createSafety: safety).plan
    let (desk, monitoring, flow) = (plan.systems[0], plan.systems[1], plan.flows[0])
    plan.systems = limits.enumerated().map { index, limits in
      var system = desk
      (system.name, system.limits) = ("desk\(index)", limits)
      return system
    }
    plan.systems.append(monitoring)
    plan.retries = retries
    plan.flows = flows.map { wanted in
      var made = flow
      made.name = wanted.name
      made.priority = wanted.priority
      made.retry = Position(wanted.retry)
      made.trigger.system = Position(limits.count)
      made.trigger.path = "/hooks/\(wanted.name)"
      made.deliveries = wanted.to.map {
        var delivery = flow.deliveries[0]
        delivery.system = Position($0)
        return delivery
      }
      return made
    }
    change(&plan)
    return plan
  }
}
