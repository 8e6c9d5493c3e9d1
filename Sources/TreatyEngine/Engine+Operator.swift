import CEL
import TreatyAudit
import TreatyPlan
import TreatyStore

extension Engine {
  /// Does what an operator wants with a delivery that waits for a person.
  func perform(
    _ act: OperatorAct, by origin: ActOrigin, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) -> ActResult {
    let id = act.delivery
    guard let before = try tx.delivery(id) else { return .unknown }
    let outcome = try carryOut(act, on: before, at: now, &result, in: &tx)
    if case .done = outcome {
      var record = record(act.auditAct, of: before)
      (record.by, record.reason, record.words) = (origin.name, origin.reason, origin.words)
      if case .found(_, let id) = act { record.record = id }
      if case .edit(_, let payload) = act { record.fields = edits(from: before, to: payload) }
      try keep(record, at: now, in: &tx)
      result.notices.append(.acted(verb: act.verb, trace: before.trace, delivery: id.number, by: origin))
    }
    return outcome
  }

  private func carryOut(
    _ act: OperatorAct, on before: Delivery, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) -> ActResult {
    var delivery = before
    let id = delivery.id
    guard delivery.state == .dead || delivery.state == .asking else {
      return .refused(
        "delivery \(id.number) is \(delivery.state.rawValue); only dead letters and what asks for a person can be acted on"
      )
    }
    guard !delivery.isForgotten || act == .drop(id) else {
      return .refused("what delivery \(id.number) holds is not kept any longer; it can only be dropped")
    }
    switch act {
    case .edit(_, let payload):
      if let refusal = objection(to: payload, of: delivery) ?? starred(payload, delivery) { return .refused(refusal) }
      try tx.replace(payloadOf: id, with: payload)
      delivery.payload = payload
      try retry(&delivery, at: now, in: &tx)
      return .done("will be tried again with what it holds now")
    case .drop:
      delivery.state = .dropped
      try end(delivery, at: now, in: &tx)
      result.steps.append(traced(delivery, .dropped, at: now))
      return .done("dropped")
    case .found(_, let recordID):
      guard !recordID.isEmpty else { return .refused("an empty text is no id of a record") }
      guard delivery.lane.target != Engine.unmapped else {
        return .refused("delivery \(id.number) never came as far as a record; it can be retried or dropped")
      }
      try tx.save(Link(lane: delivery.lane, recordID: recordID, written: nil, created: now, updated: now))
      delivery.outcome = "found"
      try retry(&delivery, at: now, in: &tx)
      return .done("linked to record \(recordID); it will be brought up to date")
    case .retry:
      guard delivery.lane.target == Engine.unmapped else {
        try retry(&delivery, at: now, in: &tx)
        return .done("will be tried again")
      }
      guard let message = try tx.message(delivery.message) else { return .refused("its message is no longer kept") }
      delivery.state = .dropped
      delivery.outcome = "retried"
      delivery.ended = now
      try tx.update(delivery)
      try workOut(anew: delivery, of: message, at: now, &result, in: &tx)
      return .done("worked out anew")
    }
  }

  private func retry(_ delivery: inout Delivery, at now: Instant, in tx: inout some StoreTransaction) throws(StoreError)
  {
    let policy = flow(of: delivery).map { plan.plan.retries[$0.planned.retry] } ?? .standard
    let wasDead = delivery.state == .dead
    delivery.state = .ready
    delivery.phase = .write
    delivery.due = now
    delivery.deadline = now.advanced(milliseconds: policy.deadlineMilliseconds)
    delivery.ended = nil
    // It may have been retried before, by whoever had the store until it was restored.
    if wasDead, let doubted = try doubted(delivery, asks: false, in: tx, at: now) { delivery = doubted }
    try tx.update(delivery)
    if var message = try tx.message(delivery.message), message.state == .done || message.state == .ended {
      message.state = .running
      message.ended = nil
      message.purgeAt = nil
      try tx.update(message)
    }
  }
}

extension Engine {
  /// Why something cannot take the place of what a delivery holds; `nil` where it can.
  private func objection(to payload: [UInt8], of delivery: Delivery) -> String? {
    guard delivery.lane.target != Engine.unmapped, let flow = flow(of: delivery) else {
      return
        "delivery \(delivery.id.number) never came as far as an item: mend the plan and apply it, then retry"
    }
    let value: Value
    do throws(JSONFailure) { value = try Value(json: payload) } catch { return "that is no JSON: \(error.description)" }
    guard case .failure(let refusal) = flow.kept.admit(value) else { return nil }
    let words = refusal.violations.map { "\($0.pointer.isEmpty ? "it" : "`\($0.pointer)`") \($0.message)" }.joined(
      separator: "; ")
    return "that is not what the flow `\(delivery.lane.flow)` delivers: \(words)"
  }

  /// Why a payload holds stars where something stood that is not to be seen: saved as it was shown, it would be lost.
  private func starred(_ payload: [UInt8], _ delivery: Delivery) -> String? {
    // Both were read before.
    guard let after = (try? Value(json: payload))?.asMap, let before = (try? Value(json: delivery.payload))?.asMap,
      let name = starred(before, after)
    else { return nil }
    return
      "`\(name)` is `***`, which stands for what is not to be seen: write what it is to be, or mend the cause and retry it as it is"
  }

  private func starred(_ before: MapValue, _ after: MapValue) -> String? {
    for entry in after.entries {
      guard case .text(let name) = entry.key else { continue }
      let was = before[entry.key]
      if let inner = entry.value.asMap, let found = was?.asMap.flatMap({ starred($0, inner) }) {
        return "\(name.string).\(found)"
      }
      if entry.value.asString == "***", was?.asString != "***" { return name.string }
    }
    return nil
  }

  /// What an operator has changed of what a delivery holds.
  private func edits(from delivery: Delivery, to payload: [UInt8]) -> [AuditField] {
    // Both were read before.
    guard let after = (try? Value(json: payload))?.asMap else { return [] }
    let before = (try? Value(json: delivery.payload))?.asMap
    let hidden = plan.hiding.texts(in: delivery.lane.flow, body: nil, payload: delivery.payload)
    let alsoHidden = plan.hiding.texts(in: delivery.lane.flow, body: nil, payload: payload)
    func isHidden(_ bytes: [UInt8]) -> Bool { hidden.isIn(bytes) || alsoHidden.isIn(bytes) }
    var removed: [(Text, Value)] = []
    if let before {
      for entry in before.entries {
        guard case .text(let name) = entry.key, after[entry.key] == nil else { continue }
        removed.append((name, .null))
      }
    }
    func changes(to after: MapValue) -> [AuditField] {
      plan.auditFields.changes(
        from: before, to: after, isHidden: { _, value in isHidden(value.json()) },
        isNameHidden: { path in path.last.map { isHidden($0.utf8) } ?? false })
    }
    return changes(to: after) + changes(to: MapValue(fields: removed))
  }
}

extension OperatorAct {
  /// The act as the audit trail has it.
  fileprivate var auditAct: AuditRecord.Act {
    switch self {
    case .retry: .retried
    case .drop: .dropped
    case .found: .settled
    case .edit: .edited
    }
  }
}

extension ActOrigin {
  /// What the audit trail says of it besides the name and the reason.
  var words: [String: String] {
    var words = ["entry": entry.rawValue]
    if let remark { words["remark"] = remark }
    return words
  }
}
