import Testing
import TreatyEngine
import TreatyStore
import TreatyTelemetry
import TreatyTestSupport

@testable import TreatyHost

@Suite("Status says what is open, by system and flow, and what holds it up")
struct StatusTextTests {
  private static let now = Instant(milliseconds: 1_795_428_000_000)

  private static func report(isRunning: Bool = true) -> StatusReport {
    func ago(_ seconds: Int64) -> Instant { now.advanced(milliseconds: -seconds * 1_000) }
    let census = StoreCensus(
      messages: ["accepted": 2, "running": 431, "done": 9_120, "ended": 3],
      deliveries: ["ready": 400, "inFlight": 15, "queued": 12, "asking": 1, "dead": 3, "done": 9_000], open: [:],
      oldestOpen: ago(300), links: 812, flows: [:],
      queues: [
        .init(system: "chat", flow: "alerts", states: ["inFlight": 3, "dead": 1], oldest: ago(1)),
        .init(
          system: "service-desk", flow: "alerts", states: ["ready": 400, "inFlight": 12, "dead": 2], oldest: ago(300)),
        .init(system: "service-desk", flow: "nightly", states: ["queued": 12, "asking": 1], oldest: ago(90_000)),
      ],
      parked: [
        .init(system: "chat", flow: "alerts", state: "dead", failure: "rejected", number: 1, oldest: ago(7_500)),
        .init(system: "service-desk", flow: "alerts", state: "dead", failure: "denied", number: 2, oldest: ago(400)),
        .init(
          system: "service-desk", flow: "nightly", state: "asking", failure: "unsure", number: 1, oldest: ago(90_000)),
      ])
    let limits = LimitsReport(
      systems: [
        .init(name: "chat", callsOut: 3, ratePerSecond: 20, free: 1),
        .init(
          name: "service-desk", callsOut: 0, concurrency: 8, free: 0, bulkFree: 0, breaker: .open, failures: 5,
          openSince: ago(185), triedAt: now.advanced(milliseconds: 12_000), share: 0),
      ],
      flows: [
        .init(name: "alerts", priority: "urgent", retriesLeft: 42.4, systems: ["chat", "service-desk"]),
        .init(name: "nightly", priority: "bulk", systems: ["service-desk"]),
      ])
    let activity = ActivityReport(
      takenPerSecond: ["alerts": 31.04],
      queues: [.init(flow: "alerts", system: "chat", endedPerSecond: 30.2)],
      systems: [
        .init(system: "chat", callsPerSecond: 30, failuresPerSecond: 0, callP95: 0.412),
        .init(system: "service-desk", callsPerSecond: 0.5, failuresPerSecond: 0.51, callP95: nil),
      ])
    let facts = WorkFacts(census: census, limits: isRunning ? limits : nil, activity: activity, now: now)
    let host = StatusReport.HostFacts(
      package: "org/alerts 1.2.0", plan: "sha256:abc", planSince: ago(10), listening: "127.0.0.1:8080", process: 42,
      uptimeSeconds: 93_784, callsOut: 3)
    return StatusReport(
      host: isRunning ? host : nil, census: census, waiting: [], now: now, limits: isRunning ? limits : nil,
      activity: isRunning ? activity : ActivityReport(), room: .ample, bottlenecks: facts.bottlenecks())
  }

  @Test("with a host, and without", arguments: [("running", true), ("stopped", false)])
  func golden(name: String, isRunning: Bool) throws {
    let text = StatusText().lines(Self.report(isRunning: isRunning)).joined(separator: "\n") + "\n"
    try Golden.expect(text, is: "Tests/TreatyHostTests/Fixtures/status/\(name).txt")
    #expect(!text.contains("\u{1B}"))
  }

  @Test("colours change nothing but colours")
  func coloured() {
    let plain = StatusText().lines(Self.report())
    let coloured = StatusText(colour: true).lines(Self.report()).map { $0.replacing(/\u{1B}\[[0-9]+m/, with: "") }
    #expect(plain == coloured)
    #expect(StatusText(colour: true).lines(Self.report()).joined().contains("\u{1B}[31mservice-desk: 424 wait"))
  }

  @Test("a host tells its limits and what holds it up over the socket")
  func live() async throws {
    let desk = TicketDesk()
    desk.disturb(.hold)
    try await TestHost.run(desk) { host in
      try await host.alert("k", "t")
      try await host.until("the desk was not called") { !desk.calls.isEmpty }
      let report = try await host.operations.status()
      #expect(report.limits?.systems.first { $0.name == "desk" }?.callsOut == 1)
      #expect(report.census.queues.map(\.open) == [1])
      #expect(report.activity.takenPerSecond["alert-to-ticket"].map { $0 > 0 } == true)
      desk.release()
      try await host.untilQuiet()
      #expect(try await host.operations.status().bottlenecks == [])
    }
  }
}
