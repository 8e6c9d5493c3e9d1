import Testing
import TreatyAudit
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("A store that was restored makes no record a second time")
struct RestoredTests {
  private func house(
    _ safety: Safety = SamplePlan.mark, update: Safety = .idempotent, unsure: UnsurePolicy = .settle
  ) throws -> House<ReferenceStore> {
    var sample = SamplePlan()
    (sample.createSafety, sample.updateSafety, sample.unsure) = (safety, update, unsure)
    return try House(sample)
  }

  /// The house with the store of another: what that did in between is done, and this store does not know of it.
  private func restored(_ before: House<ReferenceStore>, after: House<ReferenceStore>) async throws
    -> House<ReferenceStore>
  {
    var house = before
    house.now = after.now + 60_000
    house.desk = after.desk
    let now = Instant(milliseconds: house.now)
    let taken = Instant(milliseconds: before.now)
    try await house.store.transaction { (tx) throws(StoreError) in
      let fact = RestoredStore(restored: now, taken: taken, lastMessage: try tx.lastMessage())
      try tx.set(fact: StoreFact.restored, to: fact.fact)
      try tx.set(fact: StoreFact.unsettledRestore, to: "yes")
    }
    try await house.crash()
    return house
  }

  /// Two stores that are the same so far: one for what happens after the backup, one to be restored.
  private func pair(
    _ safety: Safety = SamplePlan.mark, update: Safety = .idempotent, unsure: UnsurePolicy = .settle,
    _ prepare: (inout House<ReferenceStore>) async throws -> Void
  ) async throws -> (backup: House<ReferenceStore>, live: House<ReferenceStore>) {
    var (backup, live) = (
      try house(safety, update: update, unsure: unsure), try house(safety, update: update, unsure: unsure)
    )
    try await prepare(&backup)
    try await prepare(&live)
    return (backup, live)
  }

  @Test("that it was restored stands in the trail, from when, and which entries are missing as far as anybody knows")
  func told() async throws {
    for (witness, missing) in [
      (nil, "not known: no file said where the trail of the store before ended"),
      ("{", "not known: no file said where the trail of the store before ended"),
      (#"{"number":718}"#, "entries 1 to 718 of the store before"),
    ] as [(String?, String)] {
      let (backup, live) = try await pair { _ in }
      try await backup.store.transaction { (tx) throws(StoreError) in
        try tx.set(fact: StoreFact.auditBeforeRestore, to: witness)
      }
      let house = try await restored(backup, after: live)
      let entry = try #require(try await house.trail().first { $0.act == .restored })
      #expect(entry.words["missing"] == missing && entry.words["backup"]?.hasPrefix("2026-") == true)
      #expect(try await house.read { (tx) throws(StoreError) in try tx.fact(StoreFact.auditBeforeRestore) } == nil)
    }
  }

  @Test("what was open, or not even worked out, and was delivered after the backup is found by its mark")
  func found() async throws {
    var (backup, live) = try await pair { house in
      // In lanes: the first has work behind it.
      _ = try await house.turn([house.intake(House<ReferenceStore>.body([Alert("a"), Alert("b")]))])
      _ = try await house.turn([house.intake(House<ReferenceStore>.body([Alert("a", title: "Second")]))])
      _ = try await house.turn([house.intake(House<ReferenceStore>.body([Alert("c")]))])
    }
    try await live.settle()
    // The calls of the first turns were never made there, so they are lost: begin as after a crash.
    try await live.crash()
    try await live.settle()
    #expect(live.desk.tickets.count == 3)
    backup = try await restored(backup, after: live)
    try await backup.settle()
    #expect(backup.desk.tickets.count == 3, "no second record")
    #expect(try await backup.deliveries().allSatisfy { $0.state == .done })
    #expect(backup.desk.tickets.map(\.title).sorted() == ["About b", "About c", "Second"])
  }

  @Test("a record of a message that the backup never saw is found when its key comes again")
  func unseen() async throws {
    var (backup, live) = try await pair { _ in }
    try await live.take(Alert("a"))
    try await live.settle()
    backup = try await restored(backup, after: live)
    try await backup.take(Alert("a", state: "resolved"))
    try await backup.settle()
    #expect(backup.desk.tickets.map(\.state) == ["resolved"])
    // And one that never was is made at once, after one search.
    try await backup.take(Alert("new"))
    try await backup.settle()
    #expect(backup.desk.tickets.count == 2)
    #expect(backup.desk.seen("create").count == 2)
  }

  @Test(
    "what has a key or is idempotent is sent as ever", arguments: [Safety.idempotent, .key(header: "Idempotency-Key")])
  func repeatable(_ safety: Safety) async throws {
    var (backup, live) = try await pair(safety) { house in
      _ = try await house.turn([house.intake(House<ReferenceStore>.body([Alert("a")]))])
      _ = try await house.turn()
    }
    backup = try await restored(backup, after: live)
    live.now += 1
    try await backup.settle()
    #expect(backup.desk.seen("find").isEmpty && backup.desk.seen("create").count == 1)
  }

  @Test(
    "what cannot be found is a person's to judge, who is told that the store was restored", arguments: [true, false])
  func asked(isUnsafe: Bool) async throws {
    var (backup, live) = try await pair(isUnsafe ? .unsafe : SamplePlan.mark, unsure: isUnsafe ? .settle : .ask) {
      house in
      // Taken, not worked out.
      _ = try await house.turn([house.intake(House<ReferenceStore>.body([Alert("a")]))])
    }
    live.now += 1
    backup = try await restored(backup, after: live)
    try await backup.settle()
    let delivery = try await backup.delivery()
    #expect(delivery.state == .asking && delivery.failure == "unsure")
    #expect(
      delivery.cause?.hasPrefix("the store was restored from a backup of 2026-") ?? false, "\(delivery.cause ?? "")")
    #expect(backup.desk.seen("create").isEmpty)
    #expect(try await backup.act(.retry(delivery.id)) == .done("will be tried again"))
    try await backup.settle()
    #expect(backup.desk.tickets.count == 1, "a person has said so")
    // Of what comes later nobody is asked.
    try await backup.take(Alert("b"))
    try await backup.settle()
    #expect(try await backup.deliveries().allSatisfy { $0.state == .done })
  }

