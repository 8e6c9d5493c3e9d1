/// A recurrence rule with what it leaves out filled in from its first time, and the arithmetic of its periods (RFC 5545, table on
/// page 44).
///
/// A period is a number: hours, days and weeks since 1970, months and years since the year 0. Every part but the times of day chooses
/// among the days of a period, so that all frequencies share one test of a day.
struct RecurrenceCalendar {
  private let rule: RecurrenceRule
  /// Times of each day, or for `HOURLY` of an hour, in minutes, the least first.
  let times: [Int]
  private let hours: UInt32
  private let months: UInt16
  private let monthDays: [Int]
  private let days: [RecurrenceRule.Day]

  init(_ rule: RecurrenceRule) {
    self.rule = rule
    let start = rule.start?.date.parts
    var (months, monthDays, days) = (rule.months, rule.monthDays, rule.days)
    if let start, let weekday = rule.start?.date.weekday, monthDays.isEmpty, days.isEmpty {
      switch rule.frequency {
      case .yearly:
        if months.isEmpty { months = [start.month] }
        monthDays = [start.day]
      case .monthly: monthDays = [start.day]
      case .weekly: days = [RecurrenceRule.Day(ordinal: 0, weekday: weekday)]
      case .daily, .hourly: break
      }
    }
    let minutes = rule.minutes.isEmpty ? [rule.start?.time.minute ?? 0] : rule.minutes
    let hours = rule.hours.isEmpty ? [rule.start?.time.hour ?? 0] : rule.hours
    times = rule.frequency == .hourly ? minutes : hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
    self.hours = rule.hours.isEmpty ? .max : rule.hours.reduce(0) { $0 | 1 << UInt32($1) }
    self.months = months.isEmpty ? .max : months.reduce(0) { $0 | 1 << UInt16($1) }
    self.monthDays = monthDays
    self.days = days
  }

  // MARK: Periods

  /// The period that a minute lies in.
  func period(of minute: Int) -> Int {
    let day = floorDivide(minute, 1440)
    switch rule.frequency {
    case .hourly: return floorDivide(minute, 60)
    case .daily: return day
    case .weekly: return floorDivide(day - weekOrigin, 7)
    case .monthly:
      let parts = CalendarDate(unchecked: day).parts
      return parts.year * 12 + parts.month - 1
    case .yearly: return CalendarDate(unchecked: day).year
    }
  }

  /// Day numbers of a period's days.
  func days(of period: Int) -> Range<Int> {
    switch rule.frequency {
    case .hourly:
      let day = floorDivide(period, 24)
      return day..<day + 1
    case .daily: return period..<period + 1
    case .weekly: return period * 7 + weekOrigin..<(period + 1) * 7 + weekOrigin
    case .monthly: return monthStart(period)..<monthStart(period + 1)
    case .yearly: return monthStart(period * 12)..<monthStart((period + 1) * 12)
    }
  }

  /// The first minute of a period.
  func start(of period: Int) -> Int {
    rule.frequency == .hourly ? period * 60 : days(of: period).lowerBound * 1440
  }

  /// Periods that begin in a year.
  func periods(of year: Int) -> Range<Int> {
    let ends = [year, year + 1].map { year in
      let start = CalendarDate.number(year: year, month: 1, day: 1) * 1440
      let period = period(of: start)
      return self.start(of: period) < start ? period + 1 : period
    }
    return ends[0]..<ends[1]
  }

  /// The period at or after this one that counts.
  func aligned(_ period: Int) -> Int {
    guard rule.interval > 1, let start = rule.start else { return period }
    let origin = self.period(of: start.minuteNumber)
    return origin - floorDivide(origin - period, rule.interval) * rule.interval
  }

  /// The next that counts. Hours of a day that does not count are skipped at a stroke.
  func next(after period: Int) -> Int {
    guard rule.frequency == .hourly, !matches(floorDivide(period, 24)) else { return period + rule.interval }
    return aligned((floorDivide(period, 24) + 1) * 24)
  }

