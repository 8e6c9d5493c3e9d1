import TreatySpec

/// Lengths of time between occurrences of a schedule, and lengths of time in words.
package enum Interval {
  /// The greatest time from one occurrence to the next, in milliseconds; `nil` where it is not known.
  package static func longest(of schedule: String) -> Int64? {
    (try? Schedule(parsing: schedule))?.longestInterval?.milliseconds
  }

  /// The least time from one occurrence to the next, in milliseconds; `nil` where there is but one.
  package static func shortest(of schedule: String) -> Int64? {
    (try? Schedule(parsing: schedule))?.shortestInterval?.milliseconds
  }

  /// A length as a spec writes it: `1h30m`.
  package static func text(_ milliseconds: Int64) -> String {
    TimeLength(milliseconds: milliseconds)?.description ?? "\(milliseconds)ms"
  }
}
