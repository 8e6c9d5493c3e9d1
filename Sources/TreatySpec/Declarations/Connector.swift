import TreatyDiagnostics
import TreatySyntax

/// What a vendor's interface is, once, for everybody.
public struct ConnectorDeclaration: Declaration {
  /// The section that it stands in.
  public static let section = Section.connectors
  /// What every declaration can say.
  public var common = Common()
  /// Team that keeps it.
  public var owner: Located<String>?
  /// Versions of the product that it is known to work with.
  public var supports: Located<VersionRange>?
  /// What paths are relative to.
  public var base: ScalarText?
  /// Kinds of authentication that it takes.
  public var auth = ConnectorAuthDeclaration()
  /// What may be asked of such a system.
  public var limits = LimitsDeclaration()
  /// What answers say of the calls that are left.
  @Boxed public var throttle: ThrottleDeclaration?
  /// How long after a write a search may still miss it, in milliseconds.
  public var searchDelay: Int64 = 0
  /// How texts are quoted in query languages.
  public var quoting: [Named<QuotingDeclaration>] = []
  /// What answers mean.
  public var failures: [FailureDeclaration] = []
  /// What such a system keeps.
  public var records: [Named<RecordDeclaration>] = []
  /// What such a system sends.
  public var events: [Named<EventDeclaration>] = []
  /// What else can be asked of it.
  public var operations: [Named<OperationDeclaration>] = []
  /// What an account must be granted.
  public var permissions: [Named<[Located<String>]>] = []
  /// How it is seen whether such a system works.
  @Boxed public var health: HealthDeclaration?
  /// How a trace goes along with a request.
  @Boxed public var trace: TraceDeclaration?
  /// The vendor's own description of the interface.
  public var interface: [InterfaceDeclaration] = []
  /// What shows that a connector does what it says.
  public var conformance: [Named<ConformanceDeclaration>] = []

  /// An empty declaration.
  public init() {}

  /// What there is to say about a connector.
  public static let description = Description<ConnectorDeclaration>(
    "connector", "How to talk to a kind of system: what it keeps and sends, how it answers, what it bears.",
    keys: KeyDescription.common("What it talks to.", party + content))

  private static let party: [KeyDescription<ConnectorDeclaration>] = [
    .optional("owner", \.owner, .team, "Team that keeps it up to date.", example: "integration"),
    .optional(
      "supports", \.supports, Kind<VersionRange>.parsed.located,
      "Versions of the product that it is known to work with.", example: "\">=5.0 <7\""),
    .optional(
      "base", \.base, .template, "What paths are relative to.", default: "${ system.url }",
      example: "${ system.url }/REST/2.0"
    ).scope("system"),
    .defaulted(
      "auth", \.auth, .nested(),
      "Kinds of proof that such a system takes, or gives as a sender. An account supplies one of them.",
      otherwise: "none"),
    .defaulted(
      "limits", \.limits, .nested(), "How much such a system may be asked at once.",
      default: "{concurrency: 4, timeout: 30s}"),
    .optional(
      "throttle", \.throttle, .nested(),
      "How its answers say how much may still be asked. `Retry-After` needs none of it: it is kept to everywhere.",
      otherwise: "by `Retry-After` alone",
      example:
        "{remaining: \"int(headers['ratelimit-remaining'])\", reset: \"timestamp(int(headers['ratelimit-reset']))\"}"),
    .defaulted(
      "search-delay", \.searchDelay, .duration(0...3_600_000),
      "How long after a write a search may still miss it. A search for a mark waits that long.", default: "0s",
      example: "2s"),
    .optional(
      "health", \.health, .nested(), "How it is seen whether such a system works.", otherwise: "by its calls alone"),
    .optional(
      "trace", \.trace, .nested(short: \.header, .text), "How a trace goes along with a request (W3C Trace Context).",
      default: "traceparent", example: "X-Request-Trace"),
    .defaulted(
      "interface", \.interface, .list(.nested()), "The vendor's own description of the interface, by version.",
      otherwise: "none", example: "[{version: \"6.0\", openapi: vendor/desk-6.json}]"),
  ]

