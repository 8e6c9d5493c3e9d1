/// One party, with its connector's interface laid out for it.
public struct PlannedSystem: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// Name of the connector it speaks.
  public var connector: String
  /// Version of the vendor's product that runs there, as declared.
  public var version: String?
  /// Its address; may read `inputs`.
  public var url: PlannedTemplate
  /// What its paths are relative to; reads `system`.
  public var base: PlannedTemplate
  /// How Treaty proves who it is.
  public var authentication: PlannedAuthentication
  /// How connections to it are protected beyond what is usual; `nil` is as usual.
  public var tls: PlannedTLS?
  /// What may be asked of it.
  public var limits: CallLimits
  /// What the account may be asked for that calls are made with, at all systems together that it is used for; `nil` is without limit.
  public var account: AccountLimits?
  /// What its answers say of the calls that are left; `nil` is nothing.
  public var throttle: ThrottleReading?
  /// A header in which each call carries the trace id, besides `traceparent`; `nil` is none.
  public var traceHeader: String?
  /// How long after a write a search may still miss it, in milliseconds.
  public var searchDelayMilliseconds: Int64
  /// What answers mean, first match first; an operation's own rules go before these.
  public var failures: [FailureRule]
  /// How values are quoted in its query languages.
  public var quotings: [Quoting]
  /// What it keeps.
  public var records: [PlannedRecord]
  /// What it sends.
  public var events: [PlannedEvent]

  /// A system without records or events.
  public init(
    name: String, connector: String, version: String?, url: PlannedTemplate, base: PlannedTemplate,
    authentication: PlannedAuthentication, limits: CallLimits, searchDelayMilliseconds: Int64
  ) {
    self.name = name
    self.connector = connector
    self.version = version
    self.url = url
    self.base = base
    self.authentication = authentication
    self.limits = limits
    self.searchDelayMilliseconds = searchDelayMilliseconds
    failures = []
    quotings = []
    records = []
    events = []
  }
}

/// How one side proves to the other who it is. The templates read `secrets` and `inputs`; only a host evaluates them.
public enum PlannedAuthentication: Hashable, Sendable {
  /// Not at all.
  case none
  /// A header that carries a token.
  case token(header: String, prefix: String, token: PlannedTemplate)
  /// HTTP basic authentication (RFC 7617).
  case basic(user: PlannedTemplate, password: PlannedTemplate)
}

extension PlannedAuthentication: Codable {
  private enum Key: String, CodingKey { case kind, header, prefix, token, user, password }

  /// Reads an object with a `kind`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(String.self, forKey: .kind)
    switch kind {
    case "none": self = .none
    case "token":
      self = .token(
        header: try container.decode(String.self, forKey: .header),
        prefix: try container.decode(String.self, forKey: .prefix),
        token: try container.decode(PlannedTemplate.self, forKey: .token))
    case "basic":
      self = .basic(
        user: try container.decode(PlannedTemplate.self, forKey: .user),
        password: try container.decode(PlannedTemplate.self, forKey: .password))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "no authentication of the kind `\(kind)`")
    }
  }

  /// Writes an object with a `kind`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .none: try container.encode("none", forKey: .kind)
    case .token(let header, let prefix, let token):
      try container.encode("token", forKey: .kind)
      try container.encode(header, forKey: .header)
      try container.encode(prefix, forKey: .prefix)
      try container.encode(token, forKey: .token)
    case .basic(let user, let password):
      try container.encode("basic", forKey: .kind)
      try container.encode(user, forKey: .user)
      try container.encode(password, forKey: .password)
    }
  }
}

/// What may be asked of a system at once.
public struct CallLimits: Hashable, Sendable, Codable {
  /// Calls a second; `nil` is without limit.
  public var ratePerSecond: Double?
  /// Calls under way at once.
  public var concurrency: Int
  /// How long an answer may take, in milliseconds.
  public var timeoutMilliseconds: Int64

  /// Limits.
  public init(ratePerSecond: Double?, concurrency: Int, timeoutMilliseconds: Int64) {
    self.ratePerSecond = ratePerSecond
    self.concurrency = concurrency
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}

/// How much may be asked in the name of one account. Systems whose accounts have one name share its limits.
public struct AccountLimits: Hashable, Sendable, Codable {
  /// Name of the account, kebab-case.
  public var name: String
  /// Calls a second; `nil` is without limit.
  public var ratePerSecond: Double?
  /// Calls under way at once; `nil` is without limit.
  public var concurrency: Int?

