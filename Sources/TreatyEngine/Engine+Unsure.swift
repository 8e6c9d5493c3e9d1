import CEL
import TreatyPlan
import TreatyStore

extension Engine {
  /// A write of which nobody knows whether it was carried out.
  func unsure(
    _ delivery: Delivery, _ flow: LinkedFlow, _ system: LinkedSystem, _ record: LinkedRecord, _ reason: String,
    at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    // Finding a record by its mark says that it was made; whether it was changed, it cannot say.
    guard flow.planned.settlesUnsure, delivery.operation != "update", let operation = record.create,
      case .mark = operation.planned.safety, record.find != nil
    else {
      return try ask(delivery, unsureWords(delivery, system, reason), at: now, &result, in: &tx)
    }
    var delivery = delivery
    delivery.phase = .settle
    delivery.state = .ready
    // The request may be carried out as long as the system works on it, and be found only after the search has caught up.
    let settled = end(
      of: delivery.sent ?? now,
      lasting: operation.planned.timeoutMilliseconds + system.planned.searchDelayMilliseconds)
    delivery.due = max(now, settled)
    try tx.update(delivery)
    result.notices.append(
      .retrying(
        flow: delivery.lane.flow, system: delivery.system, trace: delivery.trace, failure: FailureClass.unsure.rawValue,
        cause: reason,
        inMilliseconds: delivery.due.milliseconds - now.milliseconds))
  }

  /// What a person needs to find out whether it was done.
  func unsureWords(_ delivery: Delivery, _ system: LinkedSystem, _ reason: String) -> String {
    let when = Timestamp(millisecondsSinceEpoch: (delivery.sent ?? delivery.created).milliseconds).rfc3339
    return
      "\(reason). Look in `\(system.name)` for a `\(delivery.lane.target.split(separator: ".").last ?? "")` made or changed about \(when) for the key `\(delivery.lane.identity)`, mark `\(mark(of: delivery.lane))`"
  }
}
