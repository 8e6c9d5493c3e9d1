import CEL
import TreatyPlan
import TreatyStore

extension Engine {
  /// Takes what became of a call.
  mutating func take(
    _ answer: Answer, of call: CallID, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    // An answer to a call that is not out is an answer to a process that is no more.
    guard let delivery = try tx.delivery(call.delivery), delivery.state == .inFlight, delivery.attempts == call.attempt
    else { return }
    if let index = plan.systems.firstIndex(where: { $0.name == delivery.system }) { gates[index].release() }
    guard let flow = flow(of: delivery), let step = step(of: delivery), let (system, _, _) = record(of: delivery),
      let operation = operation(of: delivery)
    else { return try ask(delivery, "this plan no longer has what was called", at: now, &result, in: &tx) }
    var input = MapValue()
    // What a change for the same item would write: if the next item would write just that, it costs no call.
    var written: String?
    // As of when it was written: `now` may be among the fields.
    if let slots = try slots(of: delivery, flow, at: delivery.sent ?? now, in: tx) {
      if case .success(let built) = self.input(step, isCreate: delivery.operation == "create", slots) { input = built }
      // A record that was made without one of those fields is not as a change would leave it.
      if case .success(let built) = self.input(step, isCreate: false, slots),
        let whole = hash(input), hash(input.merged(with: built)) == whole
      {
        written = hash(built)
      }
    }
    let id: Value = delivery.recordID.map { .string($0) } ?? .null
    var verdict = Classifier.judge(answer, of: operation, in: system, id: id, input: .map(input), now: now.milliseconds)
    if answer.mayBeAtWork { verdict = notYet(verdict, delivery, operation, at: now) }
    try note(answer, verdict, of: call, operation, delivery, at: now, &result, in: &tx)
    guard case .good(let slots) = verdict else {
      return try settle(delivery, verdict: verdict, at: now, &result, in: &tx)
    }
    switch delivery.phase {
    case .settle: try found(delivery, operation, slots, at: now, &result, in: &tx)
    case .confirm: try confirm(delivery, operation, slots, input, written, at: now, &result, in: &tx)
    case .write: try keep(delivery, operation, slots, written, at: now, &result, in: &tx)
    }
  }

  /// The same, and again only when the call can no longer be carried out: a change that is repeated sooner, and overtaken by the next one,
  /// can be undone by the first, which its system was still working on when the connection broke.
  func notYet(_ verdict: Verdict, _ delivery: Delivery, _ operation: LinkedOperation, at now: Instant) -> Verdict {
    guard case .bad(let failure, let reason, let retryAfter) = verdict, delivery.phase == .write,
      let sent = delivery.sent
    else { return verdict }
    let end = end(of: sent, lasting: operation.planned.timeoutMilliseconds)
    let wait = max(retryAfter ?? 0, end.milliseconds - now.milliseconds)
    return .bad(failure, reason: reason, retryAfter: wait > 0 ? wait : retryAfter)
  }

  /// When something that began with a call has surely ended. By the time of day of another process nothing is known for sure.
  func end(of sent: Instant, lasting milliseconds: Int64) -> Instant {
    max(sent, began ?? sent).advanced(milliseconds: SteadyClock.surely(milliseconds))
  }

  /// Keeps what a call came to with its attempt.
  private func note(
    _ answer: Answer, _ verdict: Verdict, of call: CallID, _ operation: LinkedOperation, _ delivery: Delivery,
    at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard var attempt = try tx.attempts(of: call.delivery).last(where: { $0.number == call.attempt }) else { return }
    attempt.ended = now
    if case .reply(let status, _, _) = answer { attempt.status = status }
    switch verdict {
    case .good: attempt.result = "ok"
    case .bad(let failure, let reason, _): (attempt.result, attempt.detail) = (failure.rawValue, reason)
    }
    try tx.save(attempt)
    result.notices.append(
      .answered(
        system: delivery.system, operation: operation.verb, result: attempt.result ?? "ok",
        milliseconds: now.milliseconds - attempt.sent.milliseconds))
  }

