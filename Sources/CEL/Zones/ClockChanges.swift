/// Moments at which the clocks of a zone are set.
package struct ClockChange: Hashable, Sendable {
  /// Seconds since 1970.
  package let moment: Int64
  /// Seconds east of UTC before.
  package let before: Int
  /// Seconds east of UTC from then on.
  package let after: Int

  /// Whether they are set forward, so that a stretch of time is left out.
  package var isForward: Bool { after > before }
  /// What clocks show at that moment, before and after, the earlier first, in seconds since 1970 by them: times from one to before the
  /// other are left out when they are set forward, and come twice when they are set back.
  package var shown: Range<Int64> {
    moment + Int64(min(before, after))..<moment + Int64(max(before, after))
  }

  /// The changes of a zone of the tz database between two moments, in seconds since 1970, the earliest first; none for what is no zone.
  ///
  /// Looks at each day, and closer where two differ: no zone changes twice within a day.
  package static func all(in zone: String, from: Int64, to: Int64) -> [ClockChange] {
    guard let zone = Zone.named(zone), from < to else { return [] }
    var found: [ClockChange] = []
    for day in stride(from: from, to: to, by: 86_400) {
      var (low, high) = (day, min(day + 86_400, to))
      let (before, after) = (zone.offset(at: low), zone.offset(at: high))
      guard before != after else { continue }
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if zone.offset(at: middle) == before { low = middle } else { high = middle }
      }
      found.append(ClockChange(moment: high, before: before, after: after))
    }
    return found
  }
}
