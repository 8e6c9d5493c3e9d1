import CEL
import TreatyPlan
import TreatyStore

/// Writes that were worked out in a turn and can leave together.
struct Batches {
  /// One of them.
  struct Member {
    var delivery: Delivery
    /// Slots of its own request.
    var slots: [Value]
    var written: Engine.Written
  }

  /// Those of one operation.
  struct Group {
    let operation: LinkedOperation
    let batch: LinkedBatch
    let target: Engine.Target
    var members: [Member]
  }

  private(set) var groups: [Group] = []

  /// Adds one, behind those of its operation.
  mutating func add(
    _ delivery: Delivery, _ operation: LinkedOperation, _ batch: LinkedBatch, _ slots: [Value], _ target: Engine.Target,
    writes written: Engine.Written
  ) {
    let member = Member(delivery: delivery, slots: slots, written: written)
    let record = target.step.planned.record
    let known = groups.firstIndex {
      $0.operation.verb == operation.verb && $0.target.step.planned.record == record
        && isBulk($0.target) == isBulk(target)
    }
    if let known {
      groups[known].members.append(member)
    } else {
      groups.append(Group(operation: operation, batch: batch, target: target, members: [member]))
    }
  }

  private func isBulk(_ target: Engine.Target) -> Bool { target.flow.planned.priority == .bulk }
}

/// Several records in one call: what came of it is read record by record, so that each is settled by itself.
extension Engine {
  /// Sends what has gathered, as far as the system allows. What does not go stays ready, and goes with the next.
  /// - Returns: whether all of it went.
  mutating func send(
    _ batches: Batches, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) -> Bool {
    for group in batches.groups {
      var rest = group.members[...]
      while let first = rest.first {
        let chunk = rest.prefix(group.batch.most)
        guard mayCall(group.target, at: now) else { return false }
        if chunk.count == 1 {
          try send(
            first.delivery, group.operation, first.slots, group.target, writes: first.written, at: now, &result, in: &tx
          )
        } else {
          try send(Array(chunk), group, at: now, &result, in: &tx)
        }
        rest = rest.dropFirst(chunk.count)
      }
    }
    return true
  }

  private mutating func send(
    _ members: [Batches.Member], _ group: Batches.Group, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let key = key(of: group.operation, group.target)
    if let later = gates.postponement(of: key, at: now) {
      for member in members { try postpone(member.delivery, to: later, in: &tx) }
      return
    }
    let list = members.map { member in
      let id: Value = member.slots[1].pieceText.map { .text($0) } ?? .string("")
      return Value.map(MapValue(fields: [("id", id), ("input", member.slots[2]), ("mark", member.slots[3])]))
    }
    let request: BuiltRequest
    switch RequestBuilder.build(group.batch.request, slots: [group.target.system.value, .list(list)]) {
    case .success(let built): request = built
    case .failure(let failure):
      for member in members {
        try giveUp(
          member.delivery, .ours, "the request for several \(group.operation.verb)s cannot be made: \(failure.message)",
          at: now, &result, in: &tx)
      }
      return
    }
    let span = spanID()
    var ids: [CallID] = []
    for member in members {
      ids.append(
        try noteSent(member.delivery, group.operation, span, writes: member.written, at: now, &result, in: &tx))
    }
    guard let first = members.first, let id = ids.first else { return }
    underWay[id] = ids
    gates.take(key, at: now, isBulk: isBulk(first.delivery.lane.flow))
    let call = OutgoingCall(
      id: id, system: Position(group.target.index), operation: group.operation.verb,
      method: group.batch.request.method,
      target: request.target, headers: request.headers + traceHeader(first.delivery, group.target),
      body: request.body,
      timeoutMilliseconds: group.operation.planned.timeoutMilliseconds, trace: first.delivery.trace, span: span,
      flow: first.delivery.lane.flow, sender: first.delivery.sender, parent: SpanNumber.of(first.delivery),
      others: members.dropFirst().map { ($0.delivery.trace, SpanNumber.of($0.delivery)) })
    // With each is kept what was sent for it: the others' items are not its own.
    for member in members {
      var part = call
      part.body = member.slots[2].json()
      sent[member.delivery.id] = sent[member.delivery.id]?.sending(part)
    }
    result.calls.append(call)
  }

  /// Takes what became of a call for several deliveries.
  mutating func take(
    _ answer: Answer, ofBatch calls: [CallID], at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var isFirst = true
    var whole: (verdict: Verdict, results: [Value]?)?
    for (index, call) in calls.enumerated() {
      guard let delivery = try out(call, in: tx) else { continue }
      defer { forget(call) }
      if isFirst {
        isFirst = false
        release(delivery)
      }
      guard let target = target(of: delivery), let operation = operation(of: delivery), let batch = operation.batch
      else {
        try ask(delivery, "this plan no longer has what was called", at: now, &result, in: &tx)
        continue
      }
      if whole == nil {
        whole = judge(answer, of: operation, batch, target, of: calls.count, at: now)
        note(answer, whole?.verdict, of: target, at: now, &result)
      }
      guard let whole else { continue }
      let written = try written(delivery, target, at: now, in: tx)
      let (verdict, id) = Classifier.judge(
        whole.results.flatMap { $0.indices.contains(index) ? $0[index] : nil }, of: operation, batch, whole.verdict,
        id: delivery.recordID.map { .string($0) } ?? .null, input: .map(written.input))
      try conclude(
        delivery, call, operation, target, answer: answer, verdict: try hidden(verdict, of: delivery, in: tx),
        givenID: id, written: written, at: now,
        &result, in: &tx)
    }
  }

  /// What the answer as a whole is, and its results where it is a good one.
  private func judge(
    _ answer: Answer, of operation: LinkedOperation, _ batch: LinkedBatch, _ target: Target, of count: Int,
    at now: Instant
  ) -> (verdict: Verdict, results: [Value]?) {
    let verdict = Classifier.judge(
      answer, of: operation, in: target.system, id: .null, input: .null, now: now.milliseconds)
    guard case .good(let slots) = verdict else { return (verdict, nil) }
    guard let results = batch.results.evaluate(slots: slots).asList else {
      return (.bad(.unsure, reason: "the answer holds no list of results", retryAfter: nil), nil)
    }
    // With more than there were records nobody can say whose each is.
    guard results.count <= count else {
      let reason = "the answer has \(results.count) results for \(count) records"
      return (.bad(.unsure, reason: reason, retryAfter: nil), nil)
    }
    return (verdict, results)
  }
}
