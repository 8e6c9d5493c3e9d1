import AsyncHTTPClient
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Synchronization
public import TreatyEngine
public import TreatyStore
public import TreatyStoreSQLite

/// What an operator can ask of a store: over the socket of the host that has it, or by looking into it where no host runs.
public struct Operations: Sendable {
  private let path: String

  /// Operations on the store at a path.
  public init(storePath: String) { path = storePath }

  /// Why an operation was not possible.
  public enum Failure: Error, Sendable {
    /// The store cannot be used.
    case store(StoreError)
    /// No host runs on it, and this needs one.
    case noHost
    /// There is no store at the path.
    case noStore
    /// The host did not answer as it should.
    case host(String)
    /// There is nothing of this number.
    case unknown(String)
    /// It is not possible now: why.
    case refused(String)
  }

  /// How store and host stand.
  public func status() async throws(Failure) -> StatusReport {
    if let report: StatusReport = try await ask("/status") { return report }
    return try await look { (store) throws(StoreError) in
      try await Reports.status(store, host: nil, now: .now())
    }
  }

  /// The whole way of a trace.
  public func trace(_ id: String) async throws(Failure) -> TraceReport {
    let isID = id.utf8.count == 32 && id.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
    guard isID else { throw .unknown("`\(id)` is no trace id: it has 32 hex digits") }
    if let report: TraceReport = try await ask("/trace/\(id)") { return report }
    return try await look { (store) throws(StoreError) in try await Reports.trace(store, id) }
  }

  /// Dead letters and what asks for a person, newest first.
  /// - Parameters:
  ///   - flow: only those of this flow.
  ///   - failure: only those of this class of failure.
  public func dead(flow: String?, failure: String? = nil) async throws(Failure) -> [DeliveryReport] {
    let query = Operations.query([("flow", flow), ("class", failure)])
    if let reports: [DeliveryReport] = try await ask("/dead\(query)") { return reports }
    return try await look { (store) throws(StoreError) in
      try await Reports.dead(store, flow: flow, failure: failure, limit: 1000)
    }
  }

  /// One delivery with its calls.
  public func delivery(_ id: Int64) async throws(Failure) -> DeliveryReport {
    if let report: DeliveryReport = try await ask("/dead/\(id)") { return report }
    let found = try await look { (store) throws(StoreError) in try await Reports.delivery(store, id) }
    guard let found else { throw .unknown("there is no delivery \(id)") }
    return found
  }

  /// Lets a plan take over in the running host.
  /// - Parameters:
  ///   - plan: the plan's file.
  ///   - inputs: values of inputs that are new or differ.
  ///   - evenIf: differences that a person vouches for.
  ///   - isDryRun: whether it is only said what would happen.
  public func apply(
    _ plan: [UInt8], inputs: [String: String], evenIf: Set<PlanObstacle.Kind>, isDryRun: Bool
  ) async throws(Failure) -> ApplyReport {
    var parameters: [(String, String?)] = inputs.sorted { $0.key < $1.key }.map { ("input", "\($0.key)=\($0.value)") }
    parameters += evenIf.map(\.rawValue).sorted().map { ("even-if", $0) }
    if isDryRun { parameters.append(("dry-run", "true")) }
    let target = "/plan\(Operations.query(parameters))"
    guard let report: ApplyReport = try await ask(target, method: "POST", body: plan, timeout: .minutes(10)) else {
      throw .noHost
    }
    return report
  }

  /// Does something with a delivery. Needs a running host: only it may write to its store.
  public func act(_ verb: String, on id: Int64, record: String? = nil) async throws(Failure) -> String {
    let query = Operations.query([("record", record)])
    guard let report: ActReport = try await ask("/dead/\(id)/\(verb)\(query)", method: "POST") else { throw .noHost }
    guard report.isKnown else { throw .unknown(report.message) }
    guard report.isDone else { throw .refused(report.message) }
    return report.message
  }

  /// Looks at all of the store. With a host it is the host that looks, a table at a time.
  public func doctor() async throws(Failure) -> DoctorReport {
    if let report: DoctorReport = try await ask("/doctor", timeout: .hours(1)) { return report }
    return try await look { (store) throws(StoreError) in
      DoctorReport(host: nil, examination: try await store.examine())
    }
  }

