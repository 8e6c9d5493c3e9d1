import CEL
import TreatyAudit
import TreatyPlan
public import TreatyStore

/// The interpreter of a plan: a state machine that is told the time.
///
/// It is handed what came in, what was answered and the time, and works within one store transaction; it says which calls to make
/// and when to wake it. It is a value: where a transaction fails, its owner goes on with the one from before.
///
/// **Never lost.** An intake is kept before it is acknowledged. **Never twice.** A call is kept as in flight before it leaves; what
/// is in flight when a process dies, or never had an answer, is *unsure*, and is settled by the operation's safety.
public struct Engine: Sendable {
  let plan: LinkedPlan
  var random: SplitMix64
  var gates: Gates
  /// When it is looked for what is too old.
  var nextExpiry: Int64 = 0
  /// Of a backlog of which one may go: whether that is the newest.
  var newestIsNext = false
  /// The system that calls were started for first in the last turn.
  var firstSystem = 0
  /// Calls that are out, by delivery, as they were kept: nothing need be read or worked out again when their answers are there.
  var sent: [DeliveryID: SentCall] = [:]
  /// What was read of messages that are to be worked out next.
  var fresh: [MessageID: Value] = [:]
  /// Calls that are out for several deliveries.
  var underWay: [CallID: [CallID]] = [:]
  /// The number under which this engine carries the store out; `nil` before it took over.
  private var epoch: Int64?
  /// When this process took over. What left before it, left by a clock that may have been set since.
  private(set) var began: Instant?
  /// That the store was restored, and from when; `nil` where it never was.
  var restored: RestoredStore?
  /// The first message that this engine took in. Those before it were left behind by another.
  var firstTaken: MessageID?
  /// A message that was left behind and may be what ended the process: begun on disk, and worked out by itself in the next turn.
  var suspect: MessageID?

  /// A delivery that is called for while nothing else is, because it may be what ends the process.
  var alone: DeliveryID?

  /// How many messages are worked out in a turn.
  static let messagesPerTurn = 64
  /// How many deliveries are looked at in a turn for one system.
  static let deliveriesPerTurn = 256
  /// A message is begun at most this often: one that ends the process each time is put aside.
  static let mostStarts = 3

  /// What is kept under which name.
  private var names = StoredNames()

  /// An engine at rest.
  public init(plan: LinkedPlan, seed: UInt64) {
    self.plan = plan
    random = SplitMix64(seed: seed)
    gates = Gates(plan.plan)
  }

  /// Puts right what a process left behind when it ended: calls that were in flight are unsure.
  public mutating func recover(planText: [UInt8], at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError) -> StepResult
  {
    var result = StepResult()
    began = now
    epoch = try tx.takeOver()
    let before = try tx.fact(StoreFact.plan)
    try plan.note(text: planText, at: now, in: &tx)
    names = tx.names
    restored = try tx.fact(StoreFact.restored).flatMap { RestoredStore(fact: $0) }
    try auditStart(at: now, in: &tx)
    if before != plan.digest { try keep(.plan(from: before), at: now, in: &tx) }
    for delivery in try tx.inFlight() {
      if var attempt = try tx.attempts(of: delivery.id).last, attempt.ended == nil {
        attempt.ended = now
        attempt.result = FailureClass.unsure.rawValue
        attempt.detail = Engine.hostEnded
        try tx.save(attempt)
      }
      if try quarantine(delivery, at: now, &result, in: &tx) { continue }
      let ends = operation(of: delivery).flatMap { end(ofLastCallOf: delivery, $0) }
      try settle(delivery, verdict: lost(delivery, at: now), callEnds: ends, at: now, &result, in: &tx)
    }
    try recoverRestored(at: now, in: &tx)
    result.more = true
    return result
  }