  /// A write that was answered well.
  private mutating func keep(
    _ delivery: Delivery, _ operation: LinkedOperation, _ slots: [Value], _ written: String?, at now: Instant,
    _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var delivery = delivery
    if delivery.operation == "create" {
      guard let id = operation.gives?.evaluate(slots: slots).pieceText?.string, !id.isEmpty else {
        // A record was surely made; which one, the mark tells.
        return try settle(
          delivery, verdict: .bad(.unsure, reason: "the answer does not say which record was made", retryAfter: nil),
          at: now, &result, in: &tx)
      }
      delivery.recordID = id
    }
    guard let id = delivery.recordID else { return }
    let isChecked = !operation.readBack.isEmpty
    let created = try tx.link(delivery.lane)?.created ?? now
    try tx.save(
      Link(lane: delivery.lane, recordID: id, written: isChecked ? nil : written, created: created, updated: now))
    guard isChecked else {
      return try finish(delivery, delivery.operation == "create" ? "created" : "updated", at: now, &result, in: &tx)
    }
    delivery.phase = .confirm
    delivery.state = .ready
    delivery.due = now
    try tx.update(delivery)
  }

  /// A record that was read back: is it as it was written?
  private mutating func confirm(
    _ delivery: Delivery, _ operation: LinkedOperation, _ slots: [Value], _ input: MapValue, _ written: String?,
    at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard let record = operation.gives?.evaluate(slots: slots), record.failure == nil,
      let (_, _, linked) = self.record(of: delivery)
    else {
      return try settle(
        delivery, verdict: .bad(.outage, reason: "the record could not be read from the answer", retryAfter: nil),
        at: now, &result, in: &tx)
    }
    var slots = slots + [record]
    slots[5] = .map(input)
    let writing = delivery.operation == "create" ? linked.create : linked.update
    for rule in writing?.readBack ?? [] {
      let value = rule.when.evaluate(slots: slots)
      let cause: String
      switch value {
      case .bool(true): cause = Classifier.reason(rule, slots, 200)
      case .bool(false): continue
      default: cause = "the record does not have the form that its connector says: \(value.notBool.message)"
      }
      var delivery = delivery
      // A retry writes again.
      delivery.phase = .write
      return try settle(
        delivery, verdict: .bad(rule.failureClass, reason: cause, retryAfter: nil), at: now, &result, in: &tx)
    }
    if var link = try tx.link(delivery.lane) {
      link.written = written
      link.updated = now
      try tx.save(link)
    }
    try finish(delivery, delivery.operation == "create" ? "created" : "updated", at: now, &result, in: &tx)
  }

  /// The search for a mark was answered.
  private mutating func found(
    _ delivery: Delivery, _ operation: LinkedOperation, _ slots: [Value], at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard let records = operation.gives?.evaluate(slots: slots).asList, let (system, _, record) = record(of: delivery)
    else {
      return try settle(
        delivery, verdict: .bad(.outage, reason: "the search's answer holds no list", retryAfter: nil), at: now,
        &result, in: &tx)
    }
    let field = Text(record.planned.idField)
    let ids = records.compactMap { $0.asMap?[field]?.pieceText?.string }
    guard ids.count == records.count, Set(ids).count <= 1 else {
      return try ask(
        delivery, unsureWords(delivery, system, "several records carry its mark: \(ids.joined(separator: ", "))"),
        at: now, &result, in: &tx)
    }
    var delivery = delivery
    delivery.phase = .write
    delivery.state = .ready
    delivery.due = now
    if let id = ids.first {
      delivery.recordID = id
      delivery.outcome = "found"
      try tx.save(Link(lane: delivery.lane, recordID: id, written: nil, created: now, updated: now))
      return try tx.update(delivery)
    }
    if delivery.sent == nil {
      // Nobody is known to have sent it: it was searched for because the store was restored.
      (delivery.failure, delivery.cause) = (nil, nil)
      return try tx.update(delivery)
    }
    let reason = "\(delivery.cause ?? "no answer came"); no record carries its mark, so it is sent again"
    try settle(delivery, verdict: .bad(.outage, reason: reason, retryAfter: nil), at: now, &result, in: &tx)
  }

