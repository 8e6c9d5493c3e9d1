import CEL
import Foundation
import Testing
import TreatyPlan
import TreatyStore
import TreatyStoreContract
import TreatyStoreSQLite

@testable import TreatyEngine

/// What happens in a run: all of it follows from a seed, so that a run that fails can be had again.
struct Scenario: Sendable {
  var sample = SamplePlan()
  var isCreateIdempotent = false
  var searchLag: Int64
  /// What the sender tells, and when.
  var told: [(at: Int64, alerts: [Alert])] = []
  /// Faults and disruptions end at some time: then everything has to come right.
  var troubledTurns: Int
  var troubledCalls: Int
  var faultShare: Int
  var disruptionShare: Int

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let safeties: [Safety] = [SamplePlan.mark, SamplePlan.mark, .key(header: "Idempotency-Key"), .idempotent, .unsafe]
    sample.createSafety = safeties[Int.random(in: 0..<safeties.count, using: &random)]
    isCreateIdempotent = sample.createSafety == .idempotent
    sample.limits.concurrency = Int.random(in: 1...4, using: &random)
    sample.limits.ratePerSecond = Bool.random(using: &random) ? nil : Double.random(in: 0.5...20, using: &random)
    if Bool.random(using: &random) { sample.readBack = [SamplePlan.rule("record.?state != input.?state", .conflict)] }
    sample.searchDelay = Int64.random(in: 0...5_000, using: &random)
    searchLag = Int64.random(in: 0...sample.searchDelay, using: &random)
    let keys = ["a", "b", "c", "d"].prefix(Int.random(in: 1...4, using: &random))
    var at: Int64 = 0
    for number in 0..<Int.random(in: 1...7, using: &random) {
      at += Int64.random(in: 0...20_000, using: &random)
      let alerts = keys.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
      told.append((at, alerts.map { Alert($0, state: "state \(number)") }))
    }
    troubledTurns = Int.random(in: 0...120, using: &random)
    troubledCalls = Int.random(in: 0...40, using: &random)
    faultShare = Int.random(in: 0...70, using: &random)
    disruptionShare = Int.random(in: 0...25, using: &random)
  }

  /// What goes wrong with a call.
  func fault(_ call: OutgoingCall, using random: inout SplitMix64) -> Desk.Fault {
    let retryAfter = Bool.random(using: &random) ? "\(Int.random(in: 0...90, using: &random))" : nil
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1: return .lost(isDone: true)
    case 2: return .lost(isDone: false)
    case 3: return .notSent
    case 4: return .status(503, isDone: false, retryAfter: retryAfter)
    case 5: return .status(429, isDone: false, retryAfter: retryAfter)
    case 6: return .status(500, isDone: Bool.random(using: &random))
    case 7: return .status(504, isDone: true)
    // A change that is carried out late can overtake the next one, and no client can help that; a record that is made late must
    // still be found.
    default:
      let isMarked = call.operation == "create" && sample.createSafety == SamplePlan.mark
      return isMarked ? .late(Int64.random(in: 0..<call.timeoutMilliseconds, using: &random)) : .lost(isDone: false)
    }
  }
}

@Suite("Simulation: whatever happens, every message ends and every key has one record")
struct SimulationTests {
  /// How many seeds are run, and from which on: `TREATY_SEEDS=100000`, `TREATY_SEED=4711` for one that failed.
  private static let first = ProcessInfo.processInfo.environment["TREATY_SEED"].flatMap { UInt64($0) }
  private static let count =
    first != nil ? 1 : ProcessInfo.processInfo.environment["TREATY_SEEDS"].flatMap { UInt64($0) } ?? 500
  private static let seeds = (first ?? 0)..<(first ?? 0) + count

  @Test("over a store in memory")
  func inMemory() async throws {
    var trouble = Trouble()
    for seed in Self.seeds { try await run(seed: seed, MemoryStore(), &trouble) }
    trouble.report(Int(Self.count))
    // A run in which nothing goes wrong proves nothing.
    if Self.count >= 500 {
      #expect(trouble.disruptions > 500 && trouble.faults > 2_000 && trouble.found > 50 && trouble.asked > 50)
    }
  }

  @Test("over SQLite")
  func sqlite() async throws {
    var trouble = Trouble()
    let seeds = Self.seeds.prefix(Int(max(1, Self.count / 20)))
    for seed in seeds { try await run(seed: seed, try SQLiteStore.inMemory(), &trouble) }
    trouble.report(seeds.count)
  }

