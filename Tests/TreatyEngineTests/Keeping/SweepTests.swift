import CEL
import Testing
import TreatyAudit
import TreatyPlan
import TreatyStore
import TreatyStoreContract

@testable import TreatyEngine

@Suite("What has ended is kept as long as its policy says, and never removed while something forbids it")
struct SweepTests {
  private static let day: Int64 = 86_400_000

  /// A house whose one flow keeps messages by this policy, with one message that ended well.
  private static func house(_ change: (inout RetentionPolicy) -> Void = { _ in }) async throws -> House<ReferenceStore>
  {
    var plan = SamplePlan().plan
    change(&plan.retentions[0])
    var house = House(try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings()), ReferenceStore())
    try await house.take(Alert("a"))
    try await house.settle()
    return house
  }

  private static func sweep(_ house: House<ReferenceStore>, days: Int64, plan: LinkedPlan? = nil) async throws
    -> Sweep.Step
  {
    let (sweep, now) = (Sweep(plan ?? house.plan), Instant(milliseconds: house.now + days * day))
    return try await house.store.transaction { (tx) throws(StoreError) in
      var (step, walk) = (try sweep.step(limit: 10, at: now, in: &tx), LinkWalk())
      let rest = try sweep.rest(&walk, limit: 10, at: now, in: &tx)
      (step.links, step.entries) = (rest.links, rest.entries)
      return step
    }
  }

  @Test("what ended well and what did not have times of their own")
  func times() async throws {
    var house = try await Self.house { ($0.doneMilliseconds, $0.deadMilliseconds) = (2 * Self.day, 5 * Self.day) }
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("b"))
    try await house.settle()
    #expect(try await Self.sweep(house, days: 1).removed == 0)
    #expect(try await Self.sweep(house, days: 3).removed == 1)
    #expect(try await house.deliveries().map(\.state) == [.dead])
    #expect(try await Self.sweep(house, days: 6).removed == 1)
    #expect(try await Self.sweep(house, days: 6).next == nil)
  }

  @Test("what is in a message goes before the message does, and then nobody can retry it")
  func payload() async throws {
    var house = try await Self.house { ($0.payloadMilliseconds, $0.deadMilliseconds) = (Self.day, 9 * Self.day) }
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("b"))
    try await house.settle()
    let step = try await Self.sweep(house, days: 2)
    #expect(step.stripped == 2 && step.removed == 0)
    let dead = try #require(try await house.deliveries().first { $0.state == .dead })
    #expect(dead.isForgotten && dead.payload.isEmpty && dead.failure == "rejected")
    guard case .refused = try await house.act(.retry(dead.id)) else {
      Issue.record("it must not be retried")
      return
    }
    #expect(try await house.act(.drop(dead.id)) == .done("dropped"))
  }

  @Test("what was sent and answered in a call that failed goes with the payload: bodies are in it as well")
  func exchange() async throws {
    var house = try await Self.house { ($0.payloadMilliseconds, $0.deadMilliseconds) = (Self.day, 9 * Self.day) }
    house.fault = { _ in .status(422, isDone: false) }
    try await house.take(Alert("b", title: "canary 17"))
    try await house.settle()
    let dead = try #require(try await house.deliveries().first { $0.state == .dead })
    let kept = try #require(try await house.attempts(dead.id).last)
    #expect(String(decoding: kept.exchange ?? [], as: UTF8.self).contains("canary 17"))
    _ = try await Self.sweep(house, days: 2)
    let left = try #require(try await house.attempts(dead.id).last)
    #expect(left.exchange == nil && left.detail == nil)
    // What became of it is still known.
    #expect(left.status == kept.status && left.result == kept.result && left.sent == kept.sent)
  }

  @Test("data of a class that is kept shorter takes its message with it")
  func classes() async throws {
    var plan = SamplePlan().plan
    for type in plan.types.indices where plan.types[type].name == "alert" {
      plan.types[type].fields?[1].dataClass = .personal
    }
    plan.retentions[0].classes = ["personal": Self.day, "secret": 1]
    var house = House(try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings()), ReferenceStore())
    try await house.take(Alert("a"))
    try await house.settle()
    #expect(try await Self.sweep(house, days: 0).removed == 0)
    #expect(try await Self.sweep(house, days: 2).removed == 1)
  }

  @Test("the policy of the plan that runs now counts: a longer one keeps what another would have removed")
  func changed() async throws {
    let house = try await Self.house { $0.doneMilliseconds = Self.day }
    var longer = house.plan.plan
    longer.retentions[0].doneMilliseconds = 9 * Self.day
    let plan = try LinkedPlan(plan: longer, digest: "sha256:1", bindings: Bindings())
    #expect(try await Self.sweep(house, days: 2, plan: plan).removed == 0)
    #expect(try await Self.sweep(house, days: 10, plan: plan).removed == 1)
  }

  @Test(
    "a hold keeps what it names, by flow, trace, key, record and time, and nothing else",
    arguments: [
      (HoldOf.everything, true), (.flow("page"), true), (.flow("other"), false), (.subject("a"), true),
      (.subject("1"), true), (.subject("z"), false), (.since(-1), true), (.since(1), false), (.before(1), true),
      (.before(-1), false), (.until(0), false),
    ])
  func holds(what: HoldOf, keeps: Bool) async throws {
    let house = try await Self.house { $0.doneMilliseconds = Self.day }
    var hold = LegalHold(name: "case", reason: "because", by: "anna", created: Instant(milliseconds: house.now))
    what.apply(to: &hold, now: house.now)
    let put = hold
    try await house.store.transaction { (tx) throws(StoreError) in try tx.put(put) }
    let step = try await Self.sweep(house, days: 3)
    #expect((step.held, step.removed) == (keeps ? 1 : 0, keeps ? 0 : 1))
    try await house.store.transaction { (tx) throws(StoreError) in
      #expect(try tx.holds() == [put])
      try tx.release(hold: "case")
      #expect(try tx.holds().isEmpty)
    }
    #expect(try await Self.sweep(house, days: 5).removed == (keeps ? 1 : 0))
  }

  enum HoldOf: Sendable {
    case everything
    case flow(String), subject(String)
    /// Days from when the message was taken.
    case since(Int64), before(Int64), until(Int64)

    func apply(to hold: inout LegalHold, now: Int64) {
      func day(_ days: Int64) -> Instant { Instant(milliseconds: now + days * SweepTests.day) }
      switch self {
      case .everything: break
      case .flow(let flow): hold.flows = [flow]
      case .subject(let subject): hold.subjects = [subject]
      case .since(let days): hold.since = day(days)
      case .before(let days): hold.before = day(days)
      case .until(let days): hold.until = day(days)
      }
    }
  }

  @Test("a hold that a policy declares keeps all of its flows, through its last day")
  func declared() async throws {
    let house = try await Self.house {
      ($0.doneMilliseconds, $0.hold) = (Self.day, PlannedHold(reason: "Case 1", until: nil, by: nil))
    }
    #expect(try await Self.sweep(house, days: 400).held == 1)
    let day = Timestamp(millisecondsSinceEpoch: house.now + 3 * Self.day).rfc3339.prefix(10)
    let hold = PlannedHold(reason: "Case 1", until: String(day), by: nil)
    #expect(hold.stands(at: Instant(milliseconds: house.now + 3 * Self.day)))
    #expect(!hold.stands(at: Instant(milliseconds: house.now + 5 * Self.day)))
  }

  @Test(
    "what is archived is named before it is removed, with all that came of it, and named again if nobody comes back")
  func archived() async throws {
    let house = try await Self.house {
      $0.doneMilliseconds = Self.day
      $0.archive = PlannedArchive(to: PlannedTemplate(text: "/archive"), keepMilliseconds: nil)
    }
    let step = try await Self.sweep(house, days: 2)
    let messages = try #require(step.toArchive["/archive"])
    #expect(messages.count == 1 && step.removed == 0)
    let line = try Value(json: messages[0].line)
    #expect(line["flow"]?.pieceText?.string == "page" && line["state"]?.pieceText?.string == "done")
    #expect(line["deliveries"]?.asList?.first?["record"]?.pieceText?.string == "1")
    // Whoever writes it has an hour; after that it is thought that nobody did.
    #expect(try await Self.sweep(house, days: 2).toArchive.isEmpty)
    let again = try #require(try await Self.sweep(house, days: 3).toArchive["/archive"])
    #expect(again.map(\.line) == messages.map(\.line))
    #expect(try await Self.remove(messages, house) == 0, "they are somebody else's by now")
    #expect(try await Self.remove(again, house) == 1)
    #expect(try await house.deliveries().isEmpty)
    #expect(try await house.trail().last?.act == .archived)
  }

  private static func remove(_ messages: [ArchivedMessage], _ house: House<some Store>) async throws -> Int {
    let (sweep, now) = (Sweep(house.plan), Instant(milliseconds: house.now))
    return try await house.store.transaction { (tx) throws(StoreError) in
      try sweep.remove(messages, to: "/archive/x.gz", at: now, in: &tx)
    }
  }

  @Test("what is held, or tried again, while it is being written to an archive is not removed")
  func changedMeanwhile() async throws {
    let house = try await Self.house {
      $0.doneMilliseconds = Self.day
      $0.archive = PlannedArchive(to: PlannedTemplate(text: "/archive"), keepMilliseconds: nil)
    }
    var messages = try #require(try await Self.sweep(house, days: 2).toArchive["/archive"])
    let hold = LegalHold(name: "case", reason: "because", by: "anna", created: Instant(milliseconds: house.now))
    try await house.store.transaction { (tx) throws(StoreError) in try tx.put(hold) }
    #expect(try await Self.remove(messages, house) == 0)
    try await house.store.transaction { (tx) throws(StoreError) in try tx.release(hold: "case") }
    messages = try #require(try await Self.sweep(house, days: 4).toArchive["/archive"])
    let id = messages[0].id
    // As a dead letter of it is when an operator has it tried again.
    try await house.store.transaction { (tx) throws(StoreError) in
      guard var message = try tx.message(id) else { return }
      (message.state, message.ended, message.purgeAt) = (.running, nil, nil)
      try tx.update(message)
    }
    #expect(try await Self.remove(messages, house) == 0)
    #expect(try await house.read { (tx) throws(StoreError) in try tx.message(id) } != nil)
  }

  @Test("records are forgotten where a policy says so, after their last delivery is gone")
  func records() async throws {
    let house = try await Self.house { ($0.doneMilliseconds, $0.recordMilliseconds) = (Self.day, 3 * Self.day) }
    #expect(try await Self.sweep(house, days: 2).links == 0)
    #expect(try await Self.sweep(house, days: 4).links == 1)
    #expect(try await house.read { (tx) throws(StoreError) in try tx.census().links } == 0)
  }

  @Test("the audit trail goes by the longest of the policies, and never while a hold stands")
  func audit() async throws {
    let house = try await Self.house { $0.auditMilliseconds = 10 * Self.day }
    let hold = LegalHold(name: "case", reason: "because", by: "anna", created: Instant(milliseconds: house.now))
    #expect(try await Self.sweep(house, days: 9).entries == 0)
    try await house.store.transaction { (tx) throws(StoreError) in try tx.put(hold) }
    #expect(try await Self.sweep(house, days: 11).entries == 0)
    try await house.store.transaction { (tx) throws(StoreError) in try tx.release(hold: "case") }
    #expect(try await Self.sweep(house, days: 11).entries > 0)
    #expect(try await house.trail().isEmpty)
  }
}

extension House {
  /// The audit trail.
  func trail() async throws -> [AuditRecord] {
    try await read { (tx) throws(StoreError) in try tx.audit(after: 0, limit: 999) }.compactMap { entry in
      if case .readable(let bytes) = entry.content { AuditRecord(json: bytes) } else { nil }
    }
  }
}
