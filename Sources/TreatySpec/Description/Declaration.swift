import TreatyDiagnostics

/// A declaration that has a name, in a section.
public protocol Declaration: Described {
  /// The section that it stands in.
  static var section: Section { get }
  /// What every declaration can say.
  var common: Common { get set }
}

/// What every declaration can say of itself.
public struct Common: Sendable {
  /// What it is for.
  public var about: String?
  /// Whether packages that use this one cannot see it.
  public var isPrivate = false
  /// The name that it had before.
  public var was: Located<String>?

  /// Nothing said.
  public init() {}
}

extension Declaration {
  /// What it is for.
  public var about: String? { common.about }
}

extension KeyDescription where Subject: Declaration {
  /// The keys that every declaration has: `about` first, the others last.
  static func common(_ about: String = "What it is for, in a sentence.", _ keys: [KeyDescription]) -> [KeyDescription] {
    [.optional("about", \.common.about, .text, about)] + keys + [
      .defaulted(
        "private", \.common.isPrivate, .flag, "Whether packages that use this one cannot refer to it.",
        default: "false"),
      .optional(
        "was", \.common.was, Kind<String>.name.located,
        "The name that it had before. What is stored under the old name is then taken over, not lost.",
        example: "old-name"),
    ]
  }
}
