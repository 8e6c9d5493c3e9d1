/// Finds comments: every `#` that does not stand in a scalar. libyaml's events leave them out.
///
/// It is told of each scalar as it is read, and has only the few `#` of the file to look at.
struct CommentFinder {
  /// The comments, in the order of the file; nobody knows yet what they belong to.
  private(set) var found: [Arena.CommentRecord] = []
  /// Those whose `#` follows something without a blank between. libyaml takes them for comments; YAML 1.2 (§6.6) does not.
  private(set) var unspaced: [Range<Int>] = []

  private let source: [UInt8]
  private let hashes: [UInt32]
  /// How many of them were looked at.
  private var next = 0
  /// The first that was not; beyond every file when none is left. Asked for at every scalar.
  private var nextHash: Int

  /// - Parameter hashes: offsets of all `#`, in order.
  init(_ source: [UInt8], hashes: [UInt32]) {
    self.source = source
    self.hashes = hashes
    nextHash = hashes.first.map { Int($0) } ?? .max
  }

  /// A plain or quoted scalar was read, or a place at which one is missing.
  @inline(__always)
  mutating func take(text start: Int, end: Int) {
    while nextHash < end { step(textFrom: start) }
  }

  /// A block scalar was read: a comment may stand behind its `|` or `>`.
  mutating func take(blockScalar start: Int, end: Int) {
    guard nextHash < end else { return }
    var body = start
    while body < end, source[body] != newline, source[body] != carriageReturn { body += 1 }
    take(text: body, end: end)
  }

  /// The document has ended: what is left are comments.
  mutating func takeRest() {
    while nextHash < source.count { step(textFrom: source.count) }
  }

  private mutating func step(textFrom start: Int) {
    if nextHash < start { comment(at: nextHash) } else { next += 1 }
    nextHash = next < hashes.count ? Int(hashes[next]) : .max
  }

  private mutating func comment(at start: Int) {
    var end = start
    while end < source.count, source[end] != newline, source[end] != carriageReturn { end += 1 }
    while next < hashes.count, hashes[next] < end { next += 1 }
    while source[end - 1] == space || source[end - 1] == tab { end -= 1 }
    var line = start
    while line > 0, source[line - 1] == space || source[line - 1] == tab { line -= 1 }
    let begins = line == 0 || source[line - 1] == newline || source[line - 1] == carriageReturn || isMark(before: line)
    if !begins, line == start { unspaced.append(start..<start + 1) }
    found.append(Arena.CommentRecord(start: UInt32(start), end: UInt32(end), standsAlone: begins))
  }

  /// Whether the three bytes before an offset are a byte order mark, which is no character of its line.
  private func isMark(before offset: Int) -> Bool {
    offset >= 3 && source[offset - 3] == 0xEF && source[offset - 2] == 0xBB && source[offset - 1] == 0xBF
  }
}
