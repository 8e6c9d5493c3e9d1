import Foundation
import Synchronization
import Testing
import TreatyAlert
import TreatyConnect
import TreatyPlan

@testable import TreatyHost

@Suite("An outage is one message, from a running host")
struct AlertTests {
  /// The plan of the tests, with a team, two channels by webhook, and a health check of the desk.
  private static func plan(_ port: Int, health: Bool = false, every milliseconds: Int64 = 1_000) throws -> PlanFile {
    var file = try TestHost.plan()
    var plan = file.plan
    var alerting = PlannedAlerting()
    alerting.teams = [
      PlannedTeam(name: "test", contacts: PlannedContacts(mail: "ops@example.org"), hours: nil, onCall: [])
    ]
    func channel(_ name: String, _ path: String) -> PlannedChannel {
      var channel = PlannedChannel(name: name, serves: [.mail])
      channel.webhook = PlannedWebhookChannel(
        url: PlannedTemplate(text: "http://127.0.0.1:\(port)\(path)"), authentication: .none,
        body: .object([
          ConstructionField(name: "count", value: .expression(PlannedExpression(cel: "alert.count", type: "int"))),
          ConstructionField(name: "state", value: .expression(PlannedExpression(cel: "alert.state", type: "string"))),
          ConstructionField(name: "text", value: .expression(PlannedExpression(cel: "alert.text", type: "string"))),
          ConstructionField(name: "to", value: .expression(PlannedExpression(cel: "alert.contact", type: "string"))),
        ]), timeoutMilliseconds: 2_000)
      return channel
    }
    alerting.channels = [channel("first", "/first?room=1"), channel("second", "/second")]
    if health, let desk = plan.systems.firstIndex(where: { $0.name == "desk" }) {
      var care = PlannedSystemCare(system: Position(desk))
      care.owner = Position(0)
      care.health = PlannedHealth(get: PlannedTemplate(text: "/up"), everyMilliseconds: milliseconds, expect: nil)
      alerting.systems = [care]
    }
    plan.alerting = alerting
    // A system that is left alone would make the test wait.
    for index in plan.retries.indices {
      plan.retries[index].breaker = BreakerPolicy(failures: 10_000, pauseMilliseconds: 100)
    }
    file = try PlanFile(plan: plan, origins: [:])
    return file
  }

  private static var timing: AlertTiming {
    var timing = AlertTiming()
    (timing.gathering, timing.quiet, timing.mostQuiet, timing.resending) = (300, 300, 300, 200)
    return timing
  }

  private static func run(
    _ hooks: HookServer, health: Bool = false, file: PlanFile? = nil, storePath: String, log: KeptLog = KeptLog(),
    desk: TicketDesk = TicketDesk(),
    _ body: @escaping @Sendable (TestHost) async throws -> Void
  ) async throws {
    let file = try file ?? plan(hooks.port, health: health)
    try await TestHost.run(
      desk, storePath: storePath, log: log,
      change: { configuration in
        configuration.plan = file
        configuration.binding = try Binding(
          plan: file.plan, inputs: [:], secrets: .init(environment: TestHost.secrets, folders: []))
        configuration.alertTiming = timing
        configuration.alertPauses = [.milliseconds(10)]
      }, body)
  }

  @Test("a hundred failures are one message, and one when it is over")
  func outage() async throws {
    let hooks = try HookServer()
    try await TestHost.withStorePath { path in
      try await Self.run(hooks, storePath: path) { host in
        host.desk.note(isDown: true)
        for number in 0..<20 { try await host.alert("key-\(number)", "down") }
        try await host.until("no message came") { hooks.requests.count >= 1 }
        let open = try await host.operations.alerts()
        #expect(open.open.map(\.what) == ["desk does not do its work"])
        try await host.until("it did not fail a hundred times") {
          try await host.operations.alerts().open.first?.count ?? 0 >= 100
        }
        host.desk.note(isDown: false)
        try await host.untilQuiet()
        try await host.until("it was never over") { hooks.requests.count >= 2 }
        let over = try await host.operations.alerts()
        #expect(over.open.isEmpty)
        #expect(over.recent.count == 1)
      }
    }
    #expect(hooks.requests.map { $0["state"] ?? "" } == ["open", "resolved"])
    #expect(hooks.paths == ["/first?room=1", "/first?room=1"])
    #expect(Set(hooks.keys).count == 2)
    #expect(hooks.requests.allSatisfy { $0["to"] == "ops@example.org" })
    #expect(hooks.requests.allSatisfy { $0["text"]?.contains("key-") == false })
  }

