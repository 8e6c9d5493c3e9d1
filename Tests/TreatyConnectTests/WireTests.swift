import Foundation
import Testing
import TreatyConnect

@Suite("A request goes out as it was built")
struct WireTests {
  private func sent(
    _ method: String = "POST", _ target: String = "/ticket", headers: [(String, String)] = [],
    credential: Credential = .none
  ) async throws
    -> (request: String?, failure: TransportFailure?)
  {
    let server = try RawServer { connection in
      if connection.readRequest() { connection.answer("200 OK") }
    }
    let base = try Calling.base(server.port)
    let call = Calling.call(base, method, target, headers: headers, credential: credential)
    let failure = try await Calling.with([base]) { await Calling.failure($0, call) }
    return (server.requests.first, failure)
  }

  @Test(
    "a target goes out byte for byte",
    arguments: [
      "/ticket/1", "/ticket/a%2Fb", "/ticket/%2E%2E", "/a//b", "/a/", "/t?x=%26%3D%25&y=", "/t?", "/t?q=a+b%20c",
      "/t?query=%27%20OR%20id%20%3E%200", "/%E2%82%AC", "/%e2%82%ac", "/a;v=1/b:c@d,(e)!$'*",
      "/t?a=b?c/d&e[]=1".replacing("[]", with: "%5B%5D"), "/~a-b_c.d",
      "/t?cursor=a%00b", "/t%3Fx",
    ])
  func byteForByte(target: String) async throws {
    let (request, failure) = try await sent("GET", target)
    #expect(failure == nil)
    #expect(request?.split(separator: "\r\n").first.map(String.init) == "GET \(target) HTTP/1.1")
  }

  @Test(
    "a target that others would read differently is not sent",
    arguments: [
      "ticket", "", "/a b", "/a#b", "/../secret", "/a/./b", "/a/..", "/%", "/%2", "/%zz", "/a\"b", "/a<b>", "/a\\b",
      "/a\r\nX-Injected: 1", "/a\u{0}b", "/ü", "/t?a|b", "/{id}", "/a^b`c",
    ])
  func refusedTarget(target: String) async throws {
    let (request, failure) = try await sent("GET", target)
    #expect(failure?.reach == .notSent)
    #expect(request == nil)
  }

  @Test(
    "a header that would break out of its line, or frame the message, is not sent",
    arguments: [
      ("X-Note", "a\r\nX-Injected: 1"), ("X-Note", "a\nb"), ("X-Note", "a\u{0}b"), ("X Note", "a"), ("X-Note:", "a"),
      ("", "a"), ("X-Nöte", "a"), ("Host", "elsewhere.example"), ("Content-Length", "3"),
      ("Transfer-Encoding", "chunked"),
      ("Connection", "close"),
    ])
  func refusedHeader(name: String, value: String) async throws {
    let (request, failure) = try await sent(headers: [(name, value)])
    #expect(failure?.reach == .notSent)
    #expect(request == nil)
  }

  @Test("who calls, in which trace, and with which credential")
  func headers() async throws {
    let (request, failure) = try await sent(
      headers: [("X-Note", "a: b"), ("Authorization", "mine")], credential: .basic(user: "u", password: "p:w"))
    #expect(failure == nil)
    let lines = Set(request?.components(separatedBy: "\r\n").map { $0.lowercased() } ?? [])
    #expect(
      lines.isSuperset(of: [
        "user-agent: treaty/test", "accept: application/json", "x-note: a: b", "authorization: basic dtpwonc=",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "content-length: 2",
      ]))
    #expect(!lines.contains("authorization: mine"))
  }

  @Test("a connector that asks for another form of answer has it")
  func accept() async throws {
    let (request, _) = try await sent(headers: [("Accept", "application/vnd.desk+json")])
    let accepts = request?.components(separatedBy: "\r\n").filter { $0.lowercased().hasPrefix("accept:") }
    #expect(accepts == ["Accept: application/vnd.desk+json"])
  }
}
