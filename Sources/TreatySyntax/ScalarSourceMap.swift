/// Where each byte of a scalar's text came from.
///
/// The source is decoded a second time, by the rules of YAML 1.2 chapters 7 and 8, noting offsets on the way. The result is held
/// against the text that libyaml gave: a map that does not reproduce it is not used.
struct ScalarSourceMap {
  /// Offset in the file of each byte of the text, and of its end.
  private let offsets: [Int]

  init?(style: Node.Style, source: [UInt8], range: Range<Int>, text: ArraySlice<UInt8>) {
    let content = source[range]
    switch style {
    case .plain:
      guard let decoded = FlowScalarDecoder.decode(content, quote: nil, text: text) else { return nil }
      offsets = decoded
    case .singleQuoted:
      guard let decoded = FlowScalarDecoder.decode(content.dropFirst().dropLast(), quote: UInt8(ascii: "'"), text: text)
      else { return nil }
      offsets = decoded
    case .doubleQuoted:
      guard
        let decoded = FlowScalarDecoder.decode(content.dropFirst().dropLast(), quote: UInt8(ascii: "\""), text: text)
      else { return nil }
      offsets = decoded
    case .literal, .folded:
      guard let decoded = BlockScalarDecoder.decode(content, isFolded: style == .folded, text: text) else { return nil }
      offsets = decoded
    case .block, .flow: return nil
    }
  }

  /// Bytes of the file that a stretch of the text was written with.
  func range(of range: Range<Int>) -> Range<Int> {
    let start = offsets[range.lowerBound]
    return start..<max(start, range.isEmpty ? start : offsets[range.upperBound - 1] + length(at: range.upperBound - 1))
  }

  /// How much of the file the byte at `index` was written with: up to the next byte's place, unless white space was left out between.
  private func length(at index: Int) -> Int {
    max(1, offsets[index + 1] - offsets[index])
  }
}

/// Output of a decoder: bytes, and where each came from.
private struct Decoded {
  var bytes: [UInt8] = []
  var offsets: [Int] = []

  mutating func put(_ byte: UInt8, from offset: Int) {
    bytes.append(byte)
    offsets.append(offset)
  }

  /// The map, when it reproduces `text`.
  func map(of text: ArraySlice<UInt8>, end: Int) -> [Int]? {
    bytes.elementsEqual(text) ? offsets + [end] : nil
  }
}

/// Plain and quoted scalars, which fold their lines alike (§6.5, §7.3).
private enum FlowScalarDecoder {
  static func decode(_ source: ArraySlice<UInt8>, quote: UInt8?, text: ArraySlice<UInt8>) -> [Int]? {
    var out = Decoded()
    var index = source.startIndex
    while index < source.endIndex {
      let byte = source[index]
      if byte == space || byte == tab || byte == newline || byte == carriageReturn {
        index = blanks(source, from: index, into: &out)
      } else if byte == UInt8(ascii: "'"), quote == byte, index + 1 < source.endIndex, source[index + 1] == byte {
        out.put(byte, from: index)
        index += 2
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        guard let next = escape(source, at: index, into: &out) else { return nil }
        index = next
      } else {
        out.put(byte, from: index)
        index += 1
      }
    }
    return out.map(of: text, end: source.endIndex)
  }

  /// White space: as it is within a line, folded where lines end in it.
  private static func blanks(_ source: ArraySlice<UInt8>, from start: Int, into out: inout Decoded) -> Int {
    var index = start
    var breaks: [Int] = []
    while index < source.endIndex {
      let byte = source[index]
      if byte == newline { breaks.append(index) } else if byte != space, byte != tab, byte != carriageReturn { break }
      index += 1
    }
    if breaks.isEmpty {
      for offset in start..<index { out.put(source[offset], from: offset) }
    } else if breaks.count == 1 {
      out.put(space, from: breaks[0])
    } else {
      for offset in breaks.dropFirst() { out.put(newline, from: offset) }
    }
    return index
  }

