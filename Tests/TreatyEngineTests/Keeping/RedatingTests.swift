import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("A retention policy that was changed counts at once, and not when what it is about comes due by the one before")
struct RedatingTests {
  private static let day: Int64 = 86_400_000

  /// A plan whose one flow keeps messages by this policy.
  private static func plan(_ digest: String, _ change: (inout RetentionPolicy) -> Void) throws -> LinkedPlan {
    var plan = SamplePlan().plan
    change(&plan.retentions[0])
    return try LinkedPlan(plan: plan, digest: digest, bindings: Bindings())
  }

  /// A house that was carried out by a plan that keeps messages for ten days, with some messages that ended well.
  private static func house(_ count: Int = 5) async throws -> House<ReferenceStore> {
    var house = House(try plan("sha256:0") { $0.doneMilliseconds = 10 * day }, ReferenceStore())
    try await house.crash()
    for number in 0..<count {
      try await house.take(Alert("a\(number)"))
      try await house.settle()
    }
    return house
  }

  /// A process with another plan begins.
  private static func begin(_ plan: LinkedPlan, over house: House<ReferenceStore>) async throws {
    let now = Instant(milliseconds: house.now)
    _ = try await house.store.transaction { (tx) throws(StoreError) in
      var engine = Engine(plan: plan, seed: 7)
      _ = try engine.recover(planText: [], at: now, in: &tx)
    }
  }

  /// A step of dating anew, so many days from now.
  private static func redate(
    _ plan: LinkedPlan, _ house: House<ReferenceStore>, days: Int64 = 0, limit: Int = 100, messages: Int = .max
  ) async throws -> Sweep.Step {
    let now = Instant(milliseconds: house.now + days * day)
    return try await house.store.transaction { (tx) throws(StoreError) in
      var left = messages
      return try Sweep(plan).redate(
        limit: limit, at: now,
        while: {
          left -= 1
          return left > 0
        }, in: &tx)
    }
  }

  private static func purgeDays(_ house: House<ReferenceStore>) async throws -> [Int64] {
    try await house.read { (tx) throws(StoreError) in
      try tx.ended(after: MessageID(0), through: MessageID(99)).map { message in
        ((message.purgeAt?.milliseconds ?? 0) - message.ended.milliseconds) / day
      }
    }
  }

  @Test("one that is shorter takes at once what is over by it, and dates the rest anew")
  func shorter() async throws {
    let house = try await Self.house()
    let shorter = try Self.plan("sha256:1") { $0.doneMilliseconds = 3 * Self.day }
    #expect(try await Self.purgeDays(house) == [10, 10, 10, 10, 10])
    try await Self.begin(shorter, over: house)
    let step = try await Self.redate(shorter, house)
    #expect((step.redated, step.removed, step.hasMore) == (5, 0, false))
    #expect(try await Self.purgeDays(house) == [3, 3, 3, 3, 3])
    #expect(step.next == Instant(milliseconds: try #require(try await house.message(1).purgeAt).milliseconds))
  }

  @Test("what is over by the shorter one goes without waiting for its old day")
  func over() async throws {
    let house = try await Self.house()
    let shorter = try Self.plan("sha256:1") { $0.doneMilliseconds = 3 * Self.day }
    try await Self.begin(shorter, over: house)
    #expect(try await Self.redate(shorter, house, days: 4).removed == 5)
    #expect(try await Self.purgeDays(house).isEmpty)
  }

  @Test("one that is longer keeps what would have gone")
  func longer() async throws {
    let house = try await Self.house()
    let longer = try Self.plan("sha256:1") { $0.doneMilliseconds = 30 * Self.day }
    try await Self.begin(longer, over: house)
    #expect(try await Self.redate(longer, house).redated == 5)
    #expect(try await Self.purgeDays(house) == [30, 30, 30, 30, 30])
  }

  @Test("payloads that are kept shorter than before go first, and their messages later")
  func payload() async throws {
    let house = try await Self.house()
    let shorter = try Self.plan("sha256:1") {
      ($0.doneMilliseconds, $0.payloadMilliseconds) = (10 * Self.day, Self.day)
    }
    try await Self.begin(shorter, over: house)
    let step = try await Self.redate(shorter, house, days: 2)
    #expect((step.stripped, step.removed) == (5, 0))
    #expect(try await house.message(3).isForgotten)
    #expect(try await Self.purgeDays(house) == [10, 10, 10, 10, 10])
  }

