import CEL
import TreatyAudit
import TreatyPlan
import TreatyStore

extension Engine {
  /// Takes what became of a call.
  mutating func take(
    _ answer: Answer, of call: CallID, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    if let calls = underWay.removeValue(forKey: call) {
      return try take(answer, ofBatch: calls, at: now, &result, in: &tx)
    }
    guard let delivery = try out(call, in: tx) else { return }
    defer { forget(call) }
    release(delivery)
    guard let target = target(of: delivery), let operation = operation(of: delivery) else {
      gates.noteNothing(of: delivery.system, in: plan.plan, at: now)
      return try ask(delivery, "this plan no longer has what was called", at: now, &result, in: &tx)
    }
    let written = try written(delivery, target, at: now, in: tx)
    let id: Value = delivery.recordID.map { .string($0) } ?? .null
    let verdict = try hidden(
      Classifier.judge(
        answer, of: operation, in: target.system, id: id, input: .map(written.input), now: now.milliseconds),
      of: delivery, in: tx)
    note(answer, verdict, of: target, at: now, &result)
    var givenID: String?
    if case .good(let slots) = verdict, delivery.phase == .write {
      givenID = operation.gives?.evaluate(slots: slots).pieceText?.string
    }
    try conclude(
      delivery, call, operation, target, answer: answer, verdict: verdict, givenID: givenID, written: written, at: now,
      &result, in: &tx)
  }

  /// The delivery of a call that is out; `nil` for an answer to a process that is no more.
  func out(_ call: CallID, in tx: some StoreTransaction) throws(StoreError) -> Delivery? {
    if let sent = sent(call) { return sent.delivery }
    guard let delivery = try tx.delivery(call.delivery), delivery.state == .inFlight, delivery.attempts == call.attempt
    else { return nil }
    return delivery
  }

  /// What is known of a call; `nil` where it must be read.
  private func sent(_ call: CallID) -> SentCall? {
    sent[call.delivery].flatMap { $0.attempt.number == call.attempt ? $0 : nil }
  }

  /// A call is out no more.
  mutating func forget(_ call: CallID) {
    if sent(call) != nil { sent[call.delivery] = nil }
  }

  /// A call has come back.
  mutating func release(_ delivery: Delivery) {
    guard let system = plan.systems.firstIndex(where: { $0.name == delivery.system }) else { return }
    let (record, verb) = (step(of: delivery)?.planned.record.index ?? -1, operation(of: delivery)?.verb ?? "")
    gates.release(
      Gates.OperationKey(system: system, record: record, verb: verb), isBulk: isBulk(delivery.lane.flow))
  }

  /// Takes in what an answer tells of its system.
  mutating func note(
    _ answer: Answer, _ verdict: Verdict?, of target: Target, at now: Instant, _ result: inout StepResult
  ) {
    guard var verdict else { return }
    let reading = target.system.throttle.flatMap { Classifier.throttle($0, answer, target.system, at: now) }
    if case .bad(.throttled, let reason, nil) = verdict, let reading {
      verdict = .bad(.throttled, reason: reason, retryAfter: max(0, reading.reset.milliseconds - now.milliseconds))
    }
    if let reading, let left = reading.remaining {
      gates.note(left: left, until: reading.reset, at: target.index, now: now)
    }
    guard let health = gates.note(verdict, of: target.index, at: now) else { return }
    let name = target.system.name
    switch health {
    case .up: result.notices.append(.systemUp(system: name))
    case .down(let until):
      result.notices.append(.systemDown(system: name, triedInMilliseconds: until.milliseconds - now.milliseconds))
    case .patient(let until):
      result.notices.append(.systemThrottles(system: name, forMilliseconds: until.milliseconds - now.milliseconds))
    }
  }

  /// What a call wrote, or would have.
  struct Written: Sendable {
    var input = MapValue()
    /// What a change for the same item would write: if the next item would write just that, it costs no call.
    var hash: String?
  }

  func written(_ delivery: Delivery, _ target: Target, at now: Instant, in tx: some StoreTransaction)
    throws(StoreError) -> Written
  {
    if let known = sent[delivery.id]?.written { return known }
    var written = Written()
    // As of when it was written: `now` may be among the fields.
    guard let slots = try slots(of: delivery, target.flow, at: delivery.sent ?? now, in: tx) else { return written }
    let isCreate = delivery.operation == "create"
    if case .success(let built) = input(target.step, isCreate: isCreate, slots) { written.input = built }
    written.hash = hash(ofChangeAfter: written.input, target.step, isCreate: isCreate, slots)
    return written
  }

  /// What a change for the same item would write after this was written, as ``Written/hash`` has it.
  func hash(ofChangeAfter input: MapValue, _ step: LinkedDelivery, isCreate: Bool, _ slots: [Value]) -> String? {
    // It would write the very same.
    guard isCreate, step.createFields != nil || step.updateFields != nil else { return hash(input) }
    // A record that was made without one of those fields is not as a change would leave it.
    guard case .success(let built) = self.input(step, isCreate: false, slots), let whole = hash(input),
      hash(input.merged(with: built)) == whole
    else { return nil }
    return hash(built)
  }

