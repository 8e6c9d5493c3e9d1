import TreatyPlan
import TreatyStore

/// What may be asked of one system now: calls under way, calls a second, what its answers say is left, and whether it is to be left alone.
struct SystemGate: Sendable {
  private let limits: CallLimits
  private var bucket: TokenBucket?
  private(set) var breaker: Breaker
  private(set) var inFlight = 0
  /// Calls under way of flows whose priority is bulk.
  private var bulk = 0
  /// Until when the system asked for patience.
  private var patientUntil: Int64 = 0
  /// How long it was asked for last without being told, in milliseconds; 0 when it has answered well since.
  private var lastPatience: Int64 = 0
  /// How many calls it allows before a time, as its answers say.
  private var left: (count: Int, until: Int64)?

  /// The longest pause after a system asks for patience and does not say how long, in milliseconds.
  private static let mostPatience: Int64 = 60_000
  /// A system that asks to be left alone for longer is asked again after so many milliseconds.
  private static let mostAsked: Int64 = 86_400_000

  init(_ limits: CallLimits, breaker: BreakerPolicy = .standard) {
    self.limits = limits
    bucket = limits.ratePerSecond.map { TokenBucket(rate: $0) }
    self.breaker = Breaker(breaker)
  }

  /// How many calls may leave now, of which the bulk's are the second number: it never has the last free one of several.
  mutating func free(at now: Int64) -> (calls: Int, bulk: Int) {
    guard now >= patientUntil else { return (0, 0) }
    let (share, isTrial) = breaker.allowance(at: now)
    guard share > 0 else { return (0, 0) }
    let concurrency = isTrial ? 1 : max(1, Int(Double(limits.concurrency) * share))
    var calls = max(0, concurrency - inFlight)
    if let available = bucket?.available(at: now, share: share) { calls = min(calls, max(0, available)) }
    if let left {
      if now >= left.until { self.left = nil } else { calls = min(calls, left.count) }
    }
    return (calls, min(calls, max(0, limits.concurrency > 1 ? limits.concurrency - 1 - bulk : calls)))
  }

  /// How it stands, for people.
  mutating func report(_ name: String, account: String?, at now: Int64) -> LimitsReport.System {
    let free = free(at: now)
    var copy = breaker
    return LimitsReport.System(
      name: name, callsOut: inFlight, concurrency: limits.concurrency, ratePerSecond: limits.ratePerSecond,
      free: free.calls, bulkFree: free.bulk, breaker: breaker.phase, failures: breaker.failures,
      openSince: breaker.openSince.map { Instant(milliseconds: $0) },
      triedAt: breaker.closedUntil.map { Instant(milliseconds: $0) }, share: copy.allowance(at: now).share,
      throttledUntil: patientUntil > now ? Instant(milliseconds: patientUntil) : nil, left: left?.count,
      account: account)
  }

  /// When the next call may leave, where time alone forbids it now; `nil` where a call must come back first.
  mutating func opens(at now: Int64, isBulk: Bool) -> Int64? {
    if isBulk, limits.concurrency > 1, bulk >= limits.concurrency - 1 { return nil }
    var opens = max(now, patientUntil, breaker.closedUntil ?? now)
    let (share, isTrial) = breaker.allowance(at: opens)
    guard share > 0, inFlight < (isTrial ? 1 : limits.concurrency) else { return nil }
    if let next = bucket?.next(at: opens, share: share) { opens = max(opens, next) }
    if let left, left.count == 0 { opens = max(opens, left.until) }
    // In slow start more is allowed as time goes by.
    if !isTrial, inFlight >= max(1, Int(Double(limits.concurrency) * share)) {
      opens = max(opens, now + Breaker.doubling)
    }
    return opens
  }

  mutating func take(at now: Int64, isBulk: Bool) {
    inFlight += 1
    if isBulk { bulk += 1 }
    bucket?.take()
    breaker.take(at: now)
    left?.count -= 1
  }

  mutating func release(isBulk: Bool) {
    inFlight = max(0, inFlight - 1)
    if isBulk { bulk = max(0, bulk - 1) }
  }

  /// What an answer says of the calls that are left.
  mutating func note(left count: Int, until: Int64, at now: Int64) {
    left = (max(0, count - inFlight), min(until, now + SystemGate.mostAsked))
  }

  /// The system asks for patience, for so many milliseconds where it says.
  /// - Returns: until when it is left alone.
  mutating func noteThrottled(for wait: Int64?, at now: Int64) -> Int64 {
    if let wait {
      bePatient(for: wait, at: now)
    } else if now >= patientUntil {
      // Calls that were out together are told the same: that is one request for patience, not several.
      lastPatience = min(max(1_000, lastPatience * 2), SystemGate.mostPatience)
      patientUntil = now + lastPatience
    }
    _ = breaker.noteAnswer(at: now)
    return patientUntil
  }

  /// Leaves it alone for so many milliseconds.
  mutating func bePatient(for wait: Int64, at now: Int64) {
    patientUntil = max(patientUntil, now + min(wait, SystemGate.mostAsked))
  }

  /// The system answered, and did not ask for patience.
  /// - Returns: whether that ends an outage.
  mutating func noteAnswer(at now: Int64) -> Bool {
    lastPatience = 0
    return breaker.noteAnswer(at: now)
  }

  /// A call came to nothing because the system is down or out of reach.
  /// - Returns: until when it is left alone from now on; `nil` when nothing changes.
  mutating func noteFailure(at now: Int64) -> Int64? { breaker.noteFailure(at: now) }

  /// A call came back that nothing can be told from.
  mutating func noteNothing(at now: Int64) { breaker.noteNothing(at: now) }

  /// The same system under other limits: what is under way and what it asked for stay.
  func carried(to gate: SystemGate) -> SystemGate {
    var carried = gate
    (carried.inFlight, carried.bulk) = (inFlight, bulk)
    (carried.patientUntil, carried.lastPatience, carried.left) = (patientUntil, lastPatience, left)
    if limits == gate.limits { (carried.bucket, carried.breaker) = (bucket, breaker) }
    return carried
  }
}
