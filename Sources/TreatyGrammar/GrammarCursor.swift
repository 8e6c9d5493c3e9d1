/// A place in a text that is read byte by byte.
struct GrammarCursor {
  /// The whole text in UTF-8.
  let bytes: [UInt8]
  /// Where it stands; not beyond the end.
  private(set) var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }
  /// The byte at hand; `nil` at the end.
  var next: UInt8? { isAtEnd ? nil : bytes[index] }
  var isAtSpace: Bool { next == UInt8(ascii: " ") }
  var isAtDigit: Bool { next.map(GrammarCursor.isDigit) ?? false }
  /// All but the white space at both ends.
  var content: Range<Int> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return 0..<0 }
    return first..<last + 1
  }

  // MARK: Going on

  /// Goes over a byte, if it is the one at hand.
  mutating func take(_ byte: Character) -> Bool {
    guard let next, next == byte.asciiValue else { return false }
    index += 1
    return true
  }

  /// Goes over a word, if it stands here.
  mutating func take(word: StaticString) -> Bool {
    guard starts(with: word) else { return false }
    index += word.utf8CodeUnitCount
    return true
  }

  /// Goes over all bytes of a kind. Returns which; maybe none.
  mutating func take(while isTaken: (UInt8) -> Bool) -> Range<Int> {
    let start = index
    while let next, isTaken(next) { index += 1 }
    return start..<index
  }

  /// Goes over digits.
  mutating func takeDigits() -> Range<Int> { take(while: GrammarCursor.isDigit) }

  /// Goes over spaces. Returns whether there were any.
  mutating func takeSpaces() -> Bool { !take(while: { $0 == UInt8(ascii: " ") }).isEmpty }

  /// Goes to a place.
  mutating func move(to place: Int) { index = place }

  // MARK: Looking

  /// Whether a word stands here.
  func starts(with word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - index >= count else { return false }
    return word.withUTF8Buffer { $0.elementsEqual(bytes[index..<index + count]) }
  }

  /// Whether only spaces follow, or nothing.
  var isAtEndOfWord: Bool { isAtEnd || isAtSpace }

  /// Bytes from here, or from another place, to the next space or the end; of a comma or semicolon too where `stop` names it.
  func word(from start: Int? = nil, until stop: String = "") -> Range<Int> {
    let start = start ?? index
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: " "), !stop.utf8.contains(bytes[end]) { end += 1 }
    return start..<end
  }

  /// Bytes from a place to the end.
  func rest(from start: Int? = nil) -> Range<Int> { (start ?? index)..<bytes.count }

  /// Bytes of the character at hand; empty at the end.
  var character: Range<Int> {
    guard !isAtEnd else { return index..<index }
    var end = index + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return index..<end
  }

  /// Some of the text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Some of the text as it stands in a message: in backticks, what is long cut short.
  func shown(_ range: Range<Int>) -> String {
    let text = text(range)
    return text.count > 40 ? "`\(text.prefix(39))…`" : "`\(text)`"
  }

  /// The number that digits stand for; `nil` where there are none, or it does not fit.
  func number(_ digits: Range<Int>) -> Int64? {
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in bytes[digits] {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(byte) - 48)
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  // MARK: Bytes

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  static func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
  static func isLetter(_ byte: UInt8) -> Bool { isLower(byte) || isUpper(byte) }
}
