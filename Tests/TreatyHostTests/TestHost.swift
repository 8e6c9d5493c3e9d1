import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Testing
import TreatyCompiler
import TreatyConnect
import TreatyDiagnostics
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite
import TreatyTestSupport

@testable import TreatyHost

/// A host on a free port, for as long as a test needs it.
struct TestHost: Sendable {
  let port: Int
  let storePath: String
  let desk: TicketDesk
  let log: KeptLog

  /// What a sender got.
  struct Answer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: String
  }

  static let deskToken = "canary-desk-41c9"
  static let hookToken = "canary-hook-8d02"
  static let password = "canary-basic-77ee"

  static let secrets = [
    "TREATY_SECRET_DESK_TOKEN": deskToken, "TREATY_SECRET_HOOK_TOKEN": hookToken,
    "TREATY_SECRET_BASIC_PASSWORD": password,
  ]

  /// The plan that the tests run.
  static func plan() throws -> PlanFile {
    let folder = Golden.repository.appending(path: "Tests/TreatyHostTests/Fixtures/tickets")
    let files = try ["treaty.yaml", "tickets.treaty.yaml"].map {
      SourceText(path: $0, bytes: [UInt8](try Data(contentsOf: folder.appending(path: $0))))
    }
    let source = PackageSource(shownAs: "", location: folder.path, files: files)
    let compiled = try PackageCompiler.compile(source, using: NoPackages()).file()
    return try #require(compiled)
  }

  private struct NoPackages: PackageProvider {
    var known: [String] { [] }
    func package(_ reference: String, usedIn location: String) -> PackageSource? { nil }
  }

  /// A folder of its own for a store, gone afterwards.
  static func withStorePath<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-host-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // what is left is in the temporary folder
    return try await body(folder.appending(path: "store").path)
  }

  /// What a host of the tests runs with.
  static func configuration(
    _ storePath: String, file: PlanFile? = nil, port: Int = 0, log: KeptLog = KeptLog(), grace: Duration = .seconds(10)
  ) throws -> HostConfiguration {
    let file = try file ?? plan()
    let binding = try Binding(plan: file.plan, inputs: [:], secrets: .init(environment: secrets, folders: []))
    var configuration = HostConfiguration(
      plan: file, store: try SQLiteStore.open(path: storePath), storePath: storePath, address: "127.0.0.1", port: port,
      binding: binding, logger: log.logger, grace: grace, version: "test")
    configuration.bind = { (plan, inputs) throws(Binding.Failure) in
      try Binding(plan: plan, inputs: inputs, secrets: .init(environment: secrets, folders: []))
    }
    return configuration
  }

  static func openStore(_ path: String) throws(StoreError) -> SQLiteStore { try SQLiteStore.open(path: path) }

  /// How a host is brought to its end.
  enum End: Sendable { case gracefully, atOnce }

  /// Runs a host on a store of its own.
  static func run(_ desk: TicketDesk = TicketDesk(), _ body: @escaping @Sendable (TestHost) async throws -> Void)
    async throws
  {
    try await withStorePath { try await run(desk, storePath: $0, body) }
  }

  /// Runs a host until `body` is over, then ends it and waits for its end.
  static func run(
    _ desk: TicketDesk = TicketDesk(), storePath: String, log: KeptLog = KeptLog(), grace: Duration = .seconds(10),
    end: End = .gracefully, change: (inout HostConfiguration) throws -> Void = { _ in },
    _ body: @escaping @Sendable (TestHost) async throws -> Void
  ) async throws {
    var changed = try configuration(storePath, log: log, grace: grace)
    try change(&changed)
    let configuration = changed
    let (ports, portArrived) = AsyncStream.makeStream(of: Int.self)
    let service = Runner {
      try await HostProcess.carryOut(HostProcess.link(configuration), configuration, { _ in (desk, {}) }, signals: []) {
        portArrived.yield($0)
      }
    }
    let services = ServiceGroup(
      configuration: .init(
        services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)], logger: log.logger))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { portArrived.finish() }
        try await services.run()
      }
      if let port = await ports.first(where: { _ in true }) {
        let host = TestHost(port: port, storePath: storePath, desk: desk, log: log)
        try await host.untilControllable()
        try await body(host)
        switch end {
        case .gracefully: await services.triggerGracefulShutdown()
        case .atOnce: group.cancelAll()
        }
      }
      do { try await group.next() } catch is CancellationError where end == .atOnce {}
    }
  }

  private struct Runner: Service {
    let body: @Sendable () async throws -> Void
    func run() async throws { try await body() }
  }

  // MARK: Asking

  func ask(_ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil) async throws
    -> Answer
  {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = HTTPMethod(rawValue: method)
    request.headers = HTTPHeaders(headers)
    if let body { request.body = .bytes(body) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    let text = try await response.body.collect(upTo: 8 << 20)
    return Answer(status: Int(response.status.code), headers: response.headers, body: String(buffer: text))
  }

  /// Sends an alert as monitoring does.
  @discardableResult
  func alert(_ key: String, _ title: String, headers: [(String, String)] = []) async throws -> Answer {
    try await ask(
      "POST", "/hooks/alert",
      headers: [("content-type", "application/json"), ("x-hook-token", "hook " + Self.hookToken)] + headers,
      body: Array(#"{"key":"\#(key)","title":"\#(title)"}"#.utf8))
  }

  var operations: Operations { Operations(storePath: storePath) }

  /// Waits until something is so; fails the test where it never becomes so.
  func until(_ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () async throws -> Bool)
    async throws
  {
    for _ in 0..<2_000 {
      if try await isSo() { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record(what, sourceLocation: sourceLocation)
  }

  /// Waits until the socket for operators is open: it opens by itself, perhaps after the port for senders.
  private func untilControllable() async throws {
    var last: Operations.Failure?
    for _ in 0..<2_000 {
      do throws(Operations.Failure) {
        if try await operations.status().host != nil { return }
      } catch { last = error }
      try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("the control socket never opened: \(last.map { "\($0)" } ?? "no host"); log: \(log.lines)")
  }

  /// Waits until nothing is open.
  func untilQuiet(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await until("it never came to rest", sourceLocation: sourceLocation) {
      let census = try await operations.status().census
      return census.messages["accepted"] == nil && census.messages["running"] == nil
    }
  }
}

extension TestHost {
  /// Where operators elsewhere are served; it opens by itself, perhaps after the port for senders.
  func adminAddress() async throws -> String {
    for _ in 0..<2_000 {
      if let address = try await operations.status().host?.admin { return address }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw CocoaError(.featureUnsupported)
  }

  /// What somebody with a token can ask.
  func operations(_ token: Secret?) async throws -> Operations {
    Operations(host: try HostAddress("http://" + (try await adminAddress())), token: try #require(token))
  }

  /// Asks at the admin address.
  func askAdmin(_ path: String, method: String = "GET", token: Secret?, body: [UInt8]? = nil) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://\(try await adminAddress())\(path)")
    request.method = HTTPMethod(rawValue: method)
    if let token { request.headers.add(name: "authorization", value: "Bearer \(token.reveal())") }
    if let body { request.body = .bytes(body) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    let text = try await response.body.collect(upTo: 8 << 20)
    return Answer(status: Int(response.status.code), headers: response.headers, body: String(buffer: text))
  }
}
