/// The lines of a literal or folded scalar (§8.1), found out of its text: how far they are indented, and where they end, is said partly
/// in the head, partly by what is around.
struct BlockScalar {
  /// The lines up to the last with text on it, each without its indentation and its line break.
  private(set) var lines: [Range<Int>] = []
  /// Where each byte of the text came from, up to where the source and the text differ.
  private(set) var units = Units()

  private let source: [UInt8]
  private let depth: Int

  /// - Parameters:
  ///   - start: offset of the `|` or `>`.
  ///   - text: the scalar's text.
  init(source: [UInt8], start: Int, isFolded: Bool, text: ArraySlice<UInt8>) {
    self.source = source
    let head = source[start...].firstIndex { $0 == newline || $0 == carriageReturn } ?? source.count
    let first = lineBreak(source, at: head, before: source.count)?.upperBound ?? head
    depth = BlockScalar.depth(source, from: first, text: text)
    units.start = first
    let written = text.count - text.reversed().prefix { $0 == newline }.count
    var (index, last, empty) = (first, Range<Int>?.none, [Range<Int>]())
    var lastIsIndented = false
    while index < source.count, units.bytes.count < written {
      let line = line(at: index)
      index = line.next
      guard !line.body.isEmpty else {
        if let found = line.lineBreak { empty.append(found) }
        lines.append(line.body)
        continue
      }
      let isIndented = source[line.body.lowerBound] == space || source[line.body.lowerBound] == tab
      put(last, empty, isJoined: isFolded && !lastIsIndented && !isIndented)
      units.put(source, line.body)
      lines.append(line.body)
      (last, empty, lastIsIndented) = (line.lineBreak, [], isIndented)
    }
    // How many line breaks stay at the end is said in the head (§8.1.1.2), and shows in the text.
    if let last, units.bytes.count < text.count { units.put(newline, last) }
    while units.bytes.count < text.count, let found = line(at: index).lineBreak, line(at: index).body.isEmpty {
      units.put(newline, found)
      index = found.upperBound
    }
  }

  /// What parts two lines of text: joined by a space or by the empty lines between them, or as it is (§8.1.3).
  private mutating func put(_ last: Range<Int>?, _ empty: [Range<Int>], isJoined: Bool) {
    if let last, !isJoined {
      units.put(newline, last)
    } else if let last, empty.isEmpty {
      units.put(space, last)
    }
    for place in empty { units.put(newline, place) }
  }

  /// A line without its indentation, its line break, and where the next begins.
  private func line(at start: Int) -> (body: Range<Int>, lineBreak: Range<Int>?, next: Int) {
    var body = start
    while body < source.count, body < start + depth, source[body] == space { body += 1 }
    var end = body
    while end < source.count, source[end] != newline, source[end] != carriageReturn { end += 1 }
    let found = lineBreak(source, at: end, before: source.count)
    return (body..<end, found, found?.upperBound ?? source.count)
  }

  /// By how many spaces the lines are indented: as many as the first line with text on it has more in the source than in the text.
  private static func depth(_ source: [UInt8], from start: Int, text: ArraySlice<UInt8>) -> Int {
    var (most, spaces, index) = (0, 0, start)
    while index < source.count, source[index] == space || source[index] == newline || source[index] == carriageReturn {
      spaces = source[index] == space ? spaces + 1 : 0
      most = max(most, spaces)
      index += 1
    }
    guard let first = text.firstIndex(where: { $0 != space && $0 != newline }) else {
      // Nothing but empty lines, some of which may have spaces of text.
      return most - (text.split(separator: newline).map { $0.count }.max() ?? 0)
    }
    return max(0, spaces - text[..<first].reversed().prefix { $0 == space }.count)
  }
}
