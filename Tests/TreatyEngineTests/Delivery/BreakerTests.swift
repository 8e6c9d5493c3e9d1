import Testing
import TreatyPlan

@testable import TreatyEngine

@Suite("A system that fails is left alone, asked by one call, and come back to slowly")
struct BreakerTests {
  private let policy = BreakerPolicy(failures: 3, pauseMilliseconds: 64_000)

  @Test("it opens after so many failures in a row, and an answer in between starts the count anew")
  func opens() {
    var breaker = Breaker(policy)
    for failures in [2, 2] {
      #expect(fail(&breaker, failures) == [nil, nil])
      let isNews = breaker.noteAnswer(at: 0)
      #expect(!isNews)
    }
    #expect(fail(&breaker, 3) == [nil, nil, 4_000])
    let allowance = breaker.allowance(at: 3_999)
    #expect(allowance == (0, false))
    #expect(breaker.closedUntil == 4_000)
  }

  private func fail(_ breaker: inout Breaker, _ times: Int, at time: Int64 = 0) -> [Int64?] {
    (0..<times).map { _ in breaker.noteFailure(at: time) }
  }

  @Test("while it is open one call tries at a time, and each pause is twice as long, up to the longest")
  func pauses() {
    var breaker = Breaker(policy)
    var (time, pauses): (Int64, [Int64]) = (0, [])
    for _ in 0..<2 { _ = breaker.noteFailure(at: time) }
    for _ in 0..<7 {
      let until = breaker.noteFailure(at: time) ?? 0
      pauses.append(until - time)
      // Answers to calls that left before change nothing.
      #expect(fail(&breaker, 1, at: time) == [nil])
      time = until
      let trial = breaker.allowance(at: time)
      #expect(trial == (1, true))
      breaker.take(at: time)
      let others = breaker.allowance(at: time)
      #expect(others == (0, false))
    }
    #expect(pauses == [4_000, 8_000, 16_000, 32_000, 64_000, 64_000, 64_000])
  }

  @Test("after the first answer more is allowed step by step, until all is")
  func slowStart() {
    var breaker = Breaker(policy)
    _ = fail(&breaker, 3)
    breaker.take(at: 4_000)
    let isNews = breaker.noteAnswer(at: 4_100)
    #expect(isNews)
    let times: [Int64] = [0, 4_999, 5_000, 10_000, 15_000, 20_000]
    let sixteenths = times.map { Int(breaker.allowance(at: 4_100 + $0).share * 16) }
    #expect(sixteenths == [1, 1, 2, 4, 8, 16])
  }

  @Test("a failure in slow start begins with the shortest pause again")
  func again() {
    var breaker = Breaker(policy)
    for _ in 0..<3 { _ = breaker.noteFailure(at: 0) }
    breaker.take(at: 4_000)
    _ = breaker.noteAnswer(at: 4_100)
    #expect(fail(&breaker, 3, at: 5_000) == [nil, nil, 9_000])
  }

  @Test("a pause that is shorter than its steps is a pause")
  func tiny() {
    var breaker = Breaker(BreakerPolicy(failures: 1, pauseMilliseconds: 100))
    #expect(fail(&breaker, 1) == [6])
  }

  @Test("of several policies the fewest failures and the longest pause hold")
  func policies() async throws {
    var retries = [SamplePlan.patient, SamplePlan.patient]
    retries[0].breaker = BreakerPolicy(failures: 2, pauseMilliseconds: 16_000)
    retries[1].breaker = BreakerPolicy(failures: 9, pauseMilliseconds: 160_000)
    var board = try Switchboard(
      Exchange(flows: [.init(name: "a", retry: 0), .init(name: "b", retry: 1)], retries: retries).plan())
    board.partner = { _, _, _ in (10, .noReply(reach: .notSent, cause: "refused")) }
    board.tell(["1", "2", "3", "4"])
    try await board.run(until: board.now + 100)
    #expect(board.calls.count == 4)
    let downs = board.notices.compactMap { entry -> Int64? in
      if case .systemDown(_, let pause) = entry.notice { pause } else { nil }
    }
    #expect(downs == [10_000])
  }
}
