import Logging
import TreatyEngine

extension Logger {
  /// Writes a line for what the engine says happened: what goes well at `debug`, what waits at `info`, what waits for a person at
  /// `warning`. Never a payload.
  func note(_ notice: Notice) {
    switch notice {
    case .delivered(let flow, let system, let trace, let outcome, let milliseconds):
      debug(
        "delivered",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "outcome": "\(outcome)",
          "ms": "\(milliseconds)",
        ])
    case .retrying(let flow, let system, let trace, let failure, let cause, let pause):
      info(
        "trying again later",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "class": "\(failure)", "cause": "\(cause)",
          "in-ms": "\(pause)",
        ])
    case .dead(let flow, let system, let trace, let delivery, let failure, let cause):
      warning(
        "dead letter",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "delivery": "\(delivery)",
          "class": "\(failure)", "cause": "\(cause)",
        ])
    case .asking(let flow, let system, let trace, let delivery, let cause):
      warning(
        "a person must decide",
        metadata: [
          "flow": "\(flow)", "system": "\(system)", "trace": "\(trace)", "delivery": "\(delivery)", "cause": "\(cause)",
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
        "a system does not answer and is left alone", metadata: ["system": "\(system)", "tried-in-ms": "\(pause)"])
    case .systemUp(let system): self.info("a system answers again", metadata: ["system": "\(system)"])
    case .systemThrottles(let system, let pause):
      info("a system asks for patience", metadata: ["system": "\(system)", "for-ms": "\(pause)"])
    case .workedOut, .answered, .purged: break
    }
  }
}
