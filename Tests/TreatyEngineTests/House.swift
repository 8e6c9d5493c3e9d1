import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

/// What befalls a process in a turn.
enum Disruption: Sendable, CaseIterable {
  case none
  /// The commit fails, and the engine from before goes on.
  case commitFails
  /// The process ends before the commit: answers are lost, the sender hears nothing.
  case endsBeforeCommit
  /// It ends right after the commit: no call leaves, the sender hears nothing.
  case endsAfterCommit
  /// It ends after the calls have left: their answers are lost.
  case endsAfterCalls
}

/// An engine, its store and its partner, and the time that they are told. Nothing here reads a clock or waits.
struct House<S: Store> {
  let plan: LinkedPlan
  let store: S
  var engine: Engine
  var desk = Desk()
  var now: Int64 = 1_795_428_000_000
  /// How long the partner takes to answer.
  var latency: (OutgoingCall) -> Int64 = { _ in 50 }
  var notices: [Notice] = []
  /// What goes wrong with a call; asked once for each.
  var fault: (OutgoingCall) -> Desk.Fault = { _ in .none }
  private(set) var pending: [(at: Int64, id: CallID, answer: Answer)] = []
  /// Most calls that were under way at once.
  private(set) var mostUnderWay = 0
  /// What the sender wants to tell, again and again until it hears that it was taken.
  var outbox: [(at: Int64, key: String, body: [UInt8])] = []
  private var seed: UInt64
  private var lastTrace = 0

  init(_ plan: LinkedPlan, _ store: S, seed: UInt64 = 1) {
    self.plan = plan
    self.store = store
    self.seed = seed
    engine = Engine(plan: plan, seed: seed)
  }

  // MARK: Turns

  /// One turn and its commit.
  mutating func turn(_ inputs: [EngineInput] = []) async throws -> StepResult {
    let (engine, now) = (engine, Instant(milliseconds: now))
    let (next, result) = try await store.transaction { tx throws(StoreError) in
      var engine = engine
      let result = try engine.step(inputs, at: now, in: &tx)
      return (engine, result)
    }
    self.engine = next
    notices += result.notices
    return result
  }

  /// A turn whose commit fails: nothing of it stays, and the engine from before goes on.
  mutating func failedTurn(_ inputs: [EngineInput] = []) async {
    let (engine, now) = (engine, Instant(milliseconds: now))
    _ = try? await store.transaction { tx throws(StoreError) in  // the failure is what this is for
      var engine = engine
      _ = try engine.step(inputs, at: now, in: &tx)
      throw StoreError.full(path: "test")
    }
  }

  /// The process ends: what was under way is forgotten. A new one begins over the same store.
  mutating func crash() async throws {
    seed += 1
    pending = []
    let (plan, seed, now) = (plan, seed, Instant(milliseconds: now))
    engine = try await store.transaction { tx throws(StoreError) in
      var engine = Engine(plan: plan, seed: seed)
      _ = try engine.recover(planText: [], at: now, in: &tx)
      return engine
    }
  }

  /// Hands calls to the partner; their answers come later.
  mutating func perform(_ calls: [OutgoingCall]) {
    for call in calls {
      let fault = fault(call)
      switch fault {
      case .late(let delay), .broken(let delay): desk.expect(call, at: now + delay)
      case .none, .notSent, .lost, .status: break
      }
      let wait = fault.isSilent ? call.timeoutMilliseconds : latency(call)
      pending.append((now + wait, call.id, desk.answer(call, fault, at: now)))
    }
    mostUnderWay = max(mostUnderWay, pending.count)
  }

  /// Answers that are in by now.
  mutating func answers() -> [EngineInput] {
    desk.work(until: now)
    let due = pending.filter { $0.at <= now }
    pending.removeAll { $0.at <= now }
    return due.map { .answer($0.id, $0.answer) }
  }

  /// Answers that are in by now, and what the sender has to send.
  private mutating func arrived() -> [EngineInput] {
    let intakes = outbox.enumerated().filter { $0.element.at <= now }.map {
      intake($0.element.body, headers: [("x-delivery", $0.element.key)], token: UInt64($0.offset))
    }
    return answers() + intakes
  }

  /// A turn that comes off: its calls leave, and the sender hears what was taken.
  private mutating func full(_ inputs: [EngineInput], isHeard: Bool, areCallsMade: Bool) async throws -> StepResult {
    let result = try await turn(inputs)
    if areCallsMade { perform(result.calls) }
    if isHeard {
      for token in result.intakes.map({ Int($0.token) }).sorted(by: >) { outbox.remove(at: token) }
    }
    return result
  }

