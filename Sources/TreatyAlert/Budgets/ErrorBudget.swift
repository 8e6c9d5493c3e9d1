public import TreatyStore

/// How much of what may fail has failed: counts by the minute for six hours, and by the hour for the whole stretch.
///
/// Counting is a comparison and an addition; asking goes over 360 pairs at most. What is kept survives a restart up to its last whole minute.
public struct ErrorBudget: Hashable, Sendable, Codable {
  /// Counts of one stretch of time.
  struct Bucket: Hashable, Sendable, Codable {
    /// Number of the minute or hour since 1970.
    var number: Int64
    var good: Int
    var bad: Int
  }

  /// How fast what may fail is used up: 1 is evenly, so that it lasts just as long as the stretch.
  public struct Burn: Hashable, Sendable {
    /// Over the long window.
    public var long: Double
    /// Over the control window, a twelfth of it: so that an alert is over soon after the failures are.
    public var short: Double

    /// Whether both go beyond a threshold.
    public func exceeds(_ threshold: Double) -> Bool { long >= threshold && short >= threshold }
  }

  private var minutes: [Bucket] = []
  private var hours: [Bucket] = []

  private static let keptMinutes: Int64 = 360
  /// Failures in the long window below which nobody is told: one failure of two at night is a burn rate of 500, and no trend.
  static let leastBad = 3

  /// Nothing counted yet.
  public init() {}

  /// Counts what ended.
  public mutating func note(good: Int, bad: Int, at now: Instant) {
    let minute = now.milliseconds / 60_000
    ErrorBudget.add(good, bad, to: &minutes, minute)
    ErrorBudget.add(good, bad, to: &hours, minute / 60)
  }

  private static func add(_ good: Int, _ bad: Int, to buckets: inout [Bucket], _ number: Int64) {
    // A clock that was set back counts into the last bucket.
    if let last = buckets.last, last.number >= number {
      buckets[buckets.count - 1].good += good
      buckets[buckets.count - 1].bad += bad
    } else {
      buckets.append(Bucket(number: number, good: good, bad: bad))
    }
  }

  /// Forgets what is older than anybody asks for.
  public mutating func trim(over milliseconds: Int64, at now: Instant) {
    let minute = now.milliseconds / 60_000
    minutes.removeAll { $0.number <= minute - ErrorBudget.keptMinutes }
    hours.removeAll { $0.number <= minute / 60 - max(1, milliseconds / 3_600_000) }
  }

  /// What ended in the last minutes, the one at hand included.
  func counts(minutes length: Int64, at now: Instant) -> (good: Int, bad: Int) {
    let first = now.milliseconds / 60_000 - length
    return minutes.reversed().prefix { $0.number > first }.reduce((0, 0)) { ($0.0 + $1.good, $0.1 + $1.bad) }
  }

  /// How fast it is used up over so many minutes, for a promised share of good ones.
  public func burn(minutes length: Int64, promised: Double, at now: Instant) -> Burn {
    func rate(_ length: Int64) -> Double {
      let (good, bad) = counts(minutes: length, at: now)
      guard bad > 0 else { return 0 }
      return Double(bad) / Double(good + bad) / max(1 - promised, 1e-9)
    }
    return Burn(long: rate(length), short: rate(max(1, length / 12)))
  }

  /// Which share of what may fail is left, of all that ended in the whole stretch; below 0 where more has failed.
  public func left(promised: Double, over milliseconds: Int64, at now: Instant) -> Double {
    let first = now.milliseconds / 3_600_000 - max(1, milliseconds / 3_600_000)
    let (good, bad) = hours.reversed().prefix { $0.number > first }.reduce((0, 0)) {
      ($0.0 + $1.good, $0.1 + $1.bad)
    }
    guard bad > 0 else { return 1 }
    return 1 - Double(bad) / Double(good + bad) / max(1 - promised, 1e-9)
  }
}
