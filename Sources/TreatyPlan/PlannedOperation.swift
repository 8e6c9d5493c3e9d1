/// One request that a connector can make.
public struct PlannedOperation: Hashable, Sendable, Codable {
  /// HTTP method, upper case.
  public var method: String
  /// Path below the system's base; each expression in it is encoded as one path segment.
  public var path: PlannedTemplate
  /// Query, in order; a name may repeat.
  public var query: [QueryParameter]
  /// Headers besides those of the transport.
  public var headers: [HeaderField]
  /// JSON body; `nil` sends none.
  public var body: Construction?
  /// What a good answer yields. For `create` the new record's id, for `get` the record, for `list` and `find` the list of records.
  public var gives: PlannedExpression?
  /// Where the next page is; `nil` for one page.
  public var nextPage: PlannedExpression?
  /// What answers mean, first match first.
  public var failures: [FailureRule]
  /// What is known about sending it twice.
  public var safety: Safety
  /// Held against the record, read back after a good answer: for vendors that answer well and do otherwise. In scope besides
  /// those of an answer: `record`.
  public var readBack: [FailureRule]
  /// How long an answer may take, in milliseconds.
  public var timeoutMilliseconds: Int64
  /// How much it may be used, below what its system allows; `nil` is as much as that.
  public var limits: OperationLimits?
  /// How several records are written by one request; `nil` writes one by one.
  public var batch: PlannedBatch?
  /// What a stand-in for the vendor answers; `nil` is worked out from ``gives``.
  public var answer: PlannedAnswer?

  /// An operation.
  public init(method: String, path: PlannedTemplate, safety: Safety, timeoutMilliseconds: Int64) {
    self.method = method
    self.path = path
    query = []
    headers = []
    failures = []
    self.safety = safety
    readBack = []
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}

/// One parameter of a query.
public struct QueryParameter: Hashable, Sendable, Codable {
  /// Name as sent.
  public var name: String
  /// Value; the whole of it is percent-encoded.
  public var value: PlannedTemplate
  /// Quoting of the expressions inside the value, where it is text of a query language.
  public var quoting: Position<Quoting>?

  /// A parameter.
  public init(name: String, value: PlannedTemplate, quoting: Position<Quoting>?) {
    self.name = name
    self.value = value
    self.quoting = quoting
  }
}

/// One header of a request.
public struct HeaderField: Hashable, Sendable, Codable {
  /// Name as sent.
  public var name: String
  /// Value; control characters in it are refused when the call is made.
  public var value: PlannedTemplate

  /// A header.
  public init(name: String, value: PlannedTemplate) {
    self.name = name
    self.value = value
  }
}

/// What a stand-in answers to an operation.
public struct PlannedAnswer: Hashable, Sendable, Codable {
  /// Status, 200 to 299.
  public var status: Int
  /// JSON body; in scope: `id`, `record`, `records`, `input`, `next`, `url`.
  public var body: Construction?

  /// An answer.
  public init(status: Int, body: Construction?) {
    self.status = status
    self.body = body
  }
}

/// What is known about sending a request again when nobody knows whether the first one arrived.
public enum Safety: Hashable, Sendable {
  /// Sending it again does no harm.
  case idempotent
  /// The vendor knows a repetition by a key in this header.
  case key(header: String)
  /// A mark is written with the record and can be searched for. The construction is merged into what is written.
  case mark(Construction)
  /// Nothing of the kind: a person decides.
  case unsafe

  /// Whether a lost answer can be settled without a person.
  public var settles: Bool { self != .unsafe }
}

extension Safety: Codable {
  private enum Key: String, CodingKey { case kind, header, mark }

  /// Reads an object with a `kind`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(String.self, forKey: .kind)
    switch kind {
    case "idempotent": self = .idempotent
    case "key": self = .key(header: try container.decode(String.self, forKey: .header))
    case "mark": self = .mark(try container.decode(Construction.self, forKey: .mark))
    case "unsafe": self = .unsafe
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "no safety of the kind `\(kind)`")
    }
  }

  /// Writes an object with a `kind`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .idempotent: try container.encode("idempotent", forKey: .kind)
    case .key(let header):
      try container.encode("key", forKey: .kind)
      try container.encode(header, forKey: .header)
    case .mark(let mark):
      try container.encode("mark", forKey: .kind)
      try container.encode(mark, forKey: .mark)
    case .unsafe: try container.encode("unsafe", forKey: .kind)
    }
  }
}

/// Which answer is which failure.
public struct FailureRule: Hashable, Sendable, Codable {
  /// Condition over `status`, `headers`, `body`, `id`, `input` (and `record` when reading back).
  public var when: PlannedExpression
  /// What it is when the condition holds.
  public var failureClass: FailureClass
  /// Words for a person, from the answer.
  public var reason: PlannedTemplate?

  /// A rule.
  public init(when: PlannedExpression, failureClass: FailureClass, reason: PlannedTemplate?) {
    self.when = when
    self.failureClass = failureClass
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case when
    case failureClass = "class"
    case reason
  }
}

/// What went wrong, as far as it decides what to do next.
public enum FailureClass: String, Hashable, Sendable, Codable, CaseIterable {
  /// The system is down or out of reach: waiting helps.
  case outage
  /// The system asks for patience: waiting helps, as long as it says.
  case throttled
  /// We may not: a person must change a right or a secret.
  case denied
  /// Somebody else changed the record: reading it again may help.
  case conflict
  /// The system does not take this content, now or later.
  case rejected
  /// The record is no longer there.
  case gone
  /// Nobody knows whether it was done.
  case unsure
  /// Our own mapping failed.
  case ours
  /// It became older than it may, before it could be delivered.
  case expired

  /// Whether waiting can mend it.
  public var mendsByWaiting: Bool {
    switch self {
    case .outage, .throttled, .conflict: true
    case .denied, .rejected, .gone, .unsure, .ours, .expired: false
    }
  }
}
