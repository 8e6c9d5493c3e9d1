import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Bad payloads are refused whole")
struct IntakeTests {
  static let notJSON = [
    "", " ", "{", "[1,]", "{\"alerts\":[]} x", "{\"alerts\":[],\"alerts\":[]}", "{\"a\":1e400}", "\"\\ud800\"", "nul",
    "{'alerts':[]}", "\u{FEFF}{\"alerts\":[]}", "{\"alerts\":01}",
    String(repeating: "[", count: 101) + String(repeating: "]", count: 101), String(repeating: "[", count: 1_000_000),
  ]

  @Test("what is no JSON is refused, and nothing is kept", arguments: notJSON)
  func refused(_ body: String) async throws {
    var house = try House()
    guard case .notJSON(let message) = try await house.take(Array(body.utf8)) else {
      Issue.record("it was taken")
      return
    }
    #expect(message.contains("at byte"))
    try await isEmpty(house)
  }

  @Test(
    "bytes that are no UTF-8 are refused",
    arguments: [[0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF]] as [[UInt8]])
  func notUTF8(_ body: [UInt8]) async throws {
    var house = try House()
    guard case .notJSON = try await house.take(body) else {
      Issue.record("it was taken")
      return
    }
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    var body: String
    var pointers: [String]
    var testDescription: String { body }
  }

  static let wrong: [Wrong] = [
    Wrong(body: "null", pointers: [""]), Wrong(body: "[]", pointers: [""]), Wrong(body: "{}", pointers: [""]),
    Wrong(body: "{\"alerts\":{}}", pointers: ["/alerts"]), Wrong(body: "{\"alerts\":[1]}", pointers: ["/alerts/0"]),
    Wrong(
      body: "{\"alerts\":[{\"key\":1,\"title\":\"\",\"state\":\"\"},{\"key\":\"\",\"state\":\"\",\"title\":null}]}",
      pointers: ["/alerts/0/key", "/alerts/1/title"]),
    Wrong(
      body: "{\"alerts\":[{\"key\":\"\",\"title\":\"\",\"state\":\"\",\"level\":1.5,\"at\":\"yesterday\"}]}",
      pointers: ["/alerts/0/level", "/alerts/0/at"]),
  ]

  @Test("what is not as the event says is refused with the places", arguments: wrong)
  func invalid(_ wrong: Wrong) async throws {
    var house = try House()
    guard case .invalid(let violations) = try await house.take(Array(wrong.body.utf8)) else {
      Issue.record("it was taken")
      return
    }
    #expect(violations.map(\.pointer) == wrong.pointers)
    try await isEmpty(house)
  }

  @Test("of many faults only some are told")
  func many() async throws {
    var house = try House()
    let body = "{\"alerts\":[\(Array(repeating: "1", count: 1_000).joined(separator: ","))]}"
    guard case .invalid(let violations) = try await house.take(Array(body.utf8)) else {
      Issue.record("it was taken")
      return
    }
    #expect(violations.count == Admission.mostViolations)
  }

  private func isEmpty(_ house: House<MemoryStore>) async throws {
    let census = try await house.read { tx throws(StoreError) in try tx.census() }
    #expect(census.messages.isEmpty && census.deliveries.isEmpty)
  }

  @Test("one that is refused holds up none of those beside it")
  func beside() async throws {
    var house = try House()
    let inputs = [
      house.intake(House<MemoryStore>.body([Alert("a")]), token: 7), house.intake(Array("{".utf8), token: 8),
      house.intake(House<MemoryStore>.body([Alert("b")]), token: 9),
    ]
    let result = try await house.turn(inputs)
    #expect(result.intakes.map(\.token) == [7, 8, 9])
    #expect(result.intakes.map { if case .accepted = $0.result { true } else { false } } == [true, false, true])
    #expect(result.more && result.calls.isEmpty)
    try await house.settle()
    #expect(house.desk.tickets.count == 2)
  }

  @Test("headers are kept without credentials")
  func headers() async throws {
    var house = try House(SamplePlan(fields: ["title": "item.title", "state": "string(event.headers.size())"]))
    let secret = ["authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token", "x-hook-token"]
    let headers = secret.map { ($0, "canary") } + [("user-agent", "sender/1"), ("x-delivery", "7")]
    try await house.take(Alert("a"), headers: headers)
    let kept = try Value(json: try await house.message().headers)
    #expect(kept.asMap?.count == 2 && kept["user-agent"]?.asString == "sender/1")
    try await house.settle()
    #expect(house.desk.tickets.map(\.state) == ["2"])
    #expect(try await house.message().deliveryKey == "7")
  }

  @Test("times and missing values are to a delivery what they were to the mapping")
  func typed() async throws {
    var sample = SamplePlan()
    sample.fields = [
      "title": "has(item.at) ? string(item.at - duration('1h')) : ''", "state": "has(item.level) ? 'level' : 'none'",
      "queue": "string(event.received) + ' ' + event.trace",
    ]
    sample.create = DeliveryCase()
    var house = try House(sample)
    let body =
      "{\"alerts\":[{\"key\":\"a\",\"title\":\"\",\"state\":\"\",\"level\":null,\"at\":\"2026-11-23T10:00:00+01:00\"}]}"
    _ = try await house.take(Array(body.utf8))
    try await house.settle()
    let sent = try #require(house.desk.seen.first).body
    #expect(sent["title"]?.asString == "2026-11-23T08:00:00Z" && sent["state"]?.asString == "none")
    #expect(sent["queue"]?.asString?.hasPrefix("2026-11-23T10:00:00Z 0000") == true)
  }

  @Test("ten thousand items in one body are worked out")
  func large() async throws {
    var house = try House(SamplePlan(condition: "item.key == '9999'"))
    _ = try await house.take(House<MemoryStore>.body((0..<10_000).map { Alert("\($0)", title: "", state: "") }))
    try await house.settle()
    #expect(house.desk.tickets.count == 1)
  }
}
