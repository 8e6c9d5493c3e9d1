import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("What is stored under a former name is taken over: nothing is made a second time because it is called otherwise")
struct RenameTests {
  private static func linked(_ change: (inout Plan) -> Void) throws -> (plan: LinkedPlan, text: [UInt8]) {
    var plan = SamplePlan().plan
    change(&plan)
    let file = try PlanFile(plan: plan, origins: [:])
    let bindings = Bindings(inputs: ["desk-url": "https://desk.example"])
    return (try LinkedPlan(plan: file.plan, digest: file.digest, bindings: bindings), try file.text())
  }

  /// A host's process over a store, with a plan in which these have other names than in the sample.
  private func house(
    over store: ReferenceStore = ReferenceStore(), flow: String = "page", system: String = "desk", says: Bool = true,
    desk: Desk = Desk(), now: Int64? = nil
  ) async throws -> House<ReferenceStore> {
    let (plan, text) = try Self.linked { plan in
      plan.flows[0].name = flow
      plan.systems[0].name = system
      guard says else { return }
      plan.renames =
        (flow == "page" ? [] : [PlannedRename(section: "flows", name: flow, was: "page")])
        + (system == "desk" ? [] : [PlannedRename(section: "systems", name: system, was: "desk")])
    }
    #expect(try await store.transaction { tx throws(StoreError) in try plan.obstacles(in: tx) } == [])
    var house = House(plan, store, seed: 1)
    house.desk = desk
    if let now { house.now = now }
    let time = Instant(milliseconds: house.now)
    house.engine = try await store.transaction { tx throws(StoreError) in
      var engine = Engine(plan: plan, seed: 1)
      _ = try engine.recover(planText: text, at: time, in: &tx)
      return engine
    }
    return house
  }

  @Test("a record that was made under the old names is changed under the new ones, not made again")
  func link() async throws {
    var before = try await house()
    try await before.take(Alert("a"))
    try await before.settle()
    #expect(before.desk.tickets.count == 1)
    var after = try await house(
      over: before.store, flow: "alarm", system: "help", desk: before.desk, now: before.now)
    try await after.take(Alert("a", title: "again"))
    try await after.settle()
    #expect(after.desk.tickets.map(\.title) == ["again"])
  }

  @Test("and without `was` it is made again: the names are all that a host has")
  func unsaid() async throws {
    var before = try await house()
    try await before.take(Alert("a"))
    try await before.settle()
    var after = try await house(
      over: before.store, flow: "alarm", says: false, desk: before.desk, now: before.now)
    try await after.take(Alert("a", title: "again"))
    try await after.settle()
    #expect(after.desk.tickets.count == 2)
  }

  @Test("what is open goes on under the new names, and an answer that was lost is found by its old mark")
  func open() async throws {
    var before = try await house()
    before.fault = { _ in .lost(isDone: true) }
    try await before.take(Alert("a"))
    _ = try await before.turn()
    before.perform(try await before.turn().calls)
    before.now += 20_000
    _ = try await before.turn(before.answers())
    var after = try await house(
      over: before.store, flow: "alarm", system: "help", desk: before.desk, now: before.now)
    try await after.settle()
    #expect(after.desk.tickets.count == 1)
    let open = try await after.read { tx throws(StoreError) in try tx.openFlows() }
    #expect(open == [])
  }

  @Test("`was` can go later, and an earlier plan can come back")
  func later() async throws {
    var first = try await house()
    try await first.take(Alert("a"))
    try await first.settle()
    var house = try await house(over: first.store, flow: "alarm", desk: first.desk, now: first.now)
    for (flow, says) in [("alarm", false), ("page", false)] {
      house = try await self.house(over: house.store, flow: flow, says: says, desk: house.desk, now: house.now)
      try await house.take(Alert("a", title: "again as \(flow)"))
      try await house.settle()
      #expect(house.desk.tickets.map(\.title) == ["again as \(flow)"])
    }
  }

  @Test("a legal hold on a flow holds it under its new name")
  func hold() async throws {
    let first = try await house()
    try await first.store.transaction { tx throws(StoreError) in
      var hold = LegalHold(name: "case", reason: "a case", by: "legal", created: Instant(milliseconds: 1))
      hold.flows = ["page"]
      try tx.put(hold)
    }
    let after = try await house(over: first.store, flow: "alarm", now: first.now)
    let flows = try await after.read { tx throws(StoreError) in try tx.holds().map(\.flows) }
    #expect(flows == [["alarm"]])
  }
}
