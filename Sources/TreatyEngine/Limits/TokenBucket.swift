/// Calls a second, as a bucket into which so many tokens flow: a second's worth may be saved up, and each call takes one.
struct TokenBucket: Sendable {
  /// Tokens a second.
  let rate: Double
  private var tokens: Double
  private var filled: Int64?

  /// A full bucket.
  init(rate: Double) {
    self.rate = rate
    tokens = max(1, rate)
  }

  /// How many calls may leave now.
  /// - Parameter share: How much of the rate may be used, above 0 and up to 1.
  mutating func available(at now: Int64, share: Double = 1) -> Int {
    fill(at: now, share: share)
    return Int(tokens)
  }

  /// When there is a token again.
  func next(at now: Int64, share: Double = 1) -> Int64 {
    guard tokens < 1 else { return now }
    return now + Int64(((1 - tokens) / (rate * share) * 1000).rounded(.up))
  }

  mutating func take() { tokens -= 1 }

  private mutating func fill(at now: Int64, share: Double) {
    // A clock that went back fills nothing.
    let elapsed = Double(max(0, now - (filled ?? now))) / 1000
    tokens = min(max(1, rate * share), tokens + elapsed * rate * share)
    filled = now
  }
}
