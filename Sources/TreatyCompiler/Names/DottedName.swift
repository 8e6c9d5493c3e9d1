import TreatyDiagnostics
package import TreatySpec

/// Names with dots in them, taken apart so that each part knows its place.
package enum DottedName {
  /// The two parts of `system.part`; `nil` where it has not just two.
  package static func split(_ name: Located<String>) -> (head: Located<String>, part: Located<String>)? {
    let parts = parts(name)
    guard parts.count == 2, parts.allSatisfy({ !$0.value.isEmpty }) else { return nil }
    return (parts[0], parts[1])
  }

  /// The parts between dots.
  package static func parts(_ name: Located<String>) -> [Located<String>] {
    var parts: [Located<String>] = []
    var offset = 0
    for part in name.value.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      parts.append(piece(name, String(Substring(part)), at: offset))
      offset += part.count + 1
    }
    return parts
  }

  /// What follows the first bytes.
  static func dropping(_ count: Int, of name: Located<String>) -> Located<String> {
    piece(name, String(Substring(name.value.utf8.dropFirst(count))), at: count)
  }

  private static func piece(_ name: Located<String>, _ text: String, at offset: Int) -> Located<String> {
    // A quoted name has other offsets; the whole is then underlined.
    guard name.span.range.count == name.value.utf8.count else { return Located(text, at: name.span) }
    let start = name.span.range.lowerBound + offset
    return Located(text, at: Span(file: name.span.file, range: start..<(start + text.utf8.count)))
  }
}
