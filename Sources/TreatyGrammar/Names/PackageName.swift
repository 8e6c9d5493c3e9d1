/// The name of a package, with its owner's: `acme/service-desk`.
///
/// The grammar is in `grammar/name.ebnf`.
public struct PackageName: GrammarValue, Comparable {
  /// Who keeps it.
  public let owner: Name
  /// What it is called there.
  public let name: Name

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "package name", "Whose the package is, and its name; both kebab-case.", symbol: "PackageName", in: "name",
    pattern: "\(Name.grammar.part)/\(Name.grammar.part)",
    examples: ["acme/service-desk"])

  /// Reads a package's name, such as `acme/service-desk`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    if !cursor.bytes.contains(UInt8(ascii: "/")), let place = cursor.bytes.firstIndex(of: UInt8(ascii: "\\")) {
      throw GrammarError(
        "package name", at: place..<place + 1, "`/` stands between the owner and the name", mend: "write `/`",
        replacement: "/")
    }
    owner = try Name(from: &cursor)
    guard cursor.take("/") else {
      throw GrammarError(
        "package name", at: 0..<cursor.index, "a package's name has its owner's before it",
        mend: "write `owner/\(owner)`")
    }
    name = try Name(from: &cursor)
    if cursor.next == UInt8(ascii: "/") {
      throw GrammarError(
        "package name", at: cursor.rest(), "a package's name has two parts, the owner and the name",
        mend: "write `\(owner)/\(name)`", replacement: "")
    }
  }

  /// Owner and name.
  public var description: String { "\(owner)/\(name)" }

  /// By owner, then by name.
  public static func < (left: PackageName, right: PackageName) -> Bool {
    (left.owner, left.name) < (right.owner, right.name)
  }
}
