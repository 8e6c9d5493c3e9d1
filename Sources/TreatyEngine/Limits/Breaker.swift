import TreatyPlan

/// Leaves a system alone that fails, asks after it by one call, and comes back to it slowly.
///
/// **Closed**, it counts failures in a row. **Open**, no call leaves until the pause is over. Then it is **trying**: one call leaves, and no
/// other before that is answered. What answers closes it, and **slow start** begins: a sixteenth of what the system allows at first, and
/// twice as much every few seconds, so that a backlog does not fall upon a system that has just come up.
struct Breaker: Sendable {
  private enum State: Sendable {
    case closed
    case open(until: Int64)
    case trying
  }

  private let policy: BreakerPolicy
  private var state = State.closed
  /// Failures in a row.
  private(set) var failures = 0
  /// How long it was open last, in milliseconds; 0 when the system has answered since.
  private var lastPause: Int64 = 0
  /// When slow start began.
  private var recovered: Int64?
  /// When the outage began that is not over.
  private(set) var openSince: Int64?

  /// By how much the first pause is shorter than the longest, and the first share of slow start smaller than all.
  static let steps: Int64 = 16
  /// In slow start, milliseconds after which twice as much is allowed.
  static let doubling: Int64 = 5_000

  init(_ policy: BreakerPolicy) { self.policy = policy }

  /// Until when no call leaves; `nil` when calls may, or when one is out that will tell.
  var closedUntil: Int64? {
    if case .open(let until) = state { return until }
    return nil
  }

  /// How it stands, for people: `closed`, `open` or `trying`.
  var phase: LimitsReport.Breaker {
    switch state {
    case .closed: .closed
    case .open: .open
    case .trying: .trying
    }
  }

  /// Whether calls are held back.
  var isClosed: Bool { if case .closed = state { true } else { false } }

  /// How much of what the system allows may be used: nothing, one call (`isTrial`), or a share above 0 and up to 1.
  mutating func allowance(at now: Int64) -> (share: Double, isTrial: Bool) {
    switch state {
    case .open(let until) where now < until: return (0, false)
    case .open: return (1, true)
    case .trying: return (0, false)
    case .closed:
      guard let recovered else { return (1, false) }
      let doublings = max(0, now - recovered) / Breaker.doubling
      guard doublings < 4 else {
        self.recovered = nil
        return (1, false)
      }
      return (Double(1 << doublings) / Double(Breaker.steps), false)
    }
  }

  /// A call leaves.
  mutating func take(at now: Int64) {
    if case .open(let until) = state, now >= until { state = .trying }
  }

  /// A call was answered, whatever the answer says: the system works.
  /// - Returns: whether that ends an outage.
  mutating func noteAnswer(at now: Int64) -> Bool {
    failures = 0
    lastPause = 0
    if isClosed { return false }
    state = .closed
    openSince = nil
    recovered = now
    return true
  }

  /// A call came to nothing because the system is down or out of reach.
  /// - Returns: until when the system is left alone from now on; `nil` when nothing changes.
  mutating func noteFailure(at now: Int64) -> Int64? {
    failures += 1
    switch state {
    // One that left before it was opened says nothing new.
    case .open: return nil
    case .closed where failures < policy.failures: return nil
    case .closed, .trying: return open(at: now)
    }
  }

  private mutating func open(at now: Int64) -> Int64 {
    let (doubled, overflow) = lastPause.multipliedReportingOverflow(by: 2)
    lastPause = max(
      1, min(max(overflow ? .max : doubled, policy.pauseMilliseconds / Breaker.steps), policy.pauseMilliseconds))
    let until = now + lastPause
    state = .open(until: until)
    openSince = openSince ?? now
    recovered = nil
    return until
  }

  /// The call that tried was never made: another may.
  mutating func noteNothing(at now: Int64) {
    if case .trying = state { state = .open(until: now) }
  }
}
