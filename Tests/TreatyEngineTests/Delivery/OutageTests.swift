import CEL
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("A system that was down for an hour is come back to within its limits, in order, with what is new among it")
struct OutageTests {
  @Test("an hour of outage under steady load")
  func hour() async throws {
    let limits = CallLimits(ratePerSecond: 2, concurrency: 4, timeoutMilliseconds: 10_000)
    var board = try Switchboard(Exchange(limits: [limits]).plan())
    let (down, up) = (Switchboard.start + 60_000, Switchboard.start + 3_660_000)
    board.partner = { call, now, number in
      (down..<up).contains(now)
        ? (10, .noReply(reach: .notSent, cause: "refused")) : (200, Switchboard.good(call, number))
    }
    // One of 50 things changes every six seconds, for an hour and a half.
    var number = 0
    for time in stride(from: Int64(0), to: 5_400_000, by: 6_000) {
      let key = "k\(number % 50)"
      board.outbox.append((Switchboard.start + time, 0, [Alert(key, title: key, state: "\(number)")]))
      number += 1
    }
    try await board.run()

    let deliveries = try await board.deliveries()
    #expect(deliveries.count == number && deliveries.allSatisfy { $0.state == .done })
    let asked = board.calls.filter { (down..<up).contains($0.sent) }
    #expect(asked.count < 100, "\(asked.count) calls to a system that was down")
    #expect(board.mostAtOnce("desk0") <= 4)
    #expect(board.mostWithin(10_000, "desk0") <= 10 * 2 + 2)
    // In order: what was written of each thing only ever grows, and ends at what was told last.
    let answered = board.calls.filter { !(down..<up).contains($0.sent) }
    for key in 0..<50 {
      let written = answered.filter { $0.keys == ["k\(key)"] }.compactMap { $0.body["state"]?.asString }.compactMap {
        Int($0)
      }
      #expect(zip(written, written.dropFirst()).allSatisfy { $0 < $1 }, "k\(key): \(written)")
      #expect(written.last == number - 50 + key)
    }
    // Slowly at first.
    func calls(_ from: Int64, _ to: Int64) -> Int { answered.count { (up + from..<up + to).contains($0.sent) } }
    let first = try #require(answered.first { $0.sent >= up }).sent - up
    #expect(first <= 60_000, "the first call came \(first) ms after it was up")
    #expect(calls(first, first + 5_000) <= 3)
    #expect(calls(first + 25_000, first + 35_000) >= 15)
    // The time until what waits is no more than at any other time.
    let late = deliveries.filter { ($0.ended?.milliseconds ?? 0) - $0.created.milliseconds > 10_000 }
    let drained = (late.compactMap(\.ended?.milliseconds).max() ?? 0) - up
    print(
      "outage of an hour: \(asked.count) calls meanwhile, the first after \(first) ms, drained after \(drained / 1000) s"
    )
    #expect(drained < 900_000)
  }
}
