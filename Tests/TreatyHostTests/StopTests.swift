import Foundation
import Testing
import TreatyConnect
import TreatyStore

@testable import TreatyHost

@Suite("A host that stops loses nothing, and one that starts goes on where it was")
struct StopTests {
  @Test("calls that are out may come back within the grace, and are kept")
  func grace() async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      desk.disturb(.answer(503, "{}"))
      try await TestHost.run(desk, storePath: path) { host in
        try await host.alert("k", "t")
        try await host.until("the desk was not called") { !desk.calls.isEmpty }
      }
      try await TestHost.run(desk, storePath: path) { try await $0.untilQuiet() }
      #expect(desk.tickets.map { $0.title } == ["t"])
    }
  }

  @Test(
    "a call that outlasts the grace is looked up at the next start, not sent again",
    arguments: [TestHost.End.gracefully, .atOnce])
  func unsure(end: TestHost.End) async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      desk.disturb(.hang)
      let clock = ContinuousClock.now
      try await TestHost.run(desk, storePath: path, grace: .milliseconds(50), end: end) { host in
        try await host.alert("k", "t")
        try await host.until("the desk was not called") { !desk.calls.isEmpty }
      }
      #expect(ContinuousClock.now - clock < .seconds(4), "it waited for the call instead of for the grace")
      try await TestHost.run(desk, storePath: path) { host in
        // Until its time is over the call may still be on its way: the search comes after that.
        try await host.until("it was never settled") { desk.calls.contains { $0.method == "GET" } }
        try await host.untilQuiet()
        let report = try await host.operations.status()
        #expect(report.census.messages == ["done": 1])
      }
      #expect(desk.tickets.count == 1)
      #expect(desk.calls.count { $0.method == "POST" } == 1)
    }
  }

  @Test(
    "what was acknowledged is carried out by the next host, however the first one ended",
    arguments: [TestHost.End.gracefully, .atOnce])
  func acknowledged(end: TestHost.End) async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      try await TestHost.run(desk, storePath: path, end: end) { host in
        for number in 1...20 {
          let status = try await host.alert("k\(number)", "t\(number)").status
          #expect(status == 202)
        }
      }
      try await TestHost.run(desk, storePath: path) { try await $0.untilQuiet() }
      #expect(Set(desk.tickets.map { $0.title }) == Set((1...20).map { "t\($0)" }))
      #expect(desk.tickets.count == 20)
    }
  }

  @Test("a sender who never ends its request does not keep the host")
  func slowSender() async throws {
    try await TestHost.withStorePath { path in
      let clock = ContinuousClock.now
      try await TestHost.run(storePath: path, grace: .zero) { host in
        let sender = try SlowSender(port: host.port)
        sender.send(
          "POST /hooks/alert HTTP/1.1\r\nhost: a\r\nx-hook-token: hook \(TestHost.hookToken)\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"
        )
        #expect(try await host.alert("k", "t").status == 202)
      }
      #expect(ContinuousClock.now - clock < .seconds(15))
    }
  }
}

/// A connection on which a request is begun and never ended.
private final class SlowSender: Sendable {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw POSIXError(.ECONNREFUSED) }
  }

  func send(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }

  deinit { close(descriptor) }
}
