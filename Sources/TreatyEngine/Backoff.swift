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