  /// What went wrong in all runs.
  private struct Trouble {
    var (messages, calls, faults, disruptions, found, asked, turns) = (0, 0, 0, 0, 0, 0, 0)

    func report(_ runs: Int) {
      print(
        """
        simulation: \(runs) runs, \(turns) turns, \(messages) messages, \(calls) calls, \(faults) faults, \(disruptions) ends and \
        failed commits of the process, \(found) found by their mark, \(asked) asked about; 0 lost, 0 doubled
        """)
    }
  }

  private func run<S: Store>(seed: UInt64, _ store: S, _ trouble: inout Trouble) async throws {
    let scenario = Scenario(seed: seed)
    var house = House(try scenario.sample.linked(), store, seed: seed)
    var random = SplitMix64(seed: ~seed)
    (house.desk.searchLag, house.desk.isCreateIdempotent) = (scenario.searchLag, scenario.isCreateIdempotent)
    house.outbox = scenario.told.enumerated().map {
      (house.now + $0.element.at, "\($0.offset)", House<S>.body($0.element.alerts))
    }
    let luck = Luck(seed: seed, scenario)
    house.latency = { _ in luck.latency() }
    house.fault = { luck.fault($0) }
    for _ in 0..<50 {
      // A message at which the process ended three times is put aside, as it should be: here none does so three times in a row.
      var calmUntil = 0
      trouble.turns += try await house.settle(most: 20_000) { turn in
        guard turn < scenario.troubledTurns, turn >= calmUntil,
          Int.random(in: 0..<100, using: &random) < scenario.disruptionShare
        else { return .none }
        trouble.disruptions += 1
        calmUntil = turn + 4
        return Disruption.allCases.randomElement(using: &random) ?? .none
      }
      let asking = try await house.deliveries().filter { $0.state == .asking }
      trouble.asked += asking.count
      if asking.isEmpty { break }
      for delivery in asking { try await answer(delivery, &house) }
    }
    trouble.faults += luck.faults
    trouble.calls += house.desk.seen.count
    trouble.messages += scenario.told.count
    trouble.found += try await house.deliveries().count { $0.outcome == "found" }
    try await check(house, scenario, "seed \(seed): TREATY_SEED=\(seed) swift test --filter SimulationTests")
  }

  /// A person looks at the partner's ledger.
  private func answer<S: Store>(_ delivery: Delivery, _ house: inout House<S>) async throws {
    let found = house.desk.tickets.last { $0.title == "About \(delivery.lane.identity)" }
    _ = try await house.act(found.map { .found(delivery.id, recordID: $0.id) } ?? .retry(delivery.id))
  }

  private func check<S: Store>(_ house: House<S>, _ scenario: Scenario, _ run: String) async throws {
    var last: [String: String] = [:]
    for alert in scenario.told.flatMap(\.alerts) { last["About \(alert.key)"] = alert.state }
    let tickets = Dictionary(grouping: house.desk.tickets, by: \.title)
    #expect(tickets.keys.sorted() == last.keys.sorted(), "\(run)")
    for (title, found) in tickets {
      #expect(found.count == 1, "doubled: \(found); \(run)")
      #expect(found.first?.state == last[title], "\(title); \(run)")
    }
    let census = try await house.read { tx throws(StoreError) in try tx.census() }
    #expect(census.messages == ["done": scenario.told.count], "\(run)")
    #expect(census.deliveries == ["done": scenario.told.map(\.alerts.count).reduce(0, +)], "\(run)")
    #expect(census.links == last.count, "\(run)")
    #expect(house.mostUnderWay <= scenario.sample.limits.concurrency, "\(run)")
    for delivery in try await house.deliveries() {
      let attempts = try await house.attempts(delivery.id)
      #expect(
        attempts.map(\.number) == Array(1..<attempts.count + 1) && attempts.allSatisfy { $0.ended != nil }, "\(run)")
    }
  }
}

/// Faults and latencies of one run.
private final class Luck {
  private var random: SplitMix64
  private let scenario: Scenario
  private var left: Int
  private(set) var faults = 0

  init(seed: UInt64, _ scenario: Scenario) {
    random = SplitMix64(seed: seed ^ 0xF00D)
    self.scenario = scenario
    left = scenario.troubledCalls
  }

  func latency() -> Int64 { Int64.random(in: 1...9_000, using: &random) }

  func fault(_ call: OutgoingCall) -> Desk.Fault {
    guard left > 0, Int.random(in: 0..<100, using: &random) < scenario.faultShare else { return .none }
    left -= 1
    faults += 1
    return scenario.fault(call, using: &random)
  }
}
