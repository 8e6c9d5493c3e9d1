import TreatyEngine
import TreatyPlan
import TreatyStore

/// The person to whom everything comes that nothing else settles. Looks at the partner's own ledger, and says what is so.
extension SimulatedRun {
  /// Settles what waits for a person.
  /// - Returns: whether there was anything.
  mutating func operate() async throws(StoreError) -> Bool {
    let waiting = try await store.transaction { tx throws(StoreError) in
      try tx.deliveries(in: [.asking, .dead], flow: nil, limit: 1_000)
    }
    guard !waiting.isEmpty else { return false }
    rounds += 1
    guard rounds <= 50 else {
      violations.append("\(waiting.count) deliveries come back to the operator again and again")
      return false
    }
    for delivery in waiting.reversed() {
      let act = self.act(delivery)
      if delivery.state == .dead { noteReordered(delivery) }
      tell("the operator: \(act)")
      try await commit([.act(act, by: ActOrigin(name: "simulated", entry: .socket), token: 0)])
      if engine == nil { break }
    }
    return true
  }

  /// A dead letter that comes back goes to the end of its lane; a message that never came as far as lanes goes to that of each of its own.
  private mutating func noteReordered(_ delivery: Delivery) {
    reordered.insert(delivery.lane.identity)
    guard let number = Int(delivery.trace, radix: 16), scenario.tellings.indices.contains(number - 1) else { return }
    let telling = scenario.tellings[number - 1]
    reordered.formUnion(telling.entries.map { key($0, telling.flow) })
  }

  private func act(_ delivery: Delivery) -> OperatorAct {
    guard delivery.state == .asking, let system = plan.plan.systems.firstIndex(where: { $0.name == delivery.system }),
      let record = partners.records(of: system).last(where: { $0.thing == delivery.lane.identity })
    else { return .retry(delivery.id) }
    return .found(delivery.id, recordID: record.id)
  }
}
