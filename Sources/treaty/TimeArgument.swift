import ArgumentParser
import CEL
import Foundation
import TreatyStore

/// A moment as it is given on the command line: a day, a time by RFC 3339, or so long ago.
struct TimeArgument: Sendable {
  let instant: Instant

  /// A moment; so long before now where a length of time is given.
  static func ago(_ text: String) throws -> TimeArgument { try read(text, -1, "or so long ago: 90m, 36h, 2d") }

  /// A moment; so long after now where a length of time is given.
  static func ahead(_ text: String) throws -> TimeArgument { try read(text, 1, "or in so long: 90m, 36h, 90d") }

  /// A hundred years, in milliseconds.
  private static let most: Int64 = 36_525 * 86_400_000

  private static func read(_ text: String, _ direction: Int64, _ lengths: String) throws -> TimeArgument {
    if let time = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z") {
      return TimeArgument(instant: Instant(milliseconds: time.millisecondsSinceEpoch))
    }
    let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let last = text.last, let unit = units[last], let number = Int64(text.dropLast()), number >= 0,
      number <= most / unit
    else {
      throw ValidationError("a day (2026-11-01), a time with its zone (2026-11-01T08:30:00Z), \(lengths)")
    }
    let now = Int64(Date().timeIntervalSince1970 * 1000)
    return TimeArgument(instant: Instant(milliseconds: now + direction * number * unit))
  }
}
