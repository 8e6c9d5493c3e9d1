import TreatyPlan

/// What an account, or an operation, may be asked for now: calls under way, and calls a second.
struct CallGate: Sendable {
  private let concurrency: Int?
  private var bucket: TokenBucket?
  private(set) var inFlight = 0
  /// Until when the calls that were put off have been given times of their own.
  private var promised: Int64 = 0

  /// What it allows, for people.
  mutating func report(_ name: String, at now: Int64) -> LimitsReport.Account {
    let free = free(at: now).calls
    return LimitsReport.Account(
      name: name, callsOut: inFlight, concurrency: concurrency, ratePerSecond: bucket?.rate,
      free: free == .max ? nil : free)
  }

  init(rate: Double?, concurrency: Int?) {
    self.concurrency = concurrency
    bucket = rate.map { TokenBucket(rate: $0) }
  }

  /// How many calls may leave now, of which the bulk's are the second number: it never has the last free one of several.
  mutating func free(at now: Int64) -> (calls: Int, bulk: Int) {
    let slots = concurrency.map { max(0, $0 - inFlight) } ?? .max
    let calls = max(0, min(slots, bucket?.available(at: now) ?? .max))
    guard let concurrency, concurrency > 1 else { return (calls, calls) }
    return (calls, max(0, min(calls, slots - 1)))
  }

  /// When the next call may leave, where only the rate forbids it; `nil` where a call must come back first.
  func opens(at now: Int64, isBulk: Bool = false) -> Int64? {
    if let concurrency, inFlight >= (isBulk && concurrency > 1 ? concurrency - 1 : concurrency) { return nil }
    return bucket?.next(at: now) ?? now
  }

  /// When a call that may not leave now is looked at again. Each gets a time of its own, so that what waits is not looked at over and over.
  mutating func promise(at now: Int64) -> Int64 {
    let step = bucket.map { Int64((1000 / $0.rate).rounded(.up)) } ?? CallGate.pause
    promised = max(promised, opens(at: now) ?? now + CallGate.pause - step) + step
    return min(promised, now + CallGate.longest)
  }

  mutating func take() {
    inFlight += 1
    bucket?.take()
  }

  mutating func release() { inFlight = max(0, inFlight - 1) }

  /// The same limits, or new ones, with the calls that are under way and were made: a change of plan is no way around a limit.
  func carried(to limits: CallGate) -> CallGate {
    var gate = limits
    gate.inFlight = inFlight
    if let bucket, bucket.rate == limits.bucket?.rate { gate.bucket = bucket }
    return gate
  }

  /// After this many milliseconds a call is looked at again that waits for another to come back.
  private static let pause: Int64 = 100
  /// No call is put off further than this many milliseconds at once.
  private static let longest: Int64 = 60_000
}
