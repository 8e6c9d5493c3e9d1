import CEL
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("Failure classes decide what follows")
struct FailureClassTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var status: Int
    var safety: Safety
    /// `nil`: it is done.
    var expected: FailureClass?
    var testDescription: String { "\(status), \(safety == .idempotent ? "idempotent" : "marked")" }

    init(_ status: Int, _ expected: FailureClass?, _ safety: Safety = SamplePlan.mark) {
      (self.status, self.expected, self.safety) = (status, expected, safety)
    }
  }

  static let statuses: [Case] = [
    Case(200, nil), Case(201, nil), Case(204, nil), Case(400, .rejected), Case(401, .denied), Case(403, .denied),
    Case(404, .gone), Case(405, .rejected), Case(407, .denied), Case(409, .conflict), Case(410, .gone),
    Case(412, .conflict), Case(413, .rejected), Case(415, .rejected), Case(422, .rejected), Case(429, .throttled),
    Case(451, .rejected), Case(503, .outage), Case(301, .rejected), Case(302, .rejected), Case(303, .rejected),
    Case(307, .rejected), Case(308, .rejected), Case(304, .rejected), Case(100, .rejected), Case(0, .rejected),
    Case(999, .rejected), Case(408, .unsure), Case(500, .unsure), Case(501, .unsure), Case(502, .unsure),
    Case(504, .unsure), Case(507, .unsure), Case(408, .outage, .idempotent), Case(500, .outage, .idempotent),
    Case(502, .outage, .idempotent), Case(504, .outage, .idempotent), Case(503, .outage, .idempotent),
  ]

  private func judge(_ sample: SamplePlan, _ answer: Answer) throws -> (FailureClass?, String) {
    let system = try #require(try sample.linked().systems.first)
    let create = try #require(system.records.first?.create)
    switch Classifier.judge(answer, of: create, in: system, id: .null, input: .map(.init()), now: 0) {
    case .good: return (nil, "")
    case .bad(let failure, let reason, _): return (failure, reason)
    }
  }

  private func reply(_ status: Int, _ body: String = "{}", headers: [(String, String)] = []) -> Answer {
    .reply(status: status, headers: headers, body: Array(body.utf8))
  }

  @Test("a status that no rule speaks of has a class by itself", arguments: statuses)
  func byStatus(_ sample: Case) throws {
    let (failure, reason) = try judge(SamplePlan(createSafety: sample.safety), reply(sample.status, "{\"id\":1}"))
    #expect(failure == sample.expected)
    #expect(failure == nil || reason.contains("\(sample.status)"))
    if (300..<400).contains(sample.status), sample.status != 304 { #expect(reason.contains("redirect")) }
  }

  @Test("no answer is unsure only where the call may have arrived and may not be repeated")
  func noAnswer() throws {
    for (safety, expected) in [
      (Safety.unsafe, FailureClass.unsure), (SamplePlan.mark, .unsure), (.idempotent, .outage),
      (.key(header: "K"), .outage),
    ] {
      let sample = SamplePlan(createSafety: safety)
      #expect(try judge(sample, .noReply(reach: .mayHaveArrived, cause: "x")).0 == expected)
      #expect(try judge(sample, .noReply(reach: .notSent, cause: "x")).0 == .outage)
    }
  }

  @Test("an operation's rules go before the system's, those before the status, and good statuses are no exception")
  func order() throws {
    let sample = SamplePlan(
      failures: [SamplePlan.rule("status == 418", .outage), SamplePlan.rule("status == 200", .conflict)],
      createFailures: [
        SamplePlan.rule("status == 418", .gone),
        SamplePlan.rule("body.error != ''", .rejected, reason: "'they say ' + string(body.error)"),
      ])
    #expect(try judge(sample, reply(418)) == (.gone, "answered 418"))
    #expect(try judge(sample, reply(200)).0 == .conflict)
    #expect(try judge(sample, reply(200, "{\"error\":\"no queue\"}")) == (.rejected, "they say no queue"))
    #expect(try judge(sample, reply(201, "{\"error\":\"\"}")).0 == nil)
    // A rule that fails, or gives no truth value, does not hold.
    #expect(try judge(sample, reply(201, "not json")).0 == nil)
  }

  @Test(
    "a rule sees status, headers, body, id, input and system",
    arguments: [
      "status == 299", "headers['x-error'] == 'a, b'", "body == 'plain'", "system.name == 'desk'",
      "system.url == 'https://desk.example'", "system.?version.orValue('') == '5.0'", "!has(input.title)",
    ])
  func scope(_ condition: String) throws {
    let answer = reply(299, "plain", headers: [("X-Error", "a"), ("x-error", "b")])
    #expect(try judge(SamplePlan(failures: [SamplePlan.rule(condition, .rejected)]), answer).0 == .rejected)
  }

  @Test("an empty body is null")
  func emptyBody() throws {
    let sample = SamplePlan(failures: [SamplePlan.rule("body == null", .rejected)])
    #expect(try judge(sample, reply(200, "")).0 == .rejected)
  }

  @Test(
    "hostile answers are judged like any other",
    arguments: [
      String(repeating: "[", count: 100_000), "{\"id\":1,\"id\":2}", "\u{0}", "{\"id\":1e999}", "\"\\ud800\"",
    ])
  func hostile(_ body: String) throws {
    let rule = SamplePlan.rule("body.id == 1 || body[0][0] == 2", .rejected)
    #expect(try judge(SamplePlan(failures: [rule]), reply(200, body)).0 == nil)
  }

  @Test("what a system says is cut to a length that can be shown, and what we say of it is not")
  func longReason() async throws {
    let long = String(repeating: "é", count: 2_000)
    let rule = SamplePlan.rule("status == 422", .rejected, reason: "'\(long)'")
    var house = try House(SamplePlan(createSafety: .unsafe, failures: [rule]))
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().cause?.count == 500)
    let unsure = SamplePlan.rule("status == 422", .unsure, reason: "'\(long)'")
    house = try House(SamplePlan(createSafety: .unsafe, failures: [unsure]))
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().cause?.contains("Look in `desk`") == true)
  }

  @Test(
    "only what waiting can mend is tried again",
    arguments: zip(
      [503, 429, 409, 401, 422, 404], [Delivery.State.done, .done, .done, .dead, .dead, .dead]))
  func follows(status: Int, state: Delivery.State) async throws {
    var house = try House()
    var faults: [Desk.Fault] = [.status(status, isDone: false)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == state)
    #expect(house.desk.seen.count == (state == .done ? 2 : 1))
    let attempt = try #require(try await house.attempts(delivery.id).first)
    #expect(attempt.status == status && attempt.result != "ok" && attempt.ended != nil)
  }

  @Test("a record that was removed is said to be gone, by its id")
  func removed() async throws {
    var house = try House()
    try await house.take(Alert("a"))
    try await house.settle()
    house.desk.remove("1")
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    let delivery = try #require(try await house.deliveries().last)
    #expect(delivery.state == .dead && delivery.failure == "gone")
    #expect(delivery.cause?.contains("`1` is no longer there") == true, "\(delivery.cause ?? "")")
  }
}
