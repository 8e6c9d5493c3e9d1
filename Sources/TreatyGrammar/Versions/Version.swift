/// A version of a product or package: numbers joined by dots, and a pre-release part after a hyphen (semver.org 2.0.0), with two
/// liberties for vendors: one to four numbers, and leading zeros.
///
/// The grammar is in `grammar/version.ebnf`.
public struct Version: GrammarValue, Comparable {
  /// The numbers, three at least; those left out are 0.
  public let numbers: [Int]
  /// What stands after the hyphen, by its dots; empty in a release.
  public let preRelease: [String]
  /// As it was written. Vendors call `6.0` so, and not `6.0.0`.
  public let description: String
  /// How many numbers were written.
  let writtenNumbers: Int

  /// Whether it has just the three numbers that a package's version has.
  public var isSemantic: Bool { writtenNumbers == 3 }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "version", "A product's version: one to four numbers, as vendors write them.", symbol: "Version", in: "version",
    pattern: #"[0-9]{1,9}(\.[0-9]{1,9}){0,3}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"#,
    examples: ["5.0.3", "6.0", "2.0.0-rc.1"])

  /// Most digits of a number.
  static let mostDigits = 9
  /// Most numbers.
  static let mostNumbers = 4

  /// A version by its parts.
  init(numbers: [Int], preRelease: [String] = []) {
    self.numbers = numbers + Array(repeating: 0, count: max(0, 3 - numbers.count))
    self.preRelease = preRelease
    writtenNumbers = numbers.count
    let release = numbers.map(String.init).joined(separator: ".")
    description = preRelease.isEmpty ? release : "\(release)-\(preRelease.joined(separator: "."))"
  }

  /// Reads a version, such as `5.0.3`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  /// Reads one from here on, up to a space or the end.
  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    var numbers: [Int] = []
    repeat {
      let digits = cursor.takeDigits()
      guard let number = cursor.number(digits), digits.count <= Version.mostDigits else {
        throw Version.noNumber(cursor, digits, isFirst: numbers.isEmpty)
      }
      guard numbers.count < Version.mostNumbers else {
        throw GrammarError(
          "version", at: digits.lowerBound - 1..<digits.upperBound, "a version has four numbers at most",
          mend: "leave out what follows the fourth")
      }
      numbers.append(Int(number))
    } while cursor.take(".")
    var preRelease: [String] = []
    if cursor.take("-") { preRelease = try Version.identifiers(&cursor, after: "-") }
    if cursor.take("+") { _ = try Version.identifiers(&cursor, after: "+") }
    guard cursor.isAtEndOfWord else {
      throw GrammarError(
        "version", at: cursor.character, "\(cursor.shown(cursor.character)) has no place in a version",
        mend: "numbers joined by dots, then `-rc.1` for a pre-release or `+build` for a build: \(grammarExamples)")
    }
    self.numbers = numbers + Array(repeating: 0, count: max(0, 3 - numbers.count))
    self.preRelease = preRelease
    writtenNumbers = numbers.count
    description = cursor.text(start..<cursor.index)
  }
}

private let grammarExamples = "`5.0.3`, `2.0.0-rc.1`"

extension Version {
  /// Parts joined by dots, after a hyphen or a plus sign.
  private static func identifiers(_ cursor: inout GrammarCursor, after sign: String) throws(GrammarError) -> [String] {
    var identifiers: [String] = []
    repeat {
      let part = cursor.take(while: isPartOfIdentifier)
      guard !part.isEmpty else {
        let before = cursor.index - 1..<cursor.index
        throw GrammarError(
          "version", at: cursor.isAtEndOfWord || cursor.next == UInt8(ascii: ".") ? before : cursor.character,
          "letters or digits are missing after \(cursor.shown(before))",
          mend: sign == "-" ? "a pre-release is written like `2.0.0-rc.1`" : "a build is written like `2.0.0+20261223`")
      }
      identifiers.append(cursor.text(part))
    } while cursor.take(".")
    return identifiers
  }

  private static func isPartOfIdentifier(_ byte: UInt8) -> Bool {
    GrammarCursor.isLetter(byte) || GrammarCursor.isDigit(byte) || byte == UInt8(ascii: "-")
  }

  private static func noNumber(_ cursor: GrammarCursor, _ digits: Range<Int>, isFirst: Bool) -> GrammarError {
    if digits.count > mostDigits {
      return GrammarError(
        "version", at: digits, "a number of a version has nine digits at most",
        mend: "what is longer can stand after `+`, as in `5.0.3+20261223101530`")
    }
    let next = cursor.character
    if isFirst, cursor.next.map({ $0 | 0x20 }) == UInt8(ascii: "v") {
      return GrammarError(
        "version", at: next, "a version begins with a number", mend: "leave out \(cursor.shown(next))",
        replacement: "")
    }
    if cursor.next == UInt8(ascii: "x") || cursor.next == UInt8(ascii: "*") {
      return GrammarError(
        "version", at: next, "\(cursor.shown(next)) stands for many versions, and this is one",
        mend: "write a number; what fits many is a range: `^1.2`")
    }
    return isFirst
      ? GrammarError("version", at: cursor.word(), "a version begins with a number", mend: grammar.howToWrite)
      : GrammarError(
        "version", at: cursor.index - 1..<cursor.index, "a number is missing after `.`",
        mend: "write `.0`, or leave it out",
        replacement: cursor.isAtEndOfWord ? "" : nil)
  }
}
