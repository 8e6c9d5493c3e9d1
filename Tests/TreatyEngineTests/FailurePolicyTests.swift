import Testing
import TreatyAudit
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("What fails is retried, asked about, buried, left out or undone, as its flow says of its class")
struct FailurePolicyTests {
  private static func house(
    _ policies: FailurePolicy..., of failure: FailureClass, lane: LanePolicy? = nil, _ sample: SamplePlan = SamplePlan()
  ) throws -> House<ReferenceStore> {
    var plan = sample.plan
    plan.flows[0].failures = FailurePolicies(
      classes: policies.map { FailurePolicies.ClassPolicy(failure, $0) }, lane: lane)
    return House(try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings()), ReferenceStore())
  }

  @Test("what waiting would not mend is tried again where the flow says so, until its deadline")
  func retry() async throws {
    var house = try Self.house(.retry, of: .rejected)
    var refusals = 3
    house.fault = { call in
      guard refusals > 0 else { return .none }
      refusals -= 1
      return .status(422, isDone: false)
    }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().outcome == "created")
    #expect(try await house.delivery().attempts == 4)
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("b"))
    try await house.settle()
    let given = try #require(try await house.deliveries().last)
    #expect(given.state == .dead && given.failure == "rejected" && given.attempts > 10)
  }

  @Test(
    "what waiting would mend is not tried again where the flow says so",
    arguments: [(FailurePolicy.dead, Delivery.State.dead), (.ask, .asking), (.skip, .done)])
  func atOnce(policy: FailurePolicy, state: Delivery.State) async throws {
    var house = try Self.house(policy, of: .outage)
    house.fault = { _ in .notSent }
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == state && delivery.failure == "outage" && delivery.attempts == 1)
    #expect(delivery.cause?.contains("deadline") == false)
  }

  @Test("a call that may still be at work is waited for before its delivery is left out")
  func waited() async throws {
    var house = try Self.house(.skip, of: .outage)
    try await house.take(Alert("a"))
    try await house.settle()
    // A change may be sent again, so that nothing need be asked: but what it left behind may still be on its way.
    house.fault = { call in call.operation == "update" ? .late(8_000) : .none }
    let began = house.now
    try await house.take(Alert("a", state: "resolved"))
    try await house.take(Alert("a", state: "again"))
    house.fault = { call in call.operation == "update" && call.id.delivery.number == 2 ? .late(8_000) : .none }
    try await house.settle()
    #expect(try await house.deliveries().map(\.outcome) == ["created", "skipped", "updated"])
    #expect(house.now - began >= 10_000)
    #expect(house.desk.tickets.map(\.state) == ["again"], "what was sent first is not done last")
  }

  @Test("what is left out ends well, with its reason, and its lane goes on")
  func skip() async throws {
    var house = try Self.house(.skip, of: .rejected)
    house.fault = { _ in .status(422, isDone: false) }
    try await house.crash()
    try await house.take(Alert("a"))
    try await house.settle()
    house.fault = { _ in .none }
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    let first = try #require(try await house.deliveries().first)
    #expect(first.state == .done && first.outcome == "skipped" && first.failure == "rejected")
    #expect(first.cause?.isEmpty == false)
    #expect(try await house.message().state == .done)
    #expect(try await house.trail().map(\.act) == [.started, .planned, .leftOut, .created])
    #expect(house.desk.tickets.map(\.state) == ["resolved"])
  }

  @Test("a lane that is to wait waits behind what was given up, until a person has seen to it")
  func block() async throws {
    var house = try Self.house(of: .rejected, lane: .block)
    house.fault = { call in call.id.delivery.number == 1 ? .status(422, isDone: false) : .none }
    try await house.take(Alert("a"), Alert("b"))
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.asking, .done, .queued])
    #expect(try await house.deliveries().first?.failure == "rejected")
    house.fault = { _ in .none }
    #expect(try await house.act(.retry(DeliveryID(1))) == .done("will be tried again"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.outcome) == ["created", "created", "updated"])
  }

  @Test("what became too old behind one that a person is asked about is a dead letter: one question a lane")
  func oldBehindQuestion() async throws {
    var house = try Self.house(of: .rejected, lane: .block)
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("a"))
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    let wake = try #require(try await house.turn().wake)
    #expect(wake.milliseconds > house.now + 11 * 3_600_000)
    house.now = wake.milliseconds
    _ = try await house.turn()
    #expect(try await house.deliveries().map(\.state) == [.asking, .dead])
  }

  @Test("nobody need hear of what became too old")
  func expired() async throws {
    var house = try Self.house(.skip, of: .expired)
    house.engine.hold(
      ["desk"], until: Instant(milliseconds: house.now + 20 * 3_600_000), at: Instant(milliseconds: house.now))
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().outcome == "skipped" && house.desk.tickets.isEmpty)
  }

  @Test("a person is asked about what nobody knows, also where it could be looked up")
  func unsure() async throws {
    var house = try Self.house(.ask, of: .unsure)
    house.fault = { call in call.operation == "create" ? .lost(isDone: true) : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.delivery().state == .asking)
  }
}

