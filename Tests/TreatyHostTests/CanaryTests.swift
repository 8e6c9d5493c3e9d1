import Foundation
import Testing
import TreatyConnect
import TreatyTestSupport

@testable import TreatyHost

@Suite("A secret goes where it belongs, and nowhere else")
struct CanaryTests {
  private static let secrets = [TestHost.deskToken, TestHost.hookToken, TestHost.password]

  @Test("not into logs, store, metrics or answers, not even when the other side repeats it")
  func canary() async throws {
    try await TestHost.withStorePath { path in
      let (desk, log) = (TicketDesk(), KeptLog())
      let echo = #"{"message":"unknown token \#(TestHost.deskToken)"}"#
      desk.disturb(.answer(503, echo), .answer(401, echo))
      let said = Said()
      try await TestHost.run(desk, storePath: path, log: log) { host in
        said.add(try await host.alert("k", "t", headers: [("authorization", "Bearer \(TestHost.hookToken)")]).body)
        said.add(
          try await host.ask("POST", "/hooks/alert", headers: [("x-hook-token", TestHost.hookToken)], body: []).body)
        try await host.untilQuiet()
        for path in ["/metrics", "/readyz"] { said.add(try await host.ask("GET", path).body) }
        let encoder = JSONEncoder()
        let dead = try #require(try await host.operations.dead(flow: nil).first)
        #expect(dead.cause == "unknown token ***")
        said.add(String(decoding: try encoder.encode(try await host.operations.trace(dead.trace)), as: UTF8.self))
        said.add(String(decoding: try encoder.encode(try await host.operations.status()), as: UTF8.self))
      }
      #expect(desk.calls.allSatisfy { $0.credential.reveals(TestHost.deskToken) }, "the desk must have been shown it")
      let finder = CanaryFinder(Self.secrets)
      #expect(finder.found(in: Data(log.lines.joined(separator: "\n").utf8)).isEmpty)
      #expect(finder.found(in: Data(said.text.utf8)).isEmpty)
      let folder = URL(filePath: path).deletingLastPathComponent()
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let found = finder.found(in: try Data(contentsOf: folder.appending(path: name)))
        #expect(found.isEmpty, "\(name)")
      }
      #expect(log.lines.contains { $0.contains("dead letter") }, "the log must have had something to hide")
    }
  }

  /// What a host said, gathered.
  private final class Said: @unchecked Sendable {
    // Only the one task of the test's body writes, and it has ended when this is read.
    private(set) var text = ""
    func add(_ more: String) { text += more }
  }
}

extension Credential {
  fileprivate func reveals(_ token: String) -> Bool {
    if case .header(_, let value) = self { value.matches(token) } else { false }
  }
}
