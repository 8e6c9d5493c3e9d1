import Testing
import TreatyEngine
import TreatyStore
import TreatyTelemetry

@Suite("What holds work up is named, with the reason")
struct BottleneckTests {
  private static let now = Instant(milliseconds: 1_000_000)

  private static func facts(
    _ queues: [StoreCensus.Queue], _ systems: [LimitsReport.System], accounts: [LimitsReport.Account] = [],
    flows: [LimitsReport.Flow] = [], activity: ActivityReport = ActivityReport(), accepted: Int = 0,
    room: StoreRoom = .ample
  ) -> WorkFacts {
    WorkFacts(
      census: StoreCensus(
        messages: ["accepted": accepted], deliveries: [:], open: [:], oldestOpen: nil, links: 0, queues: queues),
      limits: LimitsReport(systems: systems, accounts: accounts, flows: flows), activity: activity, room: room, now: now
    )
  }

  private static func queue(
    _ flow: String = "alerts", ready: Int = 0, queued: Int = 0, inFlight: Int = 0, asking: Int = 0, age: Int64 = 60_000
  ) -> StoreCensus.Queue {
    let states = ["ready": ready, "queued": queued, "inFlight": inFlight, "asking": asking].filter { $0.value > 0 }
    return StoreCensus.Queue(
      system: "service-desk", flow: flow, states: states, oldest: now.advanced(milliseconds: -age))
  }

  private static func desk(
    callsOut: Int = 0, rate: Double? = nil, free: Int = 4, bulkFree: Int = 3,
    breaker: LimitsReport.Breaker = .closed, failures: Int = 0, openFor: Int64? = nil, triedIn: Int64? = nil,
    share: Double = 1, throttledFor: Int64? = nil, left: Int? = nil, account: String? = nil
  ) -> LimitsReport.System {
    LimitsReport.System(
      name: "service-desk", callsOut: callsOut, ratePerSecond: rate, free: free, bulkFree: bulkFree, breaker: breaker,
      failures: failures, openSince: openFor.map { now.advanced(milliseconds: -$0) },
      triedAt: triedIn.map { now.advanced(milliseconds: $0) }, share: share,
      throttledUntil: throttledFor.map { now.advanced(milliseconds: $0) }, left: left, account: account)
  }

  private static let busy = ActivityReport(
    takenPerSecond: ["alerts": 31], queues: [.init(flow: "alerts", system: "service-desk", endedPerSecond: 20)],
    systems: [.init(system: "service-desk", callsPerSecond: 20, failuresPerSecond: 0, callP95: 0.9)])

