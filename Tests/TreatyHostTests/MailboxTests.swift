import Testing
import TreatyPlan
import TreatyStore

@testable import TreatyEngine
@testable import TreatyHost

@Suite("What waits is bounded, and everybody who waits is answered")
struct MailboxTests {
  private static func intake(_ bytes: Int = 2) -> Intake {
    Intake(flow: "f", trace: "t", parentSpan: nil, headers: [], body: [UInt8](repeating: 0x20, count: bytes))
  }

  private static func outcome(_ mailbox: Mailbox, _ intakes: [Intake]) async -> Result<[IntakeResult], Mailbox.Refusal>
  {
    do throws(Mailbox.Refusal) { return .success(try await mailbox.take(intakes)) } catch { return .failure(error) }
  }

  private static func tokens(_ batch: [EngineInput]) -> [UInt64] {
    batch.compactMap { if case .intake(_, let token) = $0 { token } else { nil } }
  }

  /// Settles all that waits, as a turn would.
  private static func settle(_ mailbox: Mailbox) -> Int {
    let batch = mailbox.batch()
    var result = StepResult()
    result.intakes = tokens(batch).map { ($0, .accepted(trace: "t", isNew: true)) }
    mailbox.settle(result)
    return batch.count
  }

  @Test("a sender with several flows is answered once, when all of it is kept")
  func together() async {
    let mailbox = Mailbox()
    async let answer = Self.outcome(mailbox, [Self.intake(), Self.intake(), Self.intake()])
    await mailbox.sleep(atMost: nil)
    #expect(Self.settle(mailbox) == 3)
    #expect(await answer == .success(Array(repeating: .accepted(trace: "t", isNew: true), count: 3)))
  }

  @Test("beyond the bound senders are asked to come again, and the others are still served")
  func bounded() async {
    let mailbox = Mailbox()
    await withTaskGroup(of: Bool.self) { group in
      let large = Mailbox.mostBytes / 8
      for _ in 0..<12 {
        group.addTask { if case .success = await Self.outcome(mailbox, [Self.intake(large)]) { true } else { false } }
      }
      var refused = 0
      while refused < 4, let taken = await group.next() { refused += taken ? 0 : 1 }
      #expect(refused == 4)
      #expect(Self.settle(mailbox) == 8)
      #expect(await group.reduce(into: 0) { $0 += $1 ? 1 : 0 } == 8)
    }
    async let after = Self.outcome(mailbox, [Self.intake()])
    while Self.settle(mailbox) == 0 { await mailbox.sleep(atMost: .milliseconds(5)) }
    #expect(await after == .success([.accepted(trace: "t", isNew: true)]), "room is free again")
  }

  @Test("a turn takes no more than its share, and never half of what belongs together")
  func shares() async {
    let mailbox = Mailbox()
    await withTaskGroup(of: Void.self) { group in
      let senders = 200
      for _ in 0..<senders {
        group.addTask { _ = await Self.outcome(mailbox, [Self.intake(), Self.intake(), Self.intake()]) }
      }
      var taken = 0
      while taken < senders * 3 {
        await mailbox.sleep(atMost: .milliseconds(50))
        let batch = mailbox.batch()
        #expect(batch.count <= Mailbox.mostPerTurn + 2)
        #expect(Dictionary(grouping: Self.tokens(batch)) { $0 }.values.allSatisfy { $0.count == 3 })
        taken += batch.count
        var result = StepResult()
        result.intakes = Self.tokens(batch).map { ($0, .accepted(trace: "t", isNew: true)) }
        mailbox.settle(result)
      }
    }
  }

  @Test("without room senders and operators are refused, answers wait")
  func giveBack() async {
    let mailbox = Mailbox()
    async let sender = Self.outcome(mailbox, [Self.intake()])
    await mailbox.sleep(atMost: nil)
    mailbox.sent(1)
    mailbox.answered(CallID(delivery: .init(1), attempt: 1), .noReply(reach: .notSent, cause: ""))
    mailbox.giveBack(mailbox.batch())
    #expect(await sender == .failure(.full))
    #expect(!mailbox.isQuiet)
    let rest = mailbox.batch()
    #expect(rest.count == 1)
    if case .answer = rest.first {} else { Issue.record("the answer was lost") }
    #expect(mailbox.isQuiet)
  }

  @Test("after the end everybody is refused, who waits and who comes")
  func closed() async {
    let mailbox = Mailbox()
    async let waiting = Self.outcome(mailbox, [Self.intake()])
    await mailbox.sleep(atMost: nil)
    mailbox.close()
    #expect(await waiting == .failure(.stopping))
    #expect(await Self.outcome(mailbox, [Self.intake()]) == .failure(.stopping))
    await #expect(throws: Mailbox.Refusal.stopping) { try await mailbox.perform(.retry(.init(1)), by: .host) }
  }

  @Test("a signal is never slept through")
  func signals() async {
    let mailbox = Mailbox()
    mailbox.signal()
    await mailbox.sleep(atMost: nil)
    await mailbox.sleep(atMost: .milliseconds(1))
    let sleeper = Task { await mailbox.sleep(atMost: nil) }
    sleeper.cancel()
    await sleeper.value
    #expect(mailbox.isQuiet)
  }
}
