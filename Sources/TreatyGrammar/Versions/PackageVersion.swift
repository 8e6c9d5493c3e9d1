/// The version of a package, by semver.org 2.0.0 without liberties: just three numbers, no leading zeros.
///
/// The grammar is in `grammar/version.ebnf`.
public struct PackageVersion: GrammarValue, Comparable {
  /// The version.
  public let version: Version

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "package version", "A package's version: three numbers, and what semver.org 2.0.0 lets follow them.",
    symbol: "PackageVersion", in: "version",
    pattern:
      #"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"#,
    examples: ["1.0.0", "2.0.0-rc.1"])

  /// Reads a package's version, such as `1.0.0`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let start = cursor.index
    version = try Version(from: &cursor)
    let text = cursor.text(start..<cursor.index)
    let release = text.prefix { $0 != "-" && $0 != "+" }
    let numbers = release.utf8.split(separator: UInt8(ascii: "."))
    let end = start + release.utf8.count
    if numbers.count != 3 {
      let three = (numbers.prefix(3).map { String(Substring($0)) } + ["0", "0"]).prefix(3).joined(separator: ".")
      throw GrammarError(
        "package version", at: start..<end, "a package's version has three numbers, not \(numbers.count)",
        mend: numbers.count < 3 ? "write `\(three)\(text.dropFirst(release.count))`" : "leave the fourth out",
        replacement: numbers.count < 3 ? three : nil)
    }
    var place = start
    for number in numbers + version.preRelease.map({ Substring($0).utf8 }) {
      defer { place += number.count + 1 }
      guard number.count > 1, number.first == UInt8(ascii: "0"), number.allSatisfy(GrammarCursor.isDigit) else {
        continue
      }
      let plain = number.drop { $0 == UInt8(ascii: "0") }
      throw GrammarError(
        "package version", at: place..<place + number.count, "a number of a package's version has no leading zeros",
        mend: "write `\(plain.isEmpty ? "0" : String(Substring(plain)))`",
        replacement: plain.isEmpty ? "0" : String(Substring(plain)))
    }
  }

  /// As it was written.
  public var description: String { version.description }

  /// Earlier is less (semver.org §11).
  public static func < (left: PackageVersion, right: PackageVersion) -> Bool { left.version < right.version }
}
