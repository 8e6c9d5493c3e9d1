/// A range of versions: bounds that must all hold, `>=5.0 <7`, or what is compatible with one, `^1.2`.
///
/// What goes before a bound that is a release does not take in the pre-releases of that one: `7.0.0-rc.1` behaves like 7, and is not in
/// `<7`. The grammar is in `grammar/version.ebnf`.
public struct VersionRange: GrammarValue {
  /// How versions stand to a bound.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    /// That version or a later one.
    case atLeast = ">="
    /// That version or an earlier one.
    case atMost = "<="
    /// Later ones.
    case more = ">"
    /// Earlier ones, and none of its pre-releases.
    case less = "<"
    /// That version.
    case equal = "="
    /// That version or a later one that breaks nothing: `^1.2` is `>=1.2 <2`, `^0.3` is `>=0.3 <0.4`.
    case compatible = "^"
  }

  /// One bound.
  public struct Bound: Hashable, Sendable, CustomStringConvertible {
    /// How versions stand to it.
    public let relation: Relation
    /// The version.
    public let version: Version
    /// As it is written: `>=5.0`.
    public var description: String { relation.rawValue + version.description }
  }

  /// The bounds, as they were written; one at least.
  public let bounds: [Bound]
  /// The least version in the range; `nil` where there is none below.
  public let least: Version?
  /// The least version above the range; `nil` where it goes on for ever.
  public let limit: Version?

  init(bounds: [Bound], least: Version?, limit: Version?) {
    self.bounds = bounds
    self.least = least
    self.limit = limit
  }

  /// What there is to say about the grammar.
  public static let grammar = SmallGrammar(
    "version range",
    "Bounds that must all hold; `^1.2` is from 1.2 to before 2. In YAML a text that begins with `>` needs quotes.",
    symbol: "Range", in: "version",
    pattern: "\(boundPattern)( +\(boundPattern))*", examples: [">=5.0 <7", "^1.2", "=5.0.3"])

  private static let boundPattern = "(>=|<=|>|<|=|\\^)\(Version.grammar.part)"

  /// Reads a range, such as `>=5.0 <7`.
  public init(parsing text: String) throws(GrammarError) { self = try Self.read(text, Self.init(from:)) }

  init(from cursor: inout GrammarCursor) throws(GrammarError) {
    var bounds: [Bound] = []
    var (least, limit): (Version?, Version?) = (nil, nil)
    repeat {
      let start = cursor.index
      let relation = try VersionRange.relation(&cursor)
      let bound = Bound(relation: relation, version: try VersionRange.version(&cursor, after: relation))
      bounds.append(bound)
      if let from = bound.least { least = least.map { max($0, from) } ?? from }
      if let to = bound.limit { limit = limit.map { min($0, to) } ?? to }
      if bound.isEmpty || VersionRange.isEmpty(from: least, to: limit) {
        throw VersionRange.empty(cursor, start..<cursor.index, bounds)
      }
      guard cursor.isAtSpace else { break }
      var after = cursor
      _ = after.takeSpaces()
      if after.isAtEnd { break }
      cursor = after
    } while true
    self.init(bounds: bounds, least: least, limit: limit)
  }

  /// Whether a version lies in the range.
  public func contains(_ version: Version) -> Bool {
    (least.map { version >= $0 } ?? true) && (limit.map { version < $0 } ?? true)
  }

  /// Whether some version lies in both ranges. Exact: no version lies between one and the next.
  public func overlaps(_ other: VersionRange) -> Bool {
    let from = [least, other.least].compactMap { $0 }.max()
    let to = [limit, other.limit].compactMap { $0 }.min()
    return !VersionRange.isEmpty(from: from, to: to)
  }

  /// With one space between bounds.
  public var description: String { bounds.map { $0.description }.joined(separator: " ") }

  /// Equal when they have the same bounds; see ``overlaps(_:)`` for what they take in.
  public static func == (left: VersionRange, right: VersionRange) -> Bool { left.bounds == right.bounds }

  /// Hashes the bounds.
  public func hash(into hasher: inout Hasher) { hasher.combine(bounds) }

  private static func isEmpty(from least: Version?, to limit: Version?) -> Bool {
    guard let limit else { return false }
    return (least ?? .first) >= limit
  }
}

extension Version {
  /// No version goes before it.
  fileprivate static let first = Version(numbers: [0]).earliestPreRelease
}

extension VersionRange.Bound {
  /// The least version that it lets through; `nil` where it sets no such bound.
  var least: Version? {
    switch relation {
    case .atLeast, .equal, .compatible: version
    case .more: version.successor
    case .atMost, .less: nil
    }
  }

  /// The least version that it keeps out above.
  var limit: Version? {
    switch relation {
    case .less: version.earliestPreRelease
    case .atMost, .equal: version.successor
    case .compatible: version.nextIncompatible
    case .atLeast, .more: nil
    }
  }

  /// Whether no version is later: `>` with the greatest that there is.
  var isEmpty: Bool { relation == .more && version.successor == nil }
}