  /// Puts right what can be put right without a doubt, after a backup beside the store. Never where a host runs.
  /// - Returns: names of the checks that were put right, and where the backup is; none where nothing was to be done.
  public func mend() async throws(Failure) -> (checks: [String], backup: String?) {
    if let _: StatusReport = try await ask("/status") {
      throw .refused("a host runs on this store: stop it, then mend")
    }
    let path = path
    return try await look { (store) throws(StoreError) in
      guard try await store.examine().findings.contains(where: \.isMendable) else { return ([], nil) }
      let backup = SQLiteStore.freeName(beside: path, "before-mend")
      try await store.backup(to: backup, at: .now())
      return (try await store.mend(), backup)
    }
  }

  /// Makes a backup: by the host, between its transactions, or directly where none runs.
  /// - Parameters:
  ///   - file: where it goes; nothing may be there.
  ///   - progress: told now and then how far it is.
  public func backup(to file: String, progress: @Sendable (BackupReport) -> Void) async throws(Failure) -> BackupReport
  {
    let query = Operations.query([("to", file)])
    guard var report: BackupReport = try await ask("/backup\(query)", method: "POST") else {
      let last = Mutex(BackupReport(state: .done, path: file, done: 0, total: 0))
      do throws(Failure) {
        try await look { (store) throws(StoreError) in
          try await store.backup(to: file, at: .now()) { step in
            var report = BackupReport(state: .running, path: file, done: step.done, total: step.total)
            progress(report)
            report.state = .done
            last.withLock { $0 = report }
          }
        }
      } catch {
        // Of the copy: the store is none the worse for it.
        if case .store(let cause) = error, cause.path == file { throw .refused(BackupReport.words(cause)) }
        throw error
      }
      return last.withLock { $0 }
    }
    while report.state == .running {
      progress(report)
      do { try await Task.sleep(for: .milliseconds(100)) } catch { throw .host("it was broken off") }
      guard let next: BackupReport = try await ask("/backup") else {
        throw .host("the host ended before its backup did")
      }
      report = next
    }
    guard report.state == .done else { throw .refused(report.failure ?? "the backup was not made") }
    return report
  }

  /// Puts a backup in the place of the store, where no host has it.
  public func restore(from backup: String, replaces: Bool) throws(Failure) -> StoreRestore.Outcome {
    guard FileManager.default.fileExists(atPath: backup) else { throw .unknown("there is no backup at `\(backup)`") }
    do throws(StoreError) {
      return try StoreRestore.restore(from: backup, to: path, replaces: replaces, at: .now())
    } catch {
      switch error {
      case .locked, .tooNew: throw .store(error)
      case .unsafe, .failed, .full, .superseded: throw .refused("nothing was restored: \(BackupReport.words(error))")
      }
    }
  }

  static func query(_ parameters: [(String, String?)]) -> String {
    let given = parameters.compactMap { name, value in
      value?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map { "\(name)=\($0)" }
    }
    return given.isEmpty ? "" : "?" + given.joined(separator: "&")
  }

  /// Looks into a store that no host has.
  func look<Result: Sendable>(_ body: @Sendable (SQLiteStore) async throws(StoreError) -> Result)
    async throws(Failure) -> Result
  {
    guard FileManager.default.fileExists(atPath: path) else { throw .noStore }
    do throws(StoreError) {
      let store = try SQLiteStore.open(path: path)
      let result = try await body(store)
      try await store.close()
      return result
    } catch { throw .store(error) }
  }

  /// Asks at once and once: a socket without a host is to be known soon.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// Asks the host; `nil` where none listens.
  func ask<Report: Decodable>(
    _ target: String, method: String = "GET", body content: [UInt8]? = nil, timeout: TimeAmount = .seconds(30)
  ) async throws(Failure) -> Report? {
    let socket = ControlSocket.path(store: path)
    guard FileManager.default.fileExists(atPath: socket),
      let host = socket.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    else { return nil }
    var request = HTTPClientRequest(url: "http+unix://\(host)\(target)")
    request.method = .init(rawValue: method)
    if let content { request.body = .bytes(content) }
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await Operations.client.execute(request, timeout: timeout)
      body = try await response.body.collect(upTo: 64 << 20)
    } catch let error as IOError where [ECONNREFUSED, ENOENT].contains(error.errnoCode) {
      // A socket that nobody listens at is left by a host that was killed.
      return nil
    } catch { throw .host("the host at `\(socket)` did not answer: \(error)") }
    if response.status == .notFound { throw .unknown("the host knows nothing of this number") }
    do { return try JSONDecoder().decode(Report.self, from: Data(body.readableBytesView)) } catch {
      throw .host("the host answered \(response.status.code) with something that is no report")
    }
  }
}
