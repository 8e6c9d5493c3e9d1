import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Nothing is lost")
struct LostNothingTests {
  /// Two alerts that change and one that comes late, in five notifications.
  private func house(_ safety: Safety = SamplePlan.mark) throws -> House<ReferenceStore> {
    var house = try House(SamplePlan(createSafety: safety))
    house.desk.searchLag = 1_900
    let told: [[Alert]] = [
      [Alert("a"), Alert("b")], [Alert("a", state: "worse")], [Alert("c")],
      [Alert("b", state: "resolved"), Alert("c", state: "resolved")], [Alert("a", state: "resolved")],
    ]
    for (index, alerts) in told.enumerated() {
      house.outbox.append((house.now + Int64(index) * 30, "\(index)", House<ReferenceStore>.body(alerts)))
    }
    return house
  }

  private func check(_ house: House<ReferenceStore>, _ what: String) async throws {
    #expect(house.desk.tickets.map(\.title).sorted() == ["About a", "About b", "About c"], "\(what)")
    #expect(house.desk.tickets.allSatisfy { $0.state == "resolved" }, "\(what): \(house.desk.tickets)")
    let census = try await house.read { tx throws(StoreError) in try tx.census() }
    #expect(census.messages == ["done": 5] && census.deliveries == ["done": 7], "\(what): \(census)")
  }

  @Test("whatever befalls the process in whatever turn, all is done once", arguments: Disruption.allCases)
  func everyTurn(_ disruption: Disruption) async throws {
    var calm = try house()
    let turns = try await calm.settle()
    try await check(calm, "undisturbed")
    #expect(turns > 10)
    for turn in 1...turns {
      var house = try house()
      try await house.settle { $0 == turn ? disruption : .none }
      try await check(house, "\(disruption) in turn \(turn)")
    }
  }

  @Test("a process that ends in every third turn comes through", arguments: Disruption.allCases)
  func often(_ disruption: Disruption) async throws {
    var house = try house()
    try await house.settle { $0 < 90 && $0 % 3 == 0 ? disruption : .none }
    try await check(house, "\(disruption)")
  }

  @Test("an item that cannot be mapped is kept as a dead letter, and the others go on")
  func others() async throws {
    var sample = SamplePlan()
    sample.map["title"] = "item.title + string(10 / item.?level.orValue(0))"
    var house = try House(sample)
    try await house.take(Alert("a", level: 5), Alert("b"), Alert("c", level: 2))
    try await house.settle()
    #expect(house.desk.tickets.map(\.title) == ["About a2", "About c5"])
    let dead = try #require(try await house.deliveries().first { $0.state == .dead })
    #expect(dead.failure == "ours" && dead.item == 1)
    let cause = try #require(dead.cause)
    #expect(cause.contains("map") && cause.contains("title") && cause.contains("zero"), "\(cause)")
    #expect(try await house.message().state == .ended)
    #expect(house.notices.contains { if case .dead(_, _, _, _, "ours", _) = $0 { true } else { false } })
  }