@Suite("An item that is given up as a whole is undone where it was done, once, whatever happens in between")
struct CompensationTests {
  /// The sample with a second system, and what is undone at the first.
  private static func plan(_ failure: FailureClass = .rejected) throws -> LinkedPlan {
    var plan = SamplePlan().plan
    var mirror = plan.systems[0]
    mirror.name = "mirror"
    plan.systems.append(mirror)
    var second = plan.flows[0].deliveries[0]
    second.system = Position(2)
    plan.flows[0].deliveries[0].undo = DeliveryCase(
      fields: .object([ConstructionField(name: "state", value: .constant(.string("withdrawn")))]))
    plan.flows[0].deliveries.append(second)
    plan.flows[0].failures = FailurePolicies(classes: [FailurePolicies.ClassPolicy(failure, .compensate)])
    return try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings())
  }

  private static func refusing(_ system: Int) -> (OutgoingCall) -> Desk.Fault {
    { call in call.system.index == system && call.operation != "find" ? .status(422, isDone: false) : .none }
  }

  @Test("what was made elsewhere is written back, behind what made it")
  func undone() async throws {
    var house = House(try Self.plan(), ReferenceStore())
    house.latency = { call in call.system.index == 2 ? 100 : 50 }
    house.fault = Self.refusing(2)
    try await house.crash()
    try await house.take(Alert("a"))
    try await house.settle()
    let all = try await house.deliveries()
    #expect(all.map(\.step) == [0, 1, -1])
    #expect(all.map(\.state) == [.done, .dropped, .done])
    #expect(all.map(\.outcome) == ["created", "compensated", "updated"])
    #expect(house.desk.tickets.map(\.state) == ["withdrawn"])
    #expect(try await house.message().state == .ended)
    #expect(try await house.trail().map(\.act) == [.started, .planned, .created, .leftOut, .updated])
  }

  @Test("what was not begun is not begun")
  func notBegun() async throws {
    var house = House(try Self.plan(), ReferenceStore())
    house.engine.hold(["desk"], until: Instant(milliseconds: house.now + 60_000), at: Instant(milliseconds: house.now))
    house.fault = Self.refusing(2)
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.outcome) == ["compensated", "compensated"])
    #expect(house.desk.tickets.isEmpty && house.desk.seen.count == 1)
  }

  @Test("what did nothing is not undone")
  func nothingDone() async throws {
    var house = House(try Self.plan(), ReferenceStore())
    try await house.take(Alert("a"))
    try await house.settle()
    house.fault = Self.refusing(2)
    // The same again is no call at the first system; the second has another title, by an operator there.
    try await house.take(Alert("a", level: 3))
    try await house.settle()
    #expect(house.desk.tickets.map(\.state).sorted() == ["firing", "withdrawn"])
    house.fault = { _ in .none }
    try await house.take(Alert("b"))
    try await house.settle()
    #expect(try await house.deliveries().suffix(2).map(\.outcome) == ["created", "created"])
  }

  @Test("a process that ends at any turn undoes it once")
  func crashes() async throws {
    for turn in 1...12 {
      for disruption in Disruption.allCases {
        var house = House(try Self.plan(), ReferenceStore())
        house.fault = Self.refusing(2)
        try await house.take(Alert("a"))
        try await house.settle { $0 == turn ? disruption : .none }
        let all = try await house.deliveries()
        let undos = all.filter { $0.stepUndone != nil }
        let told =
          "\(turn) \(disruption) \(all.map { "\($0.step) \($0.state) \($0.outcome ?? "-") \($0.cause ?? "-")" })"
        #expect(undos.count == 1 && undos.first?.state == .done, "\(told)")
        #expect(house.desk.tickets.map(\.state) == ["withdrawn"], "\(turn) \(disruption)")
      }
    }
  }

  @Test("what cannot be undone is a dead letter, whatever the flow says of such failures")
  func undoFails() async throws {
    var house = House(try Self.plan(), ReferenceStore())
    house.fault = { call in
      call.system.index == 2 || call.operation == "update" ? .status(422, isDone: false) : .none
    }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.done, .dropped, .dead])
  }
}