  /// What is to be thought of a call that was in flight when the process ended.
  func lost(_ delivery: Delivery, at now: Instant) -> Verdict {
    let cause = Engine.hostEnded
    guard delivery.phase == .write, let operation = operation(of: delivery) else {
      return .bad(.outage, reason: cause, retryAfter: 0)
    }
    if !operation.isRepeatable { return .bad(.unsure, reason: cause, retryAfter: nil) }
    return notYet(
      .bad(.outage, reason: cause, retryAfter: nil), until: end(ofLastCallOf: delivery, operation), at: now)
  }

  /// One turn: takes in what came, works out messages that are on disk, starts what is due.
  /// - Parameter startsCalls: whether anything is started: not while a plan is about to take over, which begins when nothing is out.
  public mutating func step(
    _ inputs: [EngineInput], startsCalls: Bool = true, at now: Instant, in tx: inout some StoreTransaction
  ) throws(StoreError) -> StepResult {
    try holdEpoch(in: tx)
    var result = StepResult()
    for input in inputs {
      switch input {
      case .answer(let call, let answer): try take(answer, of: call, at: now, &result, in: &tx)
      case .act(let act, let origin, let token):
        result.acts.append((token, try perform(act, by: origin, at: now, &result, in: &tx)))
      case .intake: break
      }
    }
    // Messages of this very turn are not on disk yet: one that kills the process must have been counted before it does.
    try workOut(at: now, &result, in: &tx)
    for case .intake(let intake, let token) in inputs {
      let taken = try take(intake, at: now, in: &tx)
      if case .accepted(_, isNew: true) = taken { result.more = true }
      result.intakes.append((token, taken))
    }
    if startsCalls { try claim(at: now, &result, in: &tx) }
    result.wake = try wake(at: now, in: tx)
    return result
  }

  /// When something is due next: a delivery of a system with room, or a call that only the rate holds back.
  private mutating func wake(at now: Instant, in tx: some StoreTransaction) throws(StoreError) -> Instant? {
    // What is too old is looked for at least once a minute, whatever else happens; where all waits behind what a person is asked about, when
    // the first of it is.
    var next = try tx.readyQueues().isEmpty ? try nextDeadline(at: now, in: tx) : now.advanced(milliseconds: 60_000)
    for queue in try tx.readyQueues() {
      guard next.map({ queue.due < $0 }) ?? true,
        let system = plan.systems.firstIndex(where: { $0.name == queue.system }),
        let opens = gates.opens(system, at: now, isBulk: isBulk(queue.flow))
      else { continue }
      let due = max(queue.due, opens)
      next = next.map { min($0, due) } ?? due
    }
    return next.map { max($0, now) }
  }

  /// Does nothing over a store that another has taken over since.
  private func holdEpoch(in tx: some StoreTransaction) throws(StoreError) {
    guard let epoch, try tx.epoch() != epoch else { return }
    throw .superseded(path: "store")
  }

  // MARK: Looking things up

  func flow(of delivery: Delivery) -> LinkedFlow? { plan.flow(named: delivery.lane.flow).map { plan.flows[$0.index] } }

  /// The step of the plan that a delivery belongs to: found by what it delivers to, since steps may have been added before it.
  func step(of delivery: Delivery) -> LinkedDelivery? {
    guard let flow = flow(of: delivery) else { return nil }
    if let undone = delivery.stepUndone {
      let undo = flow.undos[undone]
      return undo?.target == delivery.lane.target
        ? undo : flow.undos.sorted { $0.key < $1.key }.first { $0.value.target == delivery.lane.target }?.value
    }
    if flow.deliveries.indices.contains(delivery.step), flow.deliveries[delivery.step].target == delivery.lane.target {
      return flow.deliveries[delivery.step]
    }
    return flow.deliveries.first { $0.target == delivery.lane.target }
  }

  /// What a delivery is about, in this plan; `nil` where the plan does not have it.
  func target(of delivery: Delivery) -> Target? {
    guard let flow = flow(of: delivery), let step = step(of: delivery),
      let (system, index, record) = record(of: delivery)
    else { return nil }
    return Target(flow: flow, step: step, system: system, index: index, record: record)
  }

