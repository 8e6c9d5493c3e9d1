import CEL

/// Numbers, texts and bytes that stand in an expression.
enum Literals {
  /// The source with a variable in place of each; `nil` where there is none, or too many.
  static func hoisted(
    out source: String, _ parts: [Compilation.Part], _ environment: inout Environment, _ activation: inout Activation
  ) -> String? {
    let bytes = Array(source.utf8)
    let literals = parts.filter { isLiteral(bytes[$0.range]) }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    guard (1...20).contains(literals.count) else { return nil }
    var out: [UInt8] = []
    var end = 0
    for (number, part) in literals.enumerated() {
      let text = String(decoding: bytes[part.range], as: UTF8.self)
      guard part.range.lowerBound >= end,
        let value = alone.compile(text).program?.evaluate(Activation())
      else {
        return nil
      }
      environment.declare("literal\(number)", part.type)
      activation["literal\(number)"] = value
      out += bytes[end..<part.range.lowerBound] + " literal\(number) ".utf8
      end = part.range.upperBound
    }
    return String(decoding: out + bytes[end...], as: UTF8.self)
  }

  /// In which a literal is compiled.
  private static let alone = Environment(libraries: [])

  /// Whether a part is a literal and nothing more: it begins like one, and is one token.
  private static func isLiteral(_ part: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first(where: { ![45, 46].contains($0) }) else { return false }
    if (48...57).contains(first) { return part.dropFirst().allSatisfy { isWordOrPoint($0) } }
    guard let quote = part.first(where: { $0 == 0x22 || $0 == 0x27 }), part.last == quote else { return false }
    let text = part.drop { [98, 66, 114, 82].contains($0) }
    // Another quote within may be a second text: those are left where they are.
    return text.first == quote && !text.dropFirst().dropLast().contains(quote)
  }

  private static func isWordOrPoint(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 46
  }
}
