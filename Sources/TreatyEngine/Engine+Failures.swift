import CEL
import TreatyAudit
import TreatyPlan
import TreatyStore

/// What becomes of a delivery that failed, as its flow says of its class.
extension Engine {
  /// What is to be done about a delivery that fails so.
  func policy(of delivery: Delivery, _ failure: FailureClass) -> FailurePolicy {
    // What a search or a reading back failed with says nothing of the write: that stands as it is.
    guard delivery.phase == .write else { return failure.usual }
    return said(of: delivery, failure) ?? failure.usual
  }

  /// What its flow says of a class; `nil` where it says nothing.
  func said(of delivery: Delivery, _ failure: FailureClass) -> FailurePolicy? {
    flow(of: delivery)?.planned.failures?.said(of: failure)
  }

  /// Gives a delivery up: it is a dead letter, which a person can retry or drop, or what its flow says in the place of that.
  func giveUp(
    _ delivery: Delivery, _ failure: FailureClass, _ cause: String, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    switch said(of: delivery, failure) ?? .dead {
    // Nobody hears of what is left out: what was to be undone and could not be is not among it.
    case .skip where delivery.stepUndone == nil:
      try leaveOut(delivery, failure, cause, as: .done, "skipped", at: now, &result, in: &tx)
    case .compensate where delivery.stepUndone == nil:
      try compensate(delivery, failure, cause, at: now, &result, in: &tx)
    case .ask where delivery.state != .queued: try ask(delivery, cause, as: failure, at: now, &result, in: &tx)
    default: try bury(delivery, failure, cause, at: now, &result, in: &tx)
    }
  }

  /// Makes a delivery a dead letter, or parks it where its lane is to wait for a person.
  func bury(
    _ delivery: Delivery, _ failure: FailureClass, _ cause: String, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    // One that is behind another holds nobody up, and neither does what has no lane.
    if flow(of: delivery)?.planned.failures?.lane == .block, delivery.state != .queued,
      delivery.lane.target != Engine.unmapped
    {
      return try ask(delivery, cause, as: failure, at: now, &result, in: &tx)
    }
    let cause = try hidden(cause, of: delivery, in: tx)
    var delivery = delivery
    delivery.state = .dead
    delivery.failure = failure.rawValue
    delivery.cause = cause
    try end(delivery, at: now, in: &tx)
    try audit(.dead, of: delivery, words: ["class": failure.rawValue], at: now, in: &tx)
    result.steps.append(traced(delivery, .dead(failure: failure.rawValue), at: now))
    result.notices.append(
      .dead(
        flow: delivery.lane.flow, system: delivery.system, trace: delivery.trace, delivery: delivery.id.number,
        failure: failure.rawValue,
        cause: cause))
  }

  /// Parks a delivery for a person; its lane waits.
  func ask(
    _ delivery: Delivery, _ cause: String, as failure: FailureClass = .unsure, at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let cause = try hidden(cause, of: delivery, in: tx)
    var delivery = delivery
    delivery.state = .asking
    delivery.failure = failure.rawValue
    delivery.cause = cause
    try tx.update(delivery)
    try audit(.asked, of: delivery, words: ["class": failure.rawValue], at: now, in: &tx)
    result.notices.append(
      .asking(
        flow: delivery.lane.flow, system: delivery.system, trace: delivery.trace, delivery: delivery.id.number,
        failure: failure.rawValue, cause: cause))
  }

  /// Ends a delivery that its flow does not insist on; why stays with it.
  func leaveOut(
    _ delivery: Delivery, _ failure: FailureClass, _ cause: String, as state: Delivery.State, _ outcome: String,
    at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let cause = try hidden(cause, of: delivery, in: tx)
    var delivery = delivery
    delivery.state = state
    delivery.outcome = outcome
    delivery.failure = failure.rawValue
    delivery.cause = cause
    try end(delivery, at: now, in: &tx)
    try audit(.leftOut, of: delivery, words: ["class": failure.rawValue, "as": outcome], at: now, in: &tx)
    result.steps.append(traced(delivery, .delivered(outcome: outcome), at: now))
    result.notices.append(
      .leftOut(
        flow: delivery.lane.flow, system: delivery.system, trace: delivery.trace, delivery: delivery.id.number,
        failure: failure.rawValue, cause: cause, outcome: outcome))
  }
}