  @Test("a channel that does not take it gives way to the next; what none takes is said, and sent when one does")
  func fallback() async throws {
    let hooks = try HookServer()
    hooks.refuse(6)
    let log = KeptLog()
    try await TestHost.withStorePath { path in
      try await Self.run(hooks, storePath: path, log: log) { host in
        host.desk.disturb(.answer(422, "{}"))
        try await host.alert("a", "refused")
        try await host.until("it was never sent") { hooks.requests.count >= 1 }
        try await host.until("it is still said not to be sent") { try await host.operations.alerts().unsent == 0 }
      }
    }
    // Two attempts by each channel, and again.
    #expect(hooks.refused.prefix(4) == ["/first?room=1", "/first?room=1", "/second", "/second"])
    #expect(log.lines.contains { $0.contains("an alert could not be sent by any channel") })
    #expect(Set(hooks.keys + hooks.refusedKeys).count == 1)
  }

  @Test("who takes an incident on is known after a restart, and nobody is told twice")
  func acknowledged() async throws {
    let hooks = try HookServer()
    try await TestHost.withStorePath { path in
      try await Self.run(hooks, storePath: path) { host in
        host.desk.disturb(.answer(422, "{}"))
        try await host.alert("a", "refused")
        try await host.until("no message came") { hooks.requests.count >= 1 }
        let id = try #require(try await host.operations.alerts().open.first?.id)
        let words = try await host.operations.acknowledge(id, note: "mine")
        #expect(words == "incident \(id) is yours: alert-to-ticket fails: rejected")
        await #expect(throws: Operations.Failure.self) {
          try await host.operations.acknowledge(99, note: nil)
        }
      }
      let closed = try await Operations(storePath: path).alerts()
      #expect(closed.open.first?.acknowledged?.by == NSUserName())
      try await Self.run(hooks, storePath: path) { host in
        #expect(try await host.operations.alerts().open.first?.acknowledged?.note == "mine")
        try await host.alert("b", "fine")
        try await host.untilQuiet()
        try await host.until("it was never over") { hooks.requests.count >= 2 }
      }
    }
    #expect(hooks.requests.map { $0["state"] ?? "" } == ["open", "resolved"])
  }

  @Test("an incident is one record of a system, found by its mark, and changed when it is over")
  func record() async throws {
    let hooks = try HookServer()
    var file = try Self.plan(hooks.port)
    var plan = file.plan
    let desk = try #require(plan.systems.firstIndex { $0.name == "desk" })
    var channel = PlannedChannel(name: "tickets", serves: [.mail])
    channel.operation = PlannedDelivery(
      system: Position(desk), record: Position(0), verb: .upsert,
      fields: .object([
        ConstructionField(name: "title", value: .expression(PlannedExpression(cel: "alert.title", type: "string")))
      ]))
    plan.alerting?.channels = [channel]
    file = try PlanFile(plan: plan, origins: [:])
    let tickets = TicketDesk()
    try await TestHost.withStorePath { path in
      try await Self.run(hooks, file: file, storePath: path, desk: tickets) { host in
        host.desk.disturb(.answer(422, "{}"))
        try await host.alert("a", "refused")
        try await host.until("no ticket was made") { host.desk.tickets.count == 1 }
        #expect(host.desk.tickets.first?.title == "[test/tickets] alert-to-ticket fails: rejected")
        try await host.alert("b", "fine")
        try await host.until("the ticket was not changed") {
          host.desk.tickets.first?.title == "[test/tickets] over: alert-to-ticket fails: rejected"
        }
      }
    }
    #expect(tickets.tickets.count == 2)
    #expect(tickets.tickets.first?.mark.isEmpty == false)
  }

  @Test("a system whose calls begin to fail is asked for its health at once: the first message says whose fault it is")
  func doubt() async throws {
    let hooks = try HookServer()
    let file = try Self.plan(hooks.port, health: true, every: 3_600_000)
    try await TestHost.withStorePath { path in
      try await Self.run(hooks, file: file, storePath: path) { host in
        try await host.until("its health was never asked for") {
          try await host.operations.alerts().health["desk"] != nil
        }
        host.desk.note(isDown: true)
        try await host.alert("a", "down")
        try await host.until("no message came") { hooks.requests.count >= 1 }
      }
    }
    #expect(hooks.requests.first?["text"]?.contains("the system's: its health check has failed") == true)
  }

  @Test("a system is asked for its health, with its account, and what it says is shown and measured")
  func health() async throws {
    let hooks = try HookServer()
    try await TestHost.withStorePath { path in
      try await Self.run(hooks, health: true, storePath: path) { host in
        try await host.until("its health was never asked for") {
          try await host.operations.alerts().health["desk"] != nil
        }
        let call: Call = try #require(host.desk.calls.first { $0.target == "/up" })
        #expect(call.method == "GET")
        guard case .header = call.credential else {
          Issue.record("the account was not shown")
          return
        }
        let metrics = try await host.ask("GET", "/metrics").body
        #expect(metrics.contains("treaty_system_healthy{system=\"desk\"}"))
      }
    }
  }
}
