/// A moment in milliseconds since 1970-01-01T00:00:00Z, as the host was told it. The store and the engine never read a clock.
public struct Instant: Hashable, Sendable, Comparable, Codable {
  /// Milliseconds since the epoch, without leap seconds.
  public var milliseconds: Int64

  /// The moment so many milliseconds after the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Earlier is less.
  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment `milliseconds` later; stays at the end of time instead of overflowing.
  public func advanced(milliseconds: Int64) -> Instant {
    let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
    return Instant(milliseconds: overflow ? (milliseconds < 0 ? .min : .max) : sum)
  }
}
