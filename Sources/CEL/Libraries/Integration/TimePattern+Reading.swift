extension TimePattern {
  /// Why no moment can be read by the pattern; `nil` where one can.
  var problemOfReading: String? {
    func has(_ numbers: Number...) -> Bool {
      pieces.contains { if case .number(let number, _) = $0 { numbers.contains(number) } else { false } }
    }
    let hasMonth = has(.month) || pieces.contains { if case .month = $0 { true } else { false } }
    guard has(.year, .yearOfCentury), has(.dayOfYear) || (hasMonth && has(.day)) else {
      return "no date can be read without a year, a month and a day"
    }
    let hasHalf = pieces.contains(.half)
    if has(.hourOfHalf), !hasHalf, !has(.hour) { return "`h` needs `a`, since there are two such hours a day" }
    return hasHalf && !has(.hourOfHalf, .hour) ? "`a` needs `h`, the hour" : nil
  }

  /// The moment that a text says by the pattern. What it does not say of the time of day is zero.
  ///
  /// Names are read whatever their case. An offset in the text wins over the zone; see ``ZoneReference/moment(ofLocal:)`` for times that the
  /// zone's clocks skip or repeat.
  func moment(of text: Text, in zone: ZoneReference) throws(Failure) -> Timestamp {
    var reader = TimeReader(bytes: text.utf8)
    for piece in pieces { try reader.read(piece) }
    guard reader.isAtEnd else { throw reader.failure("the text goes on behind what the pattern says") }
    return try reader.moment(in: zone)
  }
}

/// Reads a text by a pattern, piece by piece.
private struct TimeReader {
  let bytes: [UInt8]
  private var index = 0
  private var numbers: [TimePattern.Number: Int] = [:]
  private var nanoseconds: Int32?
  private var weekday: Int?
  private var isAfternoon: Bool?
  private var offset: Int?

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  func failure(_ message: String) -> TimePattern.Failure {
    TimePattern.Failure(message: "\(message), at byte \(index)")
  }

  mutating func read(_ piece: TimePattern.Piece) throws(TimePattern.Failure) {
    switch piece {
    case .literal(let literal):
      guard bytes[index...].starts(with: literal) else {
        throw failure("expected `\(String(decoding: literal, as: UTF8.self))`")
      }
      index += literal.count
    case .number(let number, let digits):
      let most = digits > 1 ? digits : number == .dayOfYear ? 3 : 2
      let start = index
      guard let value = self.digits(digits...most), number.range.contains(value) else {
        index = start
        throw failure("expected the \(number.spoken)")
      }
      if number == .yearOfCentury { try set(.year, 2000 + value) } else { try set(number, value) }
    case .fraction(let digits):
      guard var value = self.digits(digits...digits) else { throw failure("expected \(digits) digits of a second") }
      for _ in digits..<9 { value *= 10 }
      try TimeReader.hold(&nanoseconds, Int32(value), "fraction of a second")
    case .month(let isShort): try set(.month, name(of: TimePattern.months, isShort: isShort, "month") + 1)
    case .weekday(let isShort):
      try TimeReader.hold(
        &weekday, name(of: TimePattern.weekdays, isShort: isShort, "day of the week"), "day of the week")
    case .half:
      try TimeReader.hold(&isAfternoon, name(of: ["AM", "PM"], isShort: false, "`AM` or `PM`") == 1, "half of the day")
    case .offset(let form):
      guard let seconds = offset(form) else { throw failure("expected the offset from UTC") }
      try TimeReader.hold(&offset, seconds, "offset")
    }
  }

  private mutating func set(_ number: TimePattern.Number, _ value: Int) throws(TimePattern.Failure) {
    try TimeReader.hold(&numbers[number], value, number.spoken)
  }

  /// What a text says twice, it has to say the same.
  private static func hold<Value: Equatable>(
    _ place: inout Value?, _ value: Value, _ name: String
  ) throws(TimePattern.Failure) {
    if let known = place, known != value { throw TimePattern.Failure(message: "it says two things about the \(name)") }
    place = value
  }

  private mutating func digits(_ counts: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < counts.upperBound, index + count < bytes.count {
      let byte = bytes[index + count]
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
    }
    guard count >= counts.lowerBound else { return nil }
    index += count
    return value
  }

  private mutating func name(
    of names: [String], isShort: Bool, _ spoken: String
  ) throws(TimePattern.Failure) -> Int {
    for (place, name) in names.enumerated() {
      let wanted = TimePattern.name(name, isShort: isShort).utf8.map { $0 | 0x20 }
      guard bytes[index...].prefix(wanted.count).map({ $0 | 0x20 }) == wanted else { continue }
      index += wanted.count
      return place
    }
    throw failure("expected \(spoken.hasPrefix("`") ? spoken : "the \(spoken)")")
  }

  private mutating func offset(_ form: TimePattern.Offset) -> Int? {
    guard index < bytes.count else { return nil }
    let sign = bytes[index]
    if form.hasZ, sign == UInt8(ascii: "Z") {
      index += 1
      return 0
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    index += 1
    guard let hours = digits(2...2), hours < 24 else { return nil }
    if form.hasColon {
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
      index += 1
    }
    var minutes = 0
    if let found = digits(2...2) { minutes = found } else if !form.isShort { return nil }
    guard minutes < 60 else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  // MARK: Putting together

  func moment(in zone: ZoneReference) throws(TimePattern.Failure) -> Timestamp {
    guard let days = try days() else { throw TimePattern.Failure(message: "it says no date") }
    let hour = try hour()
    let time = hour * 3600 + (numbers[.minute] ?? 0) * 60 + (numbers[.second] ?? 0)
    let local = days * 86_400 + Int64(time)
    let seconds = offset.map { local - Int64($0) } ?? zone.moment(ofLocal: local)
    guard let moment = Timestamp(seconds: seconds, nanoseconds: nanoseconds ?? 0) else {
      throw TimePattern.Failure(message: "it lies outside the years 1 to 9999")
    }
    return moment
  }

  /// Days since 1970-01-01.
  private func days() throws(TimePattern.Failure) -> Int64? {
    guard let year = numbers[.year] else { return nil }
    var days: Int64?
    if let month = numbers[.month], let day = numbers[.day] {
      guard day <= Civil.days(in: month, of: year) else {
        throw TimePattern.Failure(message: "the month has no day \(day)")
      }
      days = Civil.days(year: year, month: month, day: day)
    }
    if let dayOfYear = numbers[.dayOfYear] {
      guard dayOfYear < 366 || Civil.isLeap(year) else {
        throw TimePattern.Failure(message: "the year has no day 366")
      }
      try TimeReader.hold(&days, Civil.days(year: year, month: 1, day: 1) + Int64(dayOfYear - 1), "day")
    }
    if let days, let weekday, Civil(days * 86_400).weekday != weekday {
      throw TimePattern.Failure(message: "the date is no \(TimePattern.weekdays[weekday])")
    }
    return days
  }

  private func hour() throws(TimePattern.Failure) -> Int {
    var hour = numbers[.hour]
    if let hourOfHalf = numbers[.hourOfHalf], let isAfternoon {
      try TimeReader.hold(&hour, hourOfHalf % 12 + (isAfternoon ? 12 : 0), "hour")
    } else if let hour, let isAfternoon, (hour >= 12) != isAfternoon {
      throw TimePattern.Failure(message: "it says two things about the half of the day")
    }
    return hour ?? 0
  }
}
