/// When and how often a delivery is tried again.
///
/// The pause before attempt *n* is drawn between zero and `min(max, first × factor^(n−1))`: exponential backoff with full
/// jitter, so that many lanes that failed together do not come back together.
public struct RetryPolicy: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// Attempts in all, the first included; `nil` is bounded by the deadline alone.
  public var attempts: Int?
  /// Upper end of the first pause, in milliseconds.
  public var firstMilliseconds: Int64
  /// Upper end of any pause, in milliseconds.
  public var maxMilliseconds: Int64
  /// By how much the upper end grows with each attempt; at least 1.
  public var factor: Double
  /// How long after it became due a delivery is given up, in milliseconds.
  public var deadlineMilliseconds: Int64
  /// How the pause is drawn below its upper end.
  public var jitter: Jitter

  /// A policy.
  public init(
    name: String, attempts: Int?, firstMilliseconds: Int64, maxMilliseconds: Int64, factor: Double,
    deadlineMilliseconds: Int64, jitter: Jitter
  ) {
    self.name = name
    self.attempts = attempts
    self.firstMilliseconds = firstMilliseconds
    self.maxMilliseconds = maxMilliseconds
    self.factor = factor
    self.deadlineMilliseconds = deadlineMilliseconds
    self.jitter = jitter
  }

  /// What holds where a flow names no policy: 1 s to 5 min, full jitter, for a day.
  public static let standard = RetryPolicy(
    name: "standard", attempts: nil, firstMilliseconds: 1_000, maxMilliseconds: 300_000, factor: 2,
    deadlineMilliseconds: 86_400_000, jitter: .full)

  /// One attempt and no more.
  public var isSingleAttempt: Bool { attempts == 1 }
}

/// How a pause is drawn below its upper end.
public enum Jitter: String, Hashable, Sendable, Codable, CaseIterable {
  /// Anywhere from zero to the upper end.
  case full
  /// The upper end itself.
  case none
}

/// How long what has ended is kept.
public struct RetentionPolicy: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// How long messages that ended well are kept, in milliseconds.
  public var doneMilliseconds: Int64
  /// How long dead letters are kept after they were dropped or retried to an end, in milliseconds.
  public var deadMilliseconds: Int64

  /// A policy.
  public init(name: String, doneMilliseconds: Int64, deadMilliseconds: Int64) {
    self.name = name
    self.doneMilliseconds = doneMilliseconds
    self.deadMilliseconds = deadMilliseconds
  }

  /// What holds where a flow names no policy: 7 days for what went well, 90 for dead letters.
  public static let standard = RetentionPolicy(
    name: "standard", doneMilliseconds: 7 * 86_400_000, deadMilliseconds: 90 * 86_400_000)
}
