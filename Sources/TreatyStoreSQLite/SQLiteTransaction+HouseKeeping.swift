import GRDB
public import TreatyStore

extension SQLiteTransaction {
  /// Free pages that are left for the next rows instead of being given back: a fiftieth of the file, but 1 MiB at least and 8 at most. What comes
  /// and goes all day would else be given back and taken again; but SQLite goes through the list of them for each page that is given back.
  private func sparePages() throws -> Int64 { min(2_048, max(256, (try number(.allPages) ?? 0) / 50)) }

  /// The next number.
  public mutating func takeOver() throws(StoreError) -> Int64 {
    try run { try number(.takeOver) ?? 0 }
  }

  /// The last number.
  public func epoch() throws(StoreError) -> Int64 { try run { try number(.epoch) ?? 0 } }

  /// Notes the plan.
  public mutating func install(plan digest: String, text: [UInt8], at now: Instant) throws(StoreError) {
    try run { try execute(.installPlan, [digest, text, now]) }
  }

  /// The text of a plan.
  public func planText(_ digest: String) throws(StoreError) -> [UInt8]? {
    try run { try value(.planText, [digest]) { try $0.bytes(0) } }
  }

  /// Whether there is a link.
  public func hasLinks(flow: String, target: String) throws(StoreError) -> Bool {
    try run { try number(.hasLinks, [names.stored(flow: flow), names.stored(target: target)]) != nil }
  }

  /// What is known of the store as a whole.
  public func fact(_ name: String) throws(StoreError) -> String? {
    try run {
      try value(.fact, [name]) { row in
        var columns = ColumnReader(row)
        return try columns.text()
      }
    }
  }

  /// Notes something of the store as a whole, or forgets it.
  public mutating func set(fact name: String, to value: String?) throws(StoreError) {
    try run {
      if let value { try execute(.setFact, [name, value]) } else { try execute(.removeFact, [name]) }
    }
  }

  /// The number that was given out last.
  public func lastMessage() throws(StoreError) -> MessageID {
    try run { MessageID(try number(.lastMessage) ?? 0) }
  }

  /// Messages whose time has come.
  public func purgeable(by now: Instant, limit: Int) throws(StoreError) -> [DueMessage] {
    try run { try values(.purgeable, [now, max(0, limit)], as: dueMessage) }
  }

  private func dueMessage(_ row: ResultRow) throws -> DueMessage {
    var message = try DueMessage(row)
    message.flow = names.shown(flow: message.flow)
    return message
  }

  /// Messages that have ended.
  public func ended(after message: MessageID, through last: MessageID) throws(StoreError) -> [DueMessage] {
    try run { try values(.endedMessages, [message.number, last.number], as: dueMessage) }
  }

  /// When the time of the next message comes.
  public func nextPurge() throws(StoreError) -> Instant? {
    try run { try number(.nextPurge).map { Instant(milliseconds: $0) } }
  }

  /// Sets when the time of a message comes.
  public mutating func postpone(_ message: MessageID, to purgeAt: Instant) throws(StoreError) {
    try run { try execute(.postponePurge, [purgeAt, message.number]) }
  }

  /// Removes what is in messages.
  public mutating func strip(_ messages: [MessageID]) throws(StoreError) {
    try run {
      for message in messages {
        try execute(.stripAttempts, [message.number])
        try execute(.stripDeliveries, [message.number])
        try execute(.stripMessage, [message.number])
      }
    }
  }

  /// Removes links that nobody has written for long.
  public mutating func removeLinks(writtenBefore time: Instant, flow: String, after place: LinkPlace?, limit: Int)
    throws(StoreError) -> (removed: Int, last: LinkPlace?)
  {
    try run {
      let links = try values(
        .staleLinks,
        [
          names.stored(flow: flow), place?.updated ?? Instant(milliseconds: .min), place?.lane ?? 0, time,
          max(0, limit),
        ]
      ) { row in
        (
          place: LinkPlace(updated: Instant(milliseconds: try row.number(1)), lane: try row.number(0)),
          isUsed: try row.number(2) != 0
        )
      }
      for link in links where !link.isUsed {
        try execute(.deleteLink, [link.place.lane])
        try execute(.deleteLane, [link.place.lane])
        statements.forgetLanes()
      }
      let removed = links.count { !$0.isUsed }
      count(.links, -removed)
      return (removed, links.count < limit ? nil : links.last?.place)
    }
  }

