import TreatyPlan

extension RetryPolicy {
  /// The pause after a number of calls, in milliseconds: exponential, with jitter as the policy says.
  /// - Parameter last: The pause before the last of these calls, in milliseconds; `nil` after the first.
  func pause(after attempts: Int, last: Int64? = nil, using random: inout SplitMix64) -> Int64 {
    var ceiling = Double(firstMilliseconds)
    for _ in 1..<max(1, min(attempts, 64)) where ceiling < Double(maxMilliseconds) { ceiling *= factor }
    let upper = max(1, min(Int64(ceiling), maxMilliseconds))
    switch jitter {
    case .none: return upper
    case .full: return Int64.random(in: 0...upper, using: &random)
    case .decorrelated:
      let lower = max(1, min(firstMilliseconds, maxMilliseconds))
      let (tripled, overflow) = max(lower, last ?? lower).multipliedReportingOverflow(by: 3)
      return Int64.random(in: lower...max(lower, min(overflow ? .max : tripled, maxMilliseconds)), using: &random)
    }
  }
}

/// What may be asked of one system now: calls under way, and calls a second as a bucket of tokens.
struct SystemGate: Sendable {
  private let limits: CallLimits
  private(set) var inFlight = 0
  private var tokens: Double
  private var filled: Int64?

  init(_ limits: CallLimits) {
    self.limits = limits
    tokens = max(1, limits.ratePerSecond ?? 1)
  }

  /// How many calls may leave now.
  mutating func free(at now: Int64) -> Int {
    let slots = limits.concurrency - inFlight
    guard let rate = limits.ratePerSecond else { return max(0, slots) }
    // A clock that went back fills nothing.
    tokens = min(max(1, rate), tokens + Double(max(0, now - (filled ?? now))) / 1000 * rate)
    filled = now
    return max(0, min(slots, Int(tokens)))
  }

  /// When the next call may leave, where only the rate forbids it.
  func nextToken(at now: Int64) -> Int64? {
    guard let rate = limits.ratePerSecond, tokens < 1, inFlight < limits.concurrency else { return nil }
    return now + Int64(((1 - tokens) / rate * 1000).rounded(.up))
  }

  mutating func take() {
    inFlight += 1
    if limits.ratePerSecond != nil { tokens -= 1 }
  }

  mutating func release() { inFlight = max(0, inFlight - 1) }
}
