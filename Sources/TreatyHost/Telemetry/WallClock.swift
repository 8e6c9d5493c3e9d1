import Foundation

/// The time of day for spans, which are held against those of other machines.
enum WallClock {
  /// Nanoseconds since the epoch, to some hundreds of them.
  static func nanoseconds() -> UInt64 {
    let seconds = Date().timeIntervalSince1970
    return UInt64(max(0, seconds)) &* 1_000_000_000 &+ UInt64(max(0, seconds.truncatingRemainder(dividingBy: 1)) * 1e9)
  }
}
