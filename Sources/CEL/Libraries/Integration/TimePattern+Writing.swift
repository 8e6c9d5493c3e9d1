extension TimePattern {
  /// The text of a moment in a zone. What is finer than the pattern is cut off, not rounded: no time is written that is not yet there.
  ///
  /// - Returns: `nil` where the year in the zone is 0 or 10000, at the very ends of time.
  func text(of moment: Timestamp, in zone: ZoneReference) -> Text? {
    let offset = zone.offset(at: moment.seconds)
    let civil = Civil(moment.seconds + Int64(offset))
    guard Number.year.range.contains(civil.year) else { return nil }
    var out: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .literal(let bytes): out += bytes
      case .number(let number, let digits): out += padded(TimePattern.value(of: number, in: civil), digits).utf8
      case .fraction(let digits): out += padded(Int(moment.nanoseconds), 9).utf8.prefix(digits)
      case .month(let isShort): out += TimePattern.name(TimePattern.months[civil.month - 1], isShort: isShort).utf8
      case .weekday(let isShort): out += TimePattern.name(TimePattern.weekdays[civil.weekday], isShort: isShort).utf8
      case .half: out += (civil.hour < 12 ? "AM" : "PM").utf8
      case .offset(let form): out += form.text(of: offset).utf8
      }
    }
    return Text(utf8: out)
  }

  private static func value(of number: Number, in civil: Civil) -> Int {
    switch number {
    case .year: civil.year
    case .yearOfCentury: civil.year % 100
    case .month: civil.month
    case .day: civil.day
    case .dayOfYear: civil.dayOfYear + 1
    case .hour: civil.hour
    case .hourOfHalf: (civil.hour + 11) % 12 + 1
    case .minute: civil.minute
    case .second: civil.second
    }
  }
}

extension TimePattern.Offset {
  /// An offset, in seconds east of UTC, to the minute.
  func text(of seconds: Int) -> String {
    if hasZ, seconds == 0 { return "Z" }
    let minutes = seconds.magnitude / 60
    let hours = (seconds < 0 ? "-" : "+") + padded(Int(minutes / 60), 2)
    if isShort, minutes % 60 == 0 { return hours }
    return hours + (hasColon ? ":" : "") + padded(Int(minutes % 60), 2)
  }
}