@Suite("A call that ends the process again and again is put aside, and nothing beside it")
struct QuarantineTests {
  /// Ends the process whenever a call for the delivery is out.
  private static func killed(_ house: inout House<ReferenceStore>, by delivery: Int64, most: Int = 400) async throws
    -> Int
  {
    var ends = 0
    for _ in 1...most {
      let result = try await house.turn(house.answers())
      house.perform(result.calls)
      if result.calls.contains(where: { $0.id.delivery.number == delivery }) {
        ends += 1
        try await house.crash()
        continue
      }
      if result.more { continue }
      let queues = try await house.read { tx throws(StoreError) in try tx.readyQueues() }
      guard !queues.isEmpty || !house.pending.isEmpty else { break }
      house.now = max(
        house.now, [house.pending.map(\.at).min(), result.wake?.milliseconds].compactMap(\.self).min() ?? 0)
    }
    return ends
  }

  @Test("after twenty ends in a row, the last ten of them alone; the others are delivered")
  func putAside() async throws {
    var sample = SamplePlan()
    sample.createSafety = .idempotent
    var house = try House(sample)
    try await house.take(Alert("a"), Alert("b"), Alert("c"))
    #expect(try await Self.killed(&house, by: 2) == Engine.endsUntilAside)
    let states = try await house.deliveries().map(\.state)
    #expect(states == [.done, .dead, .done])
    let aside = try #require(try await house.deliveries().first { $0.state == .dead })
    #expect(aside.failure == "ours" && aside.cause?.hasPrefix("put aside: the host ended 20 times") == true)
  }

  @Test("a person is asked where the last call may have done it")
  func asked() async throws {
    var sample = SamplePlan()
    sample.createSafety = .unsafe
    sample.unsure = .ask
    var house = try House(sample)
    try await house.take(Alert("a"))
    _ = try await Self.killed(&house, by: 1)
    #expect(try await house.delivery().state == .asking)
  }

  @Test("a call that was answered since begins the count anew")
  func answered() async throws {
    var sample = SamplePlan()
    sample.createSafety = .idempotent
    var house = try House(sample)
    try await house.take(Alert("a"))
    for _ in 1...5 {
      var ends = 0
      house.fault = { _ in .status(503, isDone: false) }
      while ends < 9 {
        let result = try await house.turn(house.answers())
        house.perform(result.calls)
        if result.calls.isEmpty {
          house.now = max(house.now + 1, result.wake?.milliseconds ?? 0)
        } else {
          ends += 1
          try await house.crash()
        }
      }
      // One that is answered, badly.
      var isAnswered = false
      while !isAnswered {
        let inputs = house.answers()
        isAnswered = !inputs.isEmpty
        let result = try await house.turn(inputs)
        house.perform(result.calls)
        house.now = max(
          house.now + 1, [house.pending.map(\.at).min(), result.wake?.milliseconds].compactMap(\.self).min() ?? 0)
      }
    }
    house.fault = { _ in .none }
    try await house.settle()
    #expect(try await house.delivery().outcome == "created")
  }
}
