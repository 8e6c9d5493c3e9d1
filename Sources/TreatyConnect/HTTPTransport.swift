import AsyncHTTPClient
import NIOCore
import NIOHTTP1
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
  public init(bases: [PlannedURL], agent: String, maxBody: Int = 1 << 20) {
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration())
    origins = Set(bases.map { $0.origin })
    self.agent = agent
    self.maxBody = maxBody
  }

  private static func configuration() -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(5))
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    // A call on a connection that the server is just closing may have arrived, and has to be looked up. Most servers close
    // idle connections after 5 seconds or more; we do it before them.
    configuration.connectionPool.idleTimeout = .seconds(4)
    configuration.httpVersion = .http1Only
    configuration.decompression = .disabled
    // The spans of calls are the engine's: those that the client describes with each request would go nowhere.
    configuration.tracing.tracer = nil
    configuration.tlsConfiguration = ConnectionTrust.usual.configuration
    return configuration
  }

  /// Lets go of all connections.
  public func shutdown() async throws { try await client.shutdown() }

  /// Performs a call.
  public func perform(_ call: Call) async throws(TransportFailure) -> Reply {
    guard origins.contains(call.base.origin) else {
      throw TransportFailure(reach: .notSent, cause: "\(call.base.origin) is no address of the plan")
    }
    let request = try CallRequest.build(call, agent: agent)
    let started = ContinuousClock.now
    let deadline = NIODeadline.now() + .nanoseconds(call.timeout.nanoseconds)
    let response: HTTPClientResponse
    do { response = try await client.execute(request, deadline: deadline) } catch { throw CallFailure.read(error) }
    do {
      // The client's deadline ends with the head of the answer; a body may dawdle for ever.
      let body = try await within(call.timeout - (ContinuousClock.now - started)) { try await read(response) }
      guard let body else { throw TransportFailure(reach: .mayHaveArrived, cause: "the answer did not end in time") }
      return Reply(status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, body: body)
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      // The head of an answer was here: whatever it was, the call did arrive.
      throw TransportFailure(reach: .mayHaveArrived, cause: "the answer broke off: \(CallFailure.words(error))")
    }
  }

  private func read(_ response: HTTPClientResponse) async throws -> [UInt8] {
    var body: [UInt8] = []
    for try await part in response.body {
      body += part.readableBytesView
      guard body.count <= maxBody else {
        throw TransportFailure(reach: .mayHaveArrived, cause: "the answer is longer than \(maxBody) bytes")
      }
    }
    return body
  }
}

extension Duration {
  /// The length in nanoseconds, at most 292 years.
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole + attoseconds / 1_000_000_000
  }
}
