import Foundation
import NIOHTTP1
import Testing
import TreatyConnect
import TreatyStore

@testable import TreatyHost

@Suite("A webhook is answered for what it is")
struct IntakeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: Int
    var code: String?
    var method = "POST"
    var path = "/hooks/alert"
    var token: (String, String)? = ("x-hook-token", "hook " + TestHost.hookToken)
    var type: String? = "application/json"
    var more: [(String, String)] = []
    var body = #"{"key":"k","title":"t"}"#
  }

  static let basic = Credential.basicValue("monitor", TestHost.password)

  static let cases = [
    Case(testDescription: "taken", status: 202),
    Case(testDescription: "taken with a charset", status: 202, type: "application/json; charset=utf-8"),
    Case(testDescription: "taken as some JSON", status: 202, type: "application/cloudevents+json"),
    Case(
      testDescription: "taken with basic authentication", status: 202, path: "/hooks/basic",
      token: ("authorization", basic)),
    Case(testDescription: "another field is left alone", status: 202, body: #"{"key":"k","title":"t","more":1}"#),
    Case(testDescription: "no JSON", status: 400, code: "not-json", body: "{\"key\":"),
    Case(testDescription: "nothing", status: 400, code: "not-json", body: ""),
    Case(testDescription: "no UTF-8", status: 400, code: "not-json", body: "{\"key\":\"\\ud800\"}"),
    Case(testDescription: "a key twice", status: 400, code: "not-json", body: #"{"key":"k","key":"l","title":"t"}"#),
    Case(testDescription: "too deep", status: 400, code: "not-json", body: String(repeating: "[", count: 100_000)),
    Case(testDescription: "no credential", status: 401, code: "not-authenticated", token: nil),
    Case(
      testDescription: "a wrong credential", status: 401, code: "not-authenticated",
      token: ("x-hook-token", "hook nope")),
    Case(
      testDescription: "no prefix", status: 401, code: "not-authenticated", token: ("x-hook-token", TestHost.hookToken)),
    Case(testDescription: "the other door's credential", status: 401, code: "not-authenticated", path: "/hooks/basic"),
    Case(testDescription: "no such path", status: 404, code: "no-such-path", path: "/hooks"),
    Case(testDescription: "a path below", status: 404, code: "no-such-path", path: "/hooks/alert/"),
    Case(testDescription: "read instead of sent", status: 405, code: "method", method: "GET"),
    Case(testDescription: "put instead of posted", status: 405, code: "method", method: "PUT"),
    Case(
      testDescription: "too large", status: 413, code: "too-large", body: String(repeating: "x", count: (1 << 20) + 1)),
    Case(testDescription: "no media type", status: 415, code: "media-type", type: nil),
    Case(testDescription: "a form", status: 415, code: "media-type", type: "application/x-www-form-urlencoded"),
    Case(testDescription: "packed", status: 415, code: "media-type", more: [("content-encoding", "gzip")]),
    Case(testDescription: "a field is missing", status: 422, code: "not-the-event", body: #"{"key":"k"}"#),
    Case(
      testDescription: "a field of another type", status: 422, code: "not-the-event", body: #"{"key":1,"title":"t"}"#),
    Case(testDescription: "a list", status: 422, code: "not-the-event", body: "[]"),
  ]

  @Test("each as it should be, and only what is taken is kept")
  func contract() async throws {
    try await TestHost.run { host in
      for test in Self.cases {
        let headers = [test.token, test.type.map { ("content-type", $0) }].compactMap(\.self) + test.more
        let hasBody = test.method != "GET"
        let answer = try await host.ask(
          test.method, test.path, headers: headers, body: hasBody ? Array(test.body.utf8) : nil)
        #expect(answer.status == test.status, "\(test.testDescription): \(answer.body)")
        guard let code = test.code else { continue }
        #expect(answer.headers.first(name: "content-type") == "application/problem+json", "\(test.testDescription)")
        let problem = try JSONDecoder().decode(ProblemText.self, from: Data(answer.body.utf8))
        #expect(problem.code == code, "\(test.testDescription)")
        #expect(
          problem.status == test.status && problem.type == "urn:treaty:problem:\(code)", "\(test.testDescription)")
      }
      try await host.untilQuiet()
      let kept = Self.cases.count { $0.status == 202 }
      #expect(try await host.operations.status().census.messages == ["done": kept])
    }
  }

  private struct ProblemText: Decodable {
    var type, title, detail, code: String
    var status: Int
    var violations: [[String: String]]?
  }

  @Test("what is wrong is said where it is, without the value")
  func violations() async throws {
    try await TestHost.run { host in
      let answer = try await host.ask(
        "POST", "/hooks/alert",
        headers: [("content-type", "application/json"), ("x-hook-token", "hook " + TestHost.hookToken)],
        body: Array(#"{"key":"k","title":{"canary":1}}"#.utf8))
      let problem = try JSONDecoder().decode(ProblemText.self, from: Data(answer.body.utf8))
      #expect(problem.violations?.compactMap { $0["pointer"] } == ["/title"])
      #expect(!answer.body.contains("canary"))
    }
  }

  @Test("what can be mended by the request says how")
  func headers() async throws {
    try await TestHost.run { host in
      #expect(try await host.ask("GET", "/hooks/alert").headers.first(name: "allow") == "POST")
      let json = [("content-type", "application/json")]
      let token = try await host.ask("POST", "/hooks/alert", headers: json, body: [])
      #expect(token.headers.first(name: "www-authenticate")?.hasPrefix("Bearer ") == true)
      let basic = try await host.ask("POST", "/hooks/basic", headers: json, body: [])
      #expect(basic.headers.first(name: "www-authenticate")?.hasPrefix("Basic ") == true)
    }
  }

  @Test("a sender's trace goes through to the desk and comes back")
  func trace() async throws {
    try await TestHost.run { host in
      let trace = "0af7651916cd43dd8448eb211c80319c"
      let answer = try await host.alert("k", "t", headers: [("traceparent", "00-\(trace)-b7ad6b7169203331-01")])
      #expect(answer.body == #"{"trace":"\#(trace)"}"#)
      #expect(answer.headers.first(name: "traceresponse")?.hasPrefix("00-\(trace)-") == true)
      try await host.untilQuiet()
      let call = try #require(host.desk.calls.first)
      #expect(call.trace?.trace == trace)
      let report = try await host.operations.trace(trace)
      #expect(report.messages.first?.parentSpan == "b7ad6b7169203331")
      #expect(report.messages.first?.deliveries.first?.calls?.first?.span == call.trace?.span)
      // One that is not valid begins anew.
      let other = try await host.alert("k", "t", headers: [("traceparent", "00-\(trace)-zzz-01")])
      #expect(other.status == 202 && !other.body.contains(trace))
    }
  }

  @Test("alive, ready, and counted")
  func probes() async throws {
    try await TestHost.run { host in
      try await host.until("it was never ready") { try await host.ask("GET", "/readyz").status == 200 }
      #expect(try await host.ask("GET", "/healthz").status == 200)
      try await host.alert("k", "t")
      try await host.untilQuiet()
      let metrics = try await host.ask("GET", "/metrics")
      #expect(metrics.headers.first(name: "content-type") == "text/plain; version=0.0.4; charset=utf-8")
      for line in [
        #"treaty_build_info{version="test"} 1"#, #"treaty_intake_total{flow="alert-to-ticket",status="202"} 1"#,
        #"treaty_deliveries_total{flow="alert-to-ticket",system="desk",outcome="created"} 1"#,
        #"treaty_calls_total{system="desk",operation="create",result="ok"} 1"#,
        #"treaty_messages{flow="alert-to-ticket",state="done"} 1"#,
        #"treaty_call_seconds_count{system="desk",operation="create"} 1"#, #"treaty_calls_out{system="desk"} 0"#,
      ] { #expect(metrics.body.contains(line + "\n"), "\(line)") }
    }
  }
}

extension Credential {
  /// The header's value for basic authentication, as a sender writes it.
  fileprivate static func basicValue(_ user: String, _ password: String) -> String {
    "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
  }
}
