import AsyncHTTPClient
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import NIOSSL
import TreatyConnect

/// Asks a host for operators: over the socket beside its store, or over its admin address.
struct HostClient: Sendable {
  /// How a host is reached.
  enum Door: Sendable {
    /// By the socket of the store at this path; the kernel tells the host who asks.
    case socket(store: String)
    /// By its admin address, `https://treaty.example.com:8443`, with a token.
    case address(String, token: Secret)
  }

  let door: Door
  let client: OwnedClient

  /// One that trusts whom the system trusts; for the whole life of the process.
  static let plain = OwnedClient(.makeClientConfiguration())

  /// Bytes of an answer beyond which it is none.
  private static var mostAnswer: Int { 64 << 20 }

  /// Asks the host; `nil` where none listens at the socket.
  func ask<Report: Decodable>(
    _ target: String, method: String = "GET", body content: [UInt8]? = nil, timeout: TimeAmount = .seconds(30)
  ) async throws(Operations.Failure) -> Report? {
    guard var request = try request(target) else { return nil }
    request.method = .init(rawValue: method)
    if let content { request.body = .bytes(content) }
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await client.http.execute(request, timeout: timeout)
      body = try await response.body.collect(upTo: Self.mostAnswer)
    } catch let error as IOError where isSocket && [ECONNREFUSED, ENOENT].contains(error.errnoCode) {
      // A socket that nobody listens at is left by a host that was killed.
      return nil
    } catch let error as IOError where isSocket && error.errnoCode == EACCES {
      throw .notAllowed("this user may not open the socket of the host")
    } catch { throw .host("the host at `\(name)` did not answer: \(error)") }
    guard (200..<300).contains(response.status.code) else {
      throw failure(Int(response.status.code), Data(body.readableBytesView))
    }
    do { return try JSONDecoder().decode(Report.self, from: Data(body.readableBytesView)) } catch {
      throw .host("the host answered \(response.status.code) with something that is no report")
    }
  }

  private var isSocket: Bool { if case .socket = door { true } else { false } }

  /// The host, in words.
  private var name: String {
    switch door {
    case .socket(let store): ControlSocket.path(store: store)
    case .address(let base, _): base
    }
  }

  private func request(_ target: String) throws(Operations.Failure) -> HTTPClientRequest? {
    switch door {
    case .socket(let store):
      let socket = ControlSocket.path(store: store)
      guard FileManager.default.fileExists(atPath: socket),
        let host = socket.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
      else { return nil }
      var request = HTTPClientRequest(url: "http+unix://\(host)\(target)")
      if geteuid() == 0, let user = ProcessInfo.processInfo.environment["SUDO_USER"] {
        request.headers.add(name: ControlSocket.sudoField, value: user)
      }
      return request
    case .address(let base, let token):
      var request = HTTPClientRequest(url: base + target)
      request.headers.add(name: "authorization", value: "Bearer \(token.reveal())")
      return request
    }
  }

  /// What a host says where it does not do what it is asked for (RFC 9457).
  private struct ReceivedProblem: Decodable {
    var detail: String
    var role: String?
  }

  private func failure(_ status: Int, _ body: Data) -> Operations.Failure {
    // What is no problem document does not come from a host of ours.
    guard let problem = try? JSONDecoder().decode(ReceivedProblem.self, from: body) else {
      return .host("`\(name)` answered \(status) with something that is no report")
    }
    switch status {
    case 401, 429: return .notKnown(problem.detail)
    case 403: return .notAllowed(problem.detail)
    case 404: return .unknown(problem.detail)
    case 400..<500: return .refused(problem.detail)
    default: return .host("the host could not answer: \(problem.detail)")
    }
  }
}

/// A client for HTTP that ends with whoever uses it.
final class OwnedClient: Sendable {
  let http: HTTPClient

  /// A connection is tried once: a socket without a host is to be known soon.
  init(_ trust: TLSConfiguration) {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.tlsConfiguration = trust
    configuration.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit {
    let http = http
    // Nobody asks any more, so there is nothing that could be lost.
    Task { try? await http.shutdown() }
  }
}
