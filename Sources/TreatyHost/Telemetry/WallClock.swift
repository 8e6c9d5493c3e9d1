import Glibc

/// The time of day for spans, which are held against those of other machines.
enum WallClock {
  /// Nanoseconds since the epoch.
  static func nanoseconds() -> UInt64 {
    var time = timespec()
    // It cannot fail: the clock is one that every system has.
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
  }
}
