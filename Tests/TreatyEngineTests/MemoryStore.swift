import Synchronization
import TreatyStore

/// A store in memory, as plain as can be: what every transaction does can be read in a minute, and a simulation runs thousands of
/// them in a second. Nothing of a transaction that throws stays.
final class MemoryStore: Store {
  private let tables = Mutex(MemoryTransaction())

  func transaction<Result: Sendable>(
    _ body: @Sendable (inout MemoryTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    try tables.withLock { (tables) throws(StoreError) -> Result in
      var draft = tables
      let result = try body(&draft)
      tables = draft
      return result
    }
  }

  func close() async throws(StoreError) {}
}

struct MemoryTransaction: StoreTransaction, Sendable {
  private var messages: [Int64: Message] = [:]
  private var deliveries: [Int64: Delivery] = [:]
  private var places: [Int64: Int64] = [:]
  private var attempts: [Int64: [Attempt]] = [:]
  private var links: [LaneKey: Link] = [:]
  private(set) var plans: [String] = []
  private var lastMessage: Int64 = 0
  private var lastDelivery: Int64 = 0
  private var lastPlace: Int64 = 0

  // MARK: Messages

  mutating func insert(_ message: Message) throws(StoreError) -> (id: MessageID, trace: String, isNew: Bool) {
    let first = messages.values.first {
      $0.flow == message.flow && $0.deliveryKey != nil && $0.deliveryKey == message.deliveryKey
    }
    if let first { return (first.id, first.trace, false) }
    lastMessage += 1
    var message = message
    message.id = MessageID(lastMessage)
    messages[lastMessage] = message
    return (message.id, message.trace, true)
  }

  func message(_ id: MessageID) throws(StoreError) -> Message? { messages[id.number] }

  func acceptedMessages(limit: Int) throws(StoreError) -> [Message] {
    Array(messages.values.filter { $0.state == .accepted }.sorted { $0.id < $1.id }.prefix(limit))
  }

  mutating func update(_ message: Message) throws(StoreError) {
    guard var kept = messages[message.id.number] else { return }
    (kept.state, kept.ended, kept.starts, kept.purgeAt) = (
      message.state, message.ended, message.starts, message.purgeAt
    )
    messages[message.id.number] = kept
  }

  func progress(of message: MessageID) throws(StoreError) -> (open: Int, dead: Int) {
    let states = deliveries.values.filter { $0.message == message }.map(\.state)
    return (states.count { $0.holdsLane }, states.count { $0 == .dead || $0 == .dropped })
  }

  func messages(trace: String) throws(StoreError) -> [Message] {
    messages.values.filter { $0.trace == trace }.sorted { $0.id < $1.id }
  }

  // MARK: Deliveries

  private func isHeld(_ lane: LaneKey) -> Bool {
    deliveries.values.contains { $0.lane == lane && $0.state.holdsLane }
  }

  mutating func insert(_ delivery: Delivery) throws(StoreError) -> Delivery {
    var delivery = delivery
    if delivery.state.holdsLane, isHeld(delivery.lane) { delivery.state = .queued }
    lastDelivery += 1
    lastPlace += 1
    delivery.id = DeliveryID(lastDelivery)
    deliveries[lastDelivery] = delivery
    places[lastDelivery] = lastPlace
    return delivery
  }

  func delivery(_ id: DeliveryID) throws(StoreError) -> Delivery? { deliveries[id.number] }

  func ready(system: String, dueBy now: Instant, limit: Int) throws(StoreError) -> [Delivery] {
    let due = deliveries.values.filter { $0.state == .ready && $0.system == system && $0.due <= now }
    return Array(due.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.prefix(limit))
  }

  func nextDue(systems: [String]) throws(StoreError) -> Instant? {
    deliveries.values.filter { $0.state == .ready && systems.contains($0.system) }.map(\.due).min()
  }

  mutating func update(_ delivery: Delivery) throws(StoreError) {
    guard let was = deliveries[delivery.id.number]?.state else { return }
    var delivery = delivery
    if !was.holdsLane, delivery.state.holdsLane {
      if isHeld(delivery.lane) { delivery.state = .queued }
      lastPlace += 1
      places[delivery.id.number] = lastPlace
    }
    deliveries[delivery.id.number] = delivery
    guard was.holdsLane, !delivery.state.holdsLane else { return }
    let lane = deliveries.values.filter { $0.lane == delivery.lane && $0.state.holdsLane }
    if let next = lane.min(by: { places[$0.id.number, default: 0] < places[$1.id.number, default: 0] }),
      next.state == .queued
    {
      deliveries[next.id.number]?.state = .ready
    }
  }

  func inFlight() throws(StoreError) -> [Delivery] {
    try deliveries(in: [.inFlight], flow: nil, limit: .max).reversed()
  }

  func deliveries(in states: [Delivery.State], flow: String?, limit: Int) throws(StoreError) -> [Delivery] {
    let found = deliveries.values.filter { states.contains($0.state) && (flow == nil || $0.lane.flow == flow) }
    return Array(found.sorted { $0.id > $1.id }.prefix(limit))
  }

  func deliveries(of message: MessageID) throws(StoreError) -> [Delivery] {
    deliveries.values.filter { $0.message == message }.sorted { $0.id < $1.id }
  }

  func openFlows() throws(StoreError) -> [String] {
    Set(messages.values.filter { $0.state == .accepted || $0.state == .running }.map(\.flow)).sorted()
  }

  // MARK: Attempts and links

  mutating func save(_ attempt: Attempt) throws(StoreError) {
    var kept = attempts[attempt.delivery.number, default: []]
    if let index = kept.firstIndex(where: { $0.number == attempt.number }) {
      kept[index] = attempt
    } else {
      kept.append(attempt)
    }
    attempts[attempt.delivery.number] = kept
  }

  func attempts(of delivery: DeliveryID) throws(StoreError) -> [Attempt] { attempts[delivery.number] ?? [] }

  func link(_ lane: LaneKey) throws(StoreError) -> Link? { links[lane] }

  mutating func save(_ link: Link) throws(StoreError) { links[link.lane] = link }

  // MARK: House-keeping

  mutating func install(plan digest: String, text: [UInt8], at now: Instant) throws(StoreError) { plans.append(digest) }

  mutating func purge(dueBy now: Instant, limit: Int) throws(StoreError) -> Int {
    let due = messages.values.filter { message in
      guard let at = message.purgeAt, at <= now, message.state == .done || message.state == .ended else { return false }
      return !deliveries.values.contains { $0.message == message.id && $0.state.holdsLane }
    }.sorted { ($0.purgeAt ?? now, $0.id) < ($1.purgeAt ?? now, $1.id) }.prefix(limit)
    for message in due {
      messages[message.id.number] = nil
      for delivery in deliveries.values where delivery.message == message.id {
        deliveries[delivery.id.number] = nil
        attempts[delivery.id.number] = nil
      }
    }
    return due.count
  }

  func census() throws(StoreError) -> StoreCensus {
    var open: [String: [String: Int]] = [:]
    for delivery in deliveries.values where delivery.state.holdsLane || delivery.state == .dead {
      open[delivery.system, default: [:]][delivery.state.rawValue, default: 0] += 1
    }
    return StoreCensus(
      messages: Dictionary(grouping: messages.values, by: \.state.rawValue).mapValues(\.count),
      deliveries: Dictionary(grouping: deliveries.values, by: \.state.rawValue).mapValues(\.count), open: open,
      oldestOpen: deliveries.values.filter(\.state.holdsLane).map(\.created).min(), links: links.count)
  }
}
