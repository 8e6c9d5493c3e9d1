import TreatyGrammar

/// Which part of a semantic version (semver.org) must rise.
public enum VersionBump: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  /// What worked does not.
  case major
  /// There is more, or it is promised less.
  case minor
  /// What nobody relies on.
  case patch
  /// Nothing is different.
  case none

  /// The one that says most first.
  public static func < (left: VersionBump, right: VersionBump) -> Bool { left.rank < right.rank }

  private var rank: Int { VersionBump.allCases.firstIndex(of: self) ?? 0 }

  /// What stands for it before 1.0.0.
  var lower: VersionBump {
    switch self {
    case .major: .minor
    case .minor, .patch: .patch
    case .none: .none
    }
  }

  /// What a change of a level needs.
  init(_ level: ChangeLevel) {
    switch level {
    case .breaks: self = .major
    case .weakens, .exposes: self = .minor
    case .note: self = .patch
    }
  }
}

/// Whether a version has risen as far as its changes need (semver.org 2.0.0).
public struct VersionCheck: Hashable, Sendable {
  /// The versions.
  public let old, new: String
  /// What must rise at least. Before 1.0.0 everything may change (§4): what breaks raises the second number then, and all else the third.
  public let needed: VersionBump
  /// What has risen; `nil` where it fell, or one of them is no version.
  public let given: VersionBump?

  /// Holds one version against another.
  public init(from old: String, to new: String, needing needed: VersionBump) {
    (self.old, self.new) = (old, new)
    // What is no version is said to be none, whatever is wrong with it.
    guard let before = try? Version(parsing: old), let after = try? Version(parsing: new), after >= before else {
      (self.needed, given) = (needed, nil)
      return
    }
    self.needed = before.numbers[0] == 0 && after.numbers[0] == 0 ? needed.lower : needed
    let risen = before.numbers.indices.first { $0 >= after.numbers.count || before.numbers[$0] != after.numbers[$0] }
    given =
      switch risen {
      case 0: .major
      case 1: .minor
      case nil: before == after ? VersionBump.none : .patch
      default: .patch
      }
  }

  /// Whether it has risen far enough.
  public var isEnough: Bool { given.map { $0 <= needed } ?? false }

  /// What there is to say about it, in a sentence.
  public var words: String {
    switch given {
    case nil: "the version fell from \(old) to \(new)"
    case _ where isEnough:
      needed == .none && old == new ? "the version \(new) can stay" : "the version \(new) says enough after \(old)"
    case VersionBump.none?: "the version is still \(old), and must become \(next)"
    case _?: "the version \(new) says too little after \(old): it must become \(next)"
    }
  }

  /// The least version that says enough.
  private var next: String {
    guard let version = try? Version(parsing: old) else { return "a version" }  // as above
    let (major, minor, patch) = (version.numbers[0], version.numbers[1], version.numbers[2])
    return switch needed {
    case .major: "\(major + 1).0.0"
    case .minor: "\(major).\(minor + 1).0"
    case .patch: "\(major).\(minor).\(patch + 1)"
    case .none: old
    }
  }
}