  private static let content: [KeyDescription<ConnectorDeclaration>] = [
    .defaulted(
      "quoting", \.quoting, .names(.nested()), "How texts are quoted in its query languages, by names of your choice.",
      otherwise: "none", example: "{ticket-sql: {quote: \"'\", escape: \"\\\\\"}}"),
    .defaulted(
      "failures", \.failures, .list(.nested()),
      "What answers mean: the first rule that holds. Where none holds, the status decides.", otherwise: "none",
      example: "[{when: status == 409, class: conflict}]"),
    .defaulted(
      "records", \.records, .names(.nested()), "Kinds of records that such a system keeps.", otherwise: "none",
      example: "{ticket: {id: id, schema: {id: string, title: string}, get: {GET: \"/tickets/${ id }\"}}}"),
    .defaulted(
      "operations", \.operations, .names(.nested()), "What else can be asked of it.", otherwise: "none",
      example: "{comment: {input: {id: string}, POST: \"/ticket/${ input.id }/comment\"}}"),
    .defaulted(
      "events", \.events, .names(.nested()), "What such a system sends by itself.", otherwise: "none",
      example: "{notification: {schema: {status: {enum: [firing, resolved]}}}}"),
    .defaulted(
      "permissions", \.permissions, .names(.list(.located), anyName: true),
      "What an account must be granted for `record.verb` or an operation, in the vendor's words.",
      otherwise: "not said",
      example: "{ticket.create: [CreateTicket]}"),
    .defaulted(
      "conformance", \.conformance, .names(.nested()),
      "By record: what is written when the connector is tested against a real system.", otherwise: "none",
      example: "{ticket: {create: {title: Test}, update: {title: Changed}}}"),
  ]
}

/// Kinds of authentication that a connector takes.
public struct ConnectorAuthDeclaration: Described {
  /// A token in a header.
  @Boxed public var token: TokenFormDeclaration?
  /// Basic authentication.
  @Boxed public var basic: EmptyDeclaration?
  /// A key.
  @Boxed public var apiKey: KeyFormDeclaration?
  /// A token that is fetched.
  public var oauth2: TokenFormDeclaration?
  /// A certificate.
  @Boxed public var mutualTLS: EmptyDeclaration?
  /// A signature.
  @Boxed public var hmac: EmptyDeclaration?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ConnectorAuthDeclaration>(
    "connector's auth", "Kinds of proof that such a system takes, or gives as a sender.",
    keys: [
      .optional("token", \.token, .nested(), "A token in a header."),
      .optional("basic", \.basic, .nested(), "Name and password (RFC 7617)."),
      .optional("api-key", \.apiKey, .nested(), "A key in a header or parameter."),
      .optional("oauth2", \.oauth2, .nested(), "A token that is fetched (RFC 6749)."),
      .optional("mutual-tls", \.mutualTLS, .nested(), "A certificate (RFC 8705)."),
      .optional("hmac", \.hmac, .nested(), "A signature over each message; the account says in which header."),
    ])
}

/// Where a key stands in a request.
public struct KeyFormDeclaration: Described {
  /// The header.
  public var header: Located<String>?
  /// The query parameter.
  public var query: Located<String>?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<KeyFormDeclaration>(
    "key form", "Where a key stands in a request.", rules: KeyRules(exactlyOne: [["header", "query"]]),
    keys: [
      .optional("header", \.header, .located, "The header.", example: "X-Api-Key"),
      .optional(
        "query", \.query, .located,
        "The query parameter. Keys end in logs that way: only where nothing else is taken.", example: "api_key"),
    ])
}

/// How a trace goes along with a request.
public struct TraceDeclaration: Described {
  /// The header.
  public var header = "traceparent"
  /// A field that it is written to as well.
  public var field: Located<String>?

  /// As usual.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<TraceDeclaration>(
    "trace", "How a trace goes along with a request, besides `traceparent`: in a header, in a field, or both.",
    keys: [
      .defaulted(
        "header", \.header, .text,
        "The header. Any other than `traceparent`, which is always sent, holds the trace id: 32 hex digits.",
        default: "traceparent"),
      .optional(
        "field", \.field, .located,
        "Field of what is made, in which the trace id is written, so that people find their way from a record to its trace. Every record that has such a field, a text, gets it with `create`, unless the flow writes it itself.",
        example: "correlation_id"
      ),
    ])
}

/// The vendor's own description of an interface.
public struct InterfaceDeclaration: Described {
  /// Version of the product.
  public var version = Located.placeholder("")
  /// OpenAPI document.
  public var openAPI = Located.placeholder("")

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<InterfaceDeclaration>(
    "interface description", "The vendor's own description of the interface of one version.",
    keys: [
      .required("version", \.version, .located, "Version of the product.", example: "6.0"),
      .required(
        "openapi", \.openAPI, .located, "OpenAPI document: a file of the package.", example: "vendor/desk-6.json"),
    ])
}