  /// A day that a week begins with: 1970-01-05 was a Monday.
  private var weekOrigin: Int { 4 + rule.weekStart.rawValue }

  private func monthStart(_ month: Int) -> Int {
    CalendarDate.number(year: floorDivide(month, 12), month: month - floorDivide(month, 12) * 12 + 1, day: 1)
  }

  // MARK: Days and times

  /// Whether a day counts.
  private func matches(_ dayNumber: Int) -> Bool {
    let date = CalendarDate(unchecked: dayNumber)
    let (year, month, day) = date.parts
    guard months & (1 << UInt16(month)) != 0 else { return false }
    let length = CalendarDate.days(in: month, of: year)
    guard monthDays.isEmpty || monthDays.contains(day) || monthDays.contains(day - length - 1) else { return false }
    guard !days.isEmpty else { return true }
    let weekday = date.weekday
    let isOfYear = rule.frequency == .yearly && rule.months.isEmpty
    let first = isOfYear ? CalendarDate.number(year: year, month: 1, day: 1) : dayNumber - day + 1
    let count = isOfYear ? (CalendarDate.isLeap(year) ? 366 : 365) : length
    let place = dayNumber - first
    let (nth, fromEnd) = (place / 7 + 1, (count - place - 1) / 7 + 1)
    return days.contains {
      $0.weekday == weekday && ($0.ordinal == 0 || $0.ordinal == nth || $0.ordinal == -fromEnd)
    }
  }

  /// The days of a period that count.
  func matchingDays(of period: Int) -> [Int] {
    if rule.frequency == .hourly {
      let hour = period - floorDivide(period, 24) * 24
      guard hours & (1 << UInt32(hour)) != 0 else { return [] }
    }
    return days(of: period).filter(matches)
  }

  /// Whether there is a time in a period that begins in a year, were every period to count.
  func hasTimes(in year: Int) -> Bool {
    guard rule.frequency != .hourly else {
      let days = (0..<366).lazy.map { CalendarDate.number(year: year, month: 1, day: 1) + $0 }
      return (rule.positions.isEmpty || !places(among: times.count).isEmpty) && days.contains(where: matches)
    }
    return periods(of: year).contains { period in
      let count = matchingDays(of: period).count * times.count
      return count > 0 && (rule.positions.isEmpty || !places(among: count).isEmpty)
    }
  }

  /// Whether hours that are so many hours apart ever are those that are named.
  var meetsHours: Bool {
    guard rule.frequency == .hourly, rule.interval > 1, let start = rule.start else { return true }
    var (step, rest) = (24, rule.interval)
    while rest > 0 { (step, rest) = (rest, step % rest) }
    return (0..<24).contains { hours & (1 << UInt32($0)) != 0 && ($0 - start.time.hour) % step == 0 }
  }

  /// Calls `visit` with each minute of a period in order, as long as it answers `true`. Returns whether it always did.
  func visit(_ period: Int, from least: Int, _ visit: (Int) -> Bool) -> Bool {
    let days = matchingDays(of: period)
    let hour = rule.frequency == .hourly ? (period - floorDivide(period, 24) * 24) * 60 : 0
    guard rule.positions.isEmpty else {
      for place in places(among: days.count * times.count) {
        let minute = days[place / times.count] * 1440 + hour + times[place % times.count]
        if minute >= least, !visit(minute) { return false }
      }
      return true
    }
    for day in days where (day + 1) * 1440 > least {
      for time in times where day * 1440 + hour + time >= least {
        if !visit(day * 1440 + hour + time) { return false }
      }
    }
    return true
  }

  /// What `BYSETPOS` chooses among so many, in order.
  func places(among count: Int) -> [Int] {
    let places = rule.positions.map { $0 > 0 ? $0 - 1 : count + $0 }.filter { (0..<count).contains($0) }
    return places.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}

/// The quotient rounded down.
func floorDivide(_ number: Int, _ divisor: Int) -> Int {
  let quotient = number / divisor
  return number % divisor < 0 ? quotient - 1 : quotient
}
