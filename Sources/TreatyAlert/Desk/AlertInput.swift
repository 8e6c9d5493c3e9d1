public import TreatyEngine
public import TreatyPlan
public import TreatyStore

/// Something for the desk to take in.
public enum AlertInput: Sendable {
  /// What the engine says happened.
  case notice(Notice)
  /// What came of asking for a system's health.
  case probe(system: String, ProbeResult)
  /// What of a flow waits.
  case depth(flow: String, waiting: Int, oldest: Instant?)
  /// How much waits for a system.
  case backlog(system: String, waiting: Int)
  /// A message was sent; the record that was made for it.
  case sent(key: String, record: String?)
  /// A message could not be sent.
  case unsent(key: String, cause: String)
  /// Somebody takes an incident on.
  case acknowledge(id: Int, by: String, note: String?, token: UInt64)
}

/// What the desk wants done. It holds only once the desk's state is on disk.
public struct AlertOutput: Sendable {
  /// Messages to send, each until it is said what became of it.
  public var send: [OutgoingAlert] = []
  /// What to write to the log.
  public var events: [AlertEvent] = []
  /// What became of acknowledgements, by token.
  public var acknowledged: [(token: UInt64, result: AcknowledgeResult)] = []
  /// When to be asked again; `nil` where nothing is due.
  public var wake: Instant?
  /// Whether something changed that must be on disk before anything is sent.
  public var mustKeep = false

  /// Nothing.
  public init() {}
}

/// What became of an acknowledgement.
public enum AcknowledgeResult: Hashable, Sendable {
  /// It is taken on: its title.
  case done(String)
  /// Somebody has it already.
  case already(by: String)
  /// It is over.
  case over
  /// There is none of the number.
  case unknown
}

/// Something that happened to an incident.
public enum AlertEvent: Hashable, Sendable {
  /// Somebody is to hear of it.
  case opened(id: Int, title: String, fault: Fault)
  /// It is over.
  case resolved(id: Int, title: String)
  /// Somebody takes it on.
  case acknowledged(id: Int, by: String)
  /// Nobody can be told by a step: nobody has a contact that a channel serves.
  case unreachable(id: Int, who: String)
  /// A message could not be sent by any channel.
  case unsent(id: Int, contact: String, cause: String)
}

/// A message on its way to somebody.
public struct OutgoingAlert: Hashable, Sendable, Codable {
  /// What tells it from others, and is the same however often it is sent.
  public var key: String
  /// The incident.
  public var incident: Int
  /// By which channel.
  public var channel: String
  /// Which kind of contact.
  public var kind: ContactKind
  /// What it says.
  public var message: AlertMessage
  /// Id of the record that was made for the incident before, where the channel makes records.
  public var record: String?
  /// Channels that are tried after this one.
  var others: [String]
  /// When it is tried again, where no channel could send it.
  var notBefore: Instant?
  /// How often all channels have failed.
  var rounds = 0
}
