import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("Operator's acts")
struct OperatorTests {
  private func dead() async throws -> (House<ReferenceStore>, DeliveryID) {
    var house = try House()
    house.fault = { _ in .status(403, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    house.fault = { _ in .none }
    let delivery = try await house.delivery()
    #expect(delivery.state == .dead && delivery.failure == "denied")
    return (house, delivery.id)
  }

  private func asking(isDone: Bool) async throws -> (House<ReferenceStore>, DeliveryID) {
    var house = try House(SamplePlan(createSafety: .unsafe))
    house.fault = { _ in .lost(isDone: isDone) }
    try await house.take(Alert("a"))
    try await house.settle()
    house.fault = { _ in .none }
    let delivery = try await house.delivery()
    #expect(delivery.state == .asking)
    return (house, delivery.id)
  }

  @Test("a dead letter is tried again from the start, and its message is open as long")
  func retry() async throws {
    var (house, id) = try await dead()
    #expect(try await house.message().state == .ended)
    #expect(try await house.act(.retry(id)) == .done("will be tried again"))
    #expect(try await house.message().state == .running)
    #expect(try await house.message().purgeAt == nil)
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.outcome == "created" && delivery.failure == nil && delivery.cause == nil)
    #expect(try await house.message().state == .done)
  }

  @Test("a dead letter that is retried goes behind those that came meanwhile")
  func behind() async throws {
    var (house, id) = try await dead()
    house.fault = { _ in .status(503, isDone: false) }
    try await house.take(Alert("a", state: "newer"))
    _ = try await house.turn()
    _ = try await house.act(.retry(id))
    #expect(try await house.deliveries().map(\.state) == [.queued, .inFlight])
  }

  @Test("what is dropped is over, and lets its lane go on")
  func drop() async throws {
    var (house, id) = try await asking(isDone: false)
    try await house.take(Alert("a", state: "next"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.asking, .queued])
    #expect(try await house.act(.drop(id)) == .done("dropped"))
    try await house.settle()
    #expect(try await house.deliveries().map(\.state) == [.dropped, .done])
    #expect(try await house.message(1).state == .ended)
    #expect(try await house.message(2).state == .done)
    #expect(house.desk.tickets.map(\.state) == ["next"])
  }

  @Test("a record that a person found is linked and brought up to date")
  func found() async throws {
    var (house, id) = try await asking(isDone: true)
    try await house.take(Alert("a", state: "resolved"))
    guard case .done = try await house.act(.found(id, recordID: "1")) else {
      Issue.record("it was refused")
      return
    }
    try await house.settle()
    #expect(house.desk.seen.map(\.operation) == ["create", "update", "update"])
    #expect(house.desk.tickets.map(\.state) == ["resolved"])
    #expect(try await house.deliveries().map { $0.outcome ?? "" } == ["found", "updated"])
  }

  @Test("a record that is not there is made when a person says so")
  func retryAsking() async throws {
    var (house, id) = try await asking(isDone: false)
    _ = try await house.act(.retry(id))
    try await house.settle()
    #expect(house.desk.tickets.count == 1)
    #expect(try await house.delivery().outcome == "created")
  }

  @Test("a record that is gone is replaced by the one that a person names")
  func relinked() async throws {
    var house = try House()
    try await house.take(Alert("a"), Alert("b"))
    try await house.settle()
    house.desk.remove("1")
    try await house.take(Alert("a", state: "resolved"))
    try await house.settle()
    let gone = try #require(try await house.deliveries().last)
    #expect(gone.failure == "gone")
    _ = try await house.act(.found(gone.id, recordID: "2"))
    try await house.settle()
    #expect(house.desk.tickets.map(\.state) == ["resolved"])
  }

  @Test("a mapping that failed is done anew, for its item alone")
  func mapping() async throws {
    var sample = SamplePlan()
    sample.map["title"] = "item.title + string(10 / item.?level.orValue(0))"
    var house = try House(sample)
    try await house.take(Alert("a", level: 1), Alert("b"), Alert("c", level: 1))
    try await house.settle()
    let dead = try #require(try await house.deliveries().first { $0.state == .dead })
    // The same plan fails again, and says so again.
    #expect(try await house.act(.retry(dead.id)) == .done("worked out anew"))
    try await house.settle()
    let states = try await house.deliveries().map(\.state)
    #expect(states.count { $0 == .done } == 2 && states.count { $0 == .dead } == 1 && states.count == 4)
    // A plan that was mended does not.
    let mended = try SamplePlan().linked()
    let again = try #require(try await house.deliveries().last { $0.state == .dead })
    house.engine = Engine(plan: mended, seed: 1)
    _ = try await house.act(.retry(again.id))
    try await house.settle()
    #expect(house.desk.tickets.map(\.title).sorted() == ["About a10", "About b", "About c10"])
  }

  @Test("a message that never came as far as items is worked out as a whole")
  func whole() async throws {
    var house = try House(SamplePlan(each: "[item.alerts][item.alerts.size() - 1]"))
    try await house.take(Alert("a"), Alert("b"))
    try await house.settle()
    let dead = try await house.delivery()
    #expect(dead.cause?.contains("each") == true)
    house.engine = Engine(plan: try SamplePlan().linked(), seed: 1)
    _ = try await house.act(.retry(dead.id))
    try await house.settle()
    #expect(house.desk.tickets.map(\.title) == ["About a", "About b"])
  }

  @Test("what cannot be done is refused with the reason, and changes nothing")
  func refused() async throws {
    var house = try House()
    #expect(try await house.act(.retry(DeliveryID(99))) == .unknown)
    house.fault = { _ in .status(503, isDone: false) }
    try await house.take(Alert("a"))
    house.perform(try await house.turn().calls)
    let before = try await house.delivery()
    for act: OperatorAct in [.retry(before.id), .drop(before.id), .found(before.id, recordID: "1")] {
      guard case .refused(let why) = try await house.act(act) else {
        Issue.record("\(act) was not refused")
        continue
      }
      #expect(why.contains("inFlight"), "\(why)")
    }
    #expect(try await house.delivery() == before)
  }

  @Test("no record is named for what never came as far as one, and none without a name")
  func foundWhat() async throws {
    var house = try House(SamplePlan(identify: "''"))
    try await house.take(Alert("a"))
    try await house.settle()
    let unmapped = try await house.delivery().id
    guard case .refused = try await house.act(.found(unmapped, recordID: "1")) else {
      Issue.record("it was linked")
      return
    }
    #expect(try await house.delivery().state == .dead)
    var (other, id) = try await dead()
    guard case .refused = try await other.act(.found(id, recordID: "")) else {
      Issue.record("it was linked to nothing")
      return
    }
  }

  @Test("two acts on one delivery in one turn: the first counts")
  func twice() async throws {
    var (house, id) = try await dead()
    let result = try await house.turn([.act(.drop(id), by: .host, token: 1), .act(.retry(id), by: .host, token: 2)])
    #expect(result.acts.map(\.token) == [1, 2])
    #expect(result.acts[0].result == .done("dropped"))
    guard case .refused = result.acts[1].result else {
      Issue.record("both were done")
      return
    }
  }
}
