import Testing
import TreatyDiagnostics
import TreatyPlan
import TreatyStore

@testable import TreatyHost

@Suite("A host that cannot do right does not start, and says why")
struct RefusalTests {
  /// What is said when a host is started; nothing when it ran.
  private func findings(_ configuration: HostConfiguration) async -> [Diagnostic] {
    do throws(HostProcess.Failure) {
      try await HostProcess.carryOut(
        HostProcess.link(configuration), configuration, { _ in (TicketDesk(), {}) }, signals: []
      ) { _ in }
      return []
    } catch {
      switch error {
      case .refused(let findings): return findings
      case .ended(let finding): return [finding]
      }
    }
  }

  @Test("a port that another process has")
  func takenPort() async throws {
    try await TestHost.run { host in
      try await TestHost.withStorePath { path in
        let found = await findings(try TestHost.configuration(path, port: host.port))
        #expect(found.map { $0.code } == [.listenFailed])
        #expect(found.first?.message == "127.0.0.1:\(host.port) is taken by another process")
      }
    }
  }

  @Test("a store that another host has")
  func takenStore() async throws {
    try await TestHost.run { host in
      #expect(throws: StoreError.self) { try TestHost.openStore(host.storePath) }
      let status = try await host.operations.status()
      #expect(status.host?.listening == "127.0.0.1:\(host.port)")
      #expect(status.host?.package == "test/tickets 1.0.0")
    }
  }

  @Test("a store with open work that the plan does not know")
  func strandedWork() async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      desk.disturb(.hang)
      try await TestHost.run(desk, storePath: path, grace: .zero) { host in
        try await host.alert("k", "t")
        try await host.until("the desk was not called") { !desk.calls.isEmpty }
      }
      var plan = try TestHost.plan().plan
      plan.flows.removeAll { $0.name == "alert-to-ticket" }
      let found = await findings(try TestHost.configuration(path, file: try PlanFile(plan: plan, origins: [:])))
      #expect(found.map { $0.code } == [.strandedWork])
      #expect(found.first?.message.contains("`alert-to-ticket`") == true)
    }
  }
}
