import Foundation
import NIOHTTP1
import Testing
import TreatyConnect
import TreatyStore

@testable import TreatyHost

@Suite("Over the admin address a token says who asks, and its role what they may do")
struct AccessTests {
  /// A host with an admin address, a dead letter, and a token for each role.
  private func withTokens(
    log: KeptLog = KeptLog(),
    _ body: @escaping @Sendable (TestHost, OperatorsFile, DeliveryReport) async throws -> Void
  ) async throws {
    let desk = TicketDesk()
    desk.disturb(.answer(401, "{}"))
    try await TestHost.withStorePath { path in
      let file = try OperatorsFile(path + ".operators")
      try await TestHost.run(
        desk, storePath: path, log: log,
        change: { configuration in
          configuration.accessPath = file.path
          configuration.admin = try AdminAddress(address: "127.0.0.1", port: 0, tls: nil)
        },
        { host in
          try await host.alert("k", "t")
          try await host.untilQuiet()
          try await body(host, file, try #require(try await host.operations.dead(flow: nil).first))
        })
    }
  }

  private static let acts: [(Role, mayAct: Bool, mayPlan: Bool)] = [
    (.viewer, false, false), (.auditor, false, false), (.approver, false, false), (.operator, true, false),
    (.admin, true, true),
  ]

  @Test("each role may do what it is for, and no more", arguments: Role.allCases)
  func roles(role: Role) async throws {
    try await withTokens { host, file, dead in
      let operations = try await host.operations(file.tokens[role])
      #expect(try await operations.status().waiting.map(\.id) == [dead.id])
      #expect(try await operations.whoami().roles == [role])
      let (mayAct, mayPlan) = try #require(Self.acts.first { $0.0 == role }.map { ($0.mayAct, $0.mayPlan) })
      let plan = await failure { _ = try await operations.apply([], inputs: [:], evenIf: [], isDryRun: true) }
      // Who may is told that it is no plan.
      if case .refused = plan {
        #expect(mayPlan)
      } else {
        #expect(!mayPlan && plan?.words.contains("it needs admin") == true)
      }
      let act = await failure { _ = try await operations.act("drop", on: dead.id) }
      if mayAct {
        #expect(act == nil)
      } else {
        #expect(act?.words == "`\(role.rawValue)-token` is \(role.rawValue) here; it needs operator or admin.")
      }
      let state = try await host.operations.delivery(dead.id).state
      #expect(state == (mayAct ? "dropped" : "dead"))
    }
  }

  @Test(
    "what was sent and answered is for those who mend it, and so is asking what deliveries hold",
    arguments: Role.allCases)
  func bodies(role: Role) async throws {
    try await withTokens { host, file, dead in
      let operations = try await host.operations(file.tokens[role])
      let mayMend = role == .operator || role == .admin
      let call = try #require(try await operations.delivery(dead.id).calls?.first)
      #expect(call.status == 401 && (call.request != nil) == mayMend && (call.answer != nil) == mayMend)
      var query = DeadQuery()
      query.match = "has(item.key)"
      let refused = await failure { _ = try await operations.dead(query) }
      #expect((refused == nil) == mayMend, "\(refused?.words ?? "not refused")")
      query.match = nil
      #expect(try await operations.dead(query).deliveries.map(\.id) == [dead.id])
    }
  }

  @Test("an expression that would hold the host up is refused, soon")
  func costly() async throws {
    try await withTokens { host, file, _ in
      let operations = try await host.operations(file.tokens[.operator])
      var query = DeadQuery()
      query.match = "delivery.number > 0"
      for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        query.match = "[1,2,3,4,5,6,7,8,9,10].all(\(name), \(query.match ?? ""))"
      }
      let refused = await failure { _ = try await operations.dead(query) }
      #expect(refused?.words.contains("it takes too long") == true)
    }
  }

  @Test("a token that was never made, is revoked, is over, or is used from elsewhere looks the same from outside")
  func alike() async throws {
    let log = KeptLog()
    try await withTokens(log: log) { host, file, _ in
      let never = AccessToken.make()
      var answers: Set<String> = []
      for (token, change) in [
        (never, { _ in }), (file.tokens[.viewer], { $0.tokens.removeAll { $0.roles == [.viewer] } }),
        (
          file.tokens[.operator],
          { list in list.tokens.indices.forEach { list.tokens[$0].expires = Date(timeIntervalSince1970: 1) } }
        ),
        (
          file.tokens[.admin],
          { list in
            for index in list.tokens.indices {
              (list.tokens[index].expires, list.tokens[index].networks) = (nil, ["10.0.0.0/8"])
            }
          }
        ),
      ] as [(Secret?, (inout AccessList) -> Void)] {
        try file.change(change)
        let token = try #require(token)
        let answer = try await host.askAdmin("/status", token: token)
        #expect(answer.status == 401 && answer.headers["www-authenticate"] == ["Bearer realm=\"treaty\""])
        answers.insert(answer.body)
        #expect(!log.lines.contains { $0.contains(token.reveal()) })
      }
      #expect(answers.count == 1)
      #expect(log.lines.count { $0.contains("a token was refused") } == 4)
    }
  }

