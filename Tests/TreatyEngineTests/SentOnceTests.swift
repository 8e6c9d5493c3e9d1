import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Nothing is sent twice")
struct SentOnceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var safety: Safety
    var testDescription: String { name }
  }

  static let settling = [
    Case(name: "idempotent", safety: .idempotent), Case(name: "key", safety: .key(header: "Idempotency-Key")),
    Case(name: "mark", safety: SamplePlan.mark),
  ]
  static let unknown: [Desk.Fault] = [
    .lost(isDone: true), .lost(isDone: false), .status(500, isDone: true), .status(500, isDone: false),
    .status(502, isDone: true), .status(504, isDone: true), .status(408, isDone: true),
  ]

  private func house(_ safety: Safety, unsure: UnsurePolicy = .settle) throws -> House<MemoryStore> {
    var house = try House(SamplePlan(createSafety: safety, unsure: unsure))
    house.desk.isCreateIdempotent = safety == .idempotent
    house.desk.searchLag = 1_500
    return house
  }

  @Test("a create whose answer says nothing makes one record", arguments: settling, unknown)
  func unknownOnce(_ sample: Case, _ fault: Desk.Fault) async throws {
    var house = try house(sample.safety)
    var faults = [fault]
    house.fault = { $0.operation == "create" ? faults.popLast() ?? .none : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.tickets.map(\.title) == ["About a"])
    #expect(try await house.delivery().state == .done)
    #expect(try await house.message().state == .done)
  }

  @Test("a create in flight when the process dies makes one record", arguments: settling, [true, false])
  func crash(_ sample: Case, isDone: Bool) async throws {
    var house = try house(sample.safety)
    house.fault = { _ in .lost(isDone: isDone) }
    try await house.take(Alert("a"))
    house.perform(try await house.turn().calls)
    #expect(try await house.delivery().state == .inFlight)
    house.fault = { _ in .none }
    try await house.crash()
    try await house.settle()
    #expect(house.desk.tickets.map(\.title) == ["About a"])
    #expect(try await house.delivery().state == .done)
  }

  @Test("an unsafe create is never repeated; a person is asked", arguments: unknown)
  func unsafe(_ fault: Desk.Fault) async throws {
    var house = try house(.unsafe)
    house.fault = { _ in fault }
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .asking)
    #expect(delivery.failure == "unsure")
    #expect(house.desk.seen.count <= 1)
    let cause = try #require(delivery.cause)
    #expect(cause.contains("`desk`") && cause.contains("`a`") && cause.contains("2026-11-23T"), "\(cause)")
  }

  @Test("an unsafe create in flight when the process dies waits for a person")
  func unsafeCrash() async throws {
    var house = try house(.unsafe)
    try await house.take(Alert("a"))
    house.perform(try await house.turn().calls)
    try await house.crash()
    try await house.settle()
    #expect(try await house.delivery().state == .asking)
    #expect(house.desk.seen("create").count == 1)
  }

  @Test("a flow that wants to be asked is asked, though a mark could settle it")
  func ask() async throws {
    var house = try house(SamplePlan.mark, unsure: .ask)
    house.fault = { _ in .lost(isDone: true) }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().state == .asking)
    #expect(house.desk.seen.map(\.operation) == ["create"])
  }

  @Test(
    "an update that is not idempotent is not repeated; a person is asked", arguments: [Safety.unsafe, SamplePlan.mark])
  func unsafeUpdate(_ safety: Safety) async throws {
    var house = try House(SamplePlan(updateSafety: safety))
    try await house.take(Alert("a"))
    try await house.settle()
    house.fault = { _ in .lost(isDone: true) }
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.done, .asking])
    #expect(house.desk.seen("update").count == 1)
    #expect(house.desk.seen("find").isEmpty)
  }

  @Test("every attempt of one change has one key, another change another")
  func keys() async throws {
    let key = Safety.key(header: "Idempotency-Key")
    var house = try House(SamplePlan(createSafety: key, updateSafety: key))
    var faults: [Desk.Fault] = [.none, .lost(isDone: true), .none, .lost(isDone: true)]
    house.fault = { _ in faults.popLast() ?? .none }
    for state in ["firing", "acknowledged", "resolved"] {
      try await house.take(Alert("a", state: state))
      try await house.settle()
    }
    let keys = house.desk.seen.map { seen in seen.headers.first { $0.0 == "Idempotency-Key" }?.1 ?? "" }
    #expect(house.desk.seen.map(\.operation) == ["create", "create", "update", "update", "update"])
    #expect(keys[0] == keys[1] && keys[2] == keys[3])
    #expect(Set(keys).count == 3 && !keys.contains(""))
    #expect(house.desk.tickets.map(\.state) == ["resolved"])
  }

  @Test("an answer that comes twice, or from before a crash, changes nothing")
  func lateAnswers() async throws {
    var house = try house(SamplePlan.mark)
    try await house.take(Alert("a"))
    let call = try #require(try await house.turn().calls.first)
    let answer = house.desk.answer(call, .none, at: house.now)
    try await house.crash()
    _ = try await house.turn([.answer(call.id, answer), .answer(call.id, answer)])
    #expect(try await house.delivery().phase == .settle)
    try await house.settle()
    #expect(house.desk.tickets.count == 1)
    #expect(try await house.delivery().outcome == "found")
  }

  @Test("an answer to an earlier call is not taken for one to the call that is out")
  func earlierAnswer() async throws {
    var house = try house(SamplePlan.mark)
    try await house.take(Alert("a"))
    let create = try #require(try await house.turn().calls.first)
    let answer = house.desk.answer(create, .none, at: house.now)
    try await house.crash()
    house.now += 60_000
    let find = try #require(try await house.turn().calls.first)
    #expect(find.operation == "find")
    _ = try await house.turn([.answer(create.id, answer)])
    #expect(try await house.delivery().state == .inFlight)
  }

  @Test("the same delivery of a sender is taken once")
  func repeated() async throws {
    var house = try house(SamplePlan.mark)
    let headers = [("x-delivery", "7")]
    guard case .accepted(let trace, isNew: true) = try await house.take(Alert("a"), headers: headers) else {
      Issue.record("the first was not taken")
      return
    }
    #expect(try await house.take(Alert("a"), headers: headers) == .accepted(trace: trace, isNew: false))
    try await house.settle()
    #expect(try await house.deliveries().count == 1)
  }

  @Test("senders without a delivery key are not taken for one another")
  func withoutKey() async throws {
    var house = try house(SamplePlan.mark)
    for key in ["a", "b"] {
      guard case .accepted(_, isNew: true) = try await house.take(Alert(key)) else {
        Issue.record("`\(key)` was not taken")
        continue
      }
    }
    try await house.settle()
    #expect(house.desk.tickets.count == 2)
  }
}
