import Logging
import TreatyEngine

extension Logger {
  /// Writes a line for what the engine says happened: what goes well at `debug`, what waits at `info`, what waits for a person at
  /// `warning`. Each has an `event` that stays the same. Never a payload but for what a flow says is to be logged.
  func note(_ notice: Notice) {
    switch notice {
    case .delivered(let flow, let system, let trace, let outcome, let milliseconds):
      debug(
        "delivered",
        metadata: [
          "event": "treaty.delivery.done", "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)",
          "outcome": "\(outcome)", "ms": "\(milliseconds)",
        ])
    case .workedOut(let flow, let trace, let deliveries, let milliseconds):
      debug(
        "worked out",
        metadata: [
          "event": "treaty.message.worked-out", "flow": "\(flow)", "trace": "\(trace)", "deliveries": "\(deliveries)",
          "ms": "\(milliseconds)",
        ])
    case .logged(let flow, let trace, let fields): log(fields, of: flow, trace)
    case .retrying(let flow, let system, let trace, let failure, let cause, let pause):
      info(
        "trying again later",
        metadata: [
          "event": "treaty.delivery.retry", "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)",
          "class": "\(failure)", "cause": "\(cause)", "in-ms": "\(pause)",
        ])
    case .dead(let flow, let system, let trace, let delivery, let failure, let cause):
      warning(
        "dead letter",
        metadata: [
          "event": "treaty.delivery.dead", "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)",
          "delivery": "\(delivery)", "class": "\(failure)", "cause": "\(cause)",
        ])
    case .asking(let flow, let system, let trace, let delivery, let failure, let cause):
      warning(
        "a person must decide",
        metadata: [
          "event": "treaty.delivery.ask", "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)",
          "delivery": "\(delivery)", "class": "\(failure)", "cause": "\(cause)",
        ])
    case .leftOut(let flow, let system, let trace, let delivery, let failure, let cause, let outcome):
      info(
        "left out",
        metadata: [
          "event": "treaty.delivery.left-out", "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)",
          "delivery": "\(delivery)", "class": "\(failure)", "cause": "\(cause)", "outcome": "\(outcome)",
        ])
    case .acted(let verb, let trace, let delivery, let origin):
      info(
        "an operator has acted",
        metadata: [
          "act": "\(verb)", "trace": "\(trace)", "delivery": "\(delivery)", "operator": "\(origin.name)",
          "entry": "\(origin.entry.rawValue)",
        ])
    case .systemDown(let system, let pause):
      warning(
        "a system does not answer and is left alone",
        metadata: ["event": "treaty.system.down", "system": "\(system)", "tried-in-ms": "\(pause)"])
    case .systemUp(let system):
      self.info("a system answers again", metadata: ["event": "treaty.system.up", "system": "\(system)"])
    case .systemThrottles(let system, let pause):
      info(
        "a system asks for patience",
        metadata: ["event": "treaty.system.throttled", "system": "\(system)", "for-ms": "\(pause)"])
    case .answered, .sent, .purged: break
    }
  }

  /// Writes a line for a call that has come back, at `debug`: with its span, which the system got in `traceparent`.
  func note(_ call: OutgoingCall, _ answer: Answer, system: String) {
    let outcome: String =
      switch answer {
      case .reply(let status, _, _): "\(status)"
      case .noReply(let reach, _): reach.rawValue
      }
    debug(
      "called",
      metadata: [
        "event": "treaty.call", "flow": "\(call.flow)", "system": "\(system)", "trace": "\(call.trace)",
        "span": "\(call.span)", "operation": "\(call.operation)", "attempt": "\(call.id.attempt)",
        "outcome": "\(outcome)",
      ])
  }

  /// What a flow has written to the log of an item. Its names stand behind `item.`, so that none of ours is taken.
  private func log(_ fields: [LogField], of flow: String, _ trace: String) {
    var metadata: Logger.Metadata = ["event": "treaty.item", "flow": "\(flow)", "trace": "\(trace)"]
    for field in fields { metadata["item.\(field.name)"] = "\(field.value)" }
    info("item", metadata: metadata)
  }
}
