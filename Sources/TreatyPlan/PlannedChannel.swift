/// How alerts reach people. Exactly one of the three ways is there.
public struct PlannedChannel: Hashable, Sendable, Codable {
  /// Name.
  public var name: String
  /// Kinds of contacts that it serves.
  public var serves: [ContactKind]
  /// By mail.
  public var mail: PlannedMailChannel?
  /// By a request.
  public var webhook: PlannedWebhookChannel?
  /// By a record of a system; its expressions read `alert` and `inputs`.
  public var operation: PlannedDelivery?

  /// A channel without a way.
  public init(name: String, serves: [ContactKind]) {
    self.name = name
    self.serves = serves
  }
}

/// Alerts by mail.
public struct PlannedMailChannel: Hashable, Sendable, Codable {
  /// How the connection is protected.
  public enum Protection: String, Hashable, Sendable, Codable, CaseIterable {
    /// Turns to TLS before anything is said.
    case starttls
    /// TLS from the first byte.
    case implicit
    /// In the clear.
    case none

    /// The port that such servers have.
    public var usualPort: Int {
      switch self {
      case .starttls: 587
      case .implicit: 465
      case .none: 25
      }
    }
  }

  /// Host; reads `inputs`.
  public var server: PlannedTemplate
  /// Port.
  public var port: Int
  /// How the connection is protected.
  public var protection: Protection
  /// Whom connections trust; `nil` is as usual.
  public var tls: PlannedTLS?
  /// Who sends; reads `inputs`.
  public var from: PlannedTemplate
  /// As whom: basic, or not at all.
  public var authentication: PlannedAuthentication
  /// How long sending may take, in milliseconds.
  public var timeoutMilliseconds: Int64

  /// A way by mail.
  public init(
    server: PlannedTemplate, port: Int, protection: Protection, from: PlannedTemplate,
    authentication: PlannedAuthentication, timeoutMilliseconds: Int64
  ) {
    self.server = server
    self.port = port
    self.protection = protection
    self.from = from
    self.authentication = authentication
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}

/// Alerts by a request.
public struct PlannedWebhookChannel: Hashable, Sendable, Codable {
  /// Where it goes; reads `secrets` and `inputs`.
  public var url: PlannedTemplate
  /// As whom.
  public var authentication: PlannedAuthentication
  /// Whom connections trust; `nil` is as usual.
  public var tls: PlannedTLS?
  /// Body; reads `alert` and `inputs`.
  public var body: Construction
  /// How long an answer may take, in milliseconds.
  public var timeoutMilliseconds: Int64

  /// A way by a request.
  public init(
    url: PlannedTemplate, authentication: PlannedAuthentication, body: Construction, timeoutMilliseconds: Int64
  ) {
    self.url = url
    self.authentication = authentication
    self.body = body
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}
