import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Unsure is settled by the mark")
struct SettlingTests {
  private func house(_ change: (inout SamplePlan) -> Void = { _ in }) throws -> House<MemoryStore> {
    var sample = SamplePlan()
    change(&sample)
    return try House(sample)
  }

  @Test("nothing is searched for before a call can no longer be carried out and found", arguments: [true, false])
  func waits(isDone: Bool) async throws {
    var house = try house()
    let start = house.now
    house.desk.searchLag = 1_999
    var faults: [Desk.Fault] = [isDone ? .late(9_999) : .lost(isDone: false)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a"))
    try await house.settle()
    let find = try #require(house.desk.seen("find").first)
    let surely = SteadyClock.surely(12_000)
    #expect(find.at >= start + surely && find.at < start + surely + 100)
    #expect(house.desk.tickets.count == 1)
    let delivery = try await house.delivery()
    #expect(delivery.outcome == (isDone ? "found" : "created"))
  }

  @Test("an answer that came at once, and says nothing, is waited for just as long")
  func answeredAtOnce() async throws {
    var house = try house()
    let start = house.now
    var faults: [Desk.Fault] = [.status(500, isDone: true)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.seen("find").map { $0.at >= start + 12_000 } == [true])
  }

  @Test("a record that was found is brought up to date, since nobody knows what it holds")
  func broughtUpToDate() async throws {
    var house = try house()
    house.fault = { $0.operation == "create" ? .lost(isDone: true) : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.seen.map(\.operation) == ["create", "find", "update"])
    #expect(house.desk.seen[2].at == house.desk.seen[1].at + 50)
    #expect(try await house.delivery().outcome == "found")
    // The next one that is the same costs nothing.
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == ["found", "unchanged"])
  }

  @Test("several records of one mark are a person's to judge")
  func several() async throws {
    var house = try house()
    var call: OutgoingCall?
    house.fault = {
      if $0.operation == "create" { call = $0 }
      return $0.operation == "create" ? .lost(isDone: true) : .none
    }
    try await house.take(Alert("a"))
    house.perform(try await house.turn().calls)
    // Somebody copied the ticket.
    _ = house.desk.answer(try #require(call), .none, at: house.now)
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .asking)
    #expect(delivery.cause?.contains("1, 2") == true, "\(delivery.cause ?? "")")
    #expect(house.desk.tickets.count == 2)
  }

