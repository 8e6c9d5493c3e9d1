/// A time zone as an expression names it: a name of the tz database, or an offset such as `+05:30` or `02:00`.
enum ZoneReference: Sendable {
  case named(Zone)
  /// Seconds east of UTC.
  case fixed(Int)

  /// The zone of a text; `nil` where it is none.
  init?(_ text: String) {
    if let zone = Zone.named(text) {
      self = .named(zone)
      return
    }
    // No name is UTC, in Google's engines too.
    if text.isEmpty || text.lowercased() == "utc" {
      self = .fixed(0)
      return
    }
    let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
    let offset = Text(isSigned ? text : "+" + text).withBytes { bytes -> Int? in
      var reader = DigitReader(bytes)
      guard let offset = reader.zone(), reader.isAtEnd else { return nil }
      return offset
    }
    guard let offset else { return nil }
    self = .fixed(offset)
  }

  /// What is wrong with a text that names no zone.
  static func problem(_ text: Text) -> String? {
    ZoneReference(text.string) == nil ? "`\(text)` is no time zone, like `Europe/Berlin`, `UTC` or `+01:00`" : nil
  }

  /// Seconds east of UTC at a moment.
  func offset(at moment: Int64) -> Int {
    switch self {
    case .named(let zone): zone.offset(at: moment)
    case .fixed(let offset): offset
    }
  }

  /// The moment at which clocks show a local time, given as seconds since 1970-01-01T00:00:00 by them.
  ///
  /// A time that they show twice, when an hour is repeated, is the first of the two. One that they skip is taken as far behind the gap as it
  /// lies in it, so that 02:30 becomes 03:30.
  func moment(ofLocal local: Int64) -> Int64 {
    // No zone changes twice within two days, and none is further than a day from UTC.
    let before = offset(at: local - 86_400)
    let after = offset(at: local + 86_400)
    for offset in [before, after] where self.offset(at: local - Int64(offset)) == offset {
      return local - Int64(offset)
    }
    return local - Int64(before)
  }
}