  struct Failing: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout SamplePlan) -> Void
    var words: [String]

    init(_ name: String, _ words: [String], _ change: @escaping @Sendable (inout SamplePlan) -> Void) {
      (testDescription, self.words, self.change) = (name, words, change)
    }
  }

  static let failing: [Failing] = [
    Failing("where", ["where", "element 1"]) { $0.condition = "[true][item.key.size()]" },
    Failing("identify", ["identify"]) { $0.identify = "string(1 / 0)" },
    Failing("an empty key", ["identify", "empty"]) { $0.identify = "''" },
    Failing("each", ["each"]) { $0.each = "[item.alerts][1]" },
    Failing("a value that the model does not take", ["map", "/level", "whole number"]) {
      $0.map["level"] = "dyn('high')"
    },
    Failing("fields", ["fields", "title"]) { $0.fields["title"] = "[item.title][1]" },
    Failing("create.fields", ["create.fields", "queue"]) {
      $0.create.fields = .object([
        ConstructionField(name: "queue", value: .expression(SamplePlan.cel("[item.title][1]")))
      ])
    },
    Failing("create.where", ["create.where"]) { $0.create.condition = SamplePlan.cel("[true][1]") },
    Failing("a header", ["header", "control"]) {
      let title = SamplePlan.cel("input.?title.orValue('') + '\\r\\nX: 1'")
      $0.headers = [HeaderField(name: "X-Title", value: PlannedTemplate([.expression(title)]))]
    },
  ]

  @Test("a failing expression ends as a dead letter that names its key", arguments: failing)
  func named(_ failing: Failing) async throws {
    var sample = SamplePlan()
    failing.change(&sample)
    var house = try House(sample)
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .dead && delivery.failure == "ours")
    let cause = try #require(delivery.cause)
    for word in failing.words { #expect(cause.contains(word), "\(cause)") }
    #expect(house.desk.seen.isEmpty)
    #expect(try await house.message().state == .ended)
  }

  @Test("a message without anything to do is done at once", arguments: ["{\"alerts\":[]}", "a"])
  func nothingToDo(_ body: String) async throws {
    var house = try House(SamplePlan(condition: "item.state == 'never'"))
    _ = try await house.take(body == "a" ? House<ReferenceStore>.body([Alert("a")]) : Array(body.utf8))
    try await house.settle()
    #expect(try await house.message().state == .done)
    #expect(try await house.message().purgeAt != nil)
    #expect(try await house.deliveries().isEmpty)
  }

  @Test("what has ended is kept as long as its policy says, and no longer")
  func purged() async throws {
    var house = try House()
    try await house.take(Alert("a"))
    try await house.settle()
    let kept = try #require(try await house.message().purgeAt).milliseconds
    #expect(kept - house.now > 6 * 86_400_000)
    let sweep = Sweep(house.plan)
    func removed(at now: Int64) async throws -> Int {
      try await house.store.transaction { (tx) throws(StoreError) in
        try sweep.step(limit: 10, at: Instant(milliseconds: now), in: &tx).removed
      }
    }
    #expect(try await removed(at: kept - 1) == 0)
    #expect(try await house.deliveries().count == 1)
    #expect(try await removed(at: kept) == 1)
    #expect(try await house.deliveries().isEmpty)
    // The link stays: the same key is still the same record.
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    #expect(house.desk.tickets.map(\.state) == ["resolved"])
  }

  @Test("a store tells which plans were carried out over it")
  func installed() async throws {
    var house = try House()
    try await house.crash()
    #expect(try await house.read { tx throws(StoreError) in tx.plans } == ["sha256:0"])
  }
}

@Suite("A message that ends the process is put aside, and takes no other with it")
struct SuspectTests {
  @Test("after three tries it is a dead letter; those before and behind it are done", arguments: [1, 2, 3])
  func poison(place: Int64) async throws {
    var house = try House()
    let poison = MessageID(place)
    let intakes = ["a", "b", "c"].map { house.intake(House<ReferenceStore>.body([Alert($0)])) }
    _ = try await house.turn(intakes)
    var deaths = 0
    for _ in 0..<40 {
      do {
        try await turn(&house, dyingOf: poison)
      } catch is StoreError {
        deaths += 1
        try await house.crash()
      }
    }
    #expect(deaths == 3)
    try await house.settle()
    let dead = try #require(try await house.deliveries().first { $0.state == .dead })
    #expect(dead.message == poison && dead.failure == "ours")
    #expect(dead.cause?.contains("ended 3 times") == true)
    #expect(house.desk.tickets.count == 2)
    for number: Int64 in 1...3 where number != place { #expect(try await house.message(number).state == .done) }
    // Once the plan is mended, all of it is worked out.
    #expect(try await house.act(.retry(dead.id)) == .done("worked out anew"))
    try await house.settle()
    #expect(house.desk.tickets.count == 3)
  }

  /// A turn in whose middle the process ends if it works out that message.
  private func turn(_ house: inout House<ReferenceStore>, dyingOf poison: MessageID) async throws {
    let (engine, now) = (house.engine, Instant(milliseconds: house.now))
    let (next, calls) = try await house.read { tx throws(StoreError) in
      var engine = engine
      let before = try tx.message(poison)?.state
      let result = try engine.step([], at: now, in: &tx)
      let isPutAside = try tx.deliveries(of: poison).contains { $0.state == .dead }
      if before == .accepted, try tx.message(poison)?.state != .accepted, !isPutAside {
        throw StoreError.full(path: "the process ends")
      }
      return (engine, result.calls)
    }
    house.engine = next
    house.perform(calls)
  }
}
