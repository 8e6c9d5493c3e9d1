/// A service account: one that Treaty uses at a system, or that a system uses at Treaty.
public struct AccountDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.accounts
  /// What every declaration can say.
  public var common = Common()
  /// Who answers for it.
  public var owner: Located<String>?
  /// How it proves who it is.
  public var auth = AuthDeclaration()
  /// What it is granted where it is used.
  public var granted: [Located<String>]?
  /// How often somebody looks whether it is still needed.
  @Boxed public var review: ReviewDeclaration?
  /// Last day.
  public var expires: Located<String>?
  /// What may be asked in its name.
  @Boxed public var limits: CallLimitsDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about an account.
  public static let description = Description<AccountDeclaration>(
    "account", "A service account: one that Treaty uses at a system, or that a system uses at Treaty.",
    keys: KeyDescription.common(
      "What it is for.",
      [
        .optional("owner", \.owner, .team, "Team that answers for it.", example: "service-desk"),
        .required(
          "auth", \.auth, .nested(), "How it proves who it is.", example: "{token: \"${ secrets.desk-token }\"}"),
        .optional(
          "granted", \.granted, .list(.located),
          "Permissions that it has, in the words of the connector's `permissions`.", otherwise: "not said",
          example: "[CreateTicket, ModifyTicket]"),
        .optional(
          "review", \.review, .nested(), "How often somebody looks whether it is still needed, and when that last was."),
        .optional("expires", \.expires, .date, "Last day on which it may be used.", example: "2027-06-30"),
        .optional(
          "limits", \.limits, .nested(),
          "How much may be asked in its name at all systems together, below what each of them allows.",
          otherwise: "as much as its systems allow", example: "{rate: 50/s, concurrency: 10}"),
      ]))
}

/// How often somebody looks at an account.
public struct ReviewDeclaration: Described {
  /// How often, in milliseconds.
  public var every = Located.placeholder(Int64(0))
  /// When it last was.
  public var last: Located<String>?
  /// By whom.
  public var by: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ReviewDeclaration>(
    "review", "How often somebody looks whether an account is still needed, and has no more than it needs.",
    keys: [
      .required("every", \.every, Kind<Int64>.anyDuration.located, "How often somebody looks.", example: "180d"),
      .optional("last", \.last, .date, "When somebody last looked.", example: "2026-09-01"),
      .optional("by", \.by, .team, "Team that looks.", otherwise: "the account's owner", example: "security"),
    ])
}

/// How an account proves who it is.
public struct AuthDeclaration: Described {
  /// A token.
  public var token: ScalarText?
  /// A key in a header or parameter.
  public var apiKey: ScalarText?
  /// Name and password.
  @Boxed public var basic: BasicDeclaration?
  /// A token that is fetched.
  public var oauth2: OAuthDeclaration?
  /// A certificate.
  @Boxed public var mutualTLS: MutualTLSDeclaration?
  /// A signature over each message.
  @Boxed public var hmac: HMACDeclaration?
  /// Nothing at all, said on purpose.
  public var none: Located<Bool>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<AuthDeclaration>(
    "auth",
    "How an account proves who it is; the connector says in which header or parameter. The only place in which secrets can be read.",
    rules: KeyRules(exactlyOne: [["token", "api-key", "basic", "oauth2", "mutual-tls", "hmac", "none"]]),
    keys: [
      .optional(
        "token", \.token, .template, "A token that does not change by itself.", example: "${ secrets.desk-token }"
      ).scope("secrets, inputs"),
      .optional(
        "api-key", \.apiKey, .template, "A key, in the header or parameter that the connector names.",
        example: "${ secrets.desk-key }"
      ).scope("secrets, inputs").checkedOnly,
      .optional("basic", \.basic, .nested(), "Name and password (RFC 7617)."),
      .optional("oauth2", \.oauth2, .nested(), "A token that is fetched (RFC 6749, RFC 7523).").checkedOnly,
      .optional("mutual-tls", \.mutualTLS, .nested(), "A certificate (RFC 8705).").checkedOnly,
      .optional("hmac", \.hmac, .nested(), "A signature over each message.").checkedOnly,
      .optional("none", \.none, Kind<Bool>.yes.located, "`true`: it proves nothing, on purpose."),
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
      .required("user", \.user, .template, "The name of the account there.", example: "treaty").scope(
        "secrets, inputs"),
      .required("password", \.password, .template, "Its password.", example: "${ secrets.desk-password }")
        .scope("secrets, inputs"),
    ])
}

/// How a token is fetched.
public enum GrantWord: String, Hashable, Sendable, CaseIterable {
  /// By the client's own credentials.
  case clientCredentials = "client-credentials"
  /// By a token that renews itself.
  case refresh
  /// By a signed statement.
  case jwtBearer = "jwt-bearer"
}

