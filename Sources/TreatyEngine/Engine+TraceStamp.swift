import CEL
import TreatyPlan
import TreatyStore

/// The trace in what is sent: so that people find their way from a record to what made it.
extension Engine {
  /// The request with the trace id in the field that its connector names, where a record is made and the flow has not written that itself.
  func stamped(_ slots: [Value], _ delivery: Delivery, _ target: Target, isCreate: Bool) -> [Value] {
    guard isCreate, let field = target.record.planned.traceField, case .map(let input) = slots[2],
      slots[2][field] == nil
    else { return slots }
    var slots = slots
    slots[2] = .map(input.merged(with: MapValue(fields: [(Text(field), .string(delivery.trace))])))
    return slots
  }

  /// The header that carries the trace id of a call besides `traceparent`.
  func traceHeader(_ delivery: Delivery, _ target: Target) -> [(String, String)] {
    target.system.planned.traceHeader.map { [($0, delivery.trace)] } ?? []
  }
}
