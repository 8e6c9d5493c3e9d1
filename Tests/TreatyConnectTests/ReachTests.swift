import Testing
import TreatyConnect
import TreatyPlan

@Suite("A failed call says whether it can have arrived")
struct ReachTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var expected: CallOutcome
    var behaviour: @Sendable (RawServer.Connection) -> Void
  }

  static let cases: [Case] = [
    Case(testDescription: "an answer", expected: .reply(201)) { connection in
      guard connection.readRequest() else { return }
      connection.answer("201 Created")
    },
    Case(testDescription: "an error of theirs is an answer", expected: .reply(503)) { connection in
      guard connection.readRequest() else { return }
      connection.answer("503 Service Unavailable")
    },
    Case(testDescription: "closed at once", expected: .failure(.mayHaveArrived)) { _ in },
    Case(testDescription: "reset at once", expected: .failure(.mayHaveArrived)) { $0.reset() },
    Case(testDescription: "read, then closed", expected: .failure(.mayHaveArrived)) { _ = $0.readRequest() },
    Case(testDescription: "read, then reset", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() { connection.reset() }
    },
    Case(testDescription: "half a status line", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() { connection.write("HTTP/1.1 20") }
    },
    Case(testDescription: "half the headers", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() { connection.write("HTTP/1.1 201 Created\r\ncontent-le") }
    },
    Case(testDescription: "half a body", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() { connection.write("HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"id\":") }
    },
    Case(testDescription: "never answered", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() { connection.hold() }
    },
    Case(testDescription: "a body that never ends", expected: .failure(.mayHaveArrived)) { connection in
      guard connection.readRequest() else { return }
      connection.write("HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{")
      connection.hold()
    },
    Case(testDescription: "no HTTP", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() { connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n") }
    },
    Case(testDescription: "two lengths", expected: .failure(.mayHaveArrived)) { connection in
      if connection.readRequest() {
        connection.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} ")
      }
    },
  ]

  @Test("over HTTP", arguments: cases)
  func reach(_ test: Case) async throws {
    let server = try RawServer(test.behaviour)
    let base = try Calling.base(server.port)
    let outcome = try await Calling.with([base]) { transport in
      await Calling.outcome(transport, Calling.call(base, timeout: .milliseconds(400)))
    }
    #expect(outcome == test.expected)
    #expect(server.connections == 1, "a second try is the engine's to make, not the transport's")
  }

  @Test("nobody listens: surely not sent")
  func refused() async throws {
    let base = try Calling.base(try RawServer.freePort())
    let failure = try await Calling.with([base]) { await Calling.failure($0, Calling.call(base)) }
    #expect(failure == TransportFailure(reach: .notSent, cause: "connection refused"))
  }

  @Test("a name that nobody knows: surely not sent")
  func unknownName() async throws {
    let base = try #require(PlannedURL("http://desk.invalid"))
    let failure = try await Calling.with([base]) { await Calling.failure($0, Calling.call(base)) }
    #expect(failure?.reach == .notSent)
  }

  @Test("a connection kept from the last call that turns out closed: may have arrived")
  func closedMeanwhile() async throws {
    let server = try RawServer { connection in
      guard connection.readRequest() else { return }
      connection.answer("200 OK", headers: ["connection: keep-alive"])
      // The next request is read, and nothing said to it.
      _ = connection.readRequest()
    }
    let base = try Calling.base(server.port)
    // Whether a connection is back in the pool before the next call is the client's affair: calls are made until one is used again.
    let outcomes = try await Calling.with([base]) { transport in
      var outcomes = [await Calling.outcome(transport, Calling.call(base))]
      while outcomes.last == .reply(200), outcomes.count < 50 {
        outcomes.append(await Calling.outcome(transport, Calling.call(base)))
      }
      return outcomes
    }
    #expect(outcomes.last == .failure(.mayHaveArrived))
    #expect(outcomes.dropLast().allSatisfy { $0 == .reply(200) })
    // Nothing was sent a second time behind our back.
    #expect(server.requests.count == outcomes.count)
  }

  @Test("an answer without end is cut off at the limit")
  func tooLong() async throws {
    let server = try RawServer { connection in
      guard connection.readRequest(), connection.write("HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n") else {
        return
      }
      let part = String(repeating: "x", count: 65_536)
      while connection.write(part) {}
    }
    let base = try Calling.base(server.port)
    let failure = try await Calling.with([base], maxBody: 100_000) {
      await Calling.failure($0, Calling.call(base, timeout: .seconds(20)))
    }
    #expect(failure == TransportFailure(reach: .mayHaveArrived, cause: "the answer is longer than 100000 bytes"))
  }
}
