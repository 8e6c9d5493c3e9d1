import Testing
import TreatyPlan

@testable import TreatyEngine

@Suite("Who goes first: fair shares, priorities, bulkheads")
struct FairShareTests {
  private func total(_ shares: [(name: String, count: Int)], _ totals: inout [String: Int]) {
    for share in shares { totals[share.name, default: 0] += share.count }
  }

  @Test("calls are shared out by weight, however many are given at a time", arguments: [1, 3, 16])
  func weights(atOnce: Int) {
    var fair = FairShare()
    var totals: [String: Int] = [:]
    for _ in 0..<2_100 / atOnce {
      total(fair.share(atOnce, among: [("urgent", 16), ("normal", 4), ("bulk", 1)]), &totals)
    }
    #expect((1_590...1_610).contains(totals["urgent"] ?? 0), "\(totals)")
    #expect((395...405).contains(totals["normal"] ?? 0), "\(totals)")
    #expect((98...102).contains(totals["bulk"] ?? 0), "\(totals)")
  }

  @Test("one that had nothing to do saves nothing up, and one that comes late is not behind")
  func late() {
    var fair = FairShare()
    for _ in 0..<1_000 { _ = fair.share(1, among: [("a", 4), ("b", 4)]) }
    var totals: [String: Int] = [:]
    for _ in 0..<30 { total(fair.share(1, among: [("a", 4), ("b", 4), ("c", 4)]), &totals) }
    #expect(totals.values.allSatisfy { (9...11).contains($0) }, "\(totals)")
  }

  @Test("a flow with much to do does not keep another from its calls")
  func noisy() async throws {
    var board = try Switchboard(
      Exchange(
        limits: [CallLimits(ratePerSecond: nil, concurrency: 2, timeoutMilliseconds: 10_000)],
        flows: [.init(name: "much"), .init(name: "little")]
      ).plan())
    board.tell((0..<200).map { "m\($0)" }, flow: 0)
    board.tell(["l0", "l1", "l2"], flow: 1)
    try await board.run()
    let places = board.calls.enumerated().filter { $0.element.keys.first?.hasPrefix("l") ?? false }.map(\.offset)
    #expect(places.count == 3)
    #expect((places.last ?? .max) < 8, "\(places)")
  }

  @Test("an incident goes before a bulk export, which goes on all the same")
  func priorities() async throws {
    var board = try Switchboard(
      Exchange(
        limits: [CallLimits(ratePerSecond: nil, concurrency: 2, timeoutMilliseconds: 10_000)],
        flows: [.init(name: "export", priority: .bulk), .init(name: "incidents", priority: .urgent)]
      ).plan())
    board.tell((0..<300).map { "e\($0)" }, flow: 0)
    for number in 0..<40 {
      board.outbox.append((board.now + 1_000 + Int64(number) * 40, 1, [Alert("i\(number)", title: "i\(number)")]))
    }
    try await board.run()
    let waits = board.calls.filter { $0.keys.first?.hasPrefix("i") ?? false }.enumerated().map { number, call in
      call.sent - (Switchboard.start + 1_000 + Int64(number) * 40)
    }
    #expect(waits.count == 40)
    // A call takes 50 ms: nobody waits for more than what is under way.
    #expect((waits.max() ?? .max) <= 60, "\(waits)")
    let exports = board.calls.count { call in
      call.sent >= Switchboard.start + 1_000 && call.sent < Switchboard.start + 2_600
        && call.keys.first?.hasPrefix("e") ?? false
    }
    #expect(exports >= 3, "\(exports) of the export while incidents came")
    #expect(board.calls.count == 340)
  }

  @Test("bulk never has the last free call of several")
  func bulkhead() async throws {
    var board = try Switchboard(Exchange(flows: [.init(name: "export", priority: .bulk)]).plan())
    board.tell((0..<40).map { "e\($0)" })
    try await board.run()
    #expect(board.calls.count == 40)
    #expect(board.mostAtOnce() == 3)
  }

  @Test("a system that is dead holds up none of the others")
  func deadSystem() async throws {
    let limits = CallLimits(ratePerSecond: nil, concurrency: 2, timeoutMilliseconds: 10_000)
    var board = try Switchboard(
      Exchange(
        limits: [limits, limits], flows: [.init(name: "dead", to: [0]), .init(name: "alive", to: [1])]
      ).plan())
    board.partner = { call, _, number in
      call.system.index == 0
        ? (10_000, .noReply(reach: .mayHaveArrived, cause: "no answer")) : (50, Switchboard.good(call, number))
    }
    board.tell((0..<300).map { "d\($0)" }, flow: 0)
    for number in 0..<50 {
      board.outbox.append((board.now + Int64(number) * 200, 1, [Alert("a\(number)", title: "a\(number)")]))
    }
    try await board.run(until: board.now + 60_000)
    let alive = board.calls.filter { $0.system == "desk1" }
    #expect(alive.count == 50)
    #expect(alive.enumerated().allSatisfy { $0.element.sent - Switchboard.start - Int64($0.offset) * 200 <= 1 })
  }

  @Test("of a backlog half the calls go to what is newest: what happens now is not told last")
  func newest() async throws {
    var board = try Switchboard(
      Exchange(limits: [CallLimits(ratePerSecond: 10, concurrency: 4, timeoutMilliseconds: 10_000)]).plan())
    board.tell((0..<1_000).map { "old\($0)" })
    board.outbox.append((board.now + 30_000, 0, [Alert("new", title: "new")]))
    try await board.run()
    let call = try #require(board.calls.first { $0.keys == ["new"] })
    #expect(call.sent - Switchboard.start - 30_000 <= 300)
    #expect(board.calls.count == 1_001)
  }
}
