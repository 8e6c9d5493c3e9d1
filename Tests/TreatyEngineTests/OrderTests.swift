import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Order per key, and limits per system")
struct OrderTests {
  @Test("changes of one record go out one after the other, in the order in which they came")
  func order() async throws {
    var house = try House()
    var faults: [Desk.Fault] = [
      .none, .status(500, isDone: false), .none, .lost(isDone: true), .none, .notSent, .status(503, isDone: false),
    ]
    house.fault = { _ in faults.popLast() ?? .none }
    for state in ["one", "two", "three", "four"] { try await house.take(Alert("a", state: state)) }
    try await house.settle()
    let states = house.desk.seen.filter { $0.operation != "find" }.map { $0.body["state"]?.asString ?? "" }
    var order: [String] = []
    for state in states where order.last != state { order.append(state) }
    #expect(order == ["one", "two", "three", "four"], "\(states)")
    #expect(house.desk.tickets.map(\.state) == ["four"])
  }

  @Test(
    "a change is not repeated while the first may still be carried out: overtaken by the next, it would be undone",
    arguments: [false, true])
  func overtaken(endsMeanwhile: Bool) async throws {
    var house = try House()
    try await house.take(Alert("a", state: "one"))
    try await house.settle()
    let start = house.now
    var faults: [Desk.Fault] = [.broken(9_999)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a", state: "two"))
    try await house.take(Alert("a", state: "three"))
    if endsMeanwhile { try await house.crash() }
    try await house.settle()
    house.now += 60_000
    _ = house.answers()
    #expect(house.desk.tickets.map(\.state) == ["three"])
    #expect(house.desk.seen("update").dropFirst().allSatisfy { $0.at >= start + 10_000 })
  }

  @Test("a record that waits to be tried again holds up only itself")
  func onlyItself() async throws {
    var house = try House()
    var left = 12
    house.fault = { call in
      guard let body = call.body, String(decoding: body, as: UTF8.self).contains("About a") else { return .none }
      left -= 1
      return left >= 0 ? .status(503, isDone: false) : .none
    }
    let start = house.now
    try await house.take(Alert("a"), Alert("b"), Alert("c"))
    try await house.settle()
    let made = house.desk.seen("create")
    #expect(made.filter { $0.title != "About a" }.map(\.at) == [start, start])
    #expect(house.desk.tickets.map(\.title) == ["About b", "About c", "About a"])
  }

  @Test("what a person is asked about holds its lane, and no other")
  func asking() async throws {
    var house = try House(SamplePlan(createSafety: .unsafe))
    var faults: [Desk.Fault] = [.lost(isDone: true)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a"))
    try await house.take(Alert("a", state: "resolved"), Alert("b"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.asking, .queued, .done])
    #expect(house.desk.seen("create").map(\.title) == ["About a", "About b"])
  }

  @Test("one that was given up lets the next go")
  func dead() async throws {
    var house = try House()
    var faults: [Desk.Fault] = [.status(422, isDone: false)]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a", state: "bad"))
    try await house.take(Alert("a", state: "good"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.dead, .done])
    #expect(house.desk.tickets.map(\.state) == ["good"])
  }

  @Test("no more calls are under way at once than the system allows", arguments: [1, 3, 8])
  func concurrency(limit: Int) async throws {
    var house = try House(
      SamplePlan(limits: CallLimits(ratePerSecond: nil, concurrency: limit, timeoutMilliseconds: 10_000)))
    _ = try await house.take(House<MemoryStore>.body((0..<30).map { Alert("\($0)") }))
    try await house.settle()
    #expect(house.mostUnderWay == limit)
    #expect(house.desk.tickets.count == 30)
  }

  @Test("no more calls leave in a second than the system allows", arguments: [0.5, 2, 10])
  func rate(limit: Double) async throws {
    var house = try House(
      SamplePlan(limits: CallLimits(ratePerSecond: limit, concurrency: 100, timeoutMilliseconds: 10_000)))
    _ = try await house.take(House<MemoryStore>.body((0..<60).map { Alert("\($0)") }))
    try await house.settle()
    let times = house.desk.seen.map(\.at)
    #expect(times.count == 60)
    for start in times {
      let inTenSeconds = times.count { $0 >= start && $0 < start + 10_000 }
      #expect(Double(inTenSeconds) <= 10 * limit + max(1, limit) + 1, "\(inTenSeconds) calls in ten seconds")
    }
    // And it is used.
    let seconds = Double((times.max() ?? 0) - (times.min() ?? 0)) / 1000
    #expect(seconds <= 60 / limit + 1, "\(seconds) s")
  }

  @Test("a clock that goes back gives no calls beyond the rate")
  func clockBack() async throws {
    var gate = SystemGate(CallLimits(ratePerSecond: 10, concurrency: 1_000, timeoutMilliseconds: 1_000))
    var calls = 0
    for time: Int64 in [1_000_000, 400_000, 400_100, 300_000, 300_100] {
      let free = gate.free(at: time)
      for _ in 0..<free { gate.take() }
      calls += free
    }
    #expect(calls == 12)
  }

  struct Verb: Sendable, CustomTestStringConvertible {
    var verb: DeliveryVerb
    var calls: [String]
    var outcomes: [String]
    var testDescription: String { verb.rawValue }
  }

  @Test(
    "each verb does what it says to a record that is new, the same, and changed",
    arguments: [
      Verb(
        verb: .upsert, calls: ["create", "update"], outcomes: ["created", "unchanged", "updated", "unchanged"]),
      Verb(verb: .create, calls: ["create"], outcomes: ["created", "unchanged", "unchanged", "unchanged"]),
      Verb(verb: .update, calls: [], outcomes: ["skipped", "skipped", "skipped", "skipped"]),
    ])
  func verbs(_ verb: Verb) async throws {
    var house = try House(SamplePlan(verb: verb.verb))
    for state in ["new", "new", "changed", "changed"] {
      try await house.take(Alert("a", state: state))
      try await house.settle()
    }
    #expect(house.desk.seen.map(\.operation) == verb.calls)
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == verb.outcomes)
  }

  @Test("conditions of create and update leave out their calls")
  func conditions() async throws {
    var sample = SamplePlan()
    sample.create.condition = SamplePlan.cel("item.state != 'resolved'")
    sample.update.condition = SamplePlan.cel("item.state != 'noise'")
    var house = try House(sample)
    for state in ["resolved", "new", "noise", "resolved"] {
      try await house.take(Alert("a", state: state))
      try await house.settle()
    }
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == ["skipped", "created", "skipped", "updated"])
    #expect(house.desk.seen.map(\.operation) == ["create", "update"])
  }

