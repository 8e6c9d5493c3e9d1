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
    switch act {
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
