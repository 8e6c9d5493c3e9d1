/// Lines of a file, and where in them something stands.
struct SourceLines {
  let source: [UInt8]

  /// Where the line at an offset begins.
  func start(_ offset: Int) -> Int {
    var start = offset
    while start > 0, !isBreak(source[start - 1]) { start -= 1 }
    return start
  }

  /// Characters of the line before an offset.
  func column(_ offset: Int) -> Int {
    let start = start(offset)
    let hasMark = start == 0 && offset >= 3 && source.starts(with: byteOrderMark)
    return source[(hasMark ? 3 : start)..<offset].count { $0 & 0xC0 != 0x80 }
  }

  /// Whether a line ends in a stretch.
  func hasBreak(_ range: Range<Int>) -> Bool { source[range].contains(where: isBreak) }

  /// Whether an empty line stands before the line at an offset, with nothing but white space between.
  func hasEmptyLine(before offset: Int) -> Bool {
    var (index, breaks) = (offset, 0)
    while index > 0, isBlank(source[index - 1]) || isBreak(source[index - 1]) {
      index -= 1
      // `\r\n` is one.
      let isHalf = source[index] != newline && index + 1 < source.count && source[index + 1] == newline
      if isBreak(source[index]), !isHalf { breaks += 1 }
    }
    return breaks > 1 && index > 0
  }

  /// What comes next from an offset on that is neither white space nor a comment.
  func token(from start: Int, before end: Int) -> Int {
    var offset = start
    while offset < end {
      if source[offset] == UInt8(ascii: "#") {
        while offset < end, !isBreak(source[offset]) { offset += 1 }
      } else if isBlank(source[offset]) || isBreak(source[offset]) {
        offset += 1
      } else {
        break
      }
    }
    return offset
  }
}

let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
let newline = UInt8(ascii: "\n")
let space = UInt8(ascii: " ")

func isBreak(_ byte: UInt8) -> Bool { byte == newline || byte == UInt8(ascii: "\r") }

func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == UInt8(ascii: "\t") }

/// Lines without their ends. A line ends in `\n`, `\r` or both.
func splitLines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var (start, index) = (bytes.startIndex, bytes.startIndex)
  while index < bytes.endIndex {
    if isBreak(bytes[index]) {
      lines.append(bytes[start..<index])
      if bytes[index] != newline, index + 1 < bytes.endIndex, bytes[index + 1] == newline { index += 1 }
      start = index + 1
    }
    index += 1
  }
  return lines + [bytes[start...]]
}

/// A line without white space at its end. A blank behind a backslash is kept: it may be an escape.
func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let blanks = line.reversed().prefix(while: isBlank).count
  let text = line.dropLast(blanks)
  let slashes = text.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
  return blanks > 0 && slashes % 2 == 1 ? line.dropLast(blanks - 1) : text
}
