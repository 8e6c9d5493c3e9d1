extension RecurrenceRule {
  /// Times at which it happens, from one to before another, the earliest first, `limit` at most. By the clock on the wall, whatever
  /// a zone may leave out or have twice.
  ///
  /// Walks over the periods of the stretch, and with `COUNT` over those since ``start``: at most the ten thousand years of the calendar.
  public func occurrences(from: LocalDateTime, to: LocalDateTime, limit: Int) -> [LocalDateTime] {
    let calendar = RecurrenceCalendar(self)
    let begin = max(start?.minuteNumber ?? .min, CalendarDate.first.dayNumber * 1440)
    let least = max(from.minuteNumber, begin)
    var limitMinute = min(to.minuteNumber, (CalendarDate.last.dayNumber + 1) * 1440)
    var count = Int.max
    switch end {
    case .until(let until): limitMinute = min(limitMinute, until.minuteNumber + 1)
    case .count(let number): count = number
    case nil: break
    }
    guard least < limitMinute, limit > 0 else { return [] }
    let walkFrom = count == .max ? least : begin
    var found: [LocalDateTime] = []
    var period = calendar.aligned(calendar.period(of: walkFrom))
    while calendar.start(of: period) < limitMinute {
      let goesOn = calendar.visit(period, from: walkFrom) { minute in
        guard minute < limitMinute else { return false }
        count -= 1
        if minute >= least { found.append(LocalDateTime(minuteNumber: minute)) }
        return count > 0 && found.count < limit
      }
      guard goesOn else { break }
      period = calendar.next(after: period)
    }
    return found
  }

  /// Whether it ever happens.
  var comes: Bool {
    let calendar = RecurrenceCalendar(self)
    // Of the 14 kinds of years each is among these: where none of them has a time, no other has.
    guard calendar.meetsHours, (2001...2028).contains(where: calendar.hasTimes) else { return false }
    if case .until = end {} else if interval == 1 { return true }
    let start = start ?? LocalDateTime(.first, .midnight)
    return !occurrences(from: start, to: LocalDateTime(.last, .endOfDay), limit: 1).isEmpty
  }
}
