import TreatySpec

/// Types as other notations have them.
enum TypeNotations {
  /// The type that is meant by `array<string>`, `string[]`, `string | null`, `varchar(10)` or `integer`.
  static func meaning(of text: String, scalars: [String]) -> String? {
    let text = text.trimmed
    for ending in [" | null", "|null", "| undefined"] where text.hasSuffix(ending) {
      return scalar(String(text.dropLast(ending.count)), scalars).map { "\($0)?" }
    }
    for start in ["array<", "list<", "list(", "array(", "List<", "Array<"] where text.hasPrefix(start) {
      return scalar(String(text.dropFirst(start.count).dropLast()), scalars).map { "[\($0)]" }
    }
    if text.hasSuffix("[]") { return scalar(String(text.dropLast(2)), scalars).map { "[\($0)]" } }
    if let bracket = text.firstIndex(of: "(") { return scalar(String(text[..<bracket]), scalars) }
    return Habits.word(text, among: scalars)
  }

  private static func scalar(_ text: String, _ scalars: [String]) -> String? {
    scalars.contains(text.trimmed) ? text.trimmed : Habits.word(text.trimmed, among: scalars)
  }
}
