import Testing
import TreatyConnect

@Suite("Calls go where the plan says, and nowhere else")
struct RedirectTests {
  private static let statuses = [
    "301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect",
  ]

  @Test("a redirect is an answer and is not followed", arguments: statuses, ["GET", "POST", "PUT", "DELETE"])
  func redirect(status: String, method: String) async throws {
    let elsewhere = try RawServer { connection in
      if connection.readRequest() { connection.answer("200 OK") }
    }
    let port = elsewhere.port
    let server = try RawServer { connection in
      if connection.readRequest() {
        connection.answer(status, headers: ["location: http://127.0.0.1:\(port)/ticket"])
      }
    }
    let (base, other) = (try Calling.base(server.port), try Calling.base(port))
    let call = Calling.call(base, method, credential: .header(name: "X-Api-Key", value: Secret("canary-key")))
    let outcome = try await Calling.with([base, other]) { await Calling.outcome($0, call) }
    #expect(outcome == .reply(Int(status.prefix(3)) ?? 0))
    #expect(server.requests.count == 1)
    #expect(elsewhere.connections == 0)
  }

  @Test("an address that is not in the plan is refused before a connection is made")
  func foreignOrigin() async throws {
    let (known, foreign) = (try RawServer { _ in }, try RawServer { _ in })
    let call = Calling.call(try Calling.base(foreign.port))
    let failure = try await Calling.with([try Calling.base(known.port)]) { await Calling.failure($0, call) }
    #expect(failure?.reach == .notSent)
    #expect(failure?.cause == "http://127.0.0.1:\(foreign.port) is no address of the plan")
    #expect(foreign.connections == 0)
  }
}
