public import TreatyStore

/// What a store keeps besides messages and deliveries, and how it gets rid of all of it.
extension ReferenceTransaction {
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

  /// Entries about a record behind a number, in their order.
  public func audit(about record: String, after number: Int64, limit: Int) throws(StoreError) -> [AuditEntry] {
    let entries = audit.filter { $0.record?.utf8.elementsEqual(record.utf8) ?? false }.map(\.entry)
    return Array(entries.filter { $0.number > number }.prefix(max(0, limit)))
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
