import Foundation
import Synchronization
import Testing
import TreatyEngine
import TreatyPlan
import TreatyStore

@testable import TreatyHost

@Suite(
  "Another plan takes over while a host runs: nothing is lost, nothing is done twice, and a plan that cannot go on changes nothing"
)
struct ChangeTests {
  /// The plan of the tests with something changed.
  private static func file(_ change: (inout Plan) -> Void) throws -> PlanFile {
    var plan = try TestHost.plan().plan
    change(&plan)
    return try PlanFile(plan: plan, origins: [:])
  }

  private static func text(_ change: (inout Plan) -> Void) throws -> [UInt8] { try file(change).text() }

  private func apply(_ host: TestHost, _ text: [UInt8], evenIf: Set<PlanObstacle.Kind> = [], isDryRun: Bool = false)
    async throws -> ApplyReport
  {
    try await host.operations.apply(text, inputs: [:], evenIf: evenIf, isDryRun: isDryRun)
  }

  /// What a sender that never stops was answered.
  private final class Answers: Sendable {
    private let statuses = Mutex<[Int]>([])
    private let isOver = Mutex(false)

    var all: [Int] { statuses.withLock { $0 } }
    var goesOn: Bool { isOver.withLock { !$0 } }

    func note(_ status: Int) { statuses.withLock { $0.append(status) } }
    func stop() { isOver.withLock { $0 = true } }
  }

  @Test("under a sender that never stops every event is taken, and has its one record")
  func underLoad() async throws {
    try await TestHost.run { host in
      let answers = Answers()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for sender in 0..<4 {
          group.addTask {
            var number = 0
            while answers.goesOn {
              answers.note(try await host.alert("k\(sender)-\(number)", "t").status)
              number += 1
            }
          }
        }
        for version in 1...5 {
          let text = try Self.text { $0.version = "1.0.\(version)" }
          try await Task.sleep(for: .milliseconds(60))
          let report = try await apply(host, text)
          #expect(report.isDone, "\(report.findings)")
        }
        answers.stop()
        try await group.waitForAll()
      }
      try await host.untilQuiet()
      #expect(Set(answers.all) == [202])
      #expect(answers.all.count > 20)
      #expect(host.desk.tickets.count == answers.all.count)
      #expect(Set(host.desk.tickets.map(\.mark)).count == answers.all.count)
      let facts = try #require(try await host.operations.status().host)
      #expect(facts.package == "test/tickets 1.0.5")
    }
  }

  @Test("what waits goes on under the new plan, as that says")
  func moves() async throws {
    try await TestHost.run { host in
      let text = try Self.text {
        $0.flows[1].deliveries[0].fields = .object([
          ConstructionField(
            name: "title", value: .expression(PlannedExpression(cel: "item.title + ', changed'", type: "string")))
        ])
      }
      host.desk.disturb(.later(2))
      try await host.alert("k", "t")
      try await host.until("the desk was not called") { !host.desk.calls.isEmpty }
      let report = try await apply(host, text)
      #expect(report.isDone && report.moves == 1)
      try await host.untilQuiet()
      #expect(host.desk.tickets.map(\.title) == ["t, changed"])
    }
  }

  @Test("calls that are out end under the plan that made them, and the change waits for them")
  func waits() async throws {
    try await TestHost.run { host in
      host.desk.disturb(.hold)
      try await host.alert("k", "t")
      try await host.until("the desk was not called") { !host.desk.calls.isEmpty }
      let text = try Self.text { $0.version = "2.0.0" }
      async let first = apply(host, text)
      try await host.until("it does not wait") { host.log.lines.contains { $0.contains("takes over when") } }
      // Another one is told that one is under way; webhooks are taken all the same.
      let busy = try await apply(host, text)
      #expect(busy.findings.map(\.code) == ["TR0710"])
      #expect(try await host.alert("l", "t").status == 202)
      #expect(host.desk.calls.count == 1)
      #expect(try await host.operations.status().host?.package == "test/tickets 1.0.0")
      let released = ContinuousClock.now
      host.desk.release()
      let report = try await first
      #expect(ContinuousClock.now - released < .seconds(5), "it waited for longer than for the call")
      #expect(report.isDone, "\(report.findings)")
      try await host.untilQuiet()
      #expect(host.desk.tickets.count == 2)
    }
  }

  @Test("a plan that cannot go on changes nothing, and all reasons are said")
  func refused() async throws {
    try await TestHost.run { host in
      try await host.alert("k", "t")
      try await host.untilQuiet()
      let text = try Self.text {
        $0.package = "other/tickets"
        $0.flows[1].identify = PlannedExpression(cel: "item.title", type: "string")
      }
      let report = try await apply(host, text)
      #expect(!report.isDone && report.findings.map(\.code) == ["TR0704", "TR0704"])
      #expect(try await host.operations.status().host?.package == "test/tickets 1.0.0")
      #expect(try await host.alert("k", "u").status == 202)
      try await host.untilQuiet()
      #expect(host.desk.tickets.map(\.title) == ["u"])
      // Somebody vouches for it.
      #expect(try await apply(host, text, evenIf: [.package, .key]).isDone)
    }
  }

  @Test("a dry run says what would happen, and nothing does")
  func dryRun() async throws {
    try await TestHost.run { host in
      let text = try Self.text { $0.flows[1].trigger.path = "/hooks/elsewhere" }
      let report = try await apply(host, text, isDryRun: true)
      #expect(!report.isDone && report.findings.isEmpty)
      #expect(report.begins == ["/hooks/elsewhere"] && report.ends == ["/hooks/alert"])
      #expect(try await host.alert("k", "t").status == 202)
      #expect(try await apply(host, text).isDone)
      #expect(try await host.alert("l", "t").status == 404)
    }
  }

  @Test("a secret that is missing, and what is no plan")
  func unusable() async throws {
    try await TestHost.run { host in
      let report = try await apply(
        host, try Self.text { $0.secrets.append(PlannedSecret(name: "more", about: "Not there")) })
      #expect(report.findings.map(\.code) == ["TR0604"])
      await #expect(throws: Operations.Failure.self) { try await apply(host, Array("{}".utf8)) }
      #expect(try await host.operations.status().host?.package == "test/tickets 1.0.0")
    }
  }

  @Test("where no host runs there is none to change")
  func noHost() async throws {
    try await TestHost.withStorePath { path in
      let text = try Self.text { _ in }
      await #expect(throws: Operations.Failure.self) {
        try await Operations(storePath: path).apply(text, inputs: [:], evenIf: [], isDryRun: false)
      }
    }
  }
}
