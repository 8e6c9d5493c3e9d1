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
public struct InputDeclaration: Described {
  /// What kind of text it must be.
  public var type = InputType.string
  /// What it is for.
  public var about: String?
  /// Value where the host binds none.
  public var fallback: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about an input.
  public static let description = Description<InputDeclaration>(
    "input", "A value that is bound when the plan runs (`--input name=value`). In expressions: `inputs.<name>`.",
    keys: [
      .defaulted("type", \.type, .choice, "What kind of text the value must be.", default: "string"),
      .optional("about", \.about, .text, "What it is for; shown when it is missing."),
      .optional(
        "default", \.fallback, Kind<String>.text.located, "Value where the host binds none.",
        example: "http://127.0.0.1:18010"),
    ])
}

/// The name of a secret.
public struct SecretDeclaration: Described {
  /// What it is for.
  public var about: String?

  /// An empty declaration.
  public init() {}

  /// What there is to say about a secret.
  public static let description = Description<SecretDeclaration>(
    "secret", "The name of a secret. The host binds its value; only credentials may read it, as `secrets.<name>`.",
    keys: [.optional("about", \.about, .text, "What it is for; shown when it is missing.")])
}

/// A service account.
public struct AccountDeclaration: Described {
  /// What it is for.
  public var about: String?
  /// Who answers for it.
  public var owner: Located<String>?
  /// How it proves who it is.
  public var auth = AuthDeclaration()

  /// An empty declaration.
  public init() {}

  /// What there is to say about an account.
  public static let description = Description<AccountDeclaration>(
    "account", "A service account: one that Treaty uses at a system, or that a system uses at Treaty.",
    keys: [
      .optional("about", \.about, .text, "What it is for."),
      .optional("owner", \.owner, Kind<String>.name.located, "Team that answers for it."),
      .required("auth", \.auth, .nested(), "How it proves who it is.", example: "{token: \"${ secrets.desk-token }\"}"),
    ])
}

/// How an account proves who it is.
public struct AuthDeclaration: Described {
  /// A token.
  public var token: ScalarText?
  /// Name and password.
  public var basic: BasicDeclaration?
  /// Nothing at all, said on purpose.
  public var none: Located<Bool>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<AuthDeclaration>(
    "auth", "How an account proves who it is. The connector says in which header.",
    exactlyOne: [["token", "basic", "none"]],
    keys: [
      .optional("token", \.token, .template, "A token.", example: "${ secrets.desk-token }"),
      .optional("basic", \.basic, .nested(), "Name and password (RFC 7617)."),
      .optional("none", \.none, Kind<Bool>.flag.located, "`true`: nothing, on purpose."),
    ])
}

/// Name and password.
public struct BasicDeclaration: Described {
  /// The name.
  public var user = ScalarText(nil)
  /// The password.
  public var password = ScalarText(nil)

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<BasicDeclaration>(
    "basic auth", "Name and password.",
    keys: [
      .required("user", \.user, .template, "The name.", example: "treaty"),
      .required("password", \.password, .template, "The password.", example: "${ secrets.desk-password }"),
    ])
}
