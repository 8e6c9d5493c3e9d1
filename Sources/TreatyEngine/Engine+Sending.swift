import CEL
import TreatyPlan
import TreatyStore

/// A call that is out, as it is on disk. The engine of another process does not know of it, nor that of another plan: they read it.
///
/// An object that never changes: each turn works on a copy of the engine, and so of all calls that are out.
final class SentCall: Sendable {
  let delivery: Delivery
  let attempt: Attempt
  /// What it writes; `nil` where that was not worked out.
  let written: Engine.Written?
  /// What was sent.
  let call: OutgoingCall?

  init(delivery: Delivery, attempt: Attempt, written: Engine.Written?, call: OutgoingCall? = nil) {
    self.delivery = delivery
    self.attempt = attempt
    self.written = written
    self.call = call
  }

  /// The same, with what was sent.
  func sending(_ call: OutgoingCall) -> SentCall {
    SentCall(delivery: delivery, attempt: attempt, written: written, call: call)
  }
}

/// Calls that leave: each is on disk as in flight before it does.
extension Engine {
  /// Commits a call as in flight, and hands it out.
  mutating func send(
    _ delivery: Delivery, _ operation: LinkedOperation, _ slots: [Value], _ target: Target,
    writes written: Written? = nil,
    at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    // More may have been looked at than can go: of a batch that was hoped for each may need a call of its own. It stays ready.
    guard mayCall(target, at: now) else { return }
    let isSuspect = try goesAlone(delivery, in: tx)
    if isSuspect, !sent.isEmpty { return try postpone(delivery, to: now.advanced(milliseconds: 1_000), in: &tx) }
    let key = key(of: operation, target)
    if let later = gates.postponement(of: key, at: now) { return try postpone(delivery, to: later, in: &tx) }
    var request: BuiltRequest
    switch RequestBuilder.build(operation.request, slots: slots) {
    case .success(let built): request = built
    case .failure(let failure):
      return try giveUp(
        delivery, .ours, "the request for \(operation.verb) cannot be made: \(failure.message)", at: now, &result,
        in: &tx)
    }
    if case .key(let header) = operation.planned.safety {
      // A record is made once, and changed often: one key for all changes would make the vendor leave out all but the first.
      let change = operation.verb == "create" ? "" : "-\(delivery.id.number)"
      request.headers.append((header, mark(of: delivery.lane) + change))
    }
    request.headers += traceHeader(delivery, target)
    let span = spanID()
    let id = try noteSent(delivery, operation, span, writes: written, at: now, &result, in: &tx)
    if isSuspect { alone = delivery.id }
    gates.take(key, at: now, isBulk: isBulk(delivery.lane.flow))
    let call = OutgoingCall(
      id: id, system: Position(target.index), operation: operation.verb, method: operation.request.method,
      target: request.target, headers: request.headers, body: request.body,
      timeoutMilliseconds: operation.planned.timeoutMilliseconds, trace: delivery.trace, span: span,
      flow: delivery.lane.flow, sender: delivery.sender, parent: SpanNumber.of(delivery))
    sent[delivery.id] = sent[delivery.id]?.sending(call)
    result.calls.append(call)
  }

  /// Whether another call may leave now for a flow.
  mutating func mayCall(_ target: Target, at now: Instant) -> Bool {
    guard !isOneAlone else { return false }
    let free = gates.free(target.index, at: now)
    return (target.flow.planned.priority == .bulk ? free.bulk : free.calls) > 0
  }

  /// Keeps a delivery as in flight, and its attempt.
  mutating func noteSent(
    _ delivery: Delivery, _ operation: LinkedOperation, _ span: String, writes written: Written?, at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) -> CallID {
    result.notices.append(
      .sent(
        flow: delivery.lane.flow, system: delivery.system,
        waitedMilliseconds: max(0, now.milliseconds - delivery.due.milliseconds)))
    if delivery.attempts == 0 { gates.noteFirst(in: delivery.lane.flow) }
    var delivery = delivery
    delivery.state = .inFlight
    delivery.attempts += 1
    // Kept while the record is searched for or read back: that it may have been made then is what matters.
    if delivery.phase == .write { delivery.sent = now }
    try tx.update(delivery)
    let attempt = Attempt(
      delivery: delivery.id, number: delivery.attempts, operation: operation.verb, span: span, sent: now)
    try tx.save(attempt)
    sent[delivery.id] = SentCall(delivery: delivery, attempt: attempt, written: written)
    return CallID(delivery: delivery.id, attempt: delivery.attempts)
  }

  /// Which gate of an operation a call goes through.
  func key(of operation: LinkedOperation, _ target: Target) -> Gates.OperationKey {
    Gates.OperationKey(system: target.index, record: target.step.planned.record.index, verb: operation.verb)
  }

  /// A span id (W3C Trace Context §3.2.2.4): 16 hex digits, not all zero.
  mutating func spanID() -> String {
    let digits = String(max(1, random.next()), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  // MARK: Who goes first

  func priority(of flow: String) -> FlowPriority {
    plan.flow(named: flow).flatMap { plan.plan.flows[$0].priority } ?? .normal
  }

  func isBulk(_ flow: String) -> Bool { priority(of: flow) == .bulk }

  /// How many deliveries of a flow one call to a system can carry.
  func batchSize(of flow: String, at system: Int) -> Int {
    guard let position = plan.flow(named: flow) else { return 1 }
    return plan.flows[position.index].batchSizes[system] ?? 1
  }
}
