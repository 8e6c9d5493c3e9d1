import TreatyPlan

/// One thing that goes wrong in a run. Calls and commits are counted from 0 over the whole run.
package enum SimulatedFault: Hashable, Sendable {
  /// Where in a turn a process ends.
  package enum Point: String, Hashable, Sendable, CaseIterable {
    /// Before its commit: nothing of the turn is there.
    case beforeCommit = "before its commit"
    /// Behind its commit: nobody hears of it, and none of its calls leaves.
    case afterCommit = "after its commit, before its calls"
    /// When half of its calls have left; senders have heard.
    case amidCalls = "after half of its calls"
    /// When its calls have left, and before any of them is answered.
    case afterCalls = "after its calls"
  }

  /// The process ends, and a new one begins some seconds later.
  case crash(commit: Int, Point)
  /// A process, counted from 1, ends as soon as it has taken over.
  case crashAtStart(process: Int)
  /// A second host takes the store over while the first one goes on.
  case rival(at: Int64)
  /// There is no room for the turn; nothing of it is written.
  case full(commit: Int)
  /// A call never leaves.
  case refused(call: Int)
  /// A call is carried out, or not, and its answer is lost: after a moment, or when the wait for it ends.
  case lost(call: Int, isDone: Bool, isSilent: Bool)
  /// A call is answered by a status; carried out all the same, or not.
  case status(call: Int, Int, isDone: Bool, retryAfter: String?)
  /// A call is carried out, and the answer cannot be read.
  case garbled(call: Int)
  /// The answer to a call for several records has so many results less than it should.
  case short(call: Int, by: Int)
  /// In the answer to a call for several records the one at a place is refused for now, and was not written.
  case partial(call: Int, place: Int)
  /// A call takes nearly as long as it may.
  case slow(call: Int)
  /// A system can't be reached for a while.
  case outage(system: Int, from: Int64, until: Int64)
  /// A system asks all callers to come again later.
  case throttle(system: Int, from: Int64, until: Int64)
  /// The host's clock is set, forwards or back.
  case clock(at: Int64, by: Int64)

  /// Some faults, from none to many: a run with few shows what one does, one with many what they do to each other.
  /// - Parameter systems: Positions of the systems that are called.
  static func drawn(span: Int64, at systems: [Int], using random: inout SplitMix64) -> [SimulatedFault] {
    let most = [0, 1, 2, 4, 8, 16].randomElement(using: &random) ?? 1
    return (0..<Int.random(in: 0...most, using: &random)).map { _ in one(span: span, at: systems, using: &random) }
  }

  private static func one(span: Int64, at systems: [Int], using random: inout SplitMix64) -> SimulatedFault {
    // The first calls and commits most, since there may be no later ones.
    let count = Int.random(in: 0...([2, 6, 20, 60].randomElement(using: &random) ?? 6), using: &random)
    let system = systems.randomElement(using: &random) ?? 0
    let from = Int64.random(in: 0...span, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3: return .crash(commit: count, Point.allCases.randomElement(using: &random) ?? .afterCommit)
    case 4: return .full(commit: count)
    case 5: return .refused(call: count)
    case 6...9: return .lost(call: count, isDone: .random(using: &random), isSilent: .random(using: &random))
    case 10, 11:
      // Redirects are not followed; what is refused for good comes to a person.
      let status = [500, 502, 503, 504, 429, 409, 408, 302, 308, 422].randomElement(using: &random) ?? 503
      let after = status == 429 || status == 503 ? ["1", "30", nil].randomElement(using: &random) ?? nil : nil
      // By RFC 9110 the others say that the request was not carried out.
      let isDone = [500, 502, 504].contains(status) && .random(using: &random)
      return .status(call: count, status, isDone: isDone, retryAfter: after)
    case 12: return .garbled(call: count)
    case 13: return .slow(call: count)
    case 14:
      let until = from + Int64.random(in: 1_000...3_600_000, using: &random)
      return .random(using: &random)
        ? .outage(system: system, from: from, until: until) : .throttle(system: system, from: from, until: until)
    case 15: return .crashAtStart(process: 1 + count % 4)
    case 16: return .rival(at: from)
    case 17: return .short(call: count, by: Int.random(in: 1...2, using: &random))
    case 18: return .partial(call: count, place: Int.random(in: 0...3, using: &random))
    default: return .clock(at: from, by: Int64.random(in: -600_000...600_000, using: &random))
    }
  }
}

extension SimulatedFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .crash(let commit, let point): "commit \(commit): the process ends \(point.rawValue)"
    case .full(let commit): "commit \(commit): there is no room"
    case .refused(let call): "call \(call): never leaves"
    case .lost(let call, let isDone, let isSilent):
      "call \(call): \(isDone ? "done" : "not done"), \(isSilent ? "no answer until the wait ends" : "the connection breaks")"
    case .status(let call, let status, let isDone, let after):
      "call \(call): \(status)\(isDone ? ", done all the same" : "")\(after.map { ", Retry-After \($0)" } ?? "")"
    case .garbled(let call): "call \(call): done, the answer is no JSON"
    case .slow(let call): "call \(call): slow"
    case .outage(let system, let from, let until): "system \(system): out of reach from \(from) to \(until)"
    case .throttle(let system, let from, let until): "system \(system): answers 429 from \(from) to \(until)"
    case .crashAtStart(let process): "process \(process): ends as soon as it has taken over"
    case .short(let call, let by): "call \(call): the answer has \(by) results less than records"
    case .partial(let call, let place): "call \(call): of several records the one at \(place) is refused for now"
    case .rival(let at): "at \(at): a second host takes over"
    case .clock(let at, let by): "at \(at): the clock is set by \(by) ms"
    }
  }
}

extension SimulatedFault {
  /// The same, so many calls or commits earlier.
  func earlier(by steps: Int) -> SimulatedFault {
    switch self {
    case .crash(let commit, let point): .crash(commit: max(0, commit - steps), point)
    case .full(let commit): .full(commit: max(0, commit - steps))
    case .refused(let call): .refused(call: max(0, call - steps))
    case .lost(let call, let isDone, let isSilent):
      .lost(call: max(0, call - steps), isDone: isDone, isSilent: isSilent)
    case .status(let call, let status, let isDone, let after):
      .status(call: max(0, call - steps), status, isDone: isDone, retryAfter: after)
    case .garbled(let call): .garbled(call: max(0, call - steps))
    case .slow(let call): .slow(call: max(0, call - steps))
    case .short(let call, let by): .short(call: max(0, call - steps), by: by)
    case .partial(let call, let place): .partial(call: max(0, call - steps), place: place)
    case .outage, .throttle, .clock, .crashAtStart, .rival: self
    }
  }
}
