import Testing
import TreatyPlan

@testable import TreatyEngine

@Suite("Retries stay within their flow's budget")
struct RetryBudgetTests {
  @Test("first attempts earn retries, and a flow without any has one every ten seconds")
  func bucket() {
    var budget = RetryBudget(share: 0.2)
    func allowed(at time: Int64) -> Int { (0..<20).count { _ in budget.allows(at: time) } }
    #expect(allowed(at: 0) == 10)
    for _ in 0..<50 { budget.noteFirst() }
    #expect(allowed(at: 0) == 10)
    #expect(allowed(at: 9_000) == 0)
    #expect(allowed(at: 10_001) == 1)
    #expect(allowed(at: 10_002) == 0)
    // However long nothing happened, no more than one was saved up.
    #expect(allowed(at: 10_000_000) == 1)
  }

  private func board(budget: Double?) throws -> Switchboard {
    var policy = SamplePlan.patient
    (policy.budget, policy.maxMilliseconds, policy.jitter) = (budget, 2_000, .none)
    var board = try Switchboard(
      Exchange(
        limits: [CallLimits(ratePerSecond: nil, concurrency: 50, timeoutMilliseconds: 10_000)], retries: [policy]
      ).plan())
    // Every other record is refused for as long as anybody looks, in a way that waiting may mend.
    board.partner = { call, _, number in
      let body = String(decoding: call.body ?? [], as: UTF8.self)
      return (10, body.contains("bad") ? Switchboard.status(409) : Switchboard.good(call, number))
    }
    for second in 0..<100 {
      let key = second.isMultiple(of: 2) ? "bad" : "good"
      board.outbox.append((board.now + Int64(second) * 1_000, 0, [Alert("\(key)\(second)", title: "\(key)\(second)")]))
    }
    return board
  }

  @Test("of a flow's calls no more are retries than its share, and first attempts go all the same")
  func share() async throws {
    var bounded = try board(budget: 0.2)
    try await bounded.run(until: bounded.now + 100_000)
    var free = try board(budget: nil)
    try await free.run(until: free.now + 100_000)
    #expect(Set(bounded.calls.flatMap(\.keys)).count == 100)
    // 20 are earned by 100 first attempts, ten are given, and one comes every ten seconds.
    let retries = bounded.calls.count - 100
    #expect((20...20 + 10 + 11).contains(retries), "\(retries) retries")
    #expect(free.calls.count - 100 > 1_000, "\(free.calls.count - 100) retries without a budget")
  }
}