/// What is written in a test of a connector.
public struct ConformanceDeclaration: Described {
  /// What a record is made with.
  public var create = ScalarOrMapping(nil)
  /// What is changed.
  public var update: ScalarOrMapping?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<ConformanceDeclaration>(
    "conformance case",
    "What is written when a connector is tested: a record is made, found, changed, read and removed. `id` is another text each time.",
    keys: [
      .required(
        "create", \.create, .fields, "What a record is made with.",
        example: "{Queue: General, Subject: \"Test ${ id }\"}"
      ).scope("id"),
      .optional("update", \.update, .fields, "What is changed then.", example: "{Subject: Changed}").scope("id"),
    ])
}

/// Where a token stands in a request.
public struct TokenFormDeclaration: Described {
  /// The header.
  public var header = "Authorization"
  /// What stands before the token.
  public var prefix = "Bearer "

  /// The usual form (RFC 6750).
  public init() {}

  /// What there is to say about it.
  public static let description = Description<TokenFormDeclaration>(
    "token form", "Where a token stands in a request.",
    keys: [
      .defaulted("header", \.header, .text, "The header.", default: "Authorization"),
      .defaulted("prefix", \.prefix, .text, "What stands before the token.", default: "\"Bearer \""),
    ])
}

/// A declaration that says everything by standing there.
public struct EmptyDeclaration: Described {
  /// The declaration.
  public init() {}
  /// What there is to say about it.
  public static let description = Description<EmptyDeclaration>(
    "empty mapping", "Says everything by standing there: `{}`.", keys: [])
}

/// What may be asked of a system.
public struct LimitsDeclaration: Described {
  /// Calls a second.
  public var rate: Double?
  /// Calls under way at once.
  public var concurrency: Int?
  /// How long an answer may take, in milliseconds.
  public var timeout: Int64?
  /// Calls in a long time, by contract.
  public var quota: Located<Double>?

  /// No limits of its own.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<LimitsDeclaration>(
    "limits", "How much a system may be asked. A system's own limits go before its connector's, one by one.",
    keys: [
      .optional("rate", \.rate, .rate, "Calls in a stretch of time.", otherwise: "no limit", example: "20/s"),
      .optional("concurrency", \.concurrency, .integer(1...1000), "Calls under way at once.", default: "4"),
      .optional("timeout", \.timeout, .duration(10...3_600_000), "How long an answer may take.", default: "30s"),
      .optional(
        "quota", \.quota, Kind<Double>.rate.located,
        "Calls in a long stretch of time, by contract: polls are held against it.",
        otherwise: "none", example: "10000/d"),
    ])
}

/// How texts are quoted in a query language.
public struct QuotingDeclaration: Described {
  /// What stands around a text.
  public var quote = "'"
  /// What goes before a quote inside.
  public var escape = "\\"

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<QuotingDeclaration>(
    "quoting", "How a text becomes a literal of a vendor's query language.",
    keys: [
      .required("quote", \.quote, .text, "What stands before and after the text.", example: "\"'\""),
      .required(
        "escape", \.escape, .text,
        "What goes before a quote, and before itself, inside the text; the quote itself doubles it.",
        example: "\"\\\\\""),
    ])
}

/// What went wrong, by class.
public enum FailureWord: String, Hashable, Sendable, CaseIterable {
  /// Down or out of reach.
  case outage
  /// Asks for patience.
  case throttled
  /// Not allowed.
  case denied
  /// Changed by somebody else.
  case conflict
  /// Content not taken.
  case rejected
  /// No longer there.
  case gone
  /// Nobody knows whether it was done.
  case unsure
}

/// Which answer is which failure.
public struct FailureDeclaration: Described {
  /// The condition.
  public var when = ScalarText(nil)
  /// The class.
  public var failureClass = FailureWord.rejected
  /// Words for a person.
  public var reason: ScalarText?

  /// An empty declaration.
  public init() {}

  /// What there is to say about it.
  public static let description = Description<FailureDeclaration>(
    "failure rule", "Which answer is which failure. One with a good status can be a failure too.",
    keys: [
      .required(
        "when", \.when, .expression,
        "The condition; in `read-back` it sees `record` as well, in a `batch` the `result` of one record.",
        example: "status == 409"
      ).scope("status, headers, body, system, id, input"),
      .required(
        "class", \.failureClass, .choice,
        "What it is when the condition holds: down or out of reach (`outage`), asking for patience (`throttled`), not allowed (`denied`), changed by somebody else (`conflict`), not taken as it is (`rejected`), no longer there (`gone`), or not known to be done (`unsure`).",
        example: "conflict"),
      .optional("reason", \.reason, .template, "Words for a person.", example: "${ body.message }")
        .scope("status, headers, body, system, id, input"),
    ])
}
