/// How many of a flow's calls may be attempts after the first. Every first attempt earns a share of one; a flow that has earned none for a
/// while still has one every ten seconds, so that its last delivery is not left behind.
struct RetryBudget: Sendable {
  private let share: Double
  private var tokens = RetryBudget.start
  private var filled: Int64?

  /// What a flow has at first, so that a few that fail early can be tried again.
  private static let start = 10.0
  /// What can be earned ahead.
  private static let most = 100.0
  /// Milliseconds for one that was not earned.
  static let reserve: Int64 = 10_000

  init(share: Double) { self.share = share }

  /// How many attempts after the first may leave now.
  func left(at now: Int64) -> Double {
    guard tokens < 1 else { return tokens }
    return min(1, tokens + Double(max(0, now - (filled ?? now))) / Double(RetryBudget.reserve))
  }

  /// A first attempt leaves.
  mutating func noteFirst() { tokens = min(RetryBudget.most, tokens + share) }

  /// Whether an attempt after the first may leave, which uses the budget up.
  mutating func allows(at now: Int64) -> Bool {
    let elapsed = Double(max(0, now - (filled ?? now)))
    filled = now
    if tokens < 1 { tokens = min(1, tokens + elapsed / Double(RetryBudget.reserve)) }
    // Five fifths are one, also where they are added up one by one.
    guard tokens > 1 - 1e-9 else { return false }
    tokens -= 1
    return true
  }
}
