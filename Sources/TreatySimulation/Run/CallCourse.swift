import TreatyEngine
import TreatyPlan

/// What becomes of a call, and when: in milliseconds of the run.
struct CallCourse: Sendable {
  /// How its answer comes to be.
  enum End: Sendable {
    /// What the partner says.
    case reply
    /// What the partner says, unreadable.
    case garbled
    /// What the partner says, with so many results less.
    case short(Int)
    /// A status, whatever the partner says.
    case status(Int, retryAfter: String?)
    /// None.
    case none(Answer.Reach)
  }

  /// When it is carried out; `nil` when it is not.
  var work: Int64?
  /// When the host hears what became of it.
  var answer: Int64
  var end: End
  /// The place of a record among several that the partner does not take now.
  var refused: Int?

  /// The course of the `number`th call, which leaves at a time.
  init(of call: OutgoingCall, _ number: Int, _ fault: SimulatedFault?, at time: Int64, _ draw: Draw) {
    let patience = call.timeoutMilliseconds
    let latency = draw.number(.latency, number, in: 1...max(1, min(patience / 4, 2_000)))
    // A system works on a request no longer than the host waits for its answer. A connection can break long before.
    let worked = time + draw.number(.work, number, in: 0...max(1, patience - 1))
    let noticed = time + draw.number(.silence, number, in: 1...max(1, patience - 1))
    (work, answer, end) = (time + latency / 2, time + latency, .reply)
    switch fault {
    case .refused: (work, end) = (nil, .none(.notSent))
    case .slow: (work, answer) = (time + patience - 2, time + patience - 1)
    case .garbled: end = .garbled
    case .short(_, let by): end = .short(by)
    case .partial(_, let place): refused = place
    case .lost(_, let isDone, let isSilent):
      (work, answer, end) = (isDone ? worked : nil, isSilent ? time + patience : noticed, .none(.mayHaveArrived))
    case .status(_, let status, let isDone, let after):
      (work, end) = (isDone ? work : nil, .status(status, retryAfter: after))
    case .throttle:
      (work, end) = (nil, .status(429, retryAfter: number.isMultiple(of: 2) ? "30" : nil))
    case .outage:
      // Of a machine that is off nothing comes back; one without the program says at once that nobody listens.
      let isOff = number.isMultiple(of: 2)
      (work, answer, end) = (nil, isOff ? time + patience : time + latency, .none(isOff ? .mayHaveArrived : .notSent))
    case .crash, .crashAtStart, .rival, .full, .clock, nil: break
    }
  }
}