  @Test("a record that was made without what a change would write is changed by the next")
  func madeWithout() async throws {
    var sample = SamplePlan()
    sample.update.fields = .object([ConstructionField(name: "queue", value: .constant(.string("Done")))])
    var house = try House(sample)
    for _ in 0..<3 {
      try await house.take(Alert("a"))
      try await house.settle()
    }
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == ["created", "updated", "unchanged"])
  }

  @Test("what cannot be compared is written again")
  func incomparable() async throws {
    var sample = SamplePlan()
    sample.fields["queue"] = "double('NaN')"
    sample.create = DeliveryCase()
    var house = try House(sample)
    for _ in 0..<2 {
      try await house.take(Alert("a"))
      try await house.settle()
    }
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == ["created", "updated"])
  }

  @Test("what is missing is left out, null is sent as null")
  func missing() async throws {
    var sample = SamplePlan()
    sample.fields["queue"] = "null"
    sample.create = DeliveryCase()
    var house = try House(sample)
    try await house.take(Alert("a"))
    try await house.take(Alert("b", level: 3))
    try await house.settle()
    let bodies = house.desk.seen("create").map { String(decoding: $0.body.json(), as: UTF8.self) }
    #expect(bodies[0].contains("\"queue\":null") && !bodies[0].contains("level"), "\(bodies[0])")
    #expect(bodies[1].contains("\"level\":3"), "\(bodies[1])")
  }
}