  @Test("a search that fails is tried again, and nothing is made meanwhile", arguments: [503, 429, 500, 502])
  func searchFails(status: Int) async throws {
    var house = try house()
    var left = 5
    house.fault = { call in
      if call.operation == "create", left == 5 { return .lost(isDone: true) }
      guard call.operation == "find" else { return .none }
      left -= 1
      return left > 0 ? .status(status, isDone: false) : .none
    }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.seen("create").count == 1 && house.desk.seen("find").count == 5)
    #expect(house.desk.tickets.count == 1)
    #expect(try await house.delivery().state == .done)
  }

  @Test("the pauses between searches begin small, however often the record was tried to be made")
  func searchPauses() async throws {
    var house = try house { $0.retry.jitter = .none }
    var refusals = 5
    var searches = 4
    house.fault = { call in
      if call.operation == "find" {
        searches -= 1
        return searches >= 0 ? .status(503, isDone: false) : .none
      }
      refusals -= 1
      return refusals >= 0 ? .status(503, isDone: false) : call.operation == "create" ? .lost(isDone: true) : .none
    }
    try await house.take(Alert("a"))
    try await house.settle()
    let times = house.desk.seen("find").map(\.at)
    #expect(zip(times, times.dropFirst()).map { $1 - $0 - 50 } == [1_000, 2_000, 4_000, 8_000])
  }

  @Test("a record that was found is left alone when there is nothing to write")
  func nothingToWrite() async throws {
    var house = try house {
      $0.fields = ["level": "item.?level"]
      $0.create.fields = .object([ConstructionField(name: "title", value: .expression(SamplePlan.cel("item.title")))])
    }
    house.fault = { $0.operation == "create" ? .lost(isDone: true) : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.seen.map(\.operation) == ["create", "find"])
    #expect(try await house.delivery().outcome == "found")
  }

  @Test("a search may be repeated, whatever method its connector uses for it", arguments: [Safety.unsafe, .idempotent])
  func searchByPost(_ safety: Safety) async throws {
    var house = try house { $0.findSafety = safety }
    var faults: [Desk.Fault] = [.status(500, isDone: false), .lost(isDone: true)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.seen.map(\.operation) == ["create", "find", "find", "update"])
    let attempts = try await house.attempts(try await house.delivery().id).map { $0.result ?? "" }
    #expect(attempts == ["unsure", "outage", "ok", "ok"])
  }

  @Test(
    "a search that is refused, or never answers before the deadline, is asked about", arguments: [403, 404, 400, 503])
  func searchRefused(status: Int) async throws {
    var house = try house()
    house.fault = { $0.operation == "find" ? .status(status, isDone: false) : .lost(isDone: true) }
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .asking && house.desk.seen("create").count == 1)
    // What to look for is when the record may have been made, not when it was last searched for.
    let sent = try #require(try await house.attempts(delivery.id).first).sent.milliseconds
    let said = Timestamp(millisecondsSinceEpoch: sent).rfc3339
    #expect(delivery.cause?.contains(said) == true, "\(delivery.cause ?? "")")
  }

  @Test("after a standstill beyond the deadline one search still settles it")
  func afterStandstill() async throws {
    var house = try house()
    house.fault = { _ in .lost(isDone: true) }
    try await house.take(Alert("a"))
    house.perform(try await house.turn().calls)
    house.now += 3 * 86_400_000
    house.fault = { _ in .none }
    try await house.crash()
    try await house.settle()
    #expect(try await house.delivery().state == .done)
    #expect(house.desk.tickets.count == 1)
  }

  @Test("a create that is never answered well ends at the deadline, and is surely not there")
  func neverAnswered() async throws {
    var house = try house { $0.retry.deadlineMilliseconds = 120_000 }
    house.fault = { $0.operation == "create" ? .status(500, isDone: false) : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .dead && delivery.failure == "outage")
    #expect(delivery.cause?.contains("no record carries its mark") == true, "\(delivery.cause ?? "")")
    #expect((2...10).contains(house.desk.seen("create").count))
  }

  @Test(
    "a good answer that does not say which record was made is looked up", arguments: ["{}", "[]", "", "{\"id\":\"\"}"])
  func withoutID(_ body: String) async throws {
    var house = try house()
    try await house.take(Alert("a"))
    let call = try #require(try await house.turn().calls.first)
    _ = house.desk.answer(call, .none, at: house.now)
    _ = try await house.turn([.answer(call.id, .reply(status: 201, headers: [], body: Array(body.utf8)))])
    #expect(try await house.delivery().phase == .settle)
    try await house.settle()
    #expect(house.desk.tickets.count == 1)
    #expect(try await house.delivery().outcome == "found")
  }

  @Test("a connector's rule that says unsure of a search does not make the engine run in circles")
  func unsureSearch() async throws {
    var house = try house { $0.failures = [SamplePlan.rule("status == 599", .unsure)] }
    house.fault = { $0.operation == "find" ? .status(599, isDone: false) : .lost(isDone: true) }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().state == .asking)
  }

  // MARK: Reading back

  private let readBack = [
    SamplePlan.rule("record.?state != input.?state", .rejected, reason: "'the state is ' + record.?state.orValue('')")
  ]

  @Test("what was written is read back, and done only when it holds")
  func readBackHolds() async throws {
    var house = try house { $0.readBack = readBack }
    try await house.take(Alert("a"))
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    #expect(house.desk.seen.map(\.operation) == ["create", "get", "update", "get"])
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == ["created", "updated"])
  }

  @Test("a record that does not hold what was written ends as the rule says, and its id is known")
  func readBackFails() async throws {
    var house = try house { $0.readBack = readBack }
    try await house.take(Alert("a"))
    house.perform(try await house.turn().calls)
    house.desk.change("1") { $0.state = "odd" }
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .dead && delivery.failure == "rejected" && delivery.cause == "the state is odd")
    // A retry writes anew, to the record that is there.
    _ = try await house.act(.retry(delivery.id))
    try await house.settle()
    #expect(house.desk.tickets.map(\.state) == ["firing"])
    #expect(try await house.delivery().outcome == "updated")
  }

  @Test("a record that cannot be read yet is read again", arguments: [404, 503])
  func notYet(status: Int) async throws {
    var house = try house { $0.readBack = readBack }
    // It took an hour to get as far as the record: that does not make it old.
    var refusals = 12
    var gets = 3
    house.fault = { call in
      if call.operation == "create", refusals > 0 {
        refusals -= 1
        return .status(503, isDone: false, retryAfter: "300")
      }
      guard call.operation == "get" else { return .none }
      gets -= 1
      return gets >= 0 ? .status(status, isDone: false) : .none
    }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().outcome == "created")
    #expect(house.desk.tickets.count == 1 && house.desk.seen("get").count == 4)
  }

  @Test("fields that say when they were written are held against what was written, not against another time")
  func now() async throws {
    var house = try house {
      $0.fields["queue"] = "string(now)"
      $0.create = DeliveryCase()
      let state = "record.?state.orValue('')"
      $0.readBack = [
        SamplePlan.rule("\(state) + input.?queue.orValue('') != \(state) + body.at", .rejected)
      ]
    }
    try await house.take(Alert("a"))
    let create = try #require(try await house.turn().calls.first)
    house.now += 5_000
    _ = try await house.turn([.answer(create.id, .reply(status: 201, headers: [], body: Array("{\"id\":1}".utf8)))])
    let written = String(decoding: create.body ?? [], as: UTF8.self)
    let at = try #require(written.split(separator: "\"").first { $0.hasPrefix("2026-") })
    let delivery = try await house.delivery()
    #expect(delivery.phase == .confirm && delivery.attempts == 2)
    house.now += 5_000
    let body = Array("{\"id\":1,\"state\":\"firing\",\"at\":\"\(at)\"}".utf8)
    _ = try await house.turn([
      .answer(CallID(delivery: delivery.id, attempt: 2), .reply(status: 200, headers: [], body: body))
    ])
    let after = try await house.delivery()
    #expect(after.state == .done, "\(after.cause ?? "")")
  }
}
