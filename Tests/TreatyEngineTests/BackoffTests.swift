import CEL
import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("Retry and backoff")
struct BackoffTests {
  @Test(
    "pauses are drawn evenly between nothing and their upper end",
    arguments: zip([1, 2, 3, 6, 7, 50, 10_000], [1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000] as [Int64]))
  func fullJitter(attempts: Int, upper: Int64) {
    var random = SplitMix64(seed: UInt64(attempts))
    let pauses = (0..<4_000).map { _ in SamplePlan.patient.pause(after: attempts, using: &random) }
    #expect(pauses.allSatisfy { (0...upper).contains($0) })
    let mean = Double(pauses.reduce(0, +)) / 4_000 / Double(upper)
    #expect(abs(mean - 0.5) < 0.03, "mean \(mean)")
    for tenth in 0..<10 {
      let share = pauses.count { Int($0 * 10 / (upper + 1)) == tenth }
      #expect((300...500).contains(share), "\(share) of 4,000 in tenth \(tenth)")
    }
  }

  @Test("without jitter the pause is the upper end", arguments: zip(1...4, [1_000, 3_000, 9_000, 20_000] as [Int64]))
  func noJitter(attempts: Int, pause: Int64) {
    var policy = SamplePlan.patient
    (policy.factor, policy.maxMilliseconds, policy.jitter) = (3, 20_000, .none)
    var random = SplitMix64(seed: 1)
    #expect(policy.pause(after: attempts, using: &random) == pause)
  }

  private func exact(_ change: (inout RetryPolicy) -> Void = { _ in }) -> SamplePlan {
    var policy = SamplePlan.patient
    policy.jitter = .none
    change(&policy)
    return SamplePlan(retry: policy)
  }

  @Test("each try comes after its pause, and the pauses grow to their upper end")
  func growing() async throws {
    var house = try House(exact { $0.maxMilliseconds = 10_000 })
    var left = 8
    house.fault = { _ in
      left -= 1
      return left >= 0 ? .status(503, isDone: false) : .none
    }
    try await house.take(Alert("a"))
    try await house.settle()
    let times = house.desk.seen.map(\.at)
    #expect(
      zip(times, times.dropFirst()).map { $1 - $0 - 50 } == [
        1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000,
      ])
  }

  @Test("as many calls are made as the policy allows", arguments: [1, 2, 5])
  func attempts(most: Int) async throws {
    var house = try House(exact { $0.attempts = most })
    house.fault = { _ in .status(503, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(house.desk.seen.count == most)
    let delivery = try await house.delivery()
    #expect(delivery.state == .dead && delivery.failure == "outage")
    #expect(delivery.cause?.contains("attempt \(most) of \(most)") == true, "\(delivery.cause ?? "")")
  }

  @Test("searching for a record uses up no attempt to make it")
  func searching() async throws {
    var house = try House(exact { $0.attempts = 3 })
    house.fault = { $0.operation == "create" ? .lost(isDone: false) : .none }
    try await house.take(Alert("a"))
    try await house.settle()
    let attempts = try await house.attempts(try await house.delivery().id).map(\.operation)
    #expect(attempts == ["create", "find", "create", "find", "create", "find"])
    #expect(try await house.delivery().state == .dead)
  }

  @Test("a delivery is given up at its deadline and not before", arguments: [30_000, 600_000] as [Int64])
  func deadline(after: Int64) async throws {
    var house = try House(exact { $0.deadlineMilliseconds = after })
    let start = house.now
    house.fault = { _ in .notSent }
    try await house.take(Alert("a"))
    try await house.settle()
    let delivery = try await house.delivery()
    #expect(delivery.state == .dead && delivery.failure == "outage")
    #expect(delivery.cause?.contains("deadline") == true)
    let last = try #require(try await house.attempts(delivery.id).last?.sent.milliseconds)
    #expect(last < start + after)
    #expect(last > start + after - 61_000, "the last try was \(start + after - last) ms early")
  }

  struct Patience: Sendable, CustomTestStringConvertible {
    var headers: [(String, String)]
    var milliseconds: Int64?
    var testDescription: String { headers.map { "\($0.0): \($0.1)" }.joined(separator: ", ") }
  }

  static let patience: [Patience] = [
    Patience(headers: [("Retry-After", "120")], milliseconds: 120_000),
    Patience(headers: [("retry-after", "0")], milliseconds: 0),
    Patience(
      headers: [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 08:48:37 GMT")],
      milliseconds: 60_000),
    // Their clock may be wrong, the difference of their own two times is not.
    Patience(
      headers: [("Retry-After", "Mon, 23 Nov 2026 10:05:00 GMT"), ("Date", "Mon, 23 Nov 2026 10:00:00 GMT")],
      milliseconds: 300_000),
    Patience(
      headers: [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 08:50:37 GMT")],
      milliseconds: 0),
    Patience(headers: [("Retry-After", "-5")], milliseconds: nil),
    Patience(headers: [("Retry-After", "soon")], milliseconds: nil),
    Patience(headers: [("Retry-After", "99999999999999999999999")], milliseconds: nil),
    Patience(headers: [("Retry-After", "9223372036854775807")], milliseconds: 31_536_000_000),
    Patience(headers: [("Retry-After", "Sun, 99 Nov 1994 08:49:37 GMT")], milliseconds: nil),
    Patience(headers: [], milliseconds: nil),
  ]

  @Test("Retry-After is read as seconds and as a date", arguments: patience)
  func retryAfter(_ patience: Patience) {
    #expect(RetryAfter.milliseconds(patience.headers, now: 784_111_777_000) == patience.milliseconds)
  }

  @Test("a date without a Date header is held against our own clock")
  func ownClock() {
    let headers = [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")]
    #expect(RetryAfter.milliseconds(headers, now: 784_111_777_000 - 7_000) == 7_000)
  }

  @Test("nothing is sent before the system said it may", arguments: [429, 503])
  func obeyed(status: Int) async throws {
    var house = try House(exact())
    var faults: [Desk.Fault] = [.status(status, isDone: false, retryAfter: "90")]
    house.fault = { _ in faults.popLast() ?? .none }
    try await house.take(Alert("a"))
    try await house.settle()
    let times = house.desk.seen.map(\.at)
    #expect(times.count == 2 && times[1] - times[0] >= 90_000)
    #expect(house.notices.contains { if case .retrying(_, _, _, _, _, 90_000) = $0 { true } else { false } })
  }

  @Test("an operator's retry has all attempts and all the time of its policy anew")
  func anew() async throws {
    var house = try House(exact { $0.attempts = 2 })
    house.fault = { _ in .status(503, isDone: false) }
    try await house.take(Alert("a"))
    try await house.settle()
    house.now += 30 * 86_400_000
    #expect(try await house.act(.retry(try await house.delivery().id)) == .done("will be tried again"))
    try await house.settle()
    #expect(house.desk.seen.count == 4)
    #expect(try await house.delivery().state == .dead)
    #expect(try await house.attempts(try await house.delivery().id).map(\.number) == [1, 2, 3, 4])
  }

  @Test("two engines of one seed do the same")
  func repeatable() async throws {
    func run(seed: UInt64) async throws -> [Int64] {
      var house = try House(SamplePlan(), seed: seed)
      var left = 6
      house.fault = { _ in
        left -= 1
        return left >= 0 ? .status(503, isDone: false) : .none
      }
      try await house.take(Alert("a"))
      try await house.settle()
      return house.desk.seen.map(\.at)
    }
    #expect(try await run(seed: 7) == run(seed: 7))
    #expect(try await run(seed: 7) != run(seed: 8))
  }
}
