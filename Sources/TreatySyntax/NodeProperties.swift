let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")

/// The anchor and the tag that stand before a value (YAML 1.2 §6.9), each with its place: libyaml says only where the first begins.
struct NodeProperties {
  private(set) var ranges: [Range<Int>] = []
  /// Where the value begins that they belong to.
  private(set) var contentStart: Int

  /// - Parameters:
  ///   - start: where the first of them begins.
  ///   - end: where the value ends at the latest.
  init(_ source: [UInt8], from start: Int, to end: Int) {
    contentStart = start
    while contentStart < end {
      switch source[contentStart] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        // A value begins with neither, so that there is no third.
        guard ranges.count < 2 else { return }
        let length = NodeProperties.length(source[contentStart..<end])
        ranges.append(contentStart..<contentStart + length)
        contentStart += length
      case space, tab, newline, carriageReturn: contentStart += 1
      case UInt8(ascii: "#"):
        while contentStart < end, source[contentStart] != newline, source[contentStart] != carriageReturn {
          contentStart += 1
        }
      default: return
      }
    }
  }

  /// Bytes of an anchor or a tag. A tag `!<…>` goes to its bracket, any other to what ends a word in a flow collection.
  private static func length(_ rest: ArraySlice<UInt8>) -> Int {
    let body = rest.dropFirst()
    if rest.first == UInt8(ascii: "!"), body.first == UInt8(ascii: "<") {
      return (body.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? rest.endIndex) - rest.startIndex
    }
    return 1 + body.prefix { !isBlankOrBreak($0) && !",[]{}".utf8.contains($0) }.count
  }
}

/// Whether a byte is white space or ends a line.
func isBlankOrBreak(_ byte: UInt8) -> Bool {
  byte == space || byte == tab || byte == newline || byte == carriageReturn
}
