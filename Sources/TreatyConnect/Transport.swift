public import TreatyPlan

/// One call to make.
public struct Call: Sendable {
  /// Scheme, host, port and path that ``target`` is relative to.
  public var base: PlannedURL
  /// HTTP method.
  public var method: String
  /// Path and query, encoded; sent byte for byte.
  public var target: String
  /// Headers.
  public var headers: [(String, String)]
  /// Body.
  public var body: [UInt8]?
  /// Who is calling.
  public var credential: Credential
  /// How the connection is protected; `nil` is as usual.
  public var trust: ConnectionTrust?
  /// How long the whole call may take.
  public var timeout: Duration
  /// Trace and span (W3C Trace Context), passed on as `traceparent`.
  public var trace: (trace: String, span: String)?
  /// Whether the trace is recorded, for the flag of `traceparent`.
  public var isSampled: Bool
  /// `tracestate`, passed on as it came.
  public var traceState: String?

  /// A call.
  public init(
    base: PlannedURL, method: String, target: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
    credential: Credential = .none, trust: ConnectionTrust? = nil,
    timeout: Duration, trace: (trace: String, span: String)? = nil, isSampled: Bool = true, traceState: String? = nil
  ) {
    self.base = base
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.credential = credential
    self.trust = trust
    self.timeout = timeout
    self.trace = trace
    self.isSampled = isSampled
    self.traceState = traceState
  }
}

/// An answer, whatever its status.
public struct Reply: Sendable {
  /// HTTP status.
  public var status: Int
  /// Headers.
  public var headers: [(String, String)]
  /// Body.
  public var body: [UInt8]

  /// An answer.
  public init(status: Int, headers: [(String, String)], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// No answer came.
public struct TransportFailure: Error, Hashable, Sendable {
  /// How far the call can have come.
  public enum Reach: Hashable, Sendable {
    /// It surely did not leave this machine.
    case notSent
    /// It may have been carried out.
    case mayHaveArrived
  }

  /// How far the call can have come.
  public var reach: Reach
  /// What happened, for a person; never a secret.
  public var cause: String

  /// A failure.
  public init(reach: Reach, cause: String) {
    self.reach = reach
    self.cause = cause
  }
}

/// Performs one call and says what happened. Never retries, never waits its turn.
public protocol Transport: Sendable {
  /// - Returns: The reply, whatever its status: a `500` is an answer, not an error.
  /// - Throws: ``TransportFailure`` when no answer came; its `reach` says whether the call can have arrived.
  func perform(_ call: Call) async throws(TransportFailure) -> Reply
}
