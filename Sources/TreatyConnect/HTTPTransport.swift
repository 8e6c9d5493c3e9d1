import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Glibc
public import TreatyPlan

/// Calls over HTTP/1.1 and TLS.
///
/// What AsyncHTTPClient does by default and must not happen here: it follows redirects, and turns a POST into a GET on the way; it
/// sends `X-Api-Key` along to the new host; it tries connections again until the deadline. So: no redirects, no second tries, no
/// proxy, and only hosts of the plan.
public struct HTTPTransport: Transport {
  private let client: HTTPClient
  private let origins: Set<String>
  private let agent: String
  private let maxBody: Int

  /// A transport that may call these addresses and no others.
  /// - Parameters:
  ///   - bases: addresses of the plan's systems.
  ///   - agent: what is sent as `user-agent`.
  ///   - maxBody: bytes of an answer's body beyond which it is refused.
  public init(bases: [PlannedURL], agent: String, maxBody: Int = 4 << 20) {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(5))
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    configuration.httpVersion = .http1Only
    configuration.decompression = .disabled
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    configuration.tlsConfiguration = tls
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    origins = Set(bases.map { $0.origin })
    self.agent = agent
    self.maxBody = maxBody
  }

  /// Lets go of all connections.
  public func shutdown() async throws { try await client.shutdown() }

  /// Performs a call.
  public func perform(_ call: Call) async throws(TransportFailure) -> Reply {
    guard origins.contains(call.base.origin) else {
      throw TransportFailure(reach: .notSent, cause: "\(call.base.origin) is no address of the plan")
    }
    let request = try request(for: call)
    let deadline = NIODeadline.now() + .nanoseconds(call.timeout.nanoseconds)
    let response: HTTPClientResponse
    do { response = try await client.execute(request, deadline: deadline) } catch { throw HTTPTransport.failure(error) }
    do {
      var body: [UInt8] = []
      for try await part in response.body {
        body += part.readableBytesView
        guard body.count <= maxBody else {
          throw TransportFailure(reach: .mayHaveArrived, cause: "the answer is longer than \(maxBody) bytes")
        }
      }
      return Reply(status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, body: body)
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      // The head of an answer was here: whatever it was, the call did arrive.
      throw TransportFailure(reach: .mayHaveArrived, cause: "the answer broke off: \(HTTPTransport.words(error))")
    }
  }

  private func request(for call: Call) throws(TransportFailure) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: call.base.origin + call.base.path + call.target)
    request.method = HTTPMethod(rawValue: call.method)
    var headers = HTTPHeaders([("accept", "application/json"), ("user-agent", agent)])
    for (name, value) in call.headers { headers.add(name: name, value: value) }
    if let trace = call.trace { headers.add(name: "traceparent", value: "00-\(trace.trace)-\(trace.span)-01") }
    if case .header(let name, let value) = call.credential { headers.replaceOrAdd(name: name, value: value.reveal()) }
    for (name, value) in headers {
      guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }),
        value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
      else { throw TransportFailure(reach: .notSent, cause: "the header `\(name)` would hold a control character") }
    }
    request.headers = headers
    if let body = call.body { request.body = .bytes(body, length: .known(Int64(body.count))) }
    return request
  }

  /// What an error says of how far the call came. When in doubt, it may have arrived.
  static func failure(_ error: any Error) -> TransportFailure {
    switch error {
    case let error as HTTPClientError where error == .connectTimeout:
      return TransportFailure(reach: .notSent, cause: "no connection within 5 seconds")
    case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
      return TransportFailure(reach: .mayHaveArrived, cause: "no answer in time")
    case let error as HTTPClientError
    where [.getConnectionFromPoolTimeout, .tlsHandshakeTimeout, .emptyHost, .invalidURL, .alreadyShutdown].contains(
      error):
      return TransportFailure(reach: .notSent, cause: words(error))
    case is NIOConnectionError: return TransportFailure(reach: .notSent, cause: "no connection: \(words(error))")
    case let error as NIOSSLError:
      if case .handshakeFailed = error {
        return TransportFailure(reach: .notSent, cause: "TLS was refused: \(words(error))")
      }
      return TransportFailure(reach: .mayHaveArrived, cause: words(error))
    case is NIOSSLExtraError:
      return TransportFailure(reach: .notSent, cause: "the certificate was refused: \(words(error))")
    case let error as IOError where error.errnoCode == ECONNREFUSED:
      return TransportFailure(reach: .notSent, cause: "connection refused")
    case let error as HTTPClientError where error == .remoteConnectionClosed:
      return TransportFailure(reach: .mayHaveArrived, cause: "the connection was closed without an answer")
    default: return TransportFailure(reach: .mayHaveArrived, cause: words(error))
    }
  }

  private static func words(_ error: any Error) -> String {
    if let error = error as? NIOConnectionError {
      return error.connectionErrors.first.map { words($0.error) } ?? "\(error.host) is not known"
    }
    if let error = error as? IOError {
      return error.errnoCode == ECONNREFUSED ? "connection refused" : "\(error.localizedWords)"
    }
    if let error = error as? HTTPClientError { return error.shortDescription.lowercasedFirst }
    return "\(error)"
  }
}

extension IOError {
  fileprivate var localizedWords: String { String(cString: strerror(errnoCode)).lowercasedFirst }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

extension Duration {
  /// The length in nanoseconds, at most 292 years.
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole + attoseconds / 1_000_000_000
  }
}