  /// An escape of a double-quoted scalar (§5.7).
  private static func escape(_ source: ArraySlice<UInt8>, at start: Int, into out: inout Decoded) -> Int? {
    guard start + 1 < source.endIndex else { return nil }
    let letter = source[start + 1]
    if letter == newline || letter == carriageReturn {
      var index =
        start + (letter == carriageReturn && start + 2 < source.endIndex && source[start + 2] == newline ? 3 : 2)
      while index < source.endIndex, source[index] == space || source[index] == tab { index += 1 }
      return index
    }
    let lengths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
    if let length = lengths[letter] {
      let end = start + 2 + length
      guard end <= source.endIndex,
        let code = UInt32(String(decoding: source[(start + 2)..<end], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return nil }
      for byte in String(Character(scalar)).utf8 { out.put(byte, from: start) }
      return end
    }
    let simple: [Character: String] = [
      "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}", "r": "\r",
      "e": "\u{1B}",
      " ": " ", "\"": "\"", "/": "/", "\\": "\\", "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}", "P": "\u{2029}",
    ]
    guard let value = simple[Character(Unicode.Scalar(letter))] else { return nil }
    for byte in value.utf8 { out.put(byte, from: start) }
    return start + 2
  }
}

/// Literal and folded scalars (§8.1).
private enum BlockScalarDecoder {
  static func decode(_ source: ArraySlice<UInt8>, isFolded: Bool, text: ArraySlice<UInt8>) -> [Int]? {
    guard let head = source.firstIndex(of: newline) else { return text.isEmpty ? [source.endIndex] : nil }
    let lines = split(source[(head + 1)...])
    let most = lines.filter { !isBlank($0) }.map { indent(of: $0) }.min() ?? 0
    // The indentation may be said in the head, relative to what is around; the only sure sign of the right one is the text.
    for depth in stride(from: most, through: 0, by: -1) {
      var out = isFolded ? fold(lines, depth) : literal(lines, depth)
      if let map = chomp(&out, to: text, end: source.endIndex) { return map }
    }
    return nil
  }

  /// Lines with their end, where they have one.
  private static func split(_ source: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = source.startIndex
    while start < source.endIndex {
      let end = source[start...].firstIndex(of: newline).map { $0 + 1 } ?? source.endIndex
      lines.append(source[start..<end])
      start = end
    }
    return lines
  }

  private static func indent(of line: ArraySlice<UInt8>) -> Int { line.prefix { $0 == space }.count }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == space || $0 == newline || $0 == carriageReturn }
  }

  private static func body(_ line: ArraySlice<UInt8>, _ depth: Int) -> ArraySlice<UInt8> {
    var body = line.dropFirst(min(depth, indent(of: line)))
    if body.last == newline { body = body.dropLast() }
    if body.last == carriageReturn { body = body.dropLast() }
    return body
  }

  private static func literal(_ lines: [ArraySlice<UInt8>], _ depth: Int) -> Decoded {
    var out = Decoded()
    for line in lines {
      let body = body(line, depth)
      for (offset, byte) in zip(body.indices, body) { out.put(byte, from: offset) }
      out.put(newline, from: body.endIndex)
    }
    return out
  }

  /// Lines are joined by spaces, except around empty lines and lines that are indented further (§8.1.3).
  private static func fold(_ lines: [ArraySlice<UInt8>], _ depth: Int) -> Decoded {
    var out = Decoded()
    var breaks: [Int] = []
    var lastIsIndented = true
    var isFirst = true
    for line in lines {
      let body = body(line, depth)
      if body.isEmpty {
        breaks.append(body.endIndex)
        continue
      }
      let isIndented = body.first == space || body.first == tab
      if !isFirst, !lastIsIndented, !isIndented {
        if breaks.count == 1 {
          out.put(space, from: breaks[0])
        } else {
          for offset in breaks.dropFirst() { out.put(newline, from: offset) }
        }
      } else {
        for offset in breaks { out.put(newline, from: offset) }
      }
      for (offset, byte) in zip(body.indices, body) { out.put(byte, from: offset) }
      breaks = [body.endIndex]
      lastIsIndented = isIndented
      isFirst = false
    }
    for offset in breaks { out.put(newline, from: offset) }
    return out
  }

  /// Cuts newlines at the end until the text is met: how many stay is said in the head (§8.1.1.2).
  private static func chomp(_ out: inout Decoded, to text: ArraySlice<UInt8>, end: Int) -> [Int]? {
    while out.bytes.count > text.count, out.bytes.last == newline {
      out.bytes.removeLast()
      out.offsets.removeLast()
    }
    // The scalar's span ends with its last line; newlines that are kept beyond it stand at its end.
    while out.bytes.count < text.count, text.last == newline { out.put(newline, from: end) }
    return out.map(of: text, end: end)
  }
}
