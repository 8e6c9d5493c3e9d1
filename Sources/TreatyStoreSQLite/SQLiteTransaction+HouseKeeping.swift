import GRDB
public import TreatyStore

extension SQLiteTransaction {
  /// Free pages that are left for the next rows instead of being given back: 1 MiB.
  private static let sparePages: Int64 = 256

  /// The next number.
  public mutating func takeOver() throws(StoreError) -> Int64 {
    try run { try number(.takeOver) ?? 0 }
  }

  /// The last number.
  public func epoch() throws(StoreError) -> Int64 { try run { try number(.epoch) ?? 0 } }

  /// Notes the plan.
  public mutating func install(plan digest: String, text: [UInt8], at now: Instant) throws(StoreError) {
    noteWritten(text)
    try run { try execute(.installPlan, [digest, text, now]) }
  }

  /// The text of a plan.
  public func planText(_ digest: String) throws(StoreError) -> [UInt8]? {
    try run { try value(.planText, [digest]) { try $0.bytes(0) } }
  }

  /// Whether there is a link.
  public func hasLinks(flow: String, target: String) throws(StoreError) -> Bool {
    try run { try number(.hasLinks, [flow, target]) != nil }
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
  public func purgeable(by now: Instant, limit: Int) throws(StoreError) -> [MessageID] {
    try run { try values(.purgeable, [now, max(0, limit)]) { MessageID(try $0.number(0)) } }
  }

  /// Removes messages, with all that came of them.
  public mutating func remove(_ messages: [MessageID]) throws(StoreError) {
    try run { for message in messages { try execute(.deleteMessage, [message.number]) } }
  }

  /// Gives free pages back to the file system.
  public mutating func giveBack(pages: Int) throws(StoreError) -> Bool {
    try run {
      guard let free = try number(.freePages), free > Self.sparePages else { return false }
      let count = min(Int64(pages), free - Self.sparePages)
      try database.execute(sql: "PRAGMA incremental_vacuum(\(count))")
      return free - count > Self.sparePages
    }
  }

  /// How many there are of what, from the counts that triggers keep.
  public func census() throws(StoreError) -> StoreCensus {
    try run {
      var census = StoreCensus(messages: [:], deliveries: [:], open: [:], oldestOpen: nil, links: 0)
      let counts = try values(.counts, []) { row in
        var columns = ColumnReader(row)
        return (
          kind: try columns.text(), system: try columns.text(), state: try columns.text(), number: try columns.number()
        )
      }
      for count in counts {
        switch count.kind {
        case "message": census.messages[count.state] = count.number
        case "link": census.links = count.number
        default:
          census.deliveries[count.state, default: 0] += count.number
          guard let state = Delivery.State(rawValue: count.state), state.holdsLane || state == .dead else { continue }
          census.open[count.system, default: [:]][count.state] = count.number
        }
      }
      census.oldestOpen = try number(.oldestOpen).map { Instant(milliseconds: $0) }
      return census
    }
  }
}