  /// Limits of an account.
  public init(name: String, ratePerSecond: Double?, concurrency: Int?) {
    self.name = name
    self.ratePerSecond = ratePerSecond
    self.concurrency = concurrency
  }
}

/// How much one operation may be used, below what its system allows.
public struct OperationLimits: Hashable, Sendable, Codable {
  /// Calls a second; `nil` is without limit.
  public var ratePerSecond: Double?
  /// Calls under way at once; `nil` is without limit.
  public var concurrency: Int?

  /// Limits of an operation.
  public init(ratePerSecond: Double?, concurrency: Int?) {
    self.ratePerSecond = ratePerSecond
    self.concurrency = concurrency
  }
}

/// How a vendor's answers say what may still be asked. `Retry-After` (RFC 9110 §10.2.3) needs no reading: it is kept to everywhere.
public struct ThrottleReading: Hashable, Sendable, Codable {
  /// How many calls are left until ``reset``, an int; `nil` where answers do not say. Over `status`, `headers`, `body`, `system`.
  public var remaining: PlannedExpression?
  /// When there are new ones: a timestamp, a duration from now, or a number of seconds from now.
  public var reset: PlannedExpression

  /// A reading.
  public init(remaining: PlannedExpression?, reset: PlannedExpression) {
    self.remaining = remaining
    self.reset = reset
  }
}

/// How a text is quoted in a vendor's query language.
public struct Quoting: Hashable, Sendable, Codable {
  /// Name in the connector, kebab-case.
  public var name: String
  /// What stands before and after a quoted text.
  public var quote: String
  /// What goes before a quote, and before itself, inside the text.
  public var escape: String

  /// A way to quote.
  public init(name: String, quote: String, escape: String) {
    self.name = name
    self.quote = quote
    self.escape = escape
  }

  /// `text` as a literal of that language.
  public func literal(_ text: String) -> String {
    let escaped =
      escape == quote
      ? text.replacing(quote, with: quote + quote)
      : text.replacing(escape, with: escape + escape).replacing(quote, with: escape + quote)
    return quote + escaped + quote
  }
}

/// A kind of record that a system keeps, and the verbs it has for it.
public struct PlannedRecord: Hashable, Sendable, Codable {
  /// Name in the connector, like `ticket`.
  public var name: String
  /// Type of a record as it is read.
  public var reads: TypeText
  /// Type of what is written; often narrower and shaped otherwise.
  public var accepts: TypeText
  /// Field that holds the id.
  public var idField: String
  /// Where the time of the last change stands.
  public var changed: ChangeStamp?
  /// Field in which the trace id is written when one is made; `nil` is none.
  public var traceField: String?
  /// Reads one record; in scope: `id`.
  public var get: PlannedOperation?
  /// Reads what changed since a time, page by page; in scope: `since`, `scope`.
  public var list: PlannedOperation?
  /// Finds the records that carry a mark; in scope: `mark`.
  public var find: PlannedOperation?
  /// Makes a record; in scope: `input`.
  public var create: PlannedOperation?
  /// Changes a record; in scope: `id`, `input`.
  public var update: PlannedOperation?
  /// Removes a record; in scope: `id`.
  public var delete: PlannedOperation?

  /// A record without verbs.
  public init(name: String, reads: TypeText, accepts: TypeText, idField: String) {
    self.name = name
    self.reads = reads
    self.accepts = accepts
    self.idField = idField
  }
}

/// Where a record says when it was last changed, and how exactly.
public struct ChangeStamp: Hashable, Sendable, Codable {
  /// Field that holds the time.
  public var field: String
  /// Zone of times in queries: an IANA name, or `account` for whatever the account has set.
  public var zone: String
  /// Steps in which the vendor counts, in milliseconds. Two changes within one step look alike.
  public var grainMilliseconds: Int64

  /// A change stamp.
  public init(field: String, zone: String, grainMilliseconds: Int64) {
    self.field = field
    self.zone = zone
    self.grainMilliseconds = grainMilliseconds
  }
}

/// Something that a system sends by itself.
public struct PlannedEvent: Hashable, Sendable, Codable {
  /// Name in the connector, like `notification`.
  public var name: String
  /// Type of its body.
  public var body: TypeText
  /// Media type of its body; only JSON is taken.
  public var content: String
  /// Key by which the sender's repetition of one delivery is known; reads `event`. `nil` where the vendor gives none.
  public var deliveryID: PlannedExpression?

  /// An event.
  public init(name: String, body: TypeText, content: String, deliveryID: PlannedExpression?) {
    self.name = name
    self.body = body
    self.content = content
    self.deliveryID = deliveryID
  }
}
