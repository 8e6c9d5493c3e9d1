import Foundation
import Testing
import TreatyConnect
import TreatyStore

@testable import TreatyHost

@Suite("An operator sees what waits, and can act on it, over the socket beside the store")
struct ControlTests {
  /// A host with one dead letter: the desk has refused its token.
  private func withDeadLetter(_ body: @escaping @Sendable (TestHost, DeliveryReport) async throws -> Void) async throws
  {
    let desk = TicketDesk()
    desk.disturb(.answer(401, #"{"message":"who are you?"}"#))
    try await TestHost.run(desk) { host in
      try await host.alert("k", "t")
      try await host.untilQuiet()
      let dead = try await host.operations.dead(flow: nil)
      #expect(dead.count == 1)
      try await body(host, try #require(dead.first))
    }
  }

  @Test("a dead letter says what happened")
  func shown() async throws {
    try await withDeadLetter { host, dead in
      #expect(dead.state == "dead" && dead.failure == "denied" && dead.cause == "who are you?")
      #expect(dead.target == "desk.ticket" && dead.identity == "k" && dead.calls == nil)
      let one = try await host.operations.delivery(dead.id)
      #expect(one.calls?.map { $0.status } == [401])
      #expect(try await host.operations.status().waiting.map { $0.id } == [dead.id])
      let trace = try await host.operations.trace(dead.trace)
      #expect(trace.messages.map { $0.state } == ["ended"])
      #expect(trace.messages.first?.deliveries.map { $0.id } == [dead.id])
    }
  }

  @Test(
    "the list can be narrowed",
    arguments: [
      (nil, nil, 1), ("alert-to-ticket", "denied", 1), ("alert-over-basic", nil, 0), (nil, "outage", 0),
      ("a&b=c ü", nil, 0),
    ])
  func narrowed(flow: String?, failure: String?, count: Int) async throws {
    try await withDeadLetter { host, _ in
      let found = try await host.operations.dead(flow: flow, failure: failure)
      #expect(found.count == count)
    }
  }

  @Test("it is tried again from the start")
  func retried() async throws {
    try await withDeadLetter { host, dead in
      #expect(try await host.operations.act("retry", on: dead.id) == "will be tried again")
      try await host.untilQuiet()
      #expect(host.desk.tickets.map { $0.title } == ["t"])
      #expect(try await host.operations.dead(flow: nil).isEmpty)
    }
  }

  @Test("it is given up, once")
  func dropped() async throws {
    try await withDeadLetter { host, dead in
      let said = try await host.operations.act("drop", on: dead.id)
      #expect(said == "dropped")
      let state = try await host.operations.delivery(dead.id).state
      #expect(state == "dropped")
      await #expect(throws: Operations.Failure.self) { try await host.operations.act("drop", on: dead.id) }
    }
  }

  @Test("it is said to be there, and brought up to date")
  func found() async throws {
    try await withDeadLetter { host, dead in
      _ = try await host.operations.act("found", on: dead.id, record: "a b/1")
      try await host.until("the record was not written") {
        host.desk.calls.contains { $0.target == "/tickets/a%20b%2F1" }
      }
    }
  }

  @Test("what is not there is not known", arguments: ["retry", "drop", "found", "explode"])
  func unknown(verb: String) async throws {
    try await TestHost.run { host in
      await #expect(throws: Operations.Failure.self) { try await host.operations.act(verb, on: 4711, record: "1") }
    }
  }

  @Test("the socket is for its owner alone, and gone with the host")
  func socket() async throws {
    try await TestHost.withStorePath { path in
      try await TestHost.run(storePath: path) { host in
        try await host.until("no socket came") { FileManager.default.fileExists(atPath: path + ".sock") }
        try await host.until("others may use the socket") {
          try FileManager.default.attributesOfItem(atPath: path + ".sock")[.posixPermissions] as? Int == 0o600
        }
      }
      #expect(!FileManager.default.fileExists(atPath: path + ".sock"))
    }
  }

  @Test("where no host runs the store itself is looked into, and nothing is done")
  func withoutHost() async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      desk.disturb(.answer(401, "{}"))
      try await TestHost.run(desk, storePath: path) { host in
        try await host.alert("k", "t")
        try await host.untilQuiet()
      }
      // A host that was killed leaves its socket.
      _ = FileManager.default.createFile(atPath: path + ".sock", contents: nil)
      let operations = Operations(storePath: path)
      #expect(try await operations.status().host == nil)
      let dead = try #require(try await operations.dead(flow: nil).first)
      #expect(try await operations.trace(dead.trace).messages.count == 1)
      await #expect(throws: Operations.Failure.self) { try await operations.act("drop", on: dead.id) }
      #expect(try await operations.delivery(dead.id).state == "dead")
    }
  }

  @Test("no store, no trace, no number")
  func nothing() async throws {
    await #expect(throws: Operations.Failure.self) { try await Operations(storePath: "/nowhere/store").status() }
    try await TestHost.run { host in
      #expect(try await host.operations.trace("abc").messages.isEmpty)
      #expect(try await host.operations.traces(about: "abc").isEmpty)
      await #expect(throws: Operations.Failure.self) { try await host.operations.delivery(1) }
      let unknown = try await host.operations.trace("0af7651916cd43dd8448eb211c80319c")
      #expect(unknown.messages.isEmpty)
    }
  }
}
