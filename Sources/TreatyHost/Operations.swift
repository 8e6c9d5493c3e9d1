import AsyncHTTPClient
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
public import TreatyStore
import TreatyStoreSQLite

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

  /// Does something with a delivery. Needs a running host: only it may write to its store.
  public func act(_ verb: String, on id: Int64, record: String? = nil) async throws(Failure) -> String {
    let query = Operations.query([("record", record)])
    guard let report: ActReport = try await ask("/dead/\(id)/\(verb)\(query)", method: "POST") else { throw .noHost }
    guard report.isKnown else { throw .unknown(report.message) }
    guard report.isDone else { throw .refused(report.message) }
    return report.message
  }

  private static func query(_ parameters: [(String, String?)]) -> String {
    let given = parameters.compactMap { name, value in
      value?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map { "\(name)=\($0)" }
    }
    return given.isEmpty ? "" : "?" + given.joined(separator: "&")
  }

  /// Looks into a store that no host has.
  private func look<Result: Sendable>(_ body: @Sendable (SQLiteStore) async throws(StoreError) -> Result)
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
  private func ask<Report: Decodable>(_ target: String, method: String = "GET") async throws(Failure) -> Report? {
    let socket = ControlSocket.path(store: path)
    guard FileManager.default.fileExists(atPath: socket),
      let host = socket.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    else { return nil }
    var request = HTTPClientRequest(url: "http+unix://\(host)\(target)")
    request.method = .init(rawValue: method)
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await Operations.client.execute(request, timeout: .seconds(30))
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
