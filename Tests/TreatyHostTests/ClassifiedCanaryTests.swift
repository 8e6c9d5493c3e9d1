import CEL
import Foundation
import Testing
import TreatyAudit
import TreatyConnect
import TreatyPlan
import TreatyTestSupport

@testable import TreatyHost

@Suite(
  "What is personal or secret is read by nobody who need not: not in files, logs, metrics, reports, the audit trail")
struct ClassifiedCanaryTests {
  private static let person = "canary-person-5a1f"
  private static let header = "canary-header-90bd"
  private static let key = "canary-key-77c2"
  private static let echo = "canary-echo-31de"

  /// The plan of the tests, in which titles say something about a person.
  private static func file() throws -> PlanFile {
    var plan = try TestHost.plan().plan
    for type in plan.types.indices {
      for field in (plan.types[type].fields ?? []).indices where plan.types[type].fields?[field].name == "title" {
        plan.types[type].fields?[field].dataClass = .personal
      }
    }
    return try PlanFile(plan: plan, origins: [:])
  }

  @Test(
    "planted in body, header, key and answers, looked for in every byte that is written and every word that is said")
  func canaries() async throws {
    try await TestHost.withStorePath { path in
      let (desk, log) = (TicketDesk(), KeptLog())
      // The other side repeats what it was sent, and says something of its own.
      let answer = #"{"message":"cannot make a ticket for \#(Self.person)","trace":"\#(Self.echo)"}"#
      desk.disturb(.answer(503, answer), .answer(422, answer))
      let file = try Self.file()
      var said: [String] = []
      try await TestHost.run(desk, storePath: path, log: log, change: { $0.plan = file }) { host in
        let headers = [("x-canary", Self.header)]
        _ = try await host.alert(Self.key, Self.person, headers: headers)
        try await host.untilQuiet()
        _ = try await host.alert("other", Self.person, headers: headers)
        try await host.untilQuiet()
        let dead = try #require(try await host.operations.dead(flow: nil).first)
        let words = try await Self.words(host, dead)
        for canary in [Self.person, Self.header] { #expect(!words.contains(canary), "\(canary)") }
        #expect(words.contains("cannot make a ticket for ***"), "there must have been something to hide")
        #expect(words.contains("hmac:"), "the audit trail must have had something to hide")
        _ = try await host.operations.backup(to: path + ".backup") { _ in }
      }
      said += log.lines
      for line in said {
        for canary in [Self.person, Self.header, Self.key, Self.echo] { #expect(!line.contains(canary), "\(line)") }
      }
      #expect(desk.tickets.map(\.title) == [Self.person], "the desk must have been told")
      try Self.search(URL(filePath: path).deletingLastPathComponent())
    }
  }

  /// Everything that an operator can ask for.
  private static func words(_ host: TestHost, _ dead: DeliveryReport) async throws -> String {
    let encoder = JSONEncoder()
    func json(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    var words = try await host.ask("GET", "/metrics").body
    words += try json(try await host.operations.status())
    words += try json(try await host.operations.dead(flow: nil))
    words += try json(try await host.operations.delivery(dead.id))
    words += try json(try await host.operations.delivery(dead.id, withPayload: true, reason: "to see"))
    words += try json(try await host.operations.trace(dead.trace))
    for format in AuditExport.Format.allCases {
      var lines: [String] = []
      try await host.operations.audit(AuditQuery(), as: format) { lines += $0 }
      words += lines.joined()
    }
    return words
  }

  /// Nothing of what came in, went out or came back lies open in any file of the store, its WAL and its backup among them.
  private static func search(_ folder: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.contains("store") && names.contains("store.backup"))
    for name in names {
      let found = CanaryFinder([person, header, key, echo]).found(
        in: try Data(contentsOf: folder.appending(path: name)))
      #expect(found.isEmpty, "\(name)")
    }
  }
}
