import TreatyEngine
import TreatyPlan
import TreatyStore

/// What must hold after every step, and not only in the end.
extension SimulatedRun {
  /// Looks at what a turn left behind.
  mutating func watch(_ result: StepResult) async throws(StoreError) {
    let calls = result.calls
    let isWhole = commits.isMultiple(of: watchEvery)
    let found = try await store.transaction { tx throws(StoreError) in
      try Self.unkept(calls, in: tx) + (isWhole ? try Self.inconsistent(tx) : [])
    }
    violations += found.map { "\($0), after commit \(commits) at \(time) ms" }
  }

  /// Calls that leave although the store does not say so. Nobody would know of one when the process ends.
  private static func unkept(_ calls: [OutgoingCall], in tx: some StoreTransaction) throws(StoreError) -> [String] {
    var found: [String] = []
    for call in calls {
      let delivery = try tx.delivery(call.id.delivery)
      let attempt = try tx.attempts(of: call.id.delivery).last
      if delivery?.state != .inFlight || delivery?.attempts != call.id.attempt || attempt?.number != call.id.attempt
        || attempt?.ended != nil || attempt?.span != call.span
      {
        found.append("audit: a call for delivery \(call.id.delivery.number) leaves that is not on record")
      }
    }
    return found
  }

  /// What in the store contradicts itself.
  private static func inconsistent(_ tx: some StoreTransaction) throws(StoreError) -> [String] {
    var found: [String] = []
    let deliveries = try tx.deliveries(in: Delivery.State.allCases, flow: nil, limit: 10_000)
    for (lane, held) in Dictionary(grouping: deliveries.filter(\.state.holdsLane), by: \.lane) {
      let first = held.filter { $0.state != .queued }
      if first.count != 1 {
        found.append("order: \(first.count) deliveries are first in the lane of `\(lane.identity)` to \(lane.target)")
      }
    }
    for (message, parts) in Dictionary(grouping: deliveries, by: \.message) {
      guard let message = try tx.message(message) else {
        found.append("store: deliveries of message \(message.number) are left, and it is not")
        continue
      }
      let isOpen = parts.contains { $0.state.holdsLane }
      let hasEnded = message.state == .done || message.state == .ended
      if isOpen == hasEnded {
        found.append("store: message \(message.id.number) is \(message.state), and its deliveries are not")
      }
    }
    let census = try tx.census()
    let counted = Dictionary(grouping: deliveries, by: \.state.rawValue).mapValues(\.count)
    if census.deliveries != counted { found.append("store: it counts \(census.deliveries), and has \(counted)") }
    return found
  }
}
