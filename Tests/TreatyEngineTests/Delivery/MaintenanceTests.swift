import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("While a system is worked on its calls wait, and nothing is lost by that")
struct MaintenanceTests {
  @Test("no call leaves until the end of the work; then all do, and other systems do not wait")
  func held() async throws {
    let limits = CallLimits(ratePerSecond: nil, concurrency: 4, timeoutMilliseconds: 1_000)
    var board = try Switchboard(Exchange(limits: [limits, limits]).plan())
    let end = Switchboard.start + 15_000
    board.engine.hold(
      ["desk0", "unknown"], until: Instant(milliseconds: end), at: Instant(milliseconds: Switchboard.start))
    board.tell(["a", "b"])
    try await board.run()
    let held = board.calls.filter { $0.system == "desk0" }
    #expect(!held.isEmpty)
    #expect(held.allSatisfy { $0.sent >= end })
    #expect(try await board.deliveries().allSatisfy { $0.state == .done })
    // The engine wakes for it by itself, and at once.
    #expect(held.map(\.sent).min() == end)
  }
}
