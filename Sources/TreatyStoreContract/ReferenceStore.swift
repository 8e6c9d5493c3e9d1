public import TreatyStore

/// A store in memory, as plain as can be: arrays that are filtered and sorted. What the contract means can be read here, and drivers
/// are held against it step by step. Nothing survives it.
public actor ReferenceStore: Store {
  private var tables = ReferenceTransaction()

  /// An empty store.
  public init() {}

  /// Runs `body` on a copy that is kept when it returns.
  public func transaction<Result: Sendable>(
    _ body: @Sendable (inout ReferenceTransaction) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    var draft = tables
    let result = try body(&draft)
    tables = draft
    return result
  }

  /// Nothing to let go of.
  public func close() {}
}

/// The tables of a ``ReferenceStore``.
public struct ReferenceTransaction: StoreTransaction, Hashable, Sendable {
  var messages: [Message] = []
  /// In the order of their places in lanes: one that comes back to its lane moves to the end.
  var deliveries: [Delivery] = []
  var attempts: [Attempt] = []
  var links: [Link] = []
  /// Digests of the plans that were noted, in order.
  public internal(set) var plans: [String] = []
  var planTexts: [String: [UInt8]] = [:]
  var facts: [String: String] = [:]
  var notes: [String: [UInt8]] = [:]
  var audit: [Audited] = []
  var auditAnchor: AuditCheckpoint?
  var lastMessageNumber: Int64 = 0
  var lastDelivery: Int64 = 0
  var lastEpoch: Int64 = 0
  /// What is kept under which name. Here everything is kept under today's name: another value renames all rows.
  public var names = StoredNames() {
    didSet { rename(from: oldValue) }
  }

  /// An entry of the audit trail, and what it can be found by.
  struct Audited: Hashable {
    let record: String?
    let entry: AuditEntry
  }

  /// Empty tables.
  public init() {}

  private func missing(_ what: String) -> StoreError {
    .failed(path: "memory", why: "\(what) is not there to be updated")
  }

  // MARK: Messages

  /// Keeps a message.
  public mutating func insert(_ message: Message, keeping: Keeping) throws(StoreError) -> (
    id: MessageID, trace: String, isNew: Bool
  ) {
    if let key = message.deliveryKey?.utf8 {
      // Byte for byte: Swift's `==` takes some texts for the same that are not.
      let first = messages.first {
        $0.flow == message.flow && ($0.deliveryKey.map { $0.utf8.elementsEqual(key) } ?? false)
      }
      if let first { return (first.id, first.trace, false) }
    }
    lastMessageNumber += 1
    var message = message
    message.id = MessageID(lastMessageNumber)
    messages.append(message)
    return (message.id, message.trace, true)
  }

  /// The message of a number.
  public func message(_ id: MessageID) throws(StoreError) -> Message? { messages.first { $0.id == id } }

  /// Messages that are not worked out yet.
  public func acceptedMessages(limit: Int) throws(StoreError) -> [Message] {
    Array(messages.filter { $0.state == .accepted }.prefix(max(0, limit)))
  }

  /// Writes back how far a message has come.
  public mutating func update(_ message: Message) throws(StoreError) {
    guard let index = messages.firstIndex(where: { $0.id == message.id }) else {
      throw missing("message \(message.id.number)")
    }
    messages[index].state = message.state
    messages[index].ended = message.ended
    messages[index].starts = message.starts
    messages[index].purgeAt = message.purgeAt
  }

  /// Ends a message that was worked out.
  public mutating func end(_ message: MessageID, as state: Message.State, at now: Instant, purgeAt: Instant)
    throws(StoreError)
  {
    guard let index = messages.firstIndex(where: { $0.id == message }), messages[index].state != .accepted else {
      return
    }
    (messages[index].state, messages[index].ended, messages[index].purgeAt) = (state, now, purgeAt)
  }

  /// How many deliveries of a message are open, and how many were given up.
  public func progress(of message: MessageID) throws(StoreError) -> (open: Int, dead: Int) {
    let states = deliveries.filter { $0.message == message }.map(\.state)
    return (states.count { $0.holdsLane }, states.count { $0 == .dead || $0 == .dropped })
  }

  /// Messages of a trace.
  public func messages(trace: String) throws(StoreError) -> [Message] { messages.filter { $0.trace == trace } }

  /// Flows with something left to do.
  public func openFlows() throws(StoreError) -> [String] {
    Set(messages.filter { $0.state == .accepted || $0.state == .running }.map(\.flow)).sorted()
  }

  // MARK: Deliveries

  private func isHeld(_ lane: LaneKey) -> Bool { deliveries.contains { $0.lane == lane && $0.state.holdsLane } }

  /// Keeps a delivery, behind those that hold its lane.
  public mutating func insert(_ delivery: Delivery) throws(StoreError) -> Delivery {
    var delivery = delivery
    if delivery.state.holdsLane, isHeld(delivery.lane) { delivery.state = .queued }
    lastDelivery += 1
    delivery.id = DeliveryID(lastDelivery)
    deliveries.append(delivery)
    return delivery
  }

