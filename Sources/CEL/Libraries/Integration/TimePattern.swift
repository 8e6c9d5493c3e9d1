/// How a time is written: letters of Unicode's date patterns (UTS #35, Date Format Patterns), as java.time has them too.
///
/// Only letters that mean the same everywhere: no names of zones, no weeks, and names of months and days in English.
struct TimePattern: Sendable {
  /// A number of a date or a time of day.
  enum Number: Hashable, Sendable {
    case year, yearOfCentury, month, day, dayOfYear, hour, hourOfHalf, minute, second

    /// The numbers that it can be.
    var range: ClosedRange<Int> {
      switch self {
      case .year: 1...9999
      case .yearOfCentury: 0...99
      case .month: 1...12
      case .day: 1...31
      case .dayOfYear: 1...366
      case .hour: 0...23
      case .hourOfHalf: 1...12
      // No leap seconds, as in RFC 3339 texts here.
      case .minute, .second: 0...59
      }
    }

    /// Its name, for messages.
    var spoken: String {
      switch self {
      case .year, .yearOfCentury: "year"
      case .month: "month"
      case .day: "day"
      case .dayOfYear: "day of the year"
      case .hour, .hourOfHalf: "hour"
      case .minute: "minute"
      case .second: "second"
      }
    }
  }

  /// How an offset from UTC is written.
  struct Offset: Hashable, Sendable {
    /// Whether hours and minutes have a colon between them.
    var hasColon = false
    /// Whether minutes are left out where there are none.
    var isShort = false
    /// Whether it is `Z` where there is no offset.
    var hasZ = false
  }

  /// A piece of a pattern.
  enum Piece: Hashable, Sendable {
    /// Bytes that stand for themselves.
    case literal([UInt8])
    /// A number with so many digits at least; where that is one, as many as there are.
    case number(Number, digits: Int)
    /// So many digits of the second's fraction.
    case fraction(digits: Int)
    /// The English name of the month, or its first three letters.
    case month(isShort: Bool)
    /// The same of the day of the week.
    case weekday(isShort: Bool)
    /// `AM` or `PM`.
    case half
    case offset(Offset)
  }

  /// Why a text is no pattern, or a text does not follow one.
  struct Failure: Error, Hashable {
    let message: String
  }

  let pieces: [Piece]

  /// Reads a pattern.
  init(_ text: Text) throws(Failure) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    let bytes = text.utf8
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "'"): index = try TimePattern.quoted(bytes, from: index, into: &literal)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        let run = bytes[index...].prefix { $0 == bytes[index] }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = []
        pieces.append(try TimePattern.piece(run))
        index += run.count
      // Optional parts and padding elsewhere: here too, some day, so they cannot stand for themselves until then.
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"):
        let character = Character(Unicode.Scalar(bytes[index]))
        throw Failure(message: "`\(character)` has to stand in quotes: `'\(character)'`")
      case let byte:
        literal.append(byte)
        index += 1
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  /// Adds what stands in quotes to a literal. Two quotes in a row are one, inside of quotes and out.
  private static func quoted(_ bytes: [UInt8], from start: Int, into literal: inout [UInt8]) throws(Failure) -> Int {
    let quote = UInt8(ascii: "'")
    var index = start + 1
    if index < bytes.count, bytes[index] == quote {
      literal.append(quote)
      return index + 1
    }
    while index < bytes.count {
      if bytes[index] != quote {
        literal.append(bytes[index])
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == quote {
        literal.append(quote)
        index += 2
      } else {
        return index + 1
      }
    }
    throw Failure(message: "a quote is not closed")
  }

  private static func piece(_ letters: ArraySlice<UInt8>) throws(Failure) -> Piece {
    if letters.first == UInt8(ascii: "S"), letters.count <= 9 { return .fraction(digits: letters.count) }
    // A long run is nobody's, and need not become a string.
    if letters.count <= 4, let piece = known[String(decoding: letters, as: UTF8.self)] { return piece }
    let shown = String(decoding: letters.prefix(8), as: UTF8.self) + (letters.count > 8 ? "…" : "")
    throw Failure(
      message:
        "`\(shown)` is none of \(spokenLetters), S to SSSSSSSSS; other letters have to stand in quotes, like `'T'`")
  }

  private static let spokenLetters =
    "yyyy, yy, MMMM, MMM, MM, M, dd, d, DDD, D, EEEE, EEE, HH, H, hh, h, a, mm, m, ss, s, XXX, XX, X, xxx, xx, x, Z"

  private static let known: [String: Piece] = [
    "yyyy": .number(.year, digits: 4), "yy": .number(.yearOfCentury, digits: 2), "MMMM": .month(isShort: false),
    "MMM": .month(isShort: true), "MM": .number(.month, digits: 2), "M": .number(.month, digits: 1),
    "dd": .number(.day, digits: 2), "d": .number(.day, digits: 1), "DDD": .number(.dayOfYear, digits: 3),
    "D": .number(.dayOfYear, digits: 1), "EEEE": .weekday(isShort: false), "EEE": .weekday(isShort: true),
    "HH": .number(.hour, digits: 2), "H": .number(.hour, digits: 1), "hh": .number(.hourOfHalf, digits: 2),
    "h": .number(.hourOfHalf, digits: 1), "a": .half, "mm": .number(.minute, digits: 2),
    "m": .number(.minute, digits: 1), "ss": .number(.second, digits: 2), "s": .number(.second, digits: 1),
    "XXX": .offset(Offset(hasColon: true, hasZ: true)), "XX": .offset(Offset(hasZ: true)),
    "X": .offset(Offset(isShort: true, hasZ: true)), "xxx": .offset(Offset(hasColon: true)), "xx": .offset(Offset()),
    "x": .offset(Offset(isShort: true)), "Z": .offset(Offset()),
  ]

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  /// The name, or its first three letters.
  static func name(_ name: String, isShort: Bool) -> String { isShort ? String(name.prefix(3)) : name }
}
