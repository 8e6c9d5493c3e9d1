import TreatyEngine
import TreatyPlan
import TreatyStore

/// What is held against what was promised, at the end of a run: by the partners' ledger, not by our tables.
extension SimulatedRun {
  /// Judges the run.
  mutating func judged() async throws(StoreError) -> RunOutcome {
    violations += limits.violations
    tally.turns = commits
    tally.accepted = Set(taken).count
    for index in scenario.tellings.indices where !heard.contains(index) {
      violations.append("message \(index) was never taken")
    }
    judgeRecords()
    try await judgeStore()
    return RunOutcome(scenario: scenario, tally: tally, violations: violations, story: story?.lines ?? [])
  }

  /// What was accepted for each record, in the order of acceptance.
  private func accepted() -> [Lane: [Int]] {
    var accepted: [Lane: [Int]] = [:]
    for index in taken {
      let telling = scenario.tellings[index]
      for delivery in plan.plan.flows[telling.flow].deliveries {
        for entry in telling.entries {
          let lane = Lane(system: delivery.system.index, key: key(entry, telling.flow))
          accepted[lane, default: []].append(entry.number)
        }
      }
    }
    return accepted
  }

  private struct Lane: Hashable, Comparable {
    var system: Int
    var key: String

    static func < (left: Lane, right: Lane) -> Bool { (left.system, left.key) < (right.system, right.key) }
  }

  private mutating func judgeRecords() {
    let accepted = accepted()
    for (lane, numbers) in accepted.sorted(by: { $0.key < $1.key }) {
      let name = "`\(lane.key)` at \(plan.plan.systems[lane.system].name)"
      let records = partners.records(of: lane.system).filter { $0.thing == lane.key }
      if records.count > 1 {
        tally.doubled += records.count - 1
        violations.append("doubled: \(name) was made \(records.count) times")
      }
      // What was given up on purpose may be at any of its states, or not there.
      guard !withdrawn.contains(lane.key) else { continue }
      let isInOrder = !reordered.contains(lane.key)
      if let number = records.last?.number, !isInOrder || number == numbers.last {
        tally.delivered += 1
      } else {
        tally.lost += 1
        violations.append(
          "lost: \(name) is \(records.last?.number.map { "at \($0)" } ?? "not there"), and was told to be at \(numbers.last ?? 0)"
        )
      }
      let written = partners.ledger.filter { $0.system == lane.system && $0.key == lane.key }.map(\.number)
      if isInOrder, !written.follows(numbers) {
        violations.append("order: \(name) was told \(numbers), and got \(written)")
      }
    }
  }

  private mutating func judgeStore() async throws(StoreError) {
    let (census, deliveries, attempts) = try await store.transaction { tx throws(StoreError) in
      let deliveries = try tx.deliveries(in: Delivery.State.allCases, flow: nil, limit: 10_000)
      var attempts: [DeliveryID: [Attempt]] = [:]
      for delivery in deliveries { attempts[delivery.id] = try tx.attempts(of: delivery.id) }
      return (try tx.census(), deliveries, attempts)
    }
    if census.messages != ["done": taken.count], census.messages.keys.contains(where: { $0 != "done" && $0 != "ended" })
    {
      violations.append("messages are left: \(census.messages)")
    }
    for delivery in deliveries {
      let all = attempts[delivery.id] ?? []
      if all.map(\.number) != Array(1..<all.count + 1) || all.contains(where: { $0.ended == nil }) {
        violations.append("the attempts of delivery \(delivery.id.number) have gaps, or no end")
      }
      if delivery.state.holdsLane {
        violations.append("delivery \(delivery.id.number) is left \(delivery.state.rawValue)")
      }
    }
  }
}

extension Array where Element == Int {
  /// Whether these writes come of these news, in their order: each write is the news at hand, once more or for the first time, and some
  /// news may have been left out.
  fileprivate func follows(_ news: [Int]) -> Bool {
    var place = 0
    for number in self {
      while place < news.count, news[place] != number { place += 1 }
      if place == news.count { return false }
    }
    return true
  }
}