  static let cases: [(WorkFacts, Bottleneck.Kind, String)] = [
    (
      facts(
        [queue(ready: 400, inFlight: 12)],
        [desk(free: 0, breaker: .open, failures: 5, openFor: 185_000, triedIn: 12_000, share: 0)]), .outage,
      "service-desk: 412 wait, its breaker is open since 3m, 5 failures in a row, next try in 12 s"
    ),
    (
      facts([queue(ready: 1)], [desk(callsOut: 1, free: 0, breaker: .trying, failures: 1, openFor: 5_000, share: 0)]),
      .outage,
      "service-desk: 1 waits, its breaker is open since 5 s, 1 failure in a row, one call is out that tries it"
    ),
    (
      facts([queue(ready: 30)], [desk(free: 0, throttledFor: 40_000)]), .throttled,
      "service-desk: 30 wait, it asked for patience for another 40 s"
    ),
    (
      facts([queue(ready: 30)], [desk(free: 0, left: 0)]), .throttled,
      "service-desk: 30 wait, its answers say that no call is left for now"
    ),
    (
      facts(
        [queue(ready: 30)], [desk(account: "bot")],
        accounts: [.init(name: "bot", callsOut: 2, concurrency: 2, ratePerSecond: 0.5, free: 0)]), .account,
      "service-desk: 30 wait, its account bot allows 0.5 calls/s and 2 at once at all systems together, and they are used up"
    ),
    (
      facts([queue(ready: 500)], [desk(rate: 20, free: 0)], activity: busy), .rate,
      "service-desk allows 20 calls/s and 31/s come in: 500 deliveries wait, backlog grows 11/s, empty never at this rate"
    ),
    (
      facts([queue(ready: 500)], [desk(rate: 41, free: 0)], activity: busy), .rate,
      "service-desk allows 41 calls/s and 31/s come in: 500 deliveries wait, empty in 50 s"
    ),
    (
      facts([queue(ready: 50)], [desk(callsOut: 1, free: 0, share: 0.125)]), .slowStart,
      "service-desk: 50 wait, it is come back to slowly after an outage, with 13 % of what it allows"
    ),
    (
      facts([queue(ready: 50, inFlight: 4)], [desk(callsOut: 4, free: 0)], activity: busy), .concurrency,
      "service-desk: 54 wait, all 4 calls that it allows at once are out, and they take up to 900 ms (p95); 31/s come in and 20/s get done"
    ),
    (
      facts([queue(ready: 7)], [desk()], flows: [.init(name: "alerts", retriesLeft: 0.2, systems: ["service-desk"])]),
      .retryBudget, "retry budget of flow alerts used up: 7 wait for service-desk, one more is tried every 10 s"
    ),
    (
      facts(
        [queue(ready: 7)], [desk(callsOut: 3, free: 1, bulkFree: 0)],
        flows: [.init(name: "alerts", priority: "bulk", systems: ["service-desk"])]), .bulk,
      "flow alerts is bulk and yields: 7 wait, the calls to service-desk that are left are for others"
    ),
    (
      facts([queue(queued: 9, asking: 1)], [desk()]), .question,
      "flow alerts: 9 for service-desk wait behind 1 question for a person, so as to stay in order"
    ),
    (
      facts([queue(queued: 9, inFlight: 1)], [desk()]), .lane,
      "flow alerts: 9 for service-desk wait behind others on the same records, so as to stay in order"
    ),
    (
      facts([queue(ready: 3)], [desk()]), .pause,
      "flow alerts: 3 wait for service-desk after failures, until they are tried again; the oldest is 60 s old"
    ),
    (
      facts([], [desk()], activity: ActivityReport(commitsPerSecond: 24, commitSeconds: 0.04), accepted: 40), .store,
      "store: commits take 40 ms, 24 of them a second are all that the disk does"
    ),
    (
      facts([], [desk()], activity: busy, accepted: 1_000), .intake, "1000 messages wait to be worked out; 31/s come in"
    ),
    (
      facts(
        [queue(ready: 3)], [desk()], room: StoreRoom(free: 10, floor: 100, reserve: 0, wantedReserve: 0)), .diskFull,
      "disk full: 10 bytes are free and 100 must be; nothing is taken in and no call begins until there are"
    ),
  ]

  @Test("each reason, in its words", arguments: cases)
  func reason(facts: WorkFacts, kind: Bottleneck.Kind, reason: String) {
    let first = facts.bottlenecks().first
    #expect(first?.reason == reason)
    #expect(first?.kind == kind)
  }

  @Test("every kind of reason has a case")
  func complete() {
    #expect(Set(Self.cases.map(\.1)).union([.noHost]) == Set(Bottleneck.Kind.allCases))
  }

  @Test("what holds up most stands first; what has room is not named")
  func order() {
    var other = Self.desk(breaker: .open, failures: 5, triedIn: 1_000, share: 0)
    other.name = "chat"
    var waiting = Self.queue("news", ready: 900)
    waiting.system = "chat"
    let facts = Self.facts(
      [Self.queue(ready: 30, age: 100), waiting], [Self.desk(free: 0, throttledFor: 1_000), other])
    #expect(facts.bottlenecks().map(\.system) == ["chat", "service-desk"])
    #expect(Self.facts([Self.queue(ready: 3, age: 100)], [Self.desk()]).bottlenecks() == [])
    #expect(Self.facts([], [other]).bottlenecks() == [])
  }

  @Test("without a host nothing goes")
  func noHost() {
    var facts = Self.facts([Self.queue(ready: 3)], [Self.desk()], accepted: 2)
    facts.limits = nil
    #expect(facts.bottlenecks().map(\.reason) == ["no host runs on this store: 5 wait"])
  }
}
