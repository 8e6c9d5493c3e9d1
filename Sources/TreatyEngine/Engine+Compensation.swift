import TreatyAudit
import TreatyPlan
public import TreatyStore

/// An item that is given up as a whole: what was not begun for it is not begun, and what was done for it elsewhere is undone.
///
/// What undoes a delivery is a delivery too, behind it in its lane: kept in the transaction that gives the item up, tried again, audited and
/// shown like any other. So it is done once, in its place, whatever ends the process in between.
extension Engine {
  /// The outcome of what was given up together with an item.
  public static let compensated = "compensated"

  func compensate(
    _ delivery: Delivery, _ failure: FailureClass, _ cause: String, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let others = try tx.deliveries(of: delivery.message).filter { $0.item == delivery.item && $0.id != delivery.id }
    let undone = Set(others.compactMap(\.stepUndone))
    // What undoes comes first: a message without anything open would end.
    for other in others where other.mayHaveDone && !undone.contains(other.step) {
      guard let undo = flow(of: other)?.undos[other.step], undo.target == other.lane.target else { continue }
      _ = try tx.insert(undoing(other, at: now))
    }
    let words = "\(delivery.lane.target) was given up: \(cause)"
    for other in others where other.isNotBegun {
      try leaveOut(other, failure, words, as: .dropped, Engine.compensated, at: now, &result, in: &tx)
    }
    try leaveOut(delivery, failure, cause, as: .dropped, Engine.compensated, at: now, &result, in: &tx)
  }

  /// The delivery that undoes another.
  private func undoing(_ other: Delivery, at now: Instant) -> Delivery {
    let policy = flow(of: other).map { plan.plan.retries[$0.planned.retry] } ?? .standard
    var undo = Delivery(
      message: other.message, trace: other.trace, item: other.item, step: Delivery.step(undoing: other.step),
      lane: other.lane, system: other.system, payload: other.payload, created: now,
      deadline: now.advanced(milliseconds: policy.deadlineMilliseconds))
    undo.sender = other.sender
    return undo
  }

  /// Whether there is nothing to undo: what is to be undone, which went before it in its lane, did nothing.
  func isNeedless(_ undo: Delivery, in tx: some StoreTransaction) throws(StoreError) -> Bool {
    guard let step = undo.stepUndone else { return false }
    let undone = try tx.deliveries(of: undo.message).first { $0.item == undo.item && $0.step == step }
    guard let undone, undone.state == .done, let outcome = undone.outcome else { return true }
    return !["created", "updated", "found"].contains(outcome)
  }
}

extension Delivery {
  /// The step that it undoes; `nil` for one that undoes nothing.
  public var stepUndone: Int? { step < 0 ? -1 - step : nil }

  /// The step of what undoes a step.
  static func step(undoing step: Int) -> Int { -1 - step }

  /// Whether no call was ever made for it, and none is about to be.
  fileprivate var isNotBegun: Bool {
    stepUndone == nil && (state == .queued || state == .ready) && attempts == 0 && sent == nil
  }

  /// Whether it has done something, or may yet.
  fileprivate var mayHaveDone: Bool {
    guard stepUndone == nil, !isNotBegun else { return false }
    switch state {
    case .done: return outcome != "unchanged" && outcome != "skipped"
    case .queued, .ready, .inFlight, .asking: return true
    case .dead, .dropped: return false
    }
  }
}
