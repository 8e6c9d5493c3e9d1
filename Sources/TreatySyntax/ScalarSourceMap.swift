/// Where each byte of a scalar's text came from.
///
/// The source is decoded a second time, by the rules of YAML 1.2 chapters 7 and 8, noting offsets on the way. The result is held
/// against the text that libyaml gave: a map that does not reproduce it is not used.
struct ScalarSourceMap {
  private let units: Units

  /// - Parameter range: the scalar, with its quotes or its `|` or `>`.
  init?(style: Node.Style, source: [UInt8], range: Range<Int>, text: ArraySlice<UInt8>) {
    var units = Units()
    switch style {
    case .plain: FlowScalarDecoder(source: source, quote: nil).decode(range, into: &units)
    case .singleQuoted, .doubleQuoted:
      guard range.count >= 2 else { return nil }
      FlowScalarDecoder(source: source, quote: source[range.lowerBound])
        .decode(range.lowerBound + 1..<range.upperBound - 1, into: &units)
    case .literal, .folded:
      units = BlockScalar(source: source, start: range.lowerBound, isFolded: style == .folded, text: text).units
    case .block, .flow: return nil
    }
    guard units.bytes.elementsEqual(text) else { return nil }
    self.units = units
  }

  /// Bytes of the file that a stretch of the text was written with. Of nothing, the place before what follows.
  func range(of range: Range<Int>) -> Range<Int> {
    if let last = range.last { return units.places[range.lowerBound].lowerBound..<units.places[last].upperBound }
    let place =
      range.lowerBound < units.places.count
      ? units.places[range.lowerBound].lowerBound : units.places.last?.upperBound ?? units.start
    return place..<place
  }
}

/// Output of a decoder: bytes, and where each came from.
struct Units {
  /// Where the text begins, also of one without a byte.
  var start = 0
  var bytes: [UInt8] = []
  /// What each byte was written with; all bytes of an escape have the same.
  var places: [Range<Int>] = []

  mutating func put(_ byte: UInt8, _ place: Range<Int>) {
    bytes.append(byte)
    places.append(place)
  }

  /// Bytes that stand in the file as they are.
  mutating func put(_ source: [UInt8], _ range: Range<Int>) {
    for index in range { put(source[index], index..<index + 1) }
  }
}

/// The line break at an offset, `\n`, `\r` or both; `nil` where none is.
func lineBreak(_ source: [UInt8], at offset: Int, before end: Int) -> Range<Int>? {
  guard offset < end else { return nil }
  if source[offset] == newline { return offset..<offset + 1 }
  guard source[offset] == carriageReturn else { return nil }
  return offset..<(offset + 1 < end && source[offset + 1] == newline ? offset + 2 : offset + 1)
}

/// Plain and quoted scalars, which fold their lines alike (§6.5, §7.3).
struct FlowScalarDecoder {
  let source: [UInt8]
  /// The quote around it; `nil` for a plain scalar.
  let quote: UInt8?

  /// - Parameter range: what stands between the quotes.
  func decode(_ range: Range<Int>, into out: inout Units) {
    out.start = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source[index]
      if isBlankOrBreak(byte) {
        index = blanks(from: index, to: range.upperBound, into: &out)
      } else if byte == UInt8(ascii: "'"), quote == byte {
        out.put(byte, index..<index + 2)
        index += 2
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index = escape(at: index, to: range.upperBound, into: &out)
      } else {
        out.put(byte, index..<index + 1)
        index += 1
      }
    }
  }

  /// White space: as it is within a line, folded where lines end in it.
  ///
  /// - Returns: the offset behind it.
  private func blanks(from start: Int, to end: Int, into out: inout Units) -> Int {
    let (breaks, next) = breaks(from: start, to: end)
    if breaks.isEmpty {
      out.put(source, start..<next)
    } else if breaks.count == 1 {
      out.put(space, breaks[0])
    } else {
      for place in breaks.dropFirst() { out.put(newline, place) }
    }
    return next
  }

  /// Line breaks among white space, and the offset behind it.
  private func breaks(from start: Int, to end: Int) -> ([Range<Int>], Int) {
    var breaks: [Range<Int>] = []
    var index = start
    while index < end, isBlankOrBreak(source[index]) {
      if let found = lineBreak(source, at: index, before: end) {
        breaks.append(found)
        index = found.upperBound
      } else {
        index += 1
      }
    }
    return (breaks, index)
  }

  /// An escape of a double-quoted scalar (§5.7). Before a line break it leaves that out, and keeps those that follow.
  private func escape(at start: Int, to end: Int, into out: inout Units) -> Int {
    if let found = lineBreak(source, at: start + 1, before: end) {
      let (breaks, next) = breaks(from: found.upperBound, to: end)
      for place in breaks { out.put(newline, place) }
      return next
    }
    guard start + 1 < end, let (character, length) = EscapedCharacter.read(source[start + 1..<end]) else {
      // libyaml has refused it; the text will not be met.
      return end
    }
    for byte in String(Character(character)).utf8 { out.put(byte, start..<start + 1 + length) }
    return start + 1 + length
  }
}

/// What stands behind a backslash in double quotes (§5.7).
enum EscapedCharacter {
  /// - Returns: the character, and of how many bytes its escape is, without the backslash; `nil` where it is none.
  static func read(_ source: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    guard let letter = source.first else { return nil }
    if let digits = lengths[letter] {
      let code = source.dropFirst().prefix(digits)
      guard code.count == digits, let value = UInt32(String(decoding: code, as: UTF8.self), radix: 16) else {
        return nil
      }
      return Unicode.Scalar(value).map { ($0, digits + 1) }
    }
    return simple[letter].map { ($0, 1) }
  }

  private static let lengths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]

  private static let simple: [UInt8: Unicode.Scalar] = {
    let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
      ("0", "\0"), ("a", "\u{7}"), ("b", "\u{8}"), ("t", "\t"), ("\t", "\t"), ("n", "\n"), ("v", "\u{B}"),
      ("f", "\u{C}"), ("r", "\r"), ("e", "\u{1B}"), (" ", " "), ("\"", "\""), ("/", "/"), ("\\", "\\"), ("N", "\u{85}"),
      ("_", "\u{A0}"), ("L", "\u{2028}"), ("P", "\u{2029}"),
    ]
    return Dictionary(uniqueKeysWithValues: pairs.map { (UInt8(truncatingIfNeeded: $0.0.value), $0.1) })
  }()
}
