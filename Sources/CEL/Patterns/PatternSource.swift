/// A pattern on its way to RE2: what RE2 takes and CEL does not is refused, what only later versions of it take is written as the
/// earlier ones want it, and how far a search can look is found out.
struct PatternSource {
  /// The pattern as RE2 is given it.
  private(set) var bytes: Text
  /// Whether a search looks only a little beyond the end of its match.
  ///
  /// So it is when every repeat without end stands at the end of the pattern, or of a choice between patterns: who is in it has matched.
  /// `\s+`, `id:\d+` and `a{2,5}|b*` are local; `".*"` is not, and neither is `a.*z|a`, which on a text of a's looks at all of it for
  /// each of them.
  private(set) var isLocal = true
  /// Whether something is repeated a number of times, so that a match without repeats can be longer than the pattern.
  private(set) var hasCounts = false

  /// Most brackets inside brackets, as in Go.
  private static let mostDepth = 1000

  private var depth = 0
  /// Whether the last thing was a repeat without end, or a bracket whose last thing was.
  private var isOpen = false
  /// Places where the `P` of `(?P<name>` is missing.
  private var missing: [Int] = []

  init(_ pattern: Text) throws(Pattern.Failure) {
    bytes = pattern
    try pattern.withBytes { pattern in
      Result { () throws(Pattern.Failure) in
        var index = 0
        while index < pattern.count { index = try read(pattern, index) }
      }
    }.get()
    guard !missing.isEmpty else { return }
    var whole = pattern.utf8
    for place in missing.reversed() { whole.insert(UInt8(ascii: "P"), at: place) }
    bytes = Text(utf8: whole)
  }

  /// Reads one thing and answers where the next begins.
  private mutating func read(_ pattern: UnsafeBufferPointer<UInt8>, _ index: Int) throws(Pattern.Failure) -> Int {
    switch pattern[index] {
    case UInt8(ascii: "*"), UInt8(ascii: "+"): repeatsWithoutEnd()
    case UInt8(ascii: "{"):
      if let end = try count(pattern, index) { return end }
      thing()
    case UInt8(ascii: "?"): break
    case UInt8(ascii: "|"):
      if depth == 0 { isOpen = false } else { thing() }
    case UInt8(ascii: "("): try group(pattern, index)
    case UInt8(ascii: ")"): depth -= 1
    case UInt8(ascii: "["):
      thing()
      return PatternSource.endOfClass(pattern, index)
    case UInt8(ascii: "\\"):
      thing()
      return try escape(pattern, index)
    default: thing()
    }
    return index + 1
  }

  private mutating func thing() { if isOpen { isLocal = false } }

  private mutating func repeatsWithoutEnd() {
    if isOpen { isLocal = false }
    isOpen = true
  }

  private mutating func group(_ pattern: UnsafeBufferPointer<UInt8>, _ index: Int) throws(Pattern.Failure) {
    thing()
    depth += 1
    guard depth <= PatternSource.mostDepth else {
      throw Pattern.Failure(message: "it is nested more than \(PatternSource.mostDepth) deep")
    }
    // `(?<=` and `(?<!` are look-behind, which RE2 refuses.
    guard index + 3 < pattern.count, pattern[index + 1] == UInt8(ascii: "?"), pattern[index + 2] == UInt8(ascii: "<"),
      pattern[index + 3] != UInt8(ascii: "="), pattern[index + 3] != UInt8(ascii: "!")
    else {
      return
    }
    missing.append(index + 2)
  }

  private mutating func escape(
    _ pattern: UnsafeBufferPointer<UInt8>, _ index: Int
  ) throws(Pattern.Failure) -> Int {
    guard index + 1 < pattern.count else { return index + 1 }
    var end = index + 2
    switch pattern[index + 1] {
    case UInt8(ascii: "C"):
      throw Pattern.Failure(message: "`\\C` is a byte, and a text has code points: write `(?s:.)` for any of them")
    case UInt8(ascii: "Q"):
      while end + 1 < pattern.count, pattern[end] != UInt8(ascii: "\\") || pattern[end + 1] != UInt8(ascii: "E") {
        end += 1
      }
      return end + 2
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "x"):
      // Not the braces of a count.
      guard end < pattern.count, pattern[end] == UInt8(ascii: "{") else { return end }
      while end < pattern.count, pattern[end] != UInt8(ascii: "}") { end += 1 }
      return end + 1
    default: return end
    }
  }

  /// The end of `{n}`, `{n,}` or `{n,m}`; `nil` for anything else, which is a text.
  private mutating func count(
    _ pattern: UnsafeBufferPointer<UInt8>, _ index: Int
  ) throws(Pattern.Failure) -> Int? {
    func digits(_ start: Int) -> Int {
      var end = start
      while end < pattern.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= pattern[end] { end += 1 }
      return end
    }
    let least = digits(index + 1)
    guard least > index + 1, least < pattern.count else { return nil }
    var most = least
    let hasComma = pattern[least] == UInt8(ascii: ",")
    if hasComma { most = digits(least + 1) }
    guard most < pattern.count, pattern[most] == UInt8(ascii: "}") else { return nil }
    // RE2 takes a count that no number holds for a text, Go for an error.
    guard max(least - index - 1, most - least - 1) < 9 else { throw .largeCount }
    hasCounts = true
    if hasComma, most == least + 1 { repeatsWithoutEnd() } else { thing() }
    return most + 1
  }

  /// Where a class ends, as RE2 reads it: a `]` at its beginning is one of its characters, and so are those of `[:name:]`.
  private static func endOfClass(_ pattern: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    var index = index + 1
    var mayName = true
    if index < pattern.count, pattern[index] == UInt8(ascii: "^") { index += 1 }
    if index < pattern.count, pattern[index] == UInt8(ascii: "]") { index += 1 }
    while index < pattern.count {
      switch pattern[index] {
      case UInt8(ascii: "]"): return index + 1
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "[")
      where mayName && index + 1 < pattern.count && pattern[index + 1] == UInt8(ascii: ":"):
        var end = index + 2
        while end + 1 < pattern.count, pattern[end] != UInt8(ascii: ":") || pattern[end + 1] != UInt8(ascii: "]") {
          end += 1
        }
        // Without a `:]` anywhere it is no name, and none that follows is.
        mayName = end + 1 < pattern.count
        index = mayName ? end + 2 : index + 1
      default: index += 1
      }
    }
    return pattern.count
  }
}
