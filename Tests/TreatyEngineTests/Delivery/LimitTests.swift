import CEL
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("No call leaves beyond what system, account and operation allow")
struct LimitTests {
  private let wide = CallLimits(ratePerSecond: nil, concurrency: 8, timeoutMilliseconds: 10_000)

  @Test("systems of one account share its calls at once and its calls a second")
  func account() async throws {
    var board = try Switchboard(
      Exchange(limits: [wide, wide], flows: [.init(name: "both", to: [0, 1])]).plan {
        for index in 0..<2 {
          $0.systems[index].account = AccountLimits(name: "robot", ratePerSecond: 5, concurrency: 3)
        }
      })
    board.partner = { call, _, number in (400, Switchboard.good(call, number)) }
    board.tell((0..<30).map { "k\($0)" })
    try await board.run()
    #expect(board.calls.count == 60)
    #expect(board.mostAtOnce() == 3)
    let times = board.calls.map(\.sent).sorted()
    #expect(times.allSatisfy { start in times.count { $0 >= start && $0 < start + 10_000 } <= 56 })
    #expect((times.last ?? .max) - (times.first ?? 0) < 13_000)
    // Neither of the two is starved by the other.
    #expect(board.calls.prefix(30).count { $0.system == "desk1" } >= 8)
  }

  @Test("an operation has limits of its own, and what it holds up lets others past")
  func operation() async throws {
    var board = try Switchboard(
      Exchange(limits: [wide]).plan {
        $0.systems[0].records[0].create?.limits = OperationLimits(ratePerSecond: 2, concurrency: 1)
      })
    board.tell(["a"])
    try await board.run()
    board.tell((0..<20).map { "n\($0)" })
    board.tell(["a"], state: "resolved")
    try await board.run()
    let creates = board.calls.filter { $0.operation == "create" }
    #expect(creates.count == 21)
    #expect(board.mostAtOnce { $0.operation == "create" } == 1)
    let times = creates.map(\.sent)
    #expect(times.allSatisfy { start in times.count { $0 >= start && $0 < start + 5_000 } <= 13 })
    let update = try #require(board.calls.first { $0.operation == "update" })
    #expect(update.sent - times[1] < 1_000, "the update waited for the creates")
    #expect(creates.last.map { $0.sent - times[1] < 15_000 } ?? false)
  }

  @Test("what answers say is left is not exceeded, and is waited for")
  func remaining() async throws {
    // Ten calls a minute, as the vendor counts them.
    var board = try Switchboard(
      Exchange(limits: [wide]).plan {
        $0.systems[0].throttle = ThrottleReading(
          remaining: SamplePlan.cel("int(headers['x-left'])", "int"),
          reset: SamplePlan.cel("duration(headers['x-reset'] + 's')", "duration"))
      })
    let partner = Counter()
    board.partner = { call, now, number in
      let minute = (now - Switchboard.start) / 60_000
      let count = partner.count(in: minute)
      let reset = 60 - (now - Switchboard.start) % 60_000 / 1000
      let headers = [("X-Left", "\(max(0, 10 - count))"), ("X-Reset", "\(reset)")]
      guard count <= 10 else { return (20, Switchboard.status(429, headers)) }
      return (20, .reply(status: 200, headers: headers, body: Array("{\"id\":\"\(number)\"}".utf8)))
    }
    board.tell((0..<45).map { "k\($0)" })
    try await board.run()
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
    #expect(partner.refused == 0, "\(partner.refused) calls were beyond what was left")
    #expect((board.calls.last?.sent ?? 0) - Switchboard.start < 250_000)
  }

  /// What a vendor counts.
  private final class Counter {
    private var counts: [Int64: Int] = [:]
    private(set) var refused = 0

    func count(in minute: Int64) -> Int {
      counts[minute, default: 0] += 1
      if counts[minute, default: 0] > 10 { refused += 1 }
      return counts[minute, default: 0]
    }
  }

  @Test("`Retry-After` holds back all calls to the system, by seconds and by date")
  func retryAfter() async throws {
    for (header, wait) in [("30", 30_000 as Int64), ("Mon, 23 Nov 2026 10:00:45 GMT", 45_000)] {
      var board = try Switchboard(Exchange(limits: [wide]).plan())
      let start = board.now
      board.partner = { call, now, number in
        now < start + wait
          ? (10, Switchboard.status(429, [("Retry-After", header), ("Date", "Mon, 23 Nov 2026 10:00:00 GMT")]))
          : (10, Switchboard.good(call, number))
      }
      board.tell((0..<50).map { "k\($0)" })
      try await board.run()
      #expect(board.calls.count { $0.sent < start + wait } == 8, "those that were out together")
      #expect(board.calls.count == 58)
    }
  }

  @Test("a system that answers 429 for an hour and says nothing more is asked some hundred times, not ten thousand")
  func hourOfThrottling() async throws {
    var board = try Switchboard(Exchange(limits: [wide]).plan())
    let end = board.now + 3_600_000
    board.partner = { call, now, number in
      now < end ? (10, Switchboard.status(429)) : (10, Switchboard.good(call, number))
    }
    board.tell((0..<500).map { "k\($0)" })
    try await board.run()
    let asked = board.calls.count { $0.sent < end }
    #expect(asked < 600, "\(asked) calls in an hour")
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
    #expect((board.calls.last?.sent ?? .max) - end < 180_000)
  }
}
