import Foundation

/// The time of day for spans, which are held against those of other machines.
enum WallClock {
  /// Nanoseconds since the epoch; a `Double` of today's seconds is right to a quarter of a microsecond, which no two clocks agree on.
  static func nanoseconds() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970) * 1_000_000_000) }
}