  @Test("a dead letter that was retried after the backup is searched for when it is retried again")
  func deadLetter() async throws {
    var (backup, live) = try await pair { house in
      house.fault = { _ in .status(422, isDone: false) }
      try await house.take(Alert("a"))
      try await house.settle()
      house.fault = { _ in .none }
    }
    let id = try await live.delivery().id
    #expect(try await live.delivery().state == .dead)
    _ = try await live.act(.retry(id))
    try await live.settle()
    #expect(live.desk.tickets.count == 1)
    backup = try await restored(backup, after: live)
    _ = try await backup.act(.retry(id))
    try await backup.settle()
    #expect(backup.desk.tickets.count == 1)
    #expect(try await backup.delivery().outcome == "found")
  }

  @Test("a change is written again; one that must not be is asked about", arguments: [Safety.idempotent, .unsafe])
  func changed(_ safety: Safety) async throws {
    var (backup, live) = try await pair(update: safety) { house in
      try await house.take(Alert("a"))
      try await house.settle()
      _ = try await house.turn([house.intake(House<ReferenceStore>.body([Alert("a", title: "Second")]))])
    }
    live.now += 1
    backup = try await restored(backup, after: live)
    try await backup.settle()
    let last = try #require(try await backup.deliveries().last)
    #expect(last.state == (safety == .idempotent ? .done : .asking))
    #expect(backup.desk.tickets.count == 1)
  }

  @Test("it is gone through once, and known for as long as records can be there that the store does not know")
  func once() async throws {
    var (backup, live) = try await pair { _ in }
    live.now += 1
    backup = try await restored(backup, after: live)
    #expect(try await backup.read { tx throws(StoreError) in try tx.fact(StoreFact.unsettledRestore) } == nil)
    backup.now += Engine.restoredReach
    try await backup.take(Alert("late"))
    try await backup.settle()
    #expect(backup.desk.seen("find").isEmpty && backup.desk.seen("create").count == 1)
  }
}
