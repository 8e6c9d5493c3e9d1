import CEL
import Testing
import TreatyEngine

/// A partner with a ledger of its own: what it says was made was made, whatever our tables say.
struct Desk: Sendable {
  struct Ticket: Hashable, Sendable {
    var id: String
    var title: String
    var state: String
    var mark: String?
    /// From when on a search finds it.
    var isFoundFrom: Int64
    /// How often it was changed.
    var updates = 0
  }

  /// What goes wrong with a call.
  enum Fault: Hashable, Sendable, CustomTestStringConvertible {
    /// Nothing.
    case none
    /// The call never left.
    case notSent
    /// No answer came; the work was done, or was not.
    case lost(isDone: Bool)
    /// No answer came; the work is done after so many milliseconds.
    case late(Int64)
    /// The connection breaks at once; the work is done after so many milliseconds.
    case broken(Int64)
    /// An answer of this status; the work was done, or was not.
    case status(Int, isDone: Bool, retryAfter: String? = nil)

    /// Whether the engine hears nothing until its patience ends.
    var isSilent: Bool {
      switch self {
      case .lost, .late: true
      case .none, .notSent, .status, .broken: false
      }
    }

    var testDescription: String {
      switch self {
      case .late(let delay): "no answer, done after \(delay) ms"
      case .broken(let delay): "the connection breaks, done after \(delay) ms"
      case .none: "no fault"
      case .notSent: "never left"
      case .lost(let isDone): "no answer, \(isDone ? "done" : "not done")"
      case .status(let status, let isDone, _): "\(status), \(isDone ? "done" : "not done")"
      }
    }
  }

  /// A call as it came in.
  struct Seen: Sendable {
    var operation: String
    var target: String
    var body: Value
    var headers: [(String, String)]
    var at: Int64
    var title: String { body["title"]?.asString ?? "" }
  }

  private(set) var tickets: [Ticket] = []
  private(set) var seen: [Seen] = []
  /// How long after a write a search still misses it.
  var searchLag: Int64 = 0
  /// Whether a second create of one title gives the first ticket.
  var isCreateIdempotent = false
  private var byKey: [String: String] = [:]
  private var expected: [(at: Int64, call: OutgoingCall)] = []

  /// Calls of one kind that came in.
  func seen(_ operation: String) -> [Seen] { seen.filter { $0.operation == operation } }

  /// Changes a ticket behind everybody's back.
  mutating func change(_ id: String, _ change: (inout Ticket) -> Void) {
    if let index = tickets.firstIndex(where: { $0.id == id }) { change(&tickets[index]) }
  }

  /// Removes a ticket behind everybody's back.
  mutating func remove(_ id: String) { tickets.removeAll { $0.id == id } }

  /// Takes a call, with what goes wrong on the way.
  mutating func answer(_ call: OutgoingCall, _ fault: Fault, at now: Int64) -> Answer {
    if fault != .notSent {
      seen.append(
        Seen(operation: call.operation, target: call.target, body: Desk.body(call), headers: call.headers, at: now))
    }
    switch fault {
    case .notSent: return .noReply(reach: .notSent, cause: "connection refused")
    case .none: return carryOut(call, at: now)
    case .late: return .noReply(reach: .mayHaveArrived, cause: "no answer in time")
    case .broken: return .noReply(reach: .mayHaveArrived, cause: "the connection was closed")
    case .lost(let isDone):
      if isDone { _ = carryOut(call, at: now) }
      return .noReply(reach: .mayHaveArrived, cause: "no answer in time")
    case .status(let status, let isDone, let retryAfter):
      if isDone { _ = carryOut(call, at: now) }
      return .reply(status: status, headers: retryAfter.map { [("Retry-After", $0)] } ?? [], body: Array("{}".utf8))
    }
  }

  /// Notes a call that is carried out later.
  mutating func expect(_ call: OutgoingCall, at time: Int64) { expected.append((time, call)) }

  /// Carries out what is due.
  mutating func work(until now: Int64) {
    for (time, call) in expected.sorted(by: { $0.at < $1.at }) where time <= now { _ = carryOut(call, at: time) }
    expected.removeAll { $0.at <= now }
  }

  /// Does what a call asks.
  private mutating func carryOut(_ call: OutgoingCall, at now: Int64) -> Answer {
    let body = Desk.body(call)
    let id = call.target.split(separator: "/").last.map(String.init) ?? ""
    switch call.operation {
    case "create":
      let key = call.headers.first { $0.0 == "Idempotency-Key" }?.1
      if let key, let known = byKey[key] { return Desk.reply(201, "{\"id\":\"\(known)\"}") }
      if isCreateIdempotent, let known = tickets.first(where: { $0.title == body["title"]?.asString }) {
        return Desk.reply(201, "{\"id\":\"\(known.id)\"}")
      }
      let made = Ticket(
        id: String(tickets.count + 1), title: body["title"]?.asString ?? "", state: body["state"]?.asString ?? "",
        mark: body["mark"]?.asString, isFoundFrom: now + searchLag)
      tickets.append(made)
      if let key { byKey[key] = made.id }
      return Desk.reply(201, "{\"id\":\"\(made.id)\"}")
    case "update":
      guard tickets.contains(where: { $0.id == id }) else { return Desk.reply(404, "{}") }
      change(id) {
        $0.title = body["title"]?.asString ?? $0.title
        $0.state = body["state"]?.asString ?? $0.state
        $0.updates += 1
      }
      return Desk.reply(200, "{}")
    case "find":
      let found = tickets.filter { ticket in
        ticket.isFoundFrom <= now && ticket.mark.map { call.target.hasSuffix("%27\($0)%27") } ?? false
      }
      return Desk.reply(200, "{\"items\":[\(found.map { "{\"id\":\($0.id)}" }.joined(separator: ","))]}")
    default:
      guard let ticket = tickets.first(where: { $0.id == id }) else { return Desk.reply(404, "{}") }
      let fields = Value.map(
        MapValue(fields: [
          ("id", .string(id)), ("title", .string(ticket.title)), ("state", .string(ticket.state)),
        ]))
      return .reply(status: 200, headers: [], body: fields.json())
    }
  }

  private static func body(_ call: OutgoingCall) -> Value {
    call.body.flatMap { try? Value(json: $0) } ?? .null  // `nil`: a call without a body
  }

  private static func reply(_ status: Int, _ body: String) -> Answer {
    .reply(status: status, headers: [("Content-Type", "application/json")], body: Array(body.utf8))
  }
}
