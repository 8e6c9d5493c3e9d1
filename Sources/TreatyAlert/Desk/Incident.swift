import TreatyPlan
public import TreatyStore

/// What failures have in common: those with the same cause are one incident.
public enum AlertCause: Hashable, Sendable, Codable {
  /// A system is down, out of reach, or asks for patience.
  case system(String)
  /// A system does not let us do what we want to.
  case account(system: String)
  /// A flow's records fail for a reason of their own.
  case flow(String, failureClass: String)
  /// What may fail is used up too fast.
  case budget(flow: String, promise: String)
  /// Too much waits, or too long.
  case waiting(flow: String)

  /// The system that it is about.
  public var system: String? {
    switch self {
    case .system(let system), .account(let system): system
    case .flow, .budget, .waiting: nil
    }
  }
}

/// Whose fault something is, as far as can be told.
public enum Fault: String, Hashable, Sendable, Codable, CaseIterable {
  /// The system's.
  case system
  /// The network's, between here and there.
  case network
  /// The account's: a right or a secret.
  case account
  /// Ours: a mapping, a limit, what is sent.
  case ours
  /// It cannot be told.
  case unknown
}

/// Something that is wrong, from its first failure until it is over.
public struct Incident: Hashable, Sendable, Codable {
  /// Somebody has taken it on.
  public struct Acknowledgement: Hashable, Sendable, Codable {
    /// Who.
    public var by: String
    /// When.
    public var at: Instant
    /// What they said.
    public var note: String?
  }

  /// Somebody was told.
  public struct Told: Hashable, Sendable, Codable {
    /// Team or vendor.
    public var who: String
    /// Over which contact.
    public var contact: String
    /// By which channel.
    public var channel: String
    /// When; `nil` while it is on its way.
    public var at: Instant?
    /// Why it did not go, where it did not.
    public var failure: String?
    /// Id of the record that was made for it.
    public var record: String?
    var kind: ContactKind
    /// The round of calls in which it was.
    var round: Int
  }

  /// How far one route has been gone.
  struct RouteState: Hashable, Sendable, Codable {
    var route: AlertPlan.Route
    var began: Instant
    var next = 0
    var round = 0
    /// Whether the next step is taken at once, because nobody could be told by the last.
    var isHurried = false
  }

  /// Its number.
  public var id: Int
  /// What its failures have in common.
  public var cause: AlertCause
  /// Name of the alert, where a flow gives one.
  public var name: String?
  /// When it began.
  public var opened: Instant
  /// The last failure.
  public var last: Instant
  /// How many failures there were.
  public var count = 0
  /// The same by flow.
  public var flows: [String: Int] = [:]
  /// The same by class.
  public var classes: [String: Int] = [:]
  /// Deliveries that wait for the system it is about, as far as is known.
  public var waiting: Int?
  /// Dead letters that came of it.
  public var dead = 0
  /// Questions that came of it.
  public var questions = 0
  /// What the last failure said.
  public var lastCause: String?
  /// Trace of the last failure.
  public var trace: String?
  /// What is promised and not kept, in words.
  public var promise: String?
  /// Whose fault it is, as it was last told.
  public var fault = Fault.unknown
  /// Why that is thought.
  public var evidence = ""
  /// What to do: a file of the package, or a web address.
  public var runbook: String?
  /// Who has taken it on.
  public var acknowledged: Acknowledgement?
  /// Who was told.
  public var told: [Told] = []
  /// Since when nothing has failed any more.
  public var quietSince: Instant?
  /// How often it seemed over and was not.
  public var flaps = 0
  /// When it was over.
  public var resolved: Instant?
  /// When something last went well that it is about.
  var lastGood: Instant?
  var routes: [RouteState] = []
  /// When enough had failed for somebody to hear of it.
  var due: Instant?
  /// Messages of it so far.
  var messages = 0
  /// Whether a probe alone brought it up.
  var isProbed = false

  init(id: Int, cause: AlertCause, at now: Instant) {
    self.id = id
    self.cause = cause
    (opened, last) = (now, now)
  }

  /// Whether anybody was to hear of it.
  public var isSaid: Bool { messages > 0 || due != nil }
}

/// All that is known of what is wrong, and must survive a restart.
public struct AlertState: Sendable, Codable {
  /// Incidents that are not over.
  public var open: [Incident] = []
  /// Incidents that are, the newest first.
  public var recent: [Incident] = []
  /// Messages that nobody has said yet are sent.
  public var outbox: [OutgoingAlert] = []
  var nextID = 1
  var inARow: [String: Int] = [:]
  /// Messages that could not be sent since the last that could, and what the last of them said.
  public var unsent = 0
  /// Why the last one could not be sent.
  public var unsentCause: String?

  /// Nothing is wrong.
  public init() {}
}

extension Incident {
  /// What is wrong, in a few words.
  public var what: String {
    switch cause {
    case .system(let system):
      let isThrottled = classes["throttled", default: 0] * 2 > count
      return isThrottled ? "\(system) asks for patience" : "\(system) does not do its work"
    case .account(let system): return "\(system) refuses our account"
    case .flow(let flow, let failureClass):
      return failureClass == "unsure" ? "\(flow) asks for a person" : "\(flow) fails: \(failureClass)"
    case .budget(let flow, _): return "\(flow) fails more than it may"
    case .waiting(let flow): return "\(flow) is behind"
    }
  }

  /// The command by which one sees more of it.
  public var command: String {
    switch cause {
    case .flow(let flow, let failureClass): "treaty dead list --flow \(flow) --class \(failureClass)"
    case .account: "treaty dead list --class denied"
    case .system, .budget, .waiting: "treaty status"
    }
  }

  /// Keeps what is thought of it now.
  mutating func note(_ words: AlertText) {
    fault = words.attribution.fault
    evidence = words.attribution.evidence
    runbook = words.runbook
  }
}
