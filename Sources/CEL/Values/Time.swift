/// A moment between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999999Z, to the nanosecond (protobuf's Timestamp).
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public let seconds: Int64
  /// Nanoseconds within the second, 0 to 999,999,999.
  public let nanoseconds: Int32

  static let least: Int64 = -62_135_596_800
  static let greatest: Int64 = 253_402_300_799

  /// A moment; `nil` when it lies outside the range.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard (Timestamp.least...Timestamp.greatest).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
      return nil
    }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The moment so many milliseconds after the epoch; the nearest end of the range for one outside it.
  public init(millisecondsSinceEpoch milliseconds: Int64) {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let seconds = remainder < 0 ? quotient - 1 : quotient
    self.seconds = min(max(seconds, Timestamp.least), Timestamp.greatest)
    nanoseconds = Int32((remainder + 1000) % 1000) * 1_000_000
  }

  /// Milliseconds since the epoch, what is finer cut off.
  public var millisecondsSinceEpoch: Int64 { seconds * 1000 + Int64(nanoseconds) / 1_000_000 }

  /// Reads RFC 3339: `2026-11-23T10:15:30.5Z`, `…+01:00`; `T` and `Z` in lower case too. No leap seconds.
  public init?(rfc3339 text: String) { self.init(rfc3339: Text(text)) }

  /// The same.
  init?(rfc3339 text: Text) {
    guard let moment = text.withBytes({ Timestamp(rfc3339: $0) }) else { return nil }
    self = moment
  }

  private init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
    var reader = DigitReader(bytes)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2),
      reader.take("T") || reader.take("t"), let hour = reader.number(2), reader.take(":"),
      let minute = reader.number(2),
      reader.take(":"), let second = reader.number(2)
    else { return nil }
    var nanoseconds: Int32 = 0
    if reader.take(".") {
      guard let fraction = reader.fraction() else { return nil }
      nanoseconds = fraction
    }
    guard let offset = reader.zone(), reader.isAtEnd, (1...12).contains(month), day >= 1,
      day <= Civil.days(in: month, of: year),
      hour < 24, minute < 60, second < 60, year >= 1
    else { return nil }
    let days = Civil.days(year: year, month: month, day: day)
    self.init(
      seconds: days * 86_400 + Int64(hour * 3600 + minute * 60 + second) - Int64(offset), nanoseconds: nanoseconds)
  }

  /// As RFC 3339 in UTC, with as many digits of a second as are needed.
  public var rfc3339: String {
    let civil = Civil(seconds)
    let date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    let time = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
    return "\(date)T\(time)\(fraction(of: nanoseconds))Z"
  }

  /// Earlier is less.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// The moment a length of time later; `nil` outside the range.
  func adding(_ span: TimeSpan) -> Timestamp? {
    let (wholes, rest) = span.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    var seconds = seconds + wholes
    var nanoseconds = Int64(nanoseconds) + rest
    if nanoseconds < 0 { (seconds, nanoseconds) = (seconds - 1, nanoseconds + 1_000_000_000) }
    if nanoseconds >= 1_000_000_000 { (seconds, nanoseconds) = (seconds + 1, nanoseconds - 1_000_000_000) }
    return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
  }

  /// The time from another moment to this one; `nil` beyond 292 years.
  func since(_ other: Timestamp) -> TimeSpan? {
    let (nanoseconds, overflow) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = nanoseconds.addingReportingOverflow(Int64(self.nanoseconds - other.nanoseconds))
    return overflow || carry ? nil : TimeSpan(nanoseconds: sum)
  }
}

