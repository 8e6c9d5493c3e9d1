import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine

@Suite("What is too old ends with a person, and is not delivered late")
struct ExpiryTests {
  private func board(expires: Int64?, _ respond: @escaping Switchboard.Partner) throws -> Switchboard {
    var board = try Switchboard(
      Exchange(
        limits: [CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 10_000)],
        flows: [.init(name: "flow")], retries: [Exchange.patient]
      ).plan { $0.flows[0].expiresMilliseconds = expires })
    board.partner = respond
    return board
  }

  @Test("one that waited longer than its flow allows is a dead letter of its own class, and no call is made for it")
  func expires() async throws {
    var board = try board(expires: 60_000) { call, _, number in (9_000, Switchboard.good(call, number)) }
    board.tell((0..<10).map { "k\($0)" })
    try await board.run()
    let deliveries = try await board.deliveries()
    #expect(deliveries.count { $0.state == .done } == board.calls.count)
    #expect((6...8).contains(board.calls.count))
    let dead = deliveries.filter { $0.state == .dead }
    #expect(dead.allSatisfy { $0.failure == "expired" && $0.attempts == 0 })
    #expect(dead.first?.cause == "it waited since 2026-11-23T10:00:00Z, and is older than it may be")
  }

  @Test("it ends also while its system is left alone, and while another of its lane waits for a person")
  func standstill() async throws {
    var board = try board(expires: 300_000) { _, _, _ in (10, .noReply(reach: .notSent, cause: "refused")) }
    board.tell((0..<20).map { "k\($0)" })
    board.tell(["k0"], state: "resolved")
    try await board.run(until: board.now + 400_000)
    let deliveries = try await board.deliveries()
    #expect(deliveries.allSatisfy { $0.state == .dead }, "\(deliveries.map(\.state))")
    #expect(deliveries.contains { $0.failure == "expired" } && deliveries.contains { $0.failure == "outage" })
    let ends = deliveries.compactMap(\.ended?.milliseconds)
    #expect(ends.allSatisfy { ($0 - Switchboard.start) < 300_000 + 61_000 })
  }

  @Test("without a limit of its own the deadline of its policy holds")
  func deadline() async throws {
    var board = try board(expires: nil) { _, _, _ in (10, .noReply(reach: .notSent, cause: "refused")) }
    board.tell(["a"])
    try await board.run()
    let delivery = try #require(try await board.deliveries().first)
    #expect(delivery.state == .dead && delivery.failure == "outage")
    #expect(delivery.cause?.hasSuffix("the deadline leaves no time for another attempt") ?? false)
  }

  @Test("a person who retries it gives it its policy's time again")
  func retried() async throws {
    var isUp = false
    var board = try board(expires: 60_000) { call, _, number in
      isUp ? (10, Switchboard.good(call, number)) : (10, .noReply(reach: .notSent, cause: "refused"))
    }
    board.tell(["a"])
    try await board.run()
    let delivery = try #require(try await board.deliveries().first)
    #expect(delivery.state == .dead)
    isUp = true
    try await board.turn([.act(.retry(delivery.id), by: .host, token: 0)])
    try await board.run()
    #expect(try await board.deliveries().map(\.state) == [.done])
  }

  @Test("a change that is given up holds its lane until it can no longer be carried out", arguments: [1, 3])
  func held(attempts: Int) async throws {
    var board = try Switchboard(
      Exchange(retries: [
        RetryPolicy(
          name: "few", attempts: attempts, firstMilliseconds: 100, maxMilliseconds: 100, factor: 1,
          deadlineMilliseconds: 600_000, jitter: .none)
      ]).plan())
    board.tell(["a"])
    try await board.run()
    board.partner = { call, _, number in
      String(decoding: call.body ?? [], as: UTF8.self).contains("first")
        // The connection breaks at once, and the partner works on.
        ? (10, .noReply(reach: .mayHaveArrived, cause: "the connection was closed"))
        : (10, Switchboard.good(call, number))
    }
    board.tell(["a"], state: "first")
    board.tell(["a"], state: "second")
    try await board.run()
    let deliveries = try await board.deliveries()
    #expect(deliveries.map(\.state) == [.done, .dead, .done])
    let updates = board.calls.filter { $0.operation == "update" }
    #expect(updates.count == attempts + 1)
    let (last, next) = (updates[attempts - 1].sent, updates[attempts].sent)
    #expect(next - last >= 10_000, "the next went \(next - last) ms after one that may still be carried out")
    #expect(deliveries[1].cause?.contains("attempt \(attempts) of \(attempts)") ?? false)
  }
}