  /// The last of the oldest entries.
  public func lastAudit(before time: Instant, limit: Int) throws(StoreError) -> Int64? {
    try run { try number(.lastAuditBefore, [max(0, limit), time]) }
  }

  /// Removes messages, with all that came of them.
  public mutating func remove(_ messages: [MessageID]) throws(StoreError) {
    try run {
      for message in messages {
        guard let (flow, state) = try standing(of: message) else { continue }
        count(.messages(flow, state.rawValue), -1)
        for key in try values(.statesOfMessage, [message.number], as: CountKey.init(delivery:)) { count(key, -1) }
        // With its deliveries and their attempts, by foreign keys.
        try execute(.deleteMessage, [message.number])
      }
    }
  }

  /// Gives free pages back to the file system.
  public mutating func giveBack(pages: Int) throws(StoreError) -> Bool {
    try run {
      let spare = try sparePages()
      guard let free = try number(.freePages), free > spare else { return false }
      let count = min(Int64(pages), free - spare)
      try database.execute(sql: "PRAGMA incremental_vacuum(\(count))")
      return free - count > spare
    }
  }

  /// How many there are of what, from the counts that are kept. The oldest of each queue is one look into an index.
  public func census() throws(StoreError) -> StoreCensus {
    try run {
      var census = StoreCensus(messages: [:], deliveries: [:], open: [:], oldestOpen: nil, links: 0)
      try writeCounts()
      for count in try values(.counts, [], as: Count.init) {
        switch count.kind {
        case "message":
          census.messages[count.state, default: 0] += count.number
          census.flows[names.shown(flow: count.flow), default: [:]][count.state] = count.number
        case "link": census.links = count.number
        default: try add(count, to: &census)
        }
      }
      for index in census.queues.indices where census.queues[index].open > 0 {
        let queue = census.queues[index]
        census.queues[index].oldest = try number(.oldestOpen, [queue.system, queue.flow])
          .map { Instant(milliseconds: $0) }
      }
      census.oldestOpen = census.queues.compactMap(\.oldest).min()
      if !names.isEmpty { census.show(under: names) }
      return census
    }
  }

  /// A row of the counts.
  private struct Count {
    let kind, system, flow, state, failure: String
    let number: Int

    init(_ row: ResultRow) throws {
      var columns = ColumnReader(row)
      (kind, system, flow) = (try columns.text(), try columns.text(), try columns.text())
      (state, failure, number) = (try columns.text(), try columns.text(), try columns.number())
    }
  }

  /// Rows come in the order of their key: by system, then flow.
  private func add(_ count: Count, to census: inout StoreCensus) throws {
    census.deliveries[count.state, default: 0] += count.number
    guard let state = Delivery.State(rawValue: count.state), state.holdsLane || state == .dead else { return }
    census.open[count.system, default: [:]][count.state, default: 0] += count.number
    if census.queues.last.map({ $0.system != count.system || $0.flow != count.flow }) ?? true {
      census.queues.append(StoreCensus.Queue(system: count.system, flow: count.flow))
    }
    census.queues[census.queues.count - 1].states[count.state, default: 0] += count.number
    guard state == .dead || state == .asking else { return }
    let oldest = try number(
      state == .dead ? .oldestDead : .oldestAsking, [count.system, count.flow, count.failure])
    census.parked.append(
      StoreCensus.Parked(
        system: count.system, flow: count.flow, state: count.state, failure: count.failure, number: count.number,
        oldest: oldest.map { Instant(milliseconds: $0) }))
  }
}
