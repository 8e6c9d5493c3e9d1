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
  private(set) var messages: [Message] = []
  /// In the order of their places in lanes: one that comes back to its lane moves to the end.
  private(set) var deliveries: [Delivery] = []
  private var attempts: [Attempt] = []
  private var links: [Link] = []
  /// Digests of the plans that were noted, in order.
  public private(set) var plans: [String] = []
  private var planTexts: [String: [UInt8]] = [:]
  private var facts: [String: String] = [:]
  private var notes: [String: [UInt8]] = [:]
  private var audit: [Audited] = []
  private var auditAnchor: AuditCheckpoint?
  private var lastMessageNumber: Int64 = 0
  private var lastDelivery: Int64 = 0
  private var lastEpoch: Int64 = 0

  /// An entry of the audit trail, and what it can be found by.
  private struct Audited: Hashable {
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

  // MARK: The audit trail and notes

  /// Adds an entry.
  public mutating func append(audit content: [UInt8], about record: String?, at now: Instant) throws(StoreError) {
    let number = (audit.last?.entry.number ?? auditAnchor?.number ?? 0) + 1
    let previous = audit.last?.entry.hash ?? auditAnchor?.hash ?? AuditChain.start
    let hash = AuditChain.hash(after: previous, number: number, time: now, kept: content)
    audit.append(
      Audited(
        record: record,
        entry: AuditEntry(
          number: number, time: now, kept: content, content: .readable(content), hash: hash, recordName: record)))
  }

  /// Entries in their order.
  public func audit(after number: Int64, limit: Int) throws(StoreError) -> [AuditEntry] {
    Array(audit.map(\.entry).filter { $0.number > number }.prefix(max(0, limit)))
  }

  /// Entries about a record, the newest first.
  public func audit(about record: String, limit: Int) throws(StoreError) -> [AuditEntry] {
    Array(
      audit.filter { $0.record?.utf8.elementsEqual(record.utf8) ?? false }.map(\.entry).reversed().prefix(max(0, limit))
    )
  }

  /// The record itself: nothing is hidden here.
  public func auditName(ofRecord id: String) throws(StoreError) -> String { id }

  /// Both ends; nothing is signed in memory.
  public func auditEnds() throws(StoreError) -> AuditEnds {
    AuditEnds(
      head: audit.last.map {
        AuditCheckpoint(kind: .head, number: $0.entry.number, hash: $0.entry.hash, time: $0.entry.time)
      }, anchor: auditAnchor)
  }

  /// Removes entries whose time has come.
  public mutating func removeAudit(to number: Int64, at now: Instant) throws(StoreError) {
    guard let last = audit.last(where: { $0.entry.number <= number })?.entry else { return }
    auditAnchor = AuditCheckpoint(kind: .anchor, number: last.number, hash: last.hash, time: now)
    audit.removeAll { $0.entry.number <= number }
  }

  /// What was noted under a name.
  public func note(_ name: String) throws(StoreError) -> [UInt8]? { notes[name] }

  /// Names under which something is noted.
  public func notes(beginning prefix: String) throws(StoreError) -> [String] {
    notes.keys.filter { $0.utf8.starts(with: prefix.utf8) }.sorted()
  }

  /// Notes something under a name, or forgets it.
  public mutating func set(note name: String, to content: [UInt8]?) throws(StoreError) { notes[name] = content }

  // MARK: House-keeping

  /// The next number.
  public mutating func takeOver() throws(StoreError) -> Int64 {
    lastEpoch += 1
    return lastEpoch
  }

  /// The last number.
  public func epoch() throws(StoreError) -> Int64 { lastEpoch }

  /// Notes the plan.
  public mutating func install(plan digest: String, text: [UInt8], at now: Instant) throws(StoreError) {
    guard !plans.contains(digest) else { return }
    plans.append(digest)
    planTexts[digest] = text
  }

  /// The text of a plan.
  public func planText(_ digest: String) throws(StoreError) -> [UInt8]? { planTexts[digest] }

  /// Whether there is a link.
  public func hasLinks(flow: String, target: String) throws(StoreError) -> Bool {
    links.contains { $0.lane.flow == flow && $0.lane.target == target }
  }

  /// What is known of the store as a whole.
  public func fact(_ name: String) throws(StoreError) -> String? { facts[name] }

  /// Notes something of the store as a whole, or forgets it.
  public mutating func set(fact name: String, to value: String?) throws(StoreError) { facts[name] = value }

  /// The number that was given out last.
  public func lastMessage() throws(StoreError) -> MessageID { MessageID(lastMessageNumber) }

  /// Messages whose time has come.
  public func purgeable(by now: Instant, limit: Int) throws(StoreError) -> [DueMessage] {
    func isOpen(_ message: Message) -> Bool {
      message.state == .accepted || message.state == .running
        || deliveries.contains { $0.message == message.id && $0.state.holdsLane }
    }
    let due = messages.compactMap { message in message.purgeAt.map { (at: $0, message: message) } }
      .filter { $0.at <= now && !isOpen($0.message) }.sorted { ($0.at, $0.message.id) < ($1.at, $1.message.id) }
    return due.prefix(max(0, limit)).map { ReferenceTransaction.due($0.message) }
  }

  private static func due(_ message: Message) -> DueMessage {
    DueMessage(
      id: message.id, flow: message.flow, trace: message.trace, received: message.received,
      ended: message.ended ?? message.received, isDead: message.state == .ended, isStripped: message.isForgotten,
      purgeAt: message.purgeAt)
  }

  /// Removes what is in messages.
  public mutating func strip(_ messages: [MessageID]) throws(StoreError) {
    let stripped = Set(messages)
    for index in self.messages.indices where stripped.contains(self.messages[index].id) {
      self.messages[index].isForgotten = true
      (self.messages[index].body, self.messages[index].headers) = ([], [])
      (self.messages[index].deliveryKey, self.messages[index].sender) = (nil, nil)
    }
    for index in deliveries.indices where stripped.contains(deliveries[index].message) {
      deliveries[index].isForgotten = true
      (deliveries[index].payload, deliveries[index].recordID, deliveries[index].cause) = ([], nil, nil)
      deliveries[index].sender = nil
      for place in attempts.indices where attempts[place].delivery == deliveries[index].id {
        (attempts[place].detail, attempts[place].exchange) = (nil, nil)
      }
    }
  }

  /// Sets when the time of a message comes.
  public mutating func postpone(_ message: MessageID, to purgeAt: Instant) throws(StoreError) {
    guard let index = messages.firstIndex(where: { $0.id == message }) else { return }
    messages[index].purgeAt = purgeAt
  }

  /// Messages that have ended.
  public func ended(after message: MessageID, through last: MessageID) throws(StoreError) -> [DueMessage] {
    messages.filter { $0.id > message && $0.id <= last && ($0.state == .done || $0.state == .ended) && $0.ended != nil }
      .map(ReferenceTransaction.due)
  }

  /// When the time of the next message comes.
  public func nextPurge() throws(StoreError) -> Instant? { messages.compactMap(\.purgeAt).min() }

  /// Removes links that nobody has written for long. All are looked at.
  public mutating func removeLinks(writtenBefore time: Instant, flow: String, after place: LinkPlace?, limit: Int)
    throws(StoreError) -> (removed: Int, last: LinkPlace?)
  {
    let old = links.filter { link in
      link.lane.flow == flow && link.updated < time && !deliveries.contains { $0.lane == link.lane }
    }
    let gone = Set(old.map(\.lane))
    links.removeAll { gone.contains($0.lane) }
    return (gone.count, nil)
  }

  /// The last of the oldest entries.
  public func lastAudit(before time: Instant, limit: Int) throws(StoreError) -> Int64? {
    audit.prefix(max(0, limit)).prefix { $0.entry.time < time }.last?.entry.number
  }

  /// Removes messages with all that came of them.
  public mutating func remove(_ messages: [MessageID]) throws(StoreError) {
    let gone = Set(messages)
    let deliveriesGone = Set(deliveries.filter { gone.contains($0.message) }.map(\.id))
    self.messages.removeAll { gone.contains($0.id) }
    deliveries.removeAll { deliveriesGone.contains($0.id) }
    attempts.removeAll { deliveriesGone.contains($0.delivery) }
  }

  /// Memory gives it back by itself.
  public mutating func giveBack(pages: Int) throws(StoreError) -> Bool { false }

  /// How many there are of what.
  public func census() throws(StoreError) -> StoreCensus {
    var open: [String: [String: Int]] = [:]
    for delivery in deliveries where delivery.state.holdsLane || delivery.state == .dead {
      open[delivery.system, default: [:]][delivery.state.rawValue, default: 0] += 1
    }
    return StoreCensus(
      messages: Dictionary(grouping: messages, by: \.state.rawValue).mapValues(\.count),
      deliveries: Dictionary(grouping: deliveries, by: \.state.rawValue).mapValues(\.count), open: open,
      oldestOpen: deliveries.filter(\.state.holdsLane).map(\.created).min(), links: links.count,
      flows: Dictionary(grouping: messages, by: \.flow).mapValues {
        Dictionary(grouping: $0, by: \.state.rawValue).mapValues(\.count)
      }, queues: queues(), parked: parked())
  }

  private func queues() -> [StoreCensus.Queue] {
    let shown = deliveries.filter { $0.state.holdsLane || $0.state == .dead }
    return Dictionary(grouping: shown) { [$0.system, $0.lane.flow] }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { key, found in
        StoreCensus.Queue(
          system: key[0], flow: key[1], states: Dictionary(grouping: found, by: \.state.rawValue).mapValues(\.count),
          oldest: found.filter(\.state.holdsLane).map(\.created).min())
      }
  }

  private func parked() -> [StoreCensus.Parked] {
    let waiting = deliveries.filter { $0.state == .asking || $0.state == .dead }
    return Dictionary(grouping: waiting) { [$0.system, $0.lane.flow, $0.state.rawValue, $0.failure ?? ""] }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, found in
        StoreCensus.Parked(
          system: key[0], flow: key[1], state: key[2], failure: key[3], number: found.count,
          oldest: found.map(\.created).min())
      }
  }
}
