import TreatyPlan

extension Quoting {
  /// A text as a literal of the language, byte by byte.
  ///
  /// `String.replacing` compares whole characters: it would take a quote with a combining accent behind it for another character, and
  /// let it end the literal.
  func quoted(_ text: String) -> String {
    let (quote, escape) = (Array(quote.utf8), Array(escape.utf8))
    let bytes = Array(text.utf8)
    var out = quote
    var index = 0
    while index < bytes.count {
      // UTF-8 is never found in the middle of another code point.
      if let found = [quote, escape].first(where: { !$0.isEmpty && bytes[index...].starts(with: $0) }) {
        out += escape + found
        index += found.count
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out + quote, as: UTF8.self)
  }
}
