/// Dates, times and lengths of time as RFC 3339 has them.
enum TimeFormats {
  static func isDateTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // `2026-11-23T` and a time.
    guard bytes.count > 11, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
    return isDate(UnsafeBufferPointer(rebasing: bytes[..<10])) && isTime(UnsafeBufferPointer(rebasing: bytes[11...]))
  }

  static func isDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = two(bytes, 0), let rest = two(bytes, 2), let month = two(bytes, 5), let day = two(bytes, 8)
    else { return false }
    let year = century * 100 + rest
    return (1...12).contains(month) && day >= 1 && day <= days(in: month, of: year)
  }

  /// `10:15:30`, with a fraction or not, and an offset from UTC. A leap second is the last one of a day in UTC (§5.7).
  static func isTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 9, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":"),
      let hour = two(bytes, 0), let minute = two(bytes, 3), let second = two(bytes, 6), hour < 24, minute < 60,
      second <= 60
    else { return false }
    var index = 8
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      guard index > start, index < bytes.count else { return false }
    }
    guard let offset = offset(bytes, index) else { return false }
    let minutes = (hour * 60 + minute - offset + 2 * 1440) % 1440
    return second < 60 || minutes == 1439
  }

  /// Minutes east of UTC, which end the text.
  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    if bytes[index] | 0x20 == UInt8(ascii: "z") { return index + 1 == bytes.count ? 0 : nil }
    guard index + 6 == bytes.count, bytes[index + 3] == UInt8(ascii: ":"), let hours = two(bytes, index + 1),
      let minutes = two(bytes, index + 4), hours < 24, minutes < 60
    else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
  }

  /// `P3DT12H` (appendix A): years, months and days, or weeks, and then hours, minutes and seconds; between two nothing is left out.
  static func isDuration(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: "P") else { return false }
    var rest = bytes[1...]
    if let last = rest.last, last == UInt8(ascii: "W") {
      return rest.count > 1 && rest.dropLast().allSatisfy(isDigit)
    }
    let hasDate = takeUnits("YMD", from: &rest)
    guard let hasDate else { return false }
    guard let sign = rest.popFirst() else { return hasDate }
    guard sign == UInt8(ascii: "T"), let hasTime = takeUnits("HMS", from: &rest) else { return false }
    return hasTime && rest.isEmpty
  }

  /// Takes numbers with units that follow each other in an order.
  /// - Returns: whether there was one; `nil` where something is wrong.
  private static func takeUnits(_ units: StaticString, from rest: inout Bytes) -> Bool? {
    var place: Int?
    while let byte = rest.first, isDigit(byte) {
      while let digit = rest.first, isDigit(digit) { rest.removeFirst() }
      guard let unit = rest.popFirst() else { return nil }
      let found = units.withUTF8Buffer { $0.firstIndex(of: unit) }
      guard let found, place.map({ found == $0 + 1 }) ?? true else { return nil }
      place = found
    }
    return place != nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// Two digits.
  private static func two(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    guard isDigit(bytes[index]), isDigit(bytes[index + 1]) else { return nil }
    return Int(bytes[index] - 48) * 10 + Int(bytes[index + 1] - 48)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
