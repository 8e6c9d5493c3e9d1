/// What kind of text an input's value must be.
public enum InputType: String, Hashable, Sendable, CaseIterable {
  /// Any text.
  case string
  /// An absolute http or https address.
  case url
  /// A mail address.
  case email
  /// A whole number.
  case int
  /// A decimal number.
  case number
  /// `true` or `false`.
  case bool
}

/// A value that is bound when the plan runs.
public struct InputDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.inputs
  /// What every declaration can say.
  public var common = Common()
  /// What kind of text it must be.
  public var type = InputType.string
  /// Value where the host binds none.
  public var fallback: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about an input.
  public static let description = Description<InputDeclaration>(
    "input",
    "A value that is bound when the plan runs (`--input name=value`), and never stands in a plan. In expressions: `inputs.<name>`.",
    keys: [.defaulted("type", \.type, .choice, "What kind of text the value must be.", default: "string")]
      + KeyDescription.common(
        "What it is for; shown when it is missing.",
        [
          .optional(
            "default", \.fallback, .located, "Value where the host binds none.", example: "http://127.0.0.1:18010")
        ]))
}

/// The name of a secret.
public struct SecretDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.secrets
  /// What every declaration can say.
  public var common = Common()
  /// How often it must be another, in milliseconds.
  public var rotate: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a secret.
  public static let description = Description<SecretDeclaration>(
    "secret", "The name of a secret. The host binds its value; only credentials may read it, as `secrets.<name>`.",
    keys: KeyDescription.common(
      "What it is for; shown when it is missing.",
      [
        .optional(
          "rotate", \.rotate, Kind<Int64>.anyDuration.located, "How often its value must be changed.", example: "90d")
      ]))
}
