/// Words for addresses and names of files: lower-case ASCII, joined by hyphens.
enum Slug {
  /// The slug of a text.
  ///
  /// - Parameter most: The most letters of it. It is cut behind a word; the first word is cut itself where it is longer.
  static func make(_ text: Text, most: Int = .max) -> Text {
    var out: [UInt8] = []
    /// Where the last word ended that still fits.
    var end = 0
    var isInWord = false
    for scalar in text.string.unicodeScalars {
      let isLetter = isLetter(scalar)
      if !isLetter, LatinLetters.isMark(scalar) { continue }
      if isLetter, !isInWord, !out.isEmpty { out.append(UInt8(ascii: "-")) }
      if !isLetter, isInWord { end = out.count }
      if isLetter { append(scalar, to: &out) }
      isInWord = isLetter
      if out.count > most { return Text(utf8: out[..<(end > 0 ? end : most)]) }
    }
    return Text(utf8: out)
  }

  /// Whether it is a letter or digit that ASCII has something for.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: !scalar.isASCII && LatinLetters.plain(scalar) != nil
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    switch scalar {
    case "a"..."z", "0"..."9": out.append(UInt8(ascii: scalar))
    case "A"..."Z": out.append(UInt8(ascii: scalar) | 0x20)
    default: out += (LatinLetters.plain(scalar) ?? "").utf8
    }
  }
}
