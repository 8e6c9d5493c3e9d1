public import TreatyStore

/// The time that an engine is told. It runs as the machine's monotonic clock does, whatever is done to the time of day: a clock that is
/// set forwards while a search for a record waits for the partner's index would end the wait, and a second record would be made. Where the
/// time of day was set, it is followed slowly.
public struct SteadyClock: Sendable {
  /// A second told is at most a twentieth of a second longer or shorter than a second.
  static let slew: Int64 = 20

  private var told: Int64
  private var monotonic: Int64
  /// Milliseconds that have passed and were not used up for following.
  private var unused: Int64 = 0

  /// A clock that tells the time of day.
  /// - Parameters:
  ///   - timeOfDay: Milliseconds since the epoch.
  ///   - monotonic: Milliseconds of a clock that is never set, from any beginning.
  public init(timeOfDay: Int64, monotonic: Int64) { (told, self.monotonic) = (timeOfDay, monotonic) }

  /// The time. Never earlier than it was before.
  public mutating func now(timeOfDay: Int64, monotonic: Int64) -> Instant {
    let elapsed = max(0, monotonic - self.monotonic)
    self.monotonic = max(self.monotonic, monotonic)
    // What was not needed long ago is not saved up for one leap.
    unused = min(unused + elapsed, max(elapsed, 1_000))
    let most = unused / SteadyClock.slew
    let correction = min(max(timeOfDay - told - elapsed, -most), most)
    unused -= abs(correction) * SteadyClock.slew
    told += max(0, elapsed + correction)
    return Instant(milliseconds: told)
  }

  /// How long to wait by this clock so that a length of time has surely passed.
  static func surely(_ milliseconds: Int64) -> Int64 { milliseconds + milliseconds / (slew - 4) }
}