/// A length of time in nanoseconds, up to some 292 years either way: CEL's duration.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// The length.
  public let nanoseconds: Int64

  /// A length of time.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Shorter is less.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.nanoseconds < right.nanoseconds }

  /// Reads Go's form: `1h30m`, `1.5h`, `.5s`, `-1h`, `100ms`, `3us`, `3µs`, `9ns`.
  public init?(text: String) { self.init(text: Text(text)) }

  /// The same.
  init?(text: Text) {
    guard let span = text.withBytes({ TimeSpan.read($0) }) else { return nil }
    self = span
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeSpan? {
    var index = 0
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    guard index < bytes.count else { return nil }
    if bytes.count == index + 1, bytes[index] == UInt8(ascii: "0") { return TimeSpan(nanoseconds: 0) }
    var total: Int64 = 0
    while index < bytes.count {
      guard let (part, next) = part(bytes, at: index) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(isNegative ? -part : part)
      guard !overflow else { return nil }
      total = sum
      index = next
    }
    return TimeSpan(nanoseconds: total)
  }

  /// In seconds, with as many digits as are needed: `90s`, `1.5s`.
  public var text: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    return "\(sign)\(magnitude / 1_000_000_000)\(fraction(of: Int32(magnitude % 1_000_000_000)))s"
  }

  /// The unit of letters, in nanoseconds, and how many bytes they have.
  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (nanoseconds: Int64, length: Int)? {
    let isSecond = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "s")
    switch bytes[index] {
    case UInt8(ascii: "h"): return (3_600_000_000_000, 1)
    case UInt8(ascii: "m"): return isSecond ? (1_000_000, 2) : (60_000_000_000, 1)
    case UInt8(ascii: "s"): return (1_000_000_000, 1)
    case UInt8(ascii: "u") where isSecond: return (1_000, 2)
    case UInt8(ascii: "n") where isSecond: return (1, 2)
    // `µ` is the micro sign (U+00B5) or the Greek letter (U+03BC).
    case 0xC2 where index + 2 < bytes.count && bytes[index + 1] == 0xB5 && bytes[index + 2] == UInt8(ascii: "s"),
      0xCE where index + 2 < bytes.count && bytes[index + 1] == 0xBC && bytes[index + 2] == UInt8(ascii: "s"):
      return (1_000, 3)
    default: return nil
    }
  }

  /// A number with its unit, and where the next begins.
  private static func part(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Int64, Int)? {
    var index = start
    var overflow = false
    var count: Int64 = 0
    while index < bytes.count, let digit = digit(bytes[index]) {
      let (product, tooLarge) = count.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(digit)
      (count, overflow) = (sum, overflow || tooLarge || carry)
      index += 1
    }
    var digits = index - start
    var decimals = index..<index
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      let first = index
      while index < bytes.count, digit(bytes[index]) != nil { index += 1 }
      decimals = first..<index
      digits += decimals.count
    }
    guard digits > 0, !overflow, index < bytes.count, let (unit, length) = unit(bytes, at: index) else { return nil }
    let end = index + length
    // Letters that go on are no unit.
    guard end == bytes.count || digit(bytes[end]) != nil || bytes[end] == UInt8(ascii: ".") else { return nil }
    var (total, tooLarge) = count.multipliedReportingOverflow(by: unit)
    var scale = unit
    for place in decimals {
      scale /= 10
      let (sum, carry) = total.addingReportingOverflow((digit(bytes[place]) ?? 0) * scale)
      (total, tooLarge) = (sum, tooLarge || carry)
    }
    return tooLarge ? nil : (total, end)
  }

  private static func digit(_ byte: UInt8) -> Int64? { byte >= 48 && byte <= 57 ? Int64(byte - 48) : nil }
}

/// A date and time of day of the Gregorian calendar, without a zone.
struct Civil {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  /// From 0, Sunday.
  var weekday: Int
  /// From 0.
  var dayOfYear: Int

  /// The civil time of seconds since 1970-01-01T00:00:00.
  init(_ seconds: Int64) {
    var days = seconds / 86_400
    var rest = Int(seconds % 86_400)
    if rest < 0 { (days, rest) = (days - 1, rest + 86_400) }
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    weekday = Int(((days % 7) + 11) % 7)
    // Days are counted from 0000-03-01, so that the leap day is a year's last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfMarchYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfMarchYear + 2) / 153
    day = Int(dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1)
    month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    dayOfYear = Int(days - Civil.days(year: year, month: 1, day: 1))
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01.
  static func days(year: Int, month: Int, day: Int) -> Int64 {
    let marchYear = Int64(month <= 2 ? year - 1 : year)
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Reads digits and signs of a time's text.
struct DigitReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// Over bytes that stay as long as this is used.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == letter.value else { return false }
    index += 1
    return true
  }

  mutating func number(_ digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + digits] {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    index += digits
    return value
  }

  /// Digits of a second; what is finer than a nanosecond is cut off.
  mutating func fraction() -> Int32? {
    var value: Int32 = 0
    var count = 0
    while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
      if count < 9 { value = value * 10 + Int32(bytes[index] - 48) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 9)..<9 { value *= 10 }
    return value
  }

  /// Seconds east of UTC.
  mutating func zone() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isNegative = take("-")
    guard isNegative || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// `.5` for half a second, nothing for none.
private func fraction(of nanoseconds: Int32) -> String {
  guard nanoseconds != 0 else { return "" }
  var digits = padded(Int(nanoseconds), 9)
  while digits.last == "0" { digits.removeLast() }
  return "." + digits
}