  /// Ends a call: keeps what it came to, and decides what follows.
  mutating func conclude(
    _ delivery: Delivery, _ call: CallID, _ operation: LinkedOperation, _ target: Target, answer: Answer,
    verdict: Verdict, givenID: String?, written: Written, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let ends = answer.mayBeAtWork ? end(ofLastCallOf: delivery, operation) : nil
    let verdict = notYet(verdict, until: ends, at: now)
    try note(answer, verdict, of: call, operation, delivery, at: now, &result, in: &tx)
    guard case .good(let slots) = verdict else {
      return try settle(delivery, verdict: verdict, callEnds: ends, at: now, &result, in: &tx)
    }
    switch delivery.phase {
    case .settle: try found(delivery, operation, slots, at: now, &result, in: &tx)
    case .confirm: try confirm(delivery, operation, slots, written, at: now, &result, in: &tx)
    case .write: try keep(delivery, operation, givenID, written, at: now, &result, in: &tx)
    }
  }

  /// The same, and again only when the call can no longer be carried out: a change that is repeated sooner, and overtaken by the next one,
  /// can be undone by the first, which its system was still working on when the connection broke.
  func notYet(_ verdict: Verdict, until end: Instant?, at now: Instant) -> Verdict {
    guard case .bad(let failure, let reason, let retryAfter) = verdict, let end else { return verdict }
    let wait = max(retryAfter ?? 0, end.milliseconds - now.milliseconds)
    return .bad(failure, reason: reason, retryAfter: wait > 0 ? wait : retryAfter)
  }

  /// When the last write for a delivery has surely ended, done or not; `nil` where there was none.
  func end(ofLastCallOf delivery: Delivery, _ operation: LinkedOperation) -> Instant? {
    guard delivery.phase == .write, let sent = delivery.sent else { return nil }
    return end(of: sent, lasting: operation.planned.timeoutMilliseconds)
  }

  /// Until when a call that another process made may still be carried out, by this process's own clock: the one by which its wait was
  /// set may have been another. `nil` where nothing is unsure.
  func unsureUntil(_ delivery: Delivery, _ target: Target) -> Instant? {
    guard let sent = delivery.sent, let began, sent < began, delivery.phase != .confirm else { return nil }
    let operation = delivery.operation == "update" ? target.record.update : target.record.create
    let search = delivery.phase == .settle ? target.system.planned.searchDelayMilliseconds : 0
    return end(of: sent, lasting: (operation?.planned.timeoutMilliseconds ?? 0) + search)
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
    var known = sent(call)?.attempt
    if known == nil { known = try tx.attempts(of: call.delivery).last { $0.number == call.attempt } }
    guard var attempt = known else { return }
    attempt.ended = now
    if case .reply(let status, _, _) = answer { attempt.status = status }
    switch verdict {
    case .good: attempt.result = "ok"
    case .bad(let failure, let reason, _):
      (attempt.result, attempt.detail) = (failure.rawValue, reason)
      attempt.exchange = Exchange(sent(call)?.call, answer).json()
    }
    try tx.save(attempt)
    result.notices.append(
      .answered(
        system: delivery.system, operation: operation.verb, result: attempt.result ?? "ok",
        milliseconds: now.milliseconds - attempt.sent.milliseconds))
  }

  /// A write that was answered well.
  private mutating func keep(
    _ delivery: Delivery, _ operation: LinkedOperation, _ givenID: String?, _ written: Written, at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var delivery = delivery
    if delivery.operation == "create" {
      guard let id = givenID, !id.isEmpty else {
        // A record was surely made; which one, the mark tells.
        return try settle(
          delivery, verdict: .bad(.unsure, reason: "the answer does not say which record was made", retryAfter: nil),
          at: now, &result, in: &tx)
      }
      delivery.recordID = id
    }
    guard let id = delivery.recordID else { return }
    let isChecked = !operation.readBack.isEmpty
    // Where a call made it, none was there when that left, and its lane was held since.
    let isFirst = sent[delivery.id]?.written != nil && delivery.operation == "create"
    let before = isFirst ? nil : try tx.link(delivery.lane)
    let known = before?.fields.flatMap { try? Value(json: $0) }?.asMap  // written by the line below
    try tx.save(
      Link(
        lane: delivery.lane, recordID: id, written: isChecked ? nil : written.hash,
        fields: Value.map(known.map { $0.merged(with: written.input) } ?? written.input).json(),
        created: before?.created ?? now, updated: now))
    try audit(
      delivery.operation == "create" ? .created : .updated, of: delivery, from: known, to: written.input, at: now,
      in: &tx)
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
    _ delivery: Delivery, _ operation: LinkedOperation, _ slots: [Value], _ written: Written, at now: Instant,
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
    slots[5] = .map(written.input)
    let writing = delivery.operation == "create" ? linked.create : linked.update
    for rule in writing?.readBack ?? [] {
      let value = rule.when.evaluate(slots: slots)
      let cause: String
      switch value {
      case .bool(true): cause = try reason(Classifier.reason(rule, slots, 200), of: delivery, in: tx)
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
      link.written = written.hash
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
      try audit(.found, of: delivery, at: now, in: &tx)
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
