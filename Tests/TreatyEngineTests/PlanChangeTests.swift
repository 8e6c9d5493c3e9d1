import CEL
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("A plan goes on where another stopped when what is open means the same to it, and says all reasons when not")
struct PlanChangeTests {
  /// A plan as files have it, with a digest of its own.
  private static func linked(_ change: (inout Plan) -> Void = { _ in }, url: String = "https://desk.example") throws
    -> (plan: LinkedPlan, text: [UInt8])
  {
    var plan = SamplePlan().plan
    change(&plan)
    let file = try PlanFile(plan: plan, origins: [:])
    let bindings = Bindings(inputs: ["desk-url": url])
    return (try LinkedPlan(plan: file.plan, digest: file.digest, bindings: bindings), try file.text())
  }

  /// A house in which the sample plan was carried out.
  private func house() async throws -> House<ReferenceStore> {
    let (plan, text) = try Self.linked()
    var house = House(plan, ReferenceStore(), seed: 1)
    let now = Instant(milliseconds: house.now)
    house.engine = try await house.store.transaction { tx throws(StoreError) in
      var engine = Engine(plan: plan, seed: 1)
      _ = try engine.recover(planText: text, at: now, in: &tx)
      return engine
    }
    return house
  }

  private func obstacles(
    _ house: House<ReferenceStore>, url: String = "https://desk.example", _ change: (inout Plan) -> Void = { _ in }
  ) async throws -> [PlanObstacle] {
    let (plan, _) = try Self.linked(change, url: url)
    return try await house.read { tx throws(StoreError) in try plan.obstacles(in: tx) }
  }

  /// With a delivery that waits to be tried again.
  private func waiting(_ fault: Desk.Fault = .status(503, isDone: false)) async throws -> House<ReferenceStore> {
    var house = try await house()
    house.fault = { _ in fault }
    try await house.take(Alert("a"))
    _ = try await house.turn()
    house.perform(try await house.turn().calls)
    house.now += 20_000
    _ = try await house.turn(house.answers())
    return house
  }

  /// With a record that is known, and nothing open.
  private func known() async throws -> House<ReferenceStore> {
    var house = try await house()
    try await house.take(Alert("a"))
    try await house.settle()
    return house
  }

  @Test("over a store that nobody has used, and over one that the same plan has, nothing is in the way")
  func nothing() async throws {
    #expect(try await obstacles(House(try Self.linked().plan, ReferenceStore())) { $0.package = "other" } == [])
    #expect(try await obstacles(try await waiting()) == [])
  }

  @Test("what only concerns how it is done is no obstacle")
  func harmless() async throws {
    let house = try await waiting()
    let found = try await obstacles(house) {
      $0.version = "2.0.0"
      $0.retries[0].maxMilliseconds = 5_000
      $0.systems[0].limits.concurrency = 1
      $0.flows[0].condition = SamplePlan.cel("item.state != 'test'", "bool")
      $0.flows[0].deliveries[0].fields = .object([
        ConstructionField(name: "title", value: .expression(SamplePlan.cel("item.title + '!'")))
      ])
    }
    #expect(found == [])
  }

  @Test("a flow or a target with open work that the plan does not have")
  func missing() async throws {
    let house = try await waiting()
    let flow = try await obstacles(house) { $0.flows[0].name = "renamed" }
    #expect(flow.map(\.kind) == [.flow] && flow.map(\.subject) == ["page"] && flow.map(\.count) == [1])
    let target = try await obstacles(house) { $0.systems[0].name = "renamed" }
    #expect(target.map(\.kind) == [.target] && target.first?.subject == "page to desk.ticket")
    let done = try await known()
    #expect(try await obstacles(done) { $0.flows[0].name = "renamed" } == [])
  }

  @Test("another package, whose marks are others, and another key, also where nothing is open")
  func marks() async throws {
    for house in [try await waiting(), try await known()] {
      let package = try await obstacles(house) { $0.package = "other" }
      #expect(package.map(\.kind) == [.package] && package.first?.why == "the store is of the package `sample`")
      let key = try await obstacles(house) { $0.flows[0].identify = SamplePlan.cel("item.title") }
      #expect(key.map(\.kind) == [.key])
      #expect(
        key.first?.why
          == "its key is `item.title`, and was `item.key`: records that are there would not be known again")
    }
  }

  @Test("a system at another address, where something of it is known or open")
  func address() async throws {
    for house in [try await waiting(), try await known()] {
      let found = try await obstacles(house, url: "https://elsewhere.example") { $0.version = "2.0.0" }
      #expect(found.map(\.kind) == [.address] && found.first?.subject == "desk")
    }
    let unused = try await house()
    #expect(try await obstacles(unused, url: "https://elsewhere.example") { $0.version = "2.0.0" } == [])
  }

  @Test("items that wait, and messages that were taken, are not what the plan says any more")
  func items() async throws {
    let house = try await waiting()
    let item = try await obstacles(house) { plan in
      let index = plan.types.firstIndex { $0.name == "incident" } ?? 0
      plan.types[index].fields = plan.types[index].fields?.map {
        PlannedField(name: $0.name, type: $0.name == "title" ? "int" : $0.type, isOptional: $0.isOptional)
      }
    }
    #expect(item.map(\.kind) == [.item] && item.first?.count == 1)

    var taken = try await self.house()
    try await taken.take(Alert("a"))
    let message = try await obstacles(taken) { plan in
      let index = plan.types.firstIndex { $0.name == "alert" } ?? 0
      plan.types[index].fields?.append(PlannedField(name: "more", type: "string", isOptional: false))
    }
    #expect(message.map(\.kind) == [.item])
    #expect(message.first?.why.hasPrefix("messages that were taken are not what the plan's event says") ?? false)
  }

  @Test("calls of which nobody knows what came, where the operation is known in another way")
  func unsettled() async throws {
    let unsure = try await waiting(.lost(isDone: true))
    let found = try await obstacles(unsure) { $0.systems[0].records[0].create?.safety = .idempotent }
    #expect(found.map(\.kind) == [.unsettled] && found.first?.subject == "page to desk.ticket")
    #expect(try await obstacles(unsure) { $0.systems[0].records[0].find = nil }.map(\.kind) == [.unsettled])
    let done = try await known()
    #expect(try await obstacles(done) { $0.systems[0].records[0].create?.safety = .idempotent } == [])
  }

  @Test("all reasons are said at once")
  func all() async throws {
    let found = try await obstacles(try await waiting(.lost(isDone: true)), url: "https://elsewhere.example") {
      $0.package = "other"
      $0.flows[0].identify = SamplePlan.cel("item.title")
      $0.systems[0].records[0].create?.safety = .idempotent
    }
    #expect(Set(found.map(\.kind)) == [.package, .key, .unsettled, .address])
  }

  @Test("a plan that this version cannot read is compared by what is open")
  func unreadable() async throws {
    let house = try await waiting()
    try await house.store.transaction { tx throws(StoreError) in
      try tx.install(plan: "sha256:old", text: [1, 2, 3], at: Instant(milliseconds: 0))
      try tx.set(fact: StoreFact.plan, to: "sha256:old")
    }
    #expect(try await obstacles(house) { $0.version = "2.0.0" } == [])
    #expect(try await obstacles(house) { $0.flows[0].name = "renamed" }.map(\.kind) == [.flow])
  }
}