  func record(of delivery: Delivery) -> (system: LinkedSystem, index: Int, record: LinkedRecord)? {
    guard let step = step(of: delivery) else { return nil }
    let index = step.planned.system.index
    return (plan.systems[index], index, plan.systems[index].records[step.planned.record.index])
  }

  /// The operation that a delivery's call carries out.
  func operation(of delivery: Delivery) -> LinkedOperation? {
    guard let (_, _, record) = record(of: delivery) else { return nil }
    switch delivery.phase {
    case .settle: return record.find
    case .confirm: return record.get
    case .write: return delivery.operation == "update" ? record.update : record.create
    }
  }

  func mark(of lane: LaneKey) -> String {
    // By the names of before: what was made then has to be found.
    let lane = names.stored(lane)
    return Digest.mark(package: plan.plan.package, flow: lane.flow, target: lane.target, identity: lane.identity)
  }

  // MARK: Ends

  /// Ends a delivery, and its message with the last of them.
  func end(_ delivery: Delivery, at now: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    var delivery = delivery
    delivery.ended = now
    delivery.sent = nil
    try tx.update(delivery)
    try endMessage(delivery.message, of: delivery.lane.flow, at: now, in: &tx)
  }

  func endMessage(_ id: MessageID, of flow: String, at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    let (open, dead) = try tx.progress(of: id)
    guard open == 0 else { return }
    let kept = plan.kept(flow, isDead: dead > 0)
    try tx.end(id, as: dead > 0 ? .ended : .done, at: now, purgeAt: kept.first(after: now))
  }

  /// Ends a delivery well.
  func finish(
    _ delivery: Delivery, _ outcome: String, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var delivery = delivery
    delivery.state = .done
    // One that was found after its answer was lost is told apart from one that was there before.
    delivery.outcome = delivery.outcome == "found" && outcome != "created" ? "found" : outcome
    delivery.failure = nil
    delivery.cause = nil
    try end(delivery, at: now, in: &tx)
    result.steps.append(traced(delivery, .delivered(outcome: delivery.outcome ?? outcome), at: now))
    result.notices.append(
      .delivered(
        flow: delivery.lane.flow, system: delivery.system, trace: delivery.trace, outcome: delivery.outcome ?? outcome,
        milliseconds: now.milliseconds - delivery.created.milliseconds))
  }
}

extension Engine {
  /// A turn of a host that is stopping: takes in answers and acts, and starts nothing more.
  public mutating func settleOnly(_ inputs: [EngineInput], at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError) -> StepResult
  {
    try holdEpoch(in: tx)
    var result = StepResult()
    for input in inputs {
      switch input {
      case .answer(let call, let answer): try take(answer, of: call, at: now, &result, in: &tx)
      case .act(let act, let origin, let token):
        result.acts.append((token, try perform(act, by: origin, at: now, &result, in: &tx)))
      case .intake(let intake, let token): result.intakes.append((token, try take(intake, at: now, in: &tx)))
      }
    }
    return result
  }
}

extension Engine {
  /// The engine that goes on with another plan, over the same store and in the same process. To be taken over by when no call is out:
  /// what one comes to is for the plan that made it.
  /// - Throws: ``StoreError/superseded(path:)`` when another host has the store by now.
  public func handedOver(to new: LinkedPlan, text: [UInt8], at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError) -> Engine
  {
    try holdEpoch(in: tx)
    let before = try tx.fact(StoreFact.plan)
    try new.note(text: text, at: now, in: &tx)
    var engine = Engine(plan: new, seed: 0)
    engine.names = tx.names
    try engine.keep(.plan(from: before), at: now, in: &tx)
    engine.random = random
    engine.gates = gates.carried(from: plan.plan, to: new.plan)
    engine.nextExpiry = nextExpiry
    (engine.epoch, engine.began, engine.restored) = (epoch, began, restored)
    (engine.firstTaken, engine.suspect) = (firstTaken, suspect)
    return engine
  }
}
