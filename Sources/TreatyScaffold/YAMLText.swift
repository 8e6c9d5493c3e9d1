/// Texts as they stand in a spec.
enum YAMLText {
  /// A text as a scalar, in quotes where it would else be something other than itself.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// Letters, digits, `-`, `_` and single blanks, a letter first: nothing that YAML gives a meaning. Words that some reader takes for a truth
  /// value or nothing are none.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first), text.utf8.last != UInt8(ascii: " ") else { return false }
    let known = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return !known.contains(text.lowercased())
      && text.utf8.allSatisfy {
        isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || " -_".utf8.contains($0)
      }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        quoted += (scalar.value < 0x10 ? "\\x0" : "\\x") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    // `${` would begin an expression.
    return quoted.replacing("${", with: "$${") + "\""
  }
}
