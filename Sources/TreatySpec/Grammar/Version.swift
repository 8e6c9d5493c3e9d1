/// A version of a product or package: numbers joined by dots, and a pre-release part after a hyphen (semver.org 2.0.0, with one or
/// two numbers allowed as vendors write them).
public struct Version: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numbers, three at least; those left out are 0.
  public let numbers: [Int]
  /// What stands after the hyphen, by its dots; empty in a release.
  public let preRelease: [String]
  /// As it was written.
  public let description: String

  /// Reads a version; `nil` when it is none.
  public init?(_ text: String) {
    let core = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let halves = core.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count),
      parts.allSatisfy({ $0.utf8.allSatisfy(SmallGrammar.isDigit) && $0.utf8.count <= 9 })
    else {
      return nil
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return nil }
    self.numbers = numbers + Array(repeating: 0, count: max(0, 3 - numbers.count))
    preRelease =
      halves.count == 2 ? halves[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init) : []
    guard preRelease.allSatisfy({ !$0.isEmpty }) else { return nil }
    description = text
  }

  /// Whether it has just the three numbers that a package's version has.
  public var isSemantic: Bool {
    description.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false).count == 3
  }

  /// Earlier is less; a pre-release goes before its release (semver.org §11).
  public static func < (left: Version, right: Version) -> Bool {
    let count = max(left.numbers.count, right.numbers.count)
    for index in 0..<count {
      let (first, second) = (left.number(index), right.number(index))
      if first != second { return first < second }
    }
    if left.preRelease.isEmpty || right.preRelease.isEmpty {
      return !left.preRelease.isEmpty && right.preRelease.isEmpty
    }
    for (first, second) in zip(left.preRelease, right.preRelease) where first != second {
      switch (Int(first), Int(second)) {
      case (let first?, let second?): return first < second
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return first < second
      }
    }
    return left.preRelease.count < right.preRelease.count
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  /// Equal when neither goes before the other; how they were written is of no account.
  public static func == (left: Version, right: Version) -> Bool { !(left < right) && !(right < left) }

  /// Hashes what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) {
    var numbers = numbers
    while numbers.count > 3, numbers.last == 0 { numbers.removeLast() }
    hasher.combine(numbers)
    hasher.combine(preRelease)
  }
}

/// A range of versions: bounds that must all hold, `>=5.0 <7`.
public struct VersionRange: Hashable, Sendable, CustomStringConvertible {
  private enum Relation: String, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case more = ">"
    case less = "<"
    case equal = "="
  }

  private let bounds: [(relation: Relation, version: Version)]
  /// As it was written.
  public let description: String

  /// Reads a range; `nil` when it is none.
  public init?(_ text: String) {
    var bounds: [(Relation, Version)] = []
    for word in text.split(separator: " ") {
      guard let relation = Relation.allCases.first(where: { word.hasPrefix($0.rawValue) }),
        let version = Version(String(word.dropFirst(relation.rawValue.count)))
      else { return nil }
      bounds.append((relation, version))
    }
    guard !bounds.isEmpty else { return nil }
    self.bounds = bounds
    description = text
  }

  /// Whether a version lies in the range.
  public func contains(_ version: Version) -> Bool {
    bounds.allSatisfy {
      switch $0.relation {
      case .atLeast: version >= $0.version
      case .atMost: version <= $0.version
      case .more: version > $0.version
      case .less: version < $0.version
      case .equal: version == $0.version
      }
    }
  }

  /// Equal when written alike.
  public static func == (left: VersionRange, right: VersionRange) -> Bool { left.description == right.description }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
