import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("What one process sent, another waits out by its own clock, whatever that was set to")
struct SetClockTests {
  /// A write takes ten seconds at most, and is found two seconds after that.
  private static let surely = SteadyClock.surely(12_000)

  /// The first call breaks off, and what it wrote appears only at the end of its time; the process ends, and the next one's clock is `leap`
  /// milliseconds ahead. Returns when the search left, counted from when that process began.
  private func search(leap: Int64) async throws -> Int64 {
    var board = try Switchboard(Exchange().plan())
    board.partner = { call, _, number in
      number == 1
        ? (50, .noReply(reach: .mayHaveArrived, cause: "the connection broke")) : (50, Switchboard.good(call, number))
    }
    board.tell(["a"])
    try await board.run(until: board.now + 100)
    #expect(board.calls.map(\.operation) == ["create"])
    #expect(try await board.deliveries().map(\.phase) == [.settle])
    board.now += leap
    let began = board.now
    try await board.crash()
    try await board.run()
    // Nothing was found, so it is made again.
    #expect(board.calls.map(\.operation) == ["create", "find", "create"])
    return board.calls[1].sent - began
  }

  @Test(
    "a process whose clock is minutes ahead searches no sooner", arguments: [60_000, 600_000, 3_600_000] as [Int64])
  func ahead(_ leap: Int64) async throws { #expect(try await search(leap: leap) >= Self.surely) }

  @Test("neither does one whose clock is right, or behind", arguments: [0, 5_000, -600_000] as [Int64])
  func right(_ leap: Int64) async throws {
    let left = try await search(leap: leap)
    #expect(left >= Self.surely - max(0, leap) - 100)
    #expect(left <= Self.surely + max(0, -leap) + 1_000, "it does not wait for longer than it must")
  }

  @Test("where nothing is unsure, nothing waits: a delivery that was never sent goes at once")
  func unsent() async throws {
    var board = try Switchboard(Exchange().plan())
    board.partner = { call, _, number in
      number == 1 ? (50, .noReply(reach: .notSent, cause: "no connection")) : (50, Switchboard.good(call, number))
    }
    board.tell(["a"])
    try await board.run(until: board.now + 60)
    board.now += 600_000
    let began = board.now
    try await board.crash()
    try await board.run()
    #expect(board.calls.map(\.operation) == ["create", "create"])
    #expect(board.calls[1].sent - began < 100)
  }

  @Test("more than a turn looks at are waited out without a turn for each, and then all end")
  func many() async throws {
    let brief = RetryPolicy(
      name: "brief", attempts: nil, firstMilliseconds: 100, maxMilliseconds: 100, factor: 1,
      deadlineMilliseconds: 60_000, jitter: .none)
    var exchange = Exchange(retries: [brief])
    exchange.limits[0].concurrency = 1_000
    var board = try Switchboard(exchange.plan())
    let keys = (0..<Engine.deliveriesPerTurn + 50).map { "k\($0)" }
    board.tell(keys)
    try await board.run()
    board.partner = { _, _, _ in (10, .noReply(reach: .mayHaveArrived, cause: "the connection was closed")) }
    board.tell(keys, state: "changed")
    try await board.run(until: board.now + 200)
    board.now += 86_400_000
    let began = board.now
    try await board.crash()
    try await board.run(until: began + 5_000, most: 100)
    #expect(try await board.deliveries().filter { $0.state == .ready }.count == keys.count)
    try await board.run(most: 2_000)
    #expect(try await board.deliveries().filter { $0.state == .dead }.count == keys.count)
  }
}