  /// Turns until nothing goes by itself any more.
  /// - Returns: how many turns there were.
  @discardableResult
  mutating func settle(most: Int = 5_000, disrupted: (Int) -> Disruption = { _ in .none }) async throws -> Int {
    for count in 1...most {
      let inputs = arrived()
      switch disrupted(count) {
      case .none:
        let result = try await full(inputs, isHeard: true, areCallsMade: true)
        if result.more { continue }
        let queues = try await read { tx throws(StoreError) in try tx.readyQueues() }
        guard !queues.isEmpty || !pending.isEmpty || !outbox.isEmpty else { return count }
        let next = [pending.map(\.at).min(), outbox.map(\.at).min(), result.wake?.milliseconds].compactMap(\.self).min()
        now = max(now, next ?? now)
      case .commitFails:
        await failedTurn(inputs)
        pending += inputs.compactMap {
          if case .answer(let id, let answer) = $0 { (now, id, answer) } else { nil }
        }
      case .endsBeforeCommit:
        await failedTurn(inputs)
        try await crash()
      case .endsAfterCommit:
        _ = try await full(inputs, isHeard: false, areCallsMade: false)
        try await crash()
      case .endsAfterCalls:
        _ = try await full(inputs, isHeard: true, areCallsMade: true)
        try await crash()
      }
    }
    Issue.record("it does not come to rest in \(most) turns")
    return most
  }

  // MARK: In and out

  /// A notification of alerts.
  static func body(_ alerts: [Alert]) -> [UInt8] {
    Array("{\"alerts\":[\(alerts.map(\.json).joined(separator: ","))]}".utf8)
  }

  /// An intake of a body.
  mutating func intake(_ body: [UInt8], headers: [(String, String)] = [], token: UInt64 = 0) -> EngineInput {
    lastTrace += 1
    let digits = String(lastTrace, radix: 16)
    let trace = String(repeating: "0", count: 32 - digits.count) + digits
    return .intake(
      Intake(flow: plan.plan.flows.first?.name ?? "", trace: trace, parentSpan: nil, headers: headers, body: body),
      token: token)
  }

  /// Takes a notification in one turn of its own.
  @discardableResult
  mutating func take(_ alerts: Alert..., headers: [(String, String)] = []) async throws -> IntakeResult {
    try await take(House.body(alerts), headers: headers)
  }

  /// Takes a body in one turn of its own.
  mutating func take(_ body: [UInt8], headers: [(String, String)] = []) async throws -> IntakeResult {
    let result = try await turn([intake(body, headers: headers)])
    perform(result.calls)
    return try #require(result.intakes.first?.result)
  }

  /// Does an operator's act.
  mutating func act(_ act: OperatorAct) async throws -> ActResult {
    let result = try await turn([.act(act, by: ActOrigin(name: "duty", entry: .socket), token: 0)])
    perform(result.calls)
    return try #require(result.acts.first?.result)
  }

  /// Reads the store.
  func read<Result: Sendable>(
    _ body: @Sendable (inout S.Transaction) throws(StoreError) -> Result
  ) async throws -> Result {
    try await store.transaction(body)
  }

  /// All deliveries, in order.
  func deliveries() async throws -> [Delivery] {
    try await read { tx throws(StoreError) in
      try tx.deliveries(in: Delivery.State.allCases, flow: nil, limit: .max).reversed()
    }
  }

  /// The only delivery.
  func delivery() async throws -> Delivery {
    let all = try await deliveries()
    #expect(all.count == 1)
    return try #require(all.first)
  }

  /// Attempts of a delivery.
  func attempts(_ id: DeliveryID) async throws -> [Attempt] {
    try await read { tx throws(StoreError) in try tx.attempts(of: id) }
  }

  /// A message.
  func message(_ number: Int64 = 1) async throws -> Message {
    try #require(try await read { tx throws(StoreError) in try tx.message(MessageID(number)) })
  }
}

extension House where S == ReferenceStore {
  /// A house over memory.
  init(_ sample: SamplePlan = SamplePlan(), seed: UInt64 = 1) throws {
    self.init(try sample.linked(), ReferenceStore(), seed: seed)
  }
}

/// An alert of the sample plan.
struct Alert: Hashable, Sendable {
  var key: String
  var title: String?
  var state = "firing"
  var level: Int?

  init(_ key: String, title: String? = nil, state: String = "firing", level: Int? = nil) {
    (self.key, self.title, self.state, self.level) = (key, title, state, level)
  }

  var json: String {
    var fields: [(Text, Value)] = [
      ("key", .string(key)), ("title", .string(title ?? "About \(key)")), ("state", .string(state)),
    ]
    if let level { fields.append(("level", .int(Int64(level)))) }
    return String(decoding: Value.map(MapValue(fields: fields)).json(), as: UTF8.self)
  }
}