/// A token that is fetched.
public struct OAuthDeclaration: Described {
  /// How.
  public var grant = GrantWord.clientCredentials
  /// Where.
  public var tokenURL = ScalarText(nil)
  /// The client's name.
  public var client = ScalarText(nil)
  /// The client's secret.
  public var secret: ScalarText?
  /// The token that renews itself.
  public var refresh: ScalarText?
  /// The key that signs.
  public var key: ScalarText?
  /// For whom the statement is.
  public var audience: ScalarText?
  /// What is asked for.
  public var scopes: [Located<String>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<OAuthDeclaration>(
    "oauth2", "A token that is fetched, and fetched anew before it ends (RFC 6749, RFC 7523).",
    rules: KeyRules(atMostOne: [["secret", "key"]]),
    keys: [
      .defaulted(
        "grant", \.grant, .choice,
        "How it is fetched: with the client's own credentials, with a token that is renewed each time (`refresh`), or with a statement that the client signs (`jwt-bearer`).",
        default: "client-credentials"),
      .required(
        "token-url", \.tokenURL, .template, "Address at which it is fetched.",
        example: "https://login.example.org/token"
      )
      .scope("secrets, inputs"),
      .required("client", \.client, .template, "The client's name.", example: "treaty").scope("secrets, inputs"),
      .optional(
        "secret", \.secret, .template, "The client's secret, for `client-credentials` and `refresh`.",
        example: "${ secrets.desk-client }"
      )
      .scope("secrets, inputs"),
      .optional(
        "refresh", \.refresh, .template, "For `refresh`: the token with which the next is fetched.",
        example: "${ secrets.desk-refresh }"
      )
      .scope("secrets, inputs"),
      .optional(
        "key", \.key, .template, "For `jwt-bearer`: the private key that signs, as PEM.",
        example: "${ secrets.desk-signing-key }"
      )
      .scope("secrets, inputs"),
      .optional(
        "audience", \.audience, .template, "For `jwt-bearer`: for whom the statement is meant.",
        otherwise: "the `token-url`",
        example: "https://login.example.org"
      )
      .scope("secrets, inputs"),
      .defaulted(
        "scopes", \.scopes, .list(.located), "Scopes that the token is asked for.", otherwise: "none",
        example: "[incidents.read, incidents.write]"),
    ])
}

/// A certificate as proof.
public struct MutualTLSDeclaration: Described {
  /// The certificate.
  public var certificate: ScalarText?
  /// Its key.
  public var key: ScalarText?
  /// Whom a sender's certificate must name.
  public var subject: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<MutualTLSDeclaration>(
    "mutual-tls", "A certificate: one that Treaty shows to a system, or one that a sender must show.",
    rules: KeyRules(
      atLeastOne: [["certificate", "subject"]], needs: [("certificate", ["key"]), ("key", ["certificate"])]),
    keys: [
      .optional(
        "certificate", \.certificate, .template, "Certificate that Treaty shows, as PEM.",
        example: "${ secrets.desk-tls-certificate }"
      ).scope("secrets, inputs"),
      .optional("key", \.key, .template, "Its private key, as PEM.", example: "${ secrets.desk-tls-key }")
        .scope("secrets, inputs"),
      .optional(
        "subject", \.subject, .located, "Name for which the sender's certificate must be made out.",
        example: "pipeline.example.org"),
    ])
}

/// How a signature is written.
public enum SignatureWord: String, Hashable, Sendable, CaseIterable {
  /// Hexadecimal digits.
  case hex
  /// Base64.
  case base64
  /// The three headers of Standard Webhooks.
  case standardWebhooks = "standard-webhooks"
}

/// A signature over each message.
public struct HMACDeclaration: Described {
  /// The shared secret.
  public var secret = ScalarText(nil)
  /// A second one, while it is changed for another.
  public var previous: ScalarText?
  /// Header that carries it.
  public var header = "X-Signature"
  /// What stands before it there.
  public var prefix = ""
  /// How it is written.
  public var form = SignatureWord.hex
  /// How old a signed message may be, in milliseconds.
  public var tolerance: Located<Int64>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<HMACDeclaration>(
    "hmac", "A signature over the bytes of each message: HMAC with SHA-256 (RFC 2104).",
    keys: [
      .required("secret", \.secret, .template, "The shared secret.", example: "${ secrets.hook-secret }")
        .scope("secrets, inputs"),
      .optional(
        "previous", \.previous, .template, "A second one, good as well while the secret is changed.",
        example: "${ secrets.hook-secret-before }"
      )
      .scope("secrets, inputs"),
      .defaulted("header", \.header, .text, "Header that carries the signature.", default: "X-Signature"),
      .defaulted(
        "prefix", \.prefix, .text, "What stands before it there.", otherwise: "nothing", example: "\"sha256=\""),
      .defaulted(
        "form", \.form, .choice,
        "How it is written: in hexadecimal digits, in base64, or in the three headers of Standard Webhooks.",
        default: "hex"),
      .optional(
        "tolerance", \.tolerance, Kind<Int64>.anyDuration.located,
        "How old a signed message may be, in a form that signs the time as well.", default: "5m"),
    ])
}
