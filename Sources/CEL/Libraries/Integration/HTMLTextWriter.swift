/// Puts the text of HTML together: white space and breaks are only written when something comes behind them.
struct HTMLTextWriter {
  private var out: [UInt8] = []
  private var hasSpace = false
  /// How many line breaks stand before what is written next.
  private var breaks = 0
  /// Whether what is written next is the first of an item of a list.
  private var isAtItem = false
  /// How many elements are open in which white space counts.
  var verbatim = 0

  /// Where the text of a link begins; `nil` while nothing of it is written.
  private var linkStart: Int?
  private var isAtLink = false

  /// Space of HTML (WHATWG Infra §4.6, ASCII white space).
  static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0C, 0x0D: true
    default: false
    }
  }

  /// Writes a byte of text.
  mutating func write(_ byte: UInt8) {
    if HTMLTextWriter.isBlank(byte) { return writeBlank(byte) }
    flush()
    // A text with a NUL is one that many systems cut short there.
    if byte == 0 { out += "\u{FFFD}".utf8 } else { out.append(byte) }
  }

  /// Writes a character that was written as a reference. A no-break space is used to indent and to pad, so it is one like others.
  mutating func write(_ scalar: Unicode.Scalar) {
    if scalar == "\u{A0}" { return writeBlank(0x20) }
    if scalar.isASCII { return write(UInt8(scalar.value)) }
    flush()
    out += String(Character(scalar)).utf8
  }

  private mutating func writeBlank(_ byte: UInt8) {
    guard verbatim > 0 else {
      hasSpace = true
      return
    }
    if byte == 0x0A { return breakLine() }
    // Of CR LF the LF is the break.
    if byte == 0x0D { return }
    flush()
    out.append(byte == 0x09 ? byte : 0x20)
  }

  private mutating func flush() {
    if !out.isEmpty {
      // Empty elements and breaks in a row are layout; one empty line is as good as five.
      let most = verbatim > 0 ? breaks : min(breaks, 2)
      if breaks > 0 { while out.last == 0x20 { out.removeLast() } }
      out.append(contentsOf: repeatElement(0x0A, count: most))
      if hasSpace, breaks == 0, out.last != 0x20 { out.append(0x20) }
    }
    if isAtItem { out += "- ".utf8 }
    (breaks, hasSpace, isAtItem) = (0, false, false)
    if isAtLink { (linkStart, isAtLink) = (out.count, false) }
  }

  /// A line ends here.
  mutating func breakLine() {
    breaks += 1
    hasSpace = false
  }

  /// A line ends here unless one has ended already.
  mutating func endBlock() {
    breaks = max(breaks, 1)
    hasSpace = false
  }

  /// What is written next is marked as an item of a list.
  mutating func beginItem() { isAtItem = true }

  /// An item of a list ends, in which perhaps nothing was written.
  mutating func endItem() { isAtItem = false }

  /// What is written next is the text of a link.
  mutating func beginLink() { (linkStart, isAtLink) = (nil, true) }

  /// The text of the link ends; what it is.
  mutating func endLink() -> String {
    isAtLink = false
    return linkStart.map { String(decoding: out[$0...], as: UTF8.self) } ?? ""
  }

  /// All that was written.
  func finished() -> Text {
    let end = (out.lastIndex { !HTMLTextWriter.isBlank($0) } ?? -1) + 1
    return Text(utf8: out[..<end])
  }
}