  @Test("a file that others can read, or that is damaged, lets nobody in; mended it does again")
  func damaged() async throws {
    try await withTokens { host, file, _ in
      let token = try #require(file.tokens[.viewer])
      chmod(file.path, 0o644)
      #expect(try await host.askAdmin("/status", token: token).status == 401)
      chmod(file.path, 0o640)
      #expect(try await host.askAdmin("/status", token: token).status == 200)
      let text = try Data(contentsOf: URL(filePath: file.path))
      try Data("{}".utf8).write(to: URL(filePath: file.path))
      #expect(try await host.askAdmin("/status", token: token).status == 401)
      try text.write(to: URL(filePath: file.path))
      #expect(try await host.askAdmin("/status", token: token).status == 200)
      #expect(try await host.operations.whoami().roles == [.admin], "at the socket whoever runs it still gets in")
    }
  }

  @Test("who is not known learns nothing of what there is, and after some wrong tokens is not listened to")
  func limited() async throws {
    try await withTokens { host, file, _ in
      let none = try await host.askAdmin("/nothing", token: nil)
      #expect(none.status == 401)
      var last = 0
      for _ in 0..<11 { last = try await host.askAdmin("/status", token: AccessToken.make()).status }
      #expect(last == 429)
      let token = try #require(file.tokens[.admin])
      let answer = try await host.askAdmin("/status", token: token)
      #expect(answer.status == 429 && answer.headers["retry-after"].count == 1)
    }
  }

  @Test("a body that is too large, a path that is none, a method that is none")
  func bounds() async throws {
    try await withTokens { host, file, dead in
      let token = try #require(file.tokens[.admin])
      let large = try await host.askAdmin(
        "/dead/\(dead.id)/retry", method: "POST", token: token, body: [UInt8](repeating: 0x20, count: 65 << 10))
      #expect(large.status == 413)
      #expect(try await host.askAdmin("/nothing", token: token).status == 404)
      let method = try await host.askAdmin("/dead/\(dead.id)/retry", token: token)
      #expect(method.status == 405 && method.headers["allow"] == ["POST"])
      let reason = try await host.askAdmin("/dead/\(dead.id)/retry?reason=a%0Ab", method: "POST", token: token)
      #expect(reason.status == 400)
      let path = try await host.askAdmin("/dead/4711", token: token)
      #expect(path.status == 404 && path.headers["content-type"] == ["application/problem+json"])
    }
  }

  @Test("the log says who has done what")
  func logged() async throws {
    let log = KeptLog()
    try await withTokens(log: log) { host, file, dead in
      _ = try await host.operations(file.tokens[.operator]).act("drop", on: dead.id, reason: "a copy of 12")
      #expect(log.lines.contains { $0.contains("an operator has acted") && $0.contains("operator-token") })
    }
  }
}

/// What went wrong, if anything did.
func failure(_ body: () async throws -> Void) async -> Operations.Failure? {
  do { try await body() } catch { return error as? Operations.Failure }
  return nil
}

extension Operations.Failure {
  /// What is said of it.
  var words: String {
    switch self {
    case .store(let error): "\(error)"
    case .noHost, .noStore: "\(self)"
    case .host(let text), .unknown(let text), .refused(let text), .notKnown(let text), .notAllowed(let text),
      .misused(let text):
      text
    }
  }
}

@Suite("On a network operators are served over TLS alone")
struct AdminTLSTests {
  private static let openssl = "/usr/bin/openssl"
  static var canBeMade: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

  /// A key and a certificate for 127.0.0.1 that nobody has signed.
  private static func certificate(beside path: String) throws -> (certificate: String, key: String) {
    let (certificate, key) = (path + ".tls.pem", path + ".tls.pem.key")
    let process = Process()
    process.executableURL = URL(filePath: openssl)
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out",
      certificate, "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (certificate, key)
  }

  @Test("who trusts the certificate is served; who does not sends no token", .enabled(if: AdminTLSTests.canBeMade))
  func served() async throws {
    try await TestHost.withStorePath { path in
      let (file, files) = (try OperatorsFile(path + ".operators"), try Self.certificate(beside: path))
      try await TestHost.run(
        storePath: path,
        change: { configuration in
          configuration.accessPath = file.path
          configuration.admin = try AdminAddress(address: "127.0.0.1", port: 0, tls: files)
        },
        { host in
          let token = try #require(file.tokens[.viewer])
          let address = "https://" + (try await host.adminAddress())
          let trusting = Operations(host: try HostAddress(address, authorities: files.certificate), token: token)
          #expect(try await trusting.whoami().name == "viewer-token")
          let other = Operations(host: try HostAddress(address), token: token)
          guard case .host = await failure({ _ = try await other.whoami() }) else {
            Issue.record("a certificate that nobody has signed was trusted")
            return
          }
        })
    }
  }

  @Test("a certificate that cannot be read is said")
  func unreadable() {
    #expect(throws: HostProcess.Failure.self) {
      try AdminAddress(address: "127.0.0.1", port: 0, tls: (certificate: "/nowhere.pem", key: "/nowhere.key"))
    }
  }
}
