/// How much a change matters to those who rely on what was so before it. It decides which version comes next.
public enum ChangeLevel: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  /// What worked does not work any more, or what is stored is not understood: a major version.
  case breaks
  /// A promise is weaker than it was: a minor version, and somebody agrees.
  case weakens
  /// Data, or power over them, reaches somebody new: a minor version, and whoever the data belong to agrees.
  case exposes
  /// Worth knowing.
  case note

  /// The worst first.
  public static func < (left: ChangeLevel, right: ChangeLevel) -> Bool { left.rank < right.rank }

  private var rank: Int { ChangeLevel.allCases.firstIndex(of: self) ?? 0 }
}

/// Whom a change concerns.
public enum ChangeConcern: String, Hashable, Sendable, Codable, CaseIterable {
  /// What the store holds already: lanes, links, messages under way.
  case state
  /// Those who send, and those who receive.
  case partner
  /// How surely and how soon things are done.
  case promise
  /// Who sees what, and who may do what.
  case exposure
  /// Who answers, and when.
  case people
}