  /// Decides what follows a failure: again later, look it up, ask, or give up.
  mutating func settle(
    _ delivery: Delivery, verdict: Verdict, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard case .bad(var failure, let reason, let retryAfter) = verdict else { return }
    guard let flow = flow(of: delivery), let (system, _, record) = record(of: delivery) else {
      return try ask(delivery, "this plan no longer has what was called: \(reason)", at: now, &result, in: &tx)
    }
    // What reads, is idempotent or has a key does no harm when it is sent again.
    if failure == .unsure, operation(of: delivery)?.isRepeatable ?? true { failure = .outage }
    var delivery = delivery
    delivery.failure = failure.rawValue
    delivery.cause = reason
    if failure == .unsure { return try unsure(delivery, flow, system, record, reason, at: now, &result, in: &tx) }
    let policy = plan.plan.retries[flow.planned.retry]
    // Just after a write a record may not be readable yet.
    let written = delivery.sent ?? delivery.created
    let isTooEarly =
      delivery.phase == .confirm && failure == .gone
      && now.milliseconds - written.milliseconds < system.planned.searchDelayMilliseconds + 60_000
    guard failure.mendsByWaiting || isTooEarly else {
      if delivery.phase == .settle {
        return try ask(
          delivery, unsureWords(delivery, system, "the search for its mark was refused: \(reason)"), at: now, &result,
          in: &tx)
      }
      if failure == .gone, delivery.operation == "update", let id = delivery.recordID {
        return try giveUp(
          delivery, failure, "the record `\(id)` is no longer there: \(reason)", at: now, &result, in: &tx)
      }
      return try giveUp(delivery, failure, reason, at: now, &result, in: &tx)
    }
    let calls = try calls(of: delivery, policy, in: tx)
    if delivery.phase == .write, let most = policy.attempts, calls >= most {
      return try giveUp(
        delivery, failure, "\(reason); that was attempt \(calls) of \(most)", at: now, &result, in: &tx)
    }
    let pause = max(policy.pause(after: calls, using: &random), retryAfter ?? 0)
    let due = now.advanced(milliseconds: pause)
    guard due < delivery.deadline else {
      if delivery.phase == .settle {
        return try ask(
          delivery, unsureWords(delivery, system, "its mark could not be searched for before the deadline: \(reason)"),
          at: now, &result, in: &tx)
      }
      return try giveUp(
        delivery, failure, "\(reason); the deadline leaves no time for another attempt", at: now, &result, in: &tx)
    }
    delivery.state = .ready
    delivery.due = due
    try tx.update(delivery)
    result.notices.append(
      .retrying(
        flow: delivery.lane.flow, system: delivery.system, trace: delivery.trace, failure: failure.rawValue,
        cause: reason, inMilliseconds: pause))
  }

  /// How many calls of the delivery's phase were made since it was last begun from the start: what its pauses and the most attempts
  /// of its policy count, so that searching for a record uses up none of the attempts to make it.
  private func calls(of delivery: Delivery, _ policy: RetryPolicy, in tx: some StoreTransaction)
    throws(StoreError) -> Int
  {
    let begun = delivery.deadline.advanced(milliseconds: -policy.deadlineMilliseconds)
    return try tx.attempts(of: delivery.id).count {
      guard $0.sent >= begun else { return false }
      switch delivery.phase {
      case .settle: return $0.operation == "find"
      case .confirm: return $0.operation == "get"
      case .write: return $0.operation == "create" || $0.operation == "update"
      }
    }
  }
}

extension Answer {
  /// Whether the partner, or what stands behind a gateway, may still be carrying the call out.
  fileprivate var mayBeAtWork: Bool {
    switch self {
    case .noReply(let reach, _): reach == .mayHaveArrived
    case .reply(let status, _, _): [408, 502, 504].contains(status)
    }
  }
}
