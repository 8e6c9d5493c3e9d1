import CEL
import TreatyPlan
import TreatyStore

/// What follows a failure: when a delivery is tried again, and when no more.
extension Engine {
  /// Decides what follows a failure: again later, look it up, ask, or give up.
  /// - Parameter end: When the call has surely ended that this is about, where it may still be carried out: until then its lane waits,
  ///   or what it writes could undo what the next one in the lane does.
  mutating func settle(
    _ delivery: Delivery, verdict: Verdict, callEnds end: Instant? = nil, at now: Instant, _ result: inout StepResult,
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
    // An answer that leaves no doubt is the end of its call.
    if end == nil, delivery.phase == .write { delivery.sent = nil }
    let policy = plan.plan.retries[flow.planned.retry]
    // Just after a write a record may not be readable yet.
    let written = delivery.sent ?? delivery.created
    let isTooEarly =
      delivery.phase == .confirm && failure == .gone
      && now.milliseconds - written.milliseconds < system.planned.searchDelayMilliseconds + 60_000
    guard self.policy(of: delivery, failure) == .retry || isTooEarly else {
      if let end, end > now, failure.mendsByWaiting {
        delivery.deadline = min(delivery.deadline, end)
        return try hold(delivery, until: end, in: &tx)
      }
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
      if let end, end > now { return try hold(delivery, until: end, in: &tx) }
      return try giveUp(
        delivery, failure, "\(reason); that was attempt \(calls) of \(most)", at: now, &result, in: &tx)
    }
    let last = policy.jitter == .decorrelated ? try lastPause(of: delivery, in: tx) : nil
    let pause = max(policy.pause(after: calls, last: last, using: &random), retryAfter ?? 0)
    let due = now.advanced(milliseconds: pause)
    guard due < delivery.deadline else {
      if delivery.phase == .settle {
        return try ask(
          delivery, unsureWords(delivery, system, "its mark could not be searched for before the deadline: \(reason)"),
          at: now, &result, in: &tx)
      }
      if let end, end > now { return try hold(delivery, until: max(end, delivery.deadline), in: &tx) }
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

  /// Keeps a delivery in its lane until its last call can no longer be carried out; then it is given up.
  private func hold(_ delivery: Delivery, until end: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    var delivery = delivery
    delivery.state = .ready
    delivery.due = end
    try tx.update(delivery)
  }

  /// How long it was waited before the last call, in milliseconds; `nil` before the second.
  private func lastPause(of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> Int64? {
    let attempts = try tx.attempts(of: delivery.id).suffix(2)
    guard attempts.count == 2, let before = attempts.first, let last = attempts.last else { return nil }
    return max(0, last.sent.milliseconds - (before.ended ?? before.sent).milliseconds)
  }

  /// How many calls of the delivery's phase were made since it was last begun from the start: what its pauses and the most attempts
  /// of its policy count, so that searching for a record uses up none of the attempts to make it.
  func calls(of delivery: Delivery, _ policy: RetryPolicy, in tx: some StoreTransaction)
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
