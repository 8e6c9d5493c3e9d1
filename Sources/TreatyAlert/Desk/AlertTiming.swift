/// How long the desk waits for what, in milliseconds.
public struct AlertTiming: Hashable, Sendable {
  /// How long failures gather before the first message: an outage makes many of them at once, and one that a second attempt mends is none.
  public var gathering: Int64 = 10_000
  /// How long nothing may fail before an incident is over; twice as long each time that it was not, up to ``mostQuiet``.
  public var quiet: Int64 = 60_000
  /// The longest of these.
  public var mostQuiet: Int64 = 960_000
  /// After so long without a failure an incident is over, though nothing has gone well either.
  public var silence: Int64 = 86_400_000
  /// One that comes back within so long after it was over is the same.
  public var reopening: Int64 = 3_600_000
  /// After so long without a failed call a good health check is enough for a system to be taken for well.
  public var idle: Int64 = 600_000
  /// How long an acknowledgement holds before those who were told are reminded.
  public var reminder: Int64 = 86_400_000
  /// When a message that no channel could send is tried again.
  public var resending: Int64 = 300_000

  /// As a host waits.
  public static let standard = AlertTiming()

  /// As a host waits.
  public init() {}

  /// How long nothing may fail before an incident is over that seemed so that often and was not.
  func quiet(after flaps: Int) -> Int64 { min(mostQuiet, quiet << Int64(min(flaps, 10))) }
}
