extension Schedule {
  /// Times at which it happens by the clock on the wall, from one to before another, the earliest first, `limit` at most; `nil` for
  /// `every`, which goes by no clock.
  ///
  /// Pure arithmetic of the calendar: a time that a zone leaves out when its clocks are set forward is among them, and one that it has
  /// twice is there once. What is made of those is for whoever runs the schedule. Takes some 50 ns for each day in between.
  public func occurrences(from: LocalDateTime, to: LocalDateTime, limit: Int = 1000) -> [LocalDateTime]? {
    switch rule {
    case .every: return nil
    case .recurrence(let recurrence): return recurrence.occurrences(from: from, to: to, limit: limit)
    case .daily(let time):
      return Schedule.walk(from, to, limit, [time.minutes]) { _ in true }
    case .weekly(let days, let time):
      return Schedule.walk(from, to, limit, [time.minutes]) { days.contains($0.weekday) }
    case .cron(let cron):
      return Schedule.walk(from, to, limit, cron.times) {
        let parts = $0.parts
        return cron.matches(month: parts.month, day: parts.day, weekday: $0.weekday)
      }
    }
  }

  /// The first time after another; `nil` for `every`, and where none comes any more.
  public func next(after moment: LocalDateTime) -> LocalDateTime? {
    let end = LocalDateTime(CalendarDate.last, .endOfDay)
    return occurrences(from: LocalDateTime(minuteNumber: moment.minuteNumber + 1), to: end, limit: 1)?.first
  }

  /// Times of days that `matches` lets through.
  private static func walk(
    _ from: LocalDateTime, _ to: LocalDateTime, _ limit: Int, _ times: [Int], _ matches: (CalendarDate) -> Bool
  ) -> [LocalDateTime] {
    var found: [LocalDateTime] = []
    guard limit > 0, from < to else { return found }
    var day = max(from.date, .first)
    while day <= .last, day.dayNumber * 1440 < to.minuteNumber {
      if matches(day) {
        for time in times {
          let minute = day.dayNumber * 1440 + time
          guard minute < to.minuteNumber else { return found }
          guard minute >= from.minuteNumber else { continue }
          found.append(LocalDateTime(minuteNumber: minute))
          if found.count == limit { return found }
        }
      }
      day = CalendarDate(unchecked: day.dayNumber + 1)
    }
    return found
  }
}
