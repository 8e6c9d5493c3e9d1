import CEL
import Synchronization
import TreatyConnect

/// A desk that is called without a socket: it has tickets, remembers who called, and goes wrong as a test says.
final class TicketDesk: Transport {
  /// What becomes of a call instead of what the desk would do.
  enum Fault: Sendable {
    /// Nothing is done, and this is answered.
    case answer(Int, String)
    /// Nothing is done, and it is asked to come back after so many seconds.
    case later(Int)
    /// Nothing is done: nobody is there.
    case refuse
    /// It is done, and no answer comes until the caller gives up.
    case hang
    /// It is done, and the answer comes when the test lets it.
    case hold
  }

  struct Ticket: Hashable, Sendable {
    var id: String
    var mark: String
    var title: String
  }

  private struct State {
    var tickets: [Ticket] = []
    var calls: [Call] = []
    var faults: [Fault] = []
    var isDown = false
    var held: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// All tickets, in the order of their making.
  var tickets: [Ticket] { state.withLock { $0.tickets } }
  /// All calls, as they came.
  var calls: [Call] { state.withLock { $0.calls } }

  /// Lets the next calls go wrong, one fault each.
  func disturb(_ faults: Fault...) { state.withLock { $0.faults += faults } }

  /// From now on nobody is there, or somebody again.
  func note(isDown: Bool) { state.withLock { $0.isDown = isDown } }

  /// Lets the answers come that are held.
  func release() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for answer in held { answer.resume() }
  }

  func perform(_ call: Call) async throws(TransportFailure) -> Reply {
    let (fault, reply) = state.withLock { state -> (Fault?, Reply) in
      state.calls.append(call)
      let fault = state.isDown ? .refuse : state.faults.isEmpty ? nil : state.faults.removeFirst()
      switch fault {
      case .answer, .later, .refuse: return (fault, Reply(status: 0, headers: [], body: []))
      case .hang, .hold, .none: return (fault, TicketDesk.work(call, &state.tickets))
      }
    }
    switch fault {
    case .answer(let status, let body): return Reply(status: status, headers: [], body: Array(body.utf8))
    case .later(let seconds): return Reply(status: 503, headers: [("retry-after", "\(seconds)")], body: [])
    case .refuse: throw TransportFailure(reach: .notSent, cause: "connection refused")
    case .hang:
      // Ends when the call is cancelled, or its time is over.
      try? await Task.sleep(for: call.timeout)
      throw TransportFailure(reach: .mayHaveArrived, cause: "no answer in time")
    case .hold:
      await withCheckedContinuation { continuation in state.withLock { $0.held.append(continuation) } }
      return reply
    case .none: return reply
    }
  }

  private static func work(_ call: Call, _ tickets: inout [Ticket]) -> Reply {
    let input = call.body.flatMap { try? Value(json: $0) }  // a call without a body has none
    let title = input?["title"]?.asString
    let last = call.target.split(separator: "/").last.map(String.init) ?? ""
    func json(_ status: Int, _ fields: [(Text, Value)]) -> Reply {
      Reply(
        status: status, headers: [("content-type", "application/json")],
        body: Value.map(MapValue(fields: fields)).json())
    }
    func fields(_ ticket: Ticket) -> [(Text, Value)] { [("id", .string(ticket.id)), ("title", .string(ticket.title))] }
    switch call.method {
    case "POST":
      let ticket = Ticket(id: "\(tickets.count + 1)", mark: input?["mark"]?.asString ?? "", title: title ?? "")
      tickets.append(ticket)
      return json(201, fields(ticket))
    case "PUT":
      guard let index = tickets.firstIndex(where: { $0.id == last }) else { return json(404, []) }
      if let title { tickets[index].title = title }
      return json(200, fields(tickets[index]))
    default:
      if let mark = call.target.split(separator: "mark=").dropFirst().first {
        let found = tickets.filter { $0.mark == mark }
        return json(200, [("items", .list(found.map { .map(MapValue(fields: fields($0))) }))])
      }
      return tickets.first { $0.id == last }.map { json(200, fields($0)) } ?? json(404, [])
    }
  }
}
