/// Least and greatest number of minutes from one time to the next.
struct OccurrenceGaps: Hashable {
  /// Not more than the least.
  var shortest: Int
  /// The greatest; `nil` where it is not known, or the times end.
  var longest: Int?
}

/// From the first to the last of some times, and what lies between them, in minutes.
struct TimeExtent {
  private(set) var first: Int
  private(set) var last: Int
  /// The least from one to the next; `nil` for a single time.
  private(set) var least: Int?
  /// The greatest.
  private(set) var most = 0

  /// Of these times, the least first; `nil` for none.
  init?(_ minutes: [Int]) {
    guard let first = minutes.first, let last = minutes.last else { return nil }
    (self.first, self.last) = (first, last)
    for (before, after) in zip(minutes, minutes.dropFirst()) { add(after - before) }
  }

  /// Of the same times on each of some days, the first day first; `nil` for none.
  init?(days: [Int], times: TimeExtent?) {
    guard let times, let day = days.first else { return nil }
    self = times.shifted(by: day * 1440)
    for day in days.dropFirst() { append(times.shifted(by: day * 1440)) }
  }

  /// The same, so much later.
  func shifted(by minutes: Int) -> TimeExtent {
    var copy = self
    copy.first += minutes
    copy.last += minutes
    return copy
  }

  /// Adds times that come after these.
  mutating func append(_ later: TimeExtent) {
    add(later.first - last)
    if let least = later.least { add(least) }
    most = max(most, later.most)
    last = later.last
  }

  private mutating func add(_ gap: Int) {
    least = min(least ?? .max, gap)
    most = max(most, gap)
  }

  /// Extent of times one after the other.
  static func joined(_ extents: some Sequence<TimeExtent?>) -> TimeExtent? {
    extents.reduce(into: nil) { whole, extent in
      guard let extent else { return }
      if whole == nil { whole = extent } else { whole?.append(extent) }
    }
  }
}

extension OccurrenceGaps {
  /// Gaps of what depends only on the day of the year, the weekday, and whether the year is a leap year: 400 years are put together of the 14
  /// kinds of years, after which the calendar begins anew. `year` gives the times of a year, counted from its beginning, which may run
  /// over its end as long as they come before those of the next. `nil` where no year has any.
  init?(_ year: (Int) -> TimeExtent?) {
    var kinds: [TimeExtent?] = Array(repeating: nil, count: 14)
    // In 28 years without the end of a century every kind comes.
    var isKnown = Array(repeating: false, count: 14)
    for number in 2001...2028 where !isKnown[OccurrenceGaps.kind(number)] {
      kinds[OccurrenceGaps.kind(number)] = year(number)
      isKnown[OccurrenceGaps.kind(number)] = true
    }
    let origin = CalendarDate.number(year: 2001, month: 1, day: 1)
    let whole = TimeExtent.joined(
      (2001...2400).lazy.map { number in
        let start = CalendarDate.number(year: number, month: 1, day: 1) - origin
        return kinds[OccurrenceGaps.kind(number)]?.shifted(by: start * 1440)
      })
    guard let whole else { return nil }
    let around = whole.first + CalendarDate.cycle * 1440 - whole.last
    self.init(shortest: min(whole.least ?? around, around), longest: max(whole.most, around))
  }

  /// Which of the 14 kinds a year is.
  private static func kind(_ year: Int) -> Int {
    let first = CalendarDate(unchecked: CalendarDate.number(year: year, month: 1, day: 1))
    return first.weekday.rawValue + (CalendarDate.isLeap(year) ? 7 : 0)
  }
}
