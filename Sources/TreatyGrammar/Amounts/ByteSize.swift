/// How much data: `64KiB`, `10MB`, `512B`. Not more than 64 bits of bytes.
///
/// The grammar is `grammar/size.ebnf`.
public struct ByteSize: GrammarValue, Comparable {
  /// The number of bytes, 0 at least.
  public let bytes: Int64

  /// A size; `nil` for less than nothing.
  public init?(bytes: Int64) {
    guard bytes >= 0 else { return nil }
    self.bytes = bytes
  }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "size", "Bytes: `kB`, `MB` and `GB` are powers of 1000, `KiB`, `MiB` and `GiB` of 1024.", symbol: "Size",
    in: "size", pattern: "[0-9]+(B|kB|KiB|MB|MiB|GB|GiB)",
    examples: ["64KiB", "10MB", "512B"])

  /// Units and their bytes. Those with an `i` are powers of 1024 (IEC 80000-13), the others of 1000.
  private static let units: [(name: String, bytes: Int64)] = [
    ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1_000),
    ("B", 1),
  ]

  /// Reads a size, such as `64KiB`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    let digits = cursor.takeDigits()
    guard !digits.isEmpty else { throw ByteSize.noNumber(cursor) }
    let letters = cursor.take(while: GrammarCursor.isLetter)
    guard !letters.isEmpty else { throw ByteSize.noUnit(cursor, after: digits) }
    let name = cursor.text(letters)
    guard let unit = ByteSize.units.first(where: { $0.name == name }) else {
      throw ByteSize.unknownUnit(cursor, letters)
    }
    guard let (bytes, overflow) = cursor.number(digits)?.multipliedReportingOverflow(by: unit.bytes), !overflow else {
      let range = digits.lowerBound..<letters.upperBound
      throw GrammarError(
        "size", at: range, "\(cursor.shown(range)) is too much",
        mend: "a size has \(Int64.max) bytes at most, some 8 billion GiB")
    }
    self.bytes = bytes
  }

  /// With the unit that gives the smallest whole number: `64KiB`.
  public var description: String {
    let unit = ByteSize.units.first { bytes != 0 && bytes.isMultiple(of: $0.bytes) } ?? ("B", 1)
    return "\(bytes / unit.bytes)\(unit.name)"
  }

  /// Less is less.
  public static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }
}

extension ByteSize {
  private static func noNumber(_ cursor: GrammarCursor) -> GrammarError {
    if cursor.next == UInt8(ascii: "-") {
      return GrammarError(
        "size", at: cursor.character, "a size is not negative", mend: "leave out `-`")
    }
    return GrammarError("size", at: cursor.word(), "a size begins with a whole number", mend: grammar.howToWrite)
  }

  private static func noUnit(_ cursor: GrammarCursor, after digits: Range<Int>) -> GrammarError {
    let number = cursor.text(digits)
    if cursor.next == UInt8(ascii: ".") || cursor.next == UInt8(ascii: ",") {
      return GrammarError(
        "size", at: digits.lowerBound..<cursor.word().upperBound, "a size has a whole number",
        mend: "write a smaller unit: `1536KiB` for one and a half MiB")
    }
    var rest = cursor
    if rest.takeSpaces(), let size = units.first(where: { $0.name == rest.text(rest.rest()) }).map({ number + $0.name })
    {
      return GrammarError(
        "size", at: cursor.index..<rest.index, "white space stands between `\(number)` and its unit",
        mend: "write `\(size)`", replacement: "")
    }
    return GrammarError(
      "size", at: digits, "`\(number)` has no unit",
      mend: "write `\(number)B` for bytes, `\(number)KiB`, `\(number)MiB`")
  }

  private static func unknownUnit(_ cursor: GrammarCursor, _ letters: Range<Int>) -> GrammarError {
    let name = cursor.text(letters)
    let lower = name.lowercased()
    let message = "\(cursor.shown(letters)) is not a unit of a size"
    if ["kbit", "mbit", "gbit", "kb", "mb", "gb"].contains(lower), name.last == "b" || lower.hasSuffix("bit") {
      return GrammarError(
        "size", at: letters, message + ": small `b` stands for bits", mend: "write bytes: `kB`, `KiB`, `MB`, `MiB`")
    }
    // Case decides nothing else; `k`, `m`, `g` alone say 1024 to some and 1000 to others.
    let unit = units.first { $0.name.lowercased() == lower }?.name ?? (lower == "bytes" || lower == "byte" ? "B" : nil)
    let choice = ["k": "`kB` (1000) or `KiB` (1024)", "m": "`MB` or `MiB`", "g": "`GB` or `GiB`"][lower]
    return GrammarError(
      "size", at: letters, message,
      mend: unit.map { "write `\($0)`" } ?? choice.map { "write \($0)" }
        ?? "units are `B`, `kB`, `KiB`, `MB`, `MiB`, `GB` and `GiB`",
      replacement: unit)
  }
}