  /// Writes back a delivery, and moves its lane on.
  public mutating func update(_ delivery: Delivery) throws(StoreError) {
    guard let index = deliveries.firstIndex(where: { $0.id == delivery.id }) else {
      throw missing("delivery \(delivery.id.number)")
    }
    let was = deliveries[index]
    var new = delivery
    (new.message, new.trace, new.item, new.step) = (was.message, was.trace, was.item, was.step)
    (new.lane, new.system, new.payload, new.sender) = (was.lane, was.system, was.payload, was.sender)
    if !was.state.holdsLane, new.state.holdsLane {
      if isHeld(new.lane) { new.state = .queued }
      deliveries.remove(at: index)
      deliveries.append(new)
    } else {
      deliveries[index] = new
    }
    guard !new.state.holdsLane, let next = deliveries.firstIndex(where: { $0.lane == new.lane && $0.state.holdsLane })
    else { return }
    if deliveries[next].state == .queued { deliveries[next].state = .ready }
  }

  /// Puts another payload in the place of a delivery's.
  public mutating func replace(payloadOf delivery: DeliveryID, with payload: [UInt8]) throws(StoreError) {
    guard let index = deliveries.firstIndex(where: { $0.id == delivery }) else {
      throw missing("delivery \(delivery.number)")
    }
    deliveries[index].payload = payload
  }

  /// The delivery of a number.
  public func delivery(_ id: DeliveryID) throws(StoreError) -> Delivery? { deliveries.first { $0.id == id } }

  /// What can go, and when.
  public func readyQueues() throws(StoreError) -> [ReadyQueue] {
    var queues: [ReadyQueue] = []
    for delivery in deliveries where delivery.state == .ready {
      let known = queues.firstIndex { $0.system == delivery.system && $0.flow == delivery.lane.flow }
      if let known {
        queues[known].due = min(queues[known].due, delivery.due)
      } else {
        queues.append(ReadyQueue(system: delivery.system, flow: delivery.lane.flow, due: delivery.due))
      }
    }
    return queues.sorted { ($0.system, $0.flow) < ($1.system, $1.flow) }
  }

  /// What can go of a queue.
  public func ready(system: String, flow: String, dueBy now: Instant, newestFirst: Bool, limit: Int) throws(StoreError)
    -> [Delivery]
  {
    let due = deliveries.filter {
      $0.state == .ready && $0.system == system && $0.lane.flow == flow && $0.due <= now
    }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    return Array((newestFirst ? due.reversed() : due).prefix(max(0, limit)))
  }

  /// What is too old to go.
  public func expired(by now: Instant, limit: Int) throws(StoreError) -> [Delivery] {
    let old = deliveries.filter {
      ($0.state == .queued || $0.state == .ready) && $0.phase == .write && $0.deadline <= now
        && $0.outcome == nil && ($0.sent == nil || $0.due <= now)
    }
    return Array(old.sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }.prefix(max(0, limit)))
  }

  /// Calls that are out.
  public func inFlight() throws(StoreError) -> [Delivery] {
    deliveries.filter { $0.state == .inFlight }.sorted { $0.id < $1.id }
  }

  /// Deliveries by state, newest first.
  public func deliveries(in states: [Delivery.State], flow: String?, below: DeliveryID, limit: Int)
    throws(StoreError) -> [Delivery]
  {
    let found = deliveries.filter {
      states.contains($0.state) && (flow == nil || $0.lane.flow == flow) && $0.id < below
    }
    return Array(found.sorted { $0.id > $1.id }.prefix(max(0, limit)))
  }

  /// Deliveries of a lane, newest first.
  public func deliveries(in lane: LaneKey, limit: Int) throws(StoreError) -> [Delivery] {
    Array(deliveries.filter { $0.lane == lane }.sorted { $0.id > $1.id }.prefix(max(0, limit)))
  }

  /// Deliveries of lanes that are linked with a record, newest first.
  public func deliveries(ofRecord id: String, limit: Int) throws(StoreError) -> [Delivery] {
    let lanes = Set(links.filter { $0.recordID.utf8.elementsEqual(id.utf8) }.map(\.lane))
    return Array(deliveries.filter { lanes.contains($0.lane) }.sorted { $0.id > $1.id }.prefix(max(0, limit)))
  }

  /// Deliveries of a message.
  public func deliveries(of message: MessageID) throws(StoreError) -> [Delivery] {
    deliveries.filter { $0.message == message }.sorted { $0.id < $1.id }
  }

  // MARK: Attempts and links

  /// Keeps an attempt.
  public mutating func save(_ attempt: Attempt) throws(StoreError) {
    attempts.removeAll { $0.delivery == attempt.delivery && $0.number == attempt.number }
    attempts.append(attempt)
  }

  /// Attempts of a delivery.
  public func attempts(of delivery: DeliveryID) throws(StoreError) -> [Attempt] {
    attempts.filter { $0.delivery == delivery }.sorted { $0.number < $1.number }
  }

  /// The link of a lane.
  public func link(_ lane: LaneKey) throws(StoreError) -> Link? { links.first { $0.lane == lane } }

  /// Keeps a link.
  public mutating func save(_ link: Link) throws(StoreError) {
    links.removeAll { $0.lane == link.lane }
    links.append(link)
  }
}
