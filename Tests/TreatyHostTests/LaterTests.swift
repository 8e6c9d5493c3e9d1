import Foundation
import NIOHTTP1
import ServiceLifecycle
import Testing
import TreatyEngine
import TreatyPlan
import TreatyStoreSQLite

@testable import TreatyHost

@Suite("A sender who cannot be served now is told to come again, and that nothing was taken")
struct LaterTests {
  /// The server for senders alone, over HTTP, with nobody behind its mailbox.
  private static func withIntake(_ body: @escaping @Sendable (TestHost, HostProcess.Parts) async throws -> Void)
    async throws
  {
    try await TestHost.withStorePath { path in
      let (desk, log) = (TicketDesk(), KeptLog())
      let configuration = try TestHost.configuration(path, log: log)
      let parts = try HostProcess.Parts(HostProcess.link(configuration), configuration, { _ in (desk, {}) })
      let (ports, portArrived) = AsyncStream.makeStream(of: Int.self)
      let services = ServiceGroup(
        configuration: .init(services: [.init(service: parts.intake { portArrived.yield($0) })], logger: log.logger))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { portArrived.finish() }
          try await services.run()
        }
        if let port = await ports.first(where: { _ in true }) {
          defer { parts.mailbox.close() }
          try await body(TestHost(port: port, storePath: path, desk: desk, log: log), parts)
        }
        await services.triggerGracefulShutdown()
        try await group.waitForAll()
      }
      try await configuration.store.close()
    }
  }

  private static func expect(
    _ answer: TestHost.Answer, _ why: String, after seconds: Int = 2, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(answer.status == 503, sourceLocation: sourceLocation)
    #expect(answer.headers.first(name: "retry-after") == "\(seconds)", sourceLocation: sourceLocation)
    #expect(answer.headers.first(name: "content-type") == "application/problem+json", sourceLocation: sourceLocation)
    let problem = try JSONDecoder().decode(ProblemText.self, from: Data(answer.body.utf8))
    let expected = ProblemText(
      type: "urn:treaty:problem:later", title: "Not now", status: 503,
      detail: "\(why) Nothing was taken; send it again later.", code: "later")
    #expect(problem == expected, sourceLocation: sourceLocation)
  }

  private struct ProblemText: Decodable, Hashable {
    var type, title: String
    var status: Int
    var detail, code: String
  }

  /// What becomes of a sender who waits.
  private static func refusal(_ mailbox: Mailbox, _ body: [UInt8]) async -> Mailbox.Refusal? {
    let intake = Intake(flow: "alert-to-ticket", trace: "t", parentSpan: nil, headers: [], body: body)
    do throws(Mailbox.Refusal) {
      _ = try await mailbox.take([intake])
      return nil
    } catch { return error }
  }

  @Test("when too much waits")
  func busy() async throws {
    try await Self.withIntake { host, parts in
      let body = [UInt8](repeating: 0x20, count: Mailbox.mostBytes)
      async let waiting = Self.refusal(parts.mailbox, body)
      await parts.mailbox.sleep(atMost: nil)
      try Self.expect(try await host.alert("k", "t"), "Too much is waiting to be taken.")
      parts.mailbox.close()
      #expect(await waiting == .stopping)
    }
  }

  @Test("when there is no room on the disk")
  func full() async throws {
    try await Self.withIntake { host, parts in
      async let answer = host.alert("k", "t")
      await parts.mailbox.sleep(atMost: nil)
      parts.mailbox.giveBack(parts.mailbox.batch())
      try Self.expect(try await answer, "There is no room to keep it.", after: 30)
    }
  }

  @Test("when the host stops")
  func stopping() async throws {
    try await Self.withIntake { host, parts in
      parts.mailbox.stop()
      try Self.expect(try await host.alert("k", "t"), "The host is stopping.")
    }
  }

  @Test("and a balancer is told to send to others")
  func readiness() async throws {
    try await Self.withIntake { host, parts in
      #expect(try await host.ask("GET", "/readyz").body == "not ready: starting\n")
      parts.state.phase = .running
      #expect(try await host.ask("GET", "/readyz").status == 200)
      _ = parts.state.note(hasRoom: false)
      let full = try await host.ask("GET", "/readyz")
      #expect(full.status == 503 && full.body == "not ready: no room for the store\n")
      parts.state.phase = .stopping
      #expect(try await host.ask("GET", "/readyz").body == "not ready: stopping, no room for the store\n")
    }
  }
}