  @Test("a payload policy that became longer is waited for, and payloads go then")
  func longerPayload() async throws {
    var house = House(
      try Self.plan("sha256:0") { ($0.doneMilliseconds, $0.payloadMilliseconds) = (10 * Self.day, Self.day) },
      ReferenceStore())
    try await house.take(Alert("a"))
    try await house.settle()
    let longer = try Self.plan("sha256:1") {
      ($0.doneMilliseconds, $0.payloadMilliseconds) = (10 * Self.day, 5 * Self.day)
    }
    let (sweep, now) = (Sweep(longer), house.now)
    for (days, stripped) in [(Int64(2), 0), (6, 1)] {
      let step = try await house.store.transaction { (tx) throws(StoreError) in
        try sweep.step(limit: 10, at: Instant(milliseconds: now + days * Self.day), in: &tx)
      }
      #expect((step.stripped, step.removed) == (stripped, 0))
    }
  }

  @Test("it goes on in small steps, and where it was after the process has died")
  func resumed() async throws {
    let house = try await Self.house()
    let shorter = try Self.plan("sha256:1") { $0.doneMilliseconds = 3 * Self.day }
    try await Self.begin(shorter, over: house)
    let first = try await Self.redate(shorter, house, messages: 2)
    #expect(first.redated == 2 && first.hasMore)
    #expect(try await Self.purgeDays(house) == [3, 3, 10, 10, 10])
    // The same plan begins again.
    try await Self.begin(shorter, over: house)
    let second = try await Self.redate(shorter, house, limit: 2)
    #expect(second.redated == 2 && second.hasMore)
    let third = try await Self.redate(shorter, house)
    #expect(third.redated == 1 && !third.hasMore)
    #expect(try await Self.redate(shorter, house).redated == 0)
  }

  @Test("another plan in the middle of it begins from the first message again")
  func again() async throws {
    let house = try await Self.house()
    let shorter = try Self.plan("sha256:1") { $0.doneMilliseconds = 3 * Self.day }
    try await Self.begin(shorter, over: house)
    _ = try await Self.redate(shorter, house, messages: 2)
    let next = try Self.plan("sha256:2") { $0.doneMilliseconds = 5 * Self.day }
    try await Self.begin(next, over: house)
    #expect(try await Self.redate(next, house).redated == 5)
    #expect(try await Self.purgeDays(house) == [5, 5, 5, 5, 5])
  }

  @Test("a plan with the same times dates nothing, and neither does one over an empty store")
  func same() async throws {
    let house = try await Self.house()
    let same = try Self.plan("sha256:1") { $0.doneMilliseconds = 10 * Self.day }
    try await Self.begin(same, over: house)
    let fact = try await house.read { (tx) throws(StoreError) in try tx.fact(StoreFact.redating) }
    #expect(fact == nil)
    var empty = House(same, ReferenceStore())
    try await empty.crash()
    #expect(try await empty.read { (tx) throws(StoreError) in try tx.fact(StoreFact.redating) } == nil)
  }

  @Test("what a hold keeps stays, whatever becomes of its policy")
  func held() async throws {
    let house = try await Self.house()
    let hold = LegalHold(name: "case", reason: "because", by: "anna", created: Instant(milliseconds: house.now))
    try await house.store.transaction { (tx) throws(StoreError) in try tx.put(hold) }
    let shorter = try Self.plan("sha256:1") { $0.doneMilliseconds = 3 * Self.day }
    try await Self.begin(shorter, over: house)
    let step = try await Self.redate(shorter, house, days: 4)
    #expect((step.held, step.removed) == (5, 0))
  }

  @Test("a sweep of a plan that is not carried out any longer removes nothing")
  func superseded() async throws {
    let house = try await Self.house()
    let longer = try Self.plan("sha256:1") { $0.doneMilliseconds = 30 * Self.day }
    try await Self.begin(longer, over: house)
    let (old, later) = (Sweep(house.plan), Instant(milliseconds: house.now + 11 * Self.day))
    let step = try await house.store.transaction { (tx) throws(StoreError) in
      try old.step(limit: 10, at: later, in: &tx)
    }
    #expect((step.removed, step.hasMore) == (0, false))
  }
}
