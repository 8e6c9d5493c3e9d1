public import CEL
public import TreatyStore

/// What a message says: the names of `alert` in the expressions of channels. Nothing in it comes of a payload.
public struct AlertMessage: Hashable, Sendable, Codable {
  /// What a message is for.
  public enum State: String, Hashable, Sendable, Codable {
    /// Something is wrong, and this is the first that somebody hears of it.
    case open
    /// It is still wrong.
    case again
    /// It is over.
    case resolved
  }

  /// Number of the incident.
  public var id: Int
  /// What tells the message from others, and is the same however often it is sent.
  public var key: String
  /// What it is for.
  public var state: State
  /// One line.
  public var title: String
  /// All of it, for people.
  public var text: String
  /// Package of the plan.
  public var package: String
  /// Name of the alert.
  public var name: String?
  /// The system that it is about.
  public var system: String?
  /// Flows that are concerned, by name.
  public var flows: [String]
  /// The class of most failures.
  public var failureClass: String?
  /// How many failures there were.
  public var count: Int
  /// When it began.
  public var since: Instant
  /// Whose fault it is.
  public var fault: Fault
  /// Why that is thought.
  public var evidence: String
  /// What to do: a file of the package, or a web address.
  public var runbook: String?
  /// The command to look closer.
  public var command: String
  /// The command by which somebody takes it on.
  public var acknowledge: String
  /// Team or vendor that is told.
  public var team: String?
  /// Over which contact.
  public var contact: String

  /// As expressions see it, in the form of ``TreatyPlan/AlertScope``.
  public var value: Value {
    var fields: [(Text, Value)] = []
    func add(_ name: String, _ value: Value) { fields.append((Text(name), value)) }
    add("id", .int(Int64(id)))
    add("count", .int(Int64(count)))
    add("since", .timestamp(Timestamp(millisecondsSinceEpoch: since.milliseconds)))
    add("flows", .list(.init(flows.map { Value.string($0) })))
    let texts: [(String, String?)] = [
      ("key", key), ("state", state.rawValue), ("title", title), ("text", text), ("package", package), ("name", name),
      ("system", system), ("class", failureClass), ("fault", fault.rawValue), ("evidence", evidence),
      ("runbook", runbook), ("command", command), ("acknowledge", acknowledge), ("team", team), ("contact", contact),
    ]
    for case (let name, let text?) in texts { add(name, .string(text)) }
    return .map(MapValue(fields: fields))
  }
}
