/// A share of a whole: `99.9%`. From 0% to 100%, exact to six decimals.
///
/// The grammar is `grammar/percentage.ebnf`.
public struct Percentage: GrammarValue, Comparable {
  /// Millionths of a percent, 0 to 100,000,000: `99.9%` is 99,900,000. Comparing these is exact.
  public let millionths: Int64

  /// The share as a number from 0 to 1.
  public var share: Double { Double(millionths) / 100_000_000 }

  /// A share; `nil` outside 0% to 100%.
  public init?(millionths: Int64) {
    guard (0...Percentage.whole).contains(millionths) else { return nil }
    self.millionths = millionths
  }

  private static let whole: Int64 = 100_000_000

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "percentage", "A share, from `0%` to `100%`.", symbol: "Percentage", in: "percentage",
    pattern: #"[0-9]+(\.[0-9]{1,6})?%"#,
    examples: ["99.9%", "5%"])

  /// Reads a percentage, such as `99.9%`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let digits = cursor.takeDigits()
    guard !digits.isEmpty else { throw Percentage.noNumber(cursor) }
    var decimals = cursor.index..<cursor.index
    if cursor.take(".") {
      decimals = cursor.takeDigits()
      guard !decimals.isEmpty else {
        throw GrammarError(
          "percentage", at: decimals.lowerBound - 1..<decimals.lowerBound, "digits are missing after the point",
          mend: "leave out `.`", replacement: "")
      }
    }
    guard cursor.take("%") else { throw Percentage.noSign(cursor, digits.lowerBound..<cursor.index) }
    guard decimals.count <= 6 else {
      throw GrammarError(
        "percentage", at: decimals.lowerBound + 6..<decimals.upperBound, "a percentage has six decimals at most",
        mend: "leave the rest out")
    }
    let scaled = cursor.text(digits) + cursor.text(decimals) + String(repeating: "0", count: 6 - decimals.count)
    guard let millionths = Int64(scaled), let value = Percentage(millionths: millionths) else {
      let range = digits.lowerBound..<cursor.index
      throw GrammarError(
        "percentage", at: range, "\(cursor.shown(range)) is more than the whole", mend: "a share is `100%` at most")
    }
    self = value
  }

  /// Without zeros that say nothing: `99.9%`.
  public var description: String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest > 0 else { return "\(whole)%" }
    var decimals = String(String(1_000_000 + rest).dropFirst())
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(whole).\(decimals)%"
  }

  /// A smaller share is less.
  public static func < (left: Percentage, right: Percentage) -> Bool { left.millionths < right.millionths }

  private static func noNumber(_ cursor: GrammarCursor) -> GrammarError {
    let word = cursor.word()
    switch cursor.next {
    case UInt8(ascii: "-"):
      return GrammarError(
        "percentage", at: cursor.character, "a share is not negative", mend: "leave out `-`")
    case UInt8(ascii: "."):
      return GrammarError(
        "percentage", at: cursor.character, "a digit is missing before the point", mend: "write `0.`",
        replacement: "0.")
    default:
      return GrammarError(
        "percentage", at: word, "a percentage begins with a number", mend: grammar.howToWrite)
    }
  }

  private static func noSign(_ cursor: GrammarCursor, _ number: Range<Int>) -> GrammarError {
    let text = cursor.text(number)
    if cursor.next == UInt8(ascii: ",") {
      return GrammarError(
        "percentage", at: cursor.character, "decimals stand after a point", mend: "write `.`", replacement: ".")
    }
    var rest = cursor
    if rest.takeSpaces(), rest.next == UInt8(ascii: "%") {
      return GrammarError(
        "percentage", at: cursor.index..<rest.index, "white space stands before `%`", mend: "write `\(text)%`",
        replacement: "")
    }
    guard cursor.isAtEnd else {
      return GrammarError(
        "percentage", at: cursor.rest(), "`%` follows the number, not \(cursor.shown(cursor.rest()))",
        mend: "write `\(text)%`")
    }
    // 0.05 may be a share of 1, or a twentieth of a percent: nobody but the writer knows.
    return GrammarError(
      "percentage", at: number, "`%` is missing after `\(text)`",
      mend: text.hasPrefix("0.") || text == "1"
        ? "write it in percent: `5%` for 0.05 of the whole" : "write `\(text)%`",
      replacement: text.hasPrefix("0.") || text == "1" ? nil : text + "%")
  }
}
