import ArgumentParser
import CEL
import Foundation
import TreatyStore

/// A moment as it is given on the command line: a day, a time by RFC 3339, or how long ago.
struct TimeArgument: ExpressibleByArgument, Sendable {
  let instant: Instant

  init?(argument: String) {
    if let time = Timestamp(rfc3339: argument) ?? Timestamp(rfc3339: argument + "T00:00:00Z") {
      instant = Instant(milliseconds: time.millisecondsSinceEpoch)
      return
    }
    let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let last = argument.last, let unit = units[last], let number = Int64(argument.dropLast()), number >= 0,
      number < 100_000
    else { return nil }
    instant = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) - number * unit)
  }
}
