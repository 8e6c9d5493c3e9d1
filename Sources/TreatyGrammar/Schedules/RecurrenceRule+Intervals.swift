extension RecurrenceRule {
  /// What the rule's times have between them; `nil` where there is but one.
  ///
  /// Exact for a rule without `INTERVAL`, `COUNT` and `UNTIL` and above `HOURLY`. `COUNT` and `UNTIL` only take times away, and `HOURLY` is taken
  /// for every hour. With `INTERVAL` the least time between two periods that count is that of the shortest periods, the first ending
  /// as late and the second beginning as early as any.
  var gaps: OccurrenceGaps? {
    if end == .count(1) { return nil }
    let calendar = RecurrenceCalendar(self)
    let times = TimeExtent(calendar.times)
    guard frequency != .hourly, interval == 1 else { return apart(calendar, times) }
    var gaps = OccurrenceGaps { year in
      let start = CalendarDate.number(year: year, month: 1, day: 1) * 1440
      return TimeExtent.joined(calendar.periods(of: year).map { extent(of: $0, calendar, times) })?.shifted(by: -start)
    }
    if end != nil { gaps?.longest = nil }
    return gaps
  }

  /// The times of a period.
  private func extent(of period: Int, _ calendar: RecurrenceCalendar, _ times: TimeExtent?) -> TimeExtent? {
    let days = calendar.matchingDays(of: period)
    guard !positions.isEmpty else { return TimeExtent(days: days, times: times) }
    let count = calendar.times.count
    return TimeExtent(
      calendar.places(among: days.count * count).map { days[$0 / count] * 1440 + calendar.times[$0 % count] })
  }

  /// With periods left out between those that count.
  private func apart(_ calendar: RecurrenceCalendar, _ times: TimeExtent?) -> OccurrenceGaps? {
    var within = Int.max
    var (earliest, latest) = (Int.max, 0)
    func add(_ extent: TimeExtent?, _ start: Int) {
      guard let extent else { return }
      within = min(within, extent.least ?? .max)
      (earliest, latest) = (min(earliest, extent.first - start), max(latest, extent.last - start))
    }
    if frequency == .hourly {
      add(times, 0)
    } else {
      // Every kind of period begins in one of these.
      for year in 2001...2028 {
        for period in calendar.periods(of: year) {
          add(extent(of: period, calendar, times), calendar.start(of: period))
        }
      }
    }
    guard earliest != .max else { return nil }
    return OccurrenceGaps(shortest: min(within, interval * frequency.leastMinutes + earliest - latest), longest: nil)
  }
}

extension RecurrenceRule.Frequency {
  /// The least number of minutes that a period has.
  fileprivate var leastMinutes: Int {
    switch self {
    case .hourly: 60
    case .daily: 1440
    case .weekly: 7 * 1440
    case .monthly: 28 * 1440
    case .yearly: 365 * 1440
    }
  }
}
