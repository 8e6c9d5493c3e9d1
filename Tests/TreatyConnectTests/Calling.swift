import Testing
import TreatyConnect
import TreatyPlan

/// What a call to a server on this machine came to.
enum CallOutcome: Equatable {
  case reply(Int)
  case failure(TransportFailure.Reach)
}

/// Makes one call with a transport of its own.
enum Calling {
  static func base(_ port: Int, scheme: String = "http") throws -> PlannedURL {
    try #require(PlannedURL("\(scheme)://127.0.0.1:\(port)"))
  }

  static func call(
    _ base: PlannedURL, _ method: String = "POST", _ target: String = "/ticket", headers: [(String, String)] = [],
    credential: Credential = .none, trust: ConnectionTrust? = nil, timeout: Duration = .seconds(5)
  ) -> Call {
    Call(
      base: base, method: method, target: target, headers: headers, body: method == "POST" ? Array("{}".utf8) : nil,
      credential: credential, trust: trust, timeout: timeout,
      trace: ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"))
  }

  /// Runs `body` with a transport that may call `bases`, and lets go of its connections.
  static func with<Result>(
    _ bases: [PlannedURL], maxBody: Int = 1 << 20, _ body: (HTTPTransport) async throws -> Result
  ) async throws -> Result {
    let transport = HTTPTransport(bases: bases, agent: "treaty/test", maxBody: maxBody)
    do {
      let result = try await body(transport)
      try await transport.shutdown()
      return result
    } catch {
      try? await transport.shutdown()  // the first error counts
      throw error
    }
  }

  static func outcome(_ transport: HTTPTransport, _ call: Call) async -> CallOutcome {
    do throws(TransportFailure) { return .reply(try await transport.perform(call).status) } catch {
      return .failure(error.reach)
    }
  }

  /// The whole failure of a call that has to fail.
  static func failure(_ transport: HTTPTransport, _ call: Call) async -> TransportFailure? {
    do throws(TransportFailure) {
      _ = try await transport.perform(call)
      return nil
    } catch { return error }
  }
}
