import Foundation
import TreatyEngine
import TreatyStore

extension Instant {
  /// The time of day. The one place where the running process looks at a clock that can be set; the engine is told by a ``HostClock``.
  static func now() -> Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
}

/// Tells the engine the time: the time of day, but steadily.
struct HostClock {
  private let began = ContinuousClock.now
  private var steady = SteadyClock(timeOfDay: Instant.now().milliseconds, monotonic: 0)

  /// The time.
  mutating func now() -> Instant {
    let (seconds, attoseconds) = (ContinuousClock.now - began).components
    return steady.now(
      timeOfDay: Instant.now().milliseconds, monotonic: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
