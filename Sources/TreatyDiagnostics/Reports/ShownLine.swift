/// A line as it is shown; of a very long one the part around what matters.
struct ShownLine {
  /// Bytes of a line from which on it is cut, and bytes that are kept.
  private static let longest = 240
  /// Bytes kept before what matters.
  private static let before = 80

  private let bytes: [UInt8]
  private let line: Range<Int>
  private let range: Range<Int>

  /// A line of a file, by its index, with the byte that must be seen.
  init(_ source: SourceFile, line: Int, focus: Int?) {
    bytes = source.bytes
    self.line = source.bytes(ofLine: line)
    guard self.line.count > ShownLine.longest else {
      range = self.line
      return
    }
    let wanted = max(self.line.lowerBound, (focus ?? self.line.lowerBound) - ShownLine.before)
    let start = min(wanted, self.line.upperBound - ShownLine.longest)
    range =
      ShownLine.scalarStart(
        start, in: source.bytes, from: self.line.lowerBound)..<ShownLine.scalarStart(
        start + ShownLine.longest, in: source.bytes, from: self.line.lowerBound)
  }

  /// The text.
  var shown: String {
    (range.lowerBound > line.lowerBound ? "…" : "") + TerminalText.show(bytes[range])
      + (range.upperBound < line.upperBound ? "…" : "")
  }

  /// The column of a byte of the file, from 0, as a terminal counts. What is not shown counts as the nearest that is.
  func column(of offset: Int) -> Int {
    guard offset >= range.lowerBound else { return 0 }
    let offset = min(offset, range.upperBound)
    let start = ShownLine.scalarStart(offset, in: bytes, from: range.lowerBound)
    return (range.lowerBound > line.lowerBound ? 1 : 0)
      + TerminalText.width(of: TerminalText.show(bytes[range.lowerBound..<start]))
  }

  /// The start of the scalar in which an offset lies; UTF-8 has at most three bytes behind the first one.
  private static func scalarStart(_ offset: Int, in bytes: [UInt8], from start: Int) -> Int {
    var found = offset
    while found > start, found < bytes.count, offset - found < 3, bytes[found] & 0xC0 == 0x80 { found -= 1 }
    return found
  }
}
