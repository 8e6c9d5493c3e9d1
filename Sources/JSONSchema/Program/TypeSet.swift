/// Kinds of JSON values. A whole number and another number are two, so that `integer` is a part of `number`.
struct TypeSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let null = TypeSet(rawValue: 1)
  static let boolean = TypeSet(rawValue: 2)
  static let integer = TypeSet(rawValue: 4)
  static let fraction = TypeSet(rawValue: 8)
  static let text = TypeSet(rawValue: 16)
  static let list = TypeSet(rawValue: 32)
  static let object = TypeSet(rawValue: 64)

  static let number: TypeSet = [.integer, .fraction]
  static let all = TypeSet(rawValue: 127)

  /// The words of `type`, by name.
  static let words: [(name: String, types: TypeSet)] = [
    ("array", .list), ("boolean", .boolean), ("integer", .integer), ("null", .null), ("number", .number),
    ("object", .object), ("string", .text),
  ]

  /// In words: `a text or null`.
  var inWords: String {
    if self == .all { return "anything" }
    var words: [String] = []
    if contains(.object) { words.append("an object") }
    if contains(.list) { words.append("a list") }
    if contains(.text) { words.append("a text") }
    if contains(.number) {
      words.append("a number")
    } else if contains(.integer) {
      words.append("a whole number")
    } else if contains(.fraction) {
      words.append("a number that is not whole")
    }
    if contains(.boolean) { words.append("true or false") }
    if contains(.null) { words.append("null") }
    guard let last = words.popLast() else { return "nothing" }
    return words.isEmpty ? last : words.joined(separator: ", ") + " or " + last
  }
}
