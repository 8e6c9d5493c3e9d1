extension Version {
  /// Earlier is less; a pre-release goes before its release (semver.org §11).
  public static func < (left: Version, right: Version) -> Bool {
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let (first, second) = (left.number(index), right.number(index))
      if first != second { return first < second }
    }
    if left.preRelease.isEmpty || right.preRelease.isEmpty {
      return !left.preRelease.isEmpty && right.preRelease.isEmpty
    }
    for (first, second) in zip(left.preRelease, right.preRelease) {
      if goesBefore(first, second) { return true }
      if goesBefore(second, first) { return false }
    }
    return left.preRelease.count < right.preRelease.count
  }

  /// Equal when neither goes before the other: how they were written, and builds, are of no account.
  public static func == (left: Version, right: Version) -> Bool { !(left < right) && !(right < left) }

  /// Hashes what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) {
    for index in 0..<Version.mostNumbers { hasher.combine(number(index)) }
    for part in preRelease { hasher.combine(Version.significant(part)) }
  }

  /// The number at a place; 0 where none was written.
  func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  /// Numbers go before words, and by their size; words by their bytes.
  private static func goesBefore(_ first: String, _ second: String) -> Bool {
    let (left, right) = (significant(first), significant(second))
    switch (isNumber(first), isNumber(second)) {
    case (true, true): return (left.utf8.count, left) < (right.utf8.count, right)
    case (true, false): return true
    case (false, true): return false
    case (false, false): return left < right
    }
  }

  private static func isNumber(_ part: String) -> Bool { part.utf8.allSatisfy(GrammarCursor.isDigit) }

  /// A number without leading zeros, so that it is compared by its digits however many it has; a word as it is.
  private static func significant(_ part: String) -> String {
    guard isNumber(part) else { return part }
    let digits = part.drop { $0 == "0" }
    return digits.isEmpty ? "0" : String(digits)
  }

  // MARK: Neighbours

  /// The least version above this one; `nil` above the greatest. Nothing lies between the two, so every range can be written with bounds
  /// of which the lower belongs to it and the upper does not.
  var successor: Version? {
    // Of what follows `1.0.0-rc` the first is `1.0.0-rc.0`.
    guard preRelease.isEmpty else { return Version(numbers: numbers, preRelease: preRelease + ["0"]) }
    var next = (0..<Version.mostNumbers).map(number)
    for index in next.indices.reversed() {
      guard next[index] < Version.greatestNumber else {
        next[index] = 0
        continue
      }
      next[index] += 1
      return Version(numbers: next).earliestPreRelease
    }
    return nil
  }

  /// The least version with these numbers: its pre-release `0`. The version itself where it is a pre-release.
  var earliestPreRelease: Version {
    preRelease.isEmpty ? Version(numbers: numbers, preRelease: ["0"]) : self
  }

  /// The first version that is not compatible with this one: the leftmost number that is not 0 is one greater (semver.org §4 and §8, and
  /// as `^` means to npm and Cargo). `nil` above the greatest.
  var nextIncompatible: Version? {
    let place = (0..<writtenNumbers).first { number($0) > 0 } ?? writtenNumbers - 1
    let before = (0..<place).map(number)
    guard number(place) < Version.greatestNumber else {
      let rest = Array(repeating: Version.greatestNumber, count: Version.mostNumbers - place)
      return Version(numbers: before + rest).successor
    }
    return Version(numbers: before + [number(place) + 1]).earliestPreRelease
  }

  private static let greatestNumber = 999_999_999
}
