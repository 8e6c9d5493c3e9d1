import CEL
import TreatyPlan
import TreatyStore

/// What is too old to be delivered, or was tried as often as it may be: it ends as a dead letter, which a person can retry.
extension Engine {
  /// Parks what is too old, also where nothing else happens: a person hears of it although its system is left alone, or another in its lane
  /// waits.
  mutating func expire(at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    guard now.milliseconds >= nextExpiry else { return }
    let expired = try tx.expired(by: now, limit: Engine.deliveriesPerTurn)
    for delivery in expired {
      if let target = target(of: delivery), let end = unsureUntil(delivery, target), now < end { continue }
      try giveUpLate(delivery, at: now, &result, in: &tx)
    }
    if expired.count == Engine.deliveriesPerTurn { result.more = true } else { nextExpiry = now.milliseconds + 1_000 }
  }

  /// When the first of what is open becomes too old; `nil` where nothing does.
  func nextDeadline(at now: Instant, in tx: some StoreTransaction) throws(StoreError) -> Instant? {
    try tx.expired(by: Instant(milliseconds: .max), limit: 1).first.map {
      max($0.deadline, now.advanced(milliseconds: 1_000))
    }
  }

  /// Gives up a delivery whose deadline has come.
  func giveUpLate(
    _ delivery: Delivery, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard delivery.attempts > 0, let cause = delivery.cause else {
      let since = Timestamp(millisecondsSinceEpoch: delivery.created.milliseconds).rfc3339
      return try giveUp(
        delivery, .expired, "it waited since \(since), and is older than it may be", at: now, &result, in: &tx)
    }
    let failure = delivery.failure.flatMap(FailureClass.init(rawValue:)) ?? .expired
    // It only waited until its last call could no longer be carried out.
    if failure.mendsByWaiting, policy(of: delivery, failure) != .retry {
      return try giveUp(delivery, failure, cause, at: now, &result, in: &tx)
    }
    try giveUp(
      delivery, failure, "\(cause); the deadline leaves no time for another attempt", at: now, &result, in: &tx)
  }

  /// Gives up a delivery that was tried as often as it may be, and only waited until its last call could no longer be carried out.
  /// - Returns: whether it did.
  func isLastAttemptOver(
    _ delivery: Delivery, _ flow: LinkedFlow, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) -> Bool {
    let policy = plan.plan.retries[flow.planned.retry]
    guard delivery.attempts > 0, let most = policy.attempts else { return false }
    let calls = try calls(of: delivery, policy, in: tx)
    guard calls >= most else { return false }
    let failure = delivery.failure.flatMap(FailureClass.init(rawValue:)) ?? .outage
    try giveUp(
      delivery, failure, "\(delivery.cause ?? "no answer came"); that was attempt \(calls) of \(most)", at: now,
      &result, in: &tx)
    return true
  }
}
