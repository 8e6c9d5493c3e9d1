import GRDB
public import TreatyStore

/// One transaction on the embedded store. All statements are kept prepared by GRDB's cache.
public struct SQLiteTransaction: StoreTransaction {
  let database: Database
  let path: String

  /// Runs a piece of SQL work, with errors as the store's.
  func run<Result>(_ work: () throws -> Result) throws(StoreError) -> Result {
    do { return try work() } catch let error as StoreError { throw error } catch {
      throw SQLiteStore.storeError(error, path: path)
    }
  }

  func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
  }

  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
  }

  // MARK: Messages

  /// Keeps a message.
  public mutating func insert(_ message: Message) throws(StoreError) -> (id: MessageID, trace: String, isNew: Bool) {
    try run {
      if let key = message.deliveryKey,
        let first = try row("SELECT id, trace FROM messages WHERE flow = ? AND delivery_key = ?", [message.flow, key])
      {
        return (MessageID(first["id"]), first["trace"], false)
      }
      try execute(
        """
        INSERT INTO messages (trace, parent_span, flow, received, body, headers, plan, delivery_key, state, ended, starts, purge_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          message.trace, message.parentSpan, message.flow, message.received.milliseconds, Blob.data(message.body),
          Blob.data(message.headers),
          message.plan, message.deliveryKey, message.state.rawValue, message.ended?.milliseconds, message.starts,
          message.purgeAt?.milliseconds,
        ])
      return (MessageID(database.lastInsertedRowID), message.trace, true)
    }
  }

  /// The message of a number.
  public func message(_ id: MessageID) throws(StoreError) -> Message? {
    try run { try row("SELECT * FROM messages WHERE id = ?", [id.number]).map(Message.init(row:)) }
  }

  /// Messages that are not worked out yet.
  public func acceptedMessages(limit: Int) throws(StoreError) -> [Message] {
    try run {
      try rows("SELECT * FROM messages WHERE state = 'accepted' ORDER BY id LIMIT ?", [limit]).map(Message.init(row:))
    }
  }

  /// Writes back how far a message has come.
  public mutating func update(_ message: Message) throws(StoreError) {
    try run {
      try execute(
        "UPDATE messages SET state = ?, ended = ?, starts = ?, purge_at = ? WHERE id = ?",
        [
          message.state.rawValue, message.ended?.milliseconds, message.starts, message.purgeAt?.milliseconds,
          message.id.number,
        ])
    }
  }

  /// How many deliveries of a message are open, and how many were given up.
  public func progress(of message: MessageID) throws(StoreError) -> (open: Int, dead: Int) {
    try run {
      let row = try row(
        """
        SELECT total(state IN ('queued', 'ready', 'inFlight', 'asking')) AS open, total(state IN ('dead', 'dropped')) AS dead
        FROM deliveries WHERE message = ?
        """, [message.number])
      return (Int(row?["open"] as Double? ?? 0), Int(row?["dead"] as Double? ?? 0))
    }
  }

  /// Messages of a trace.
  public func messages(trace: String) throws(StoreError) -> [Message] {
    try run { try rows("SELECT * FROM messages WHERE trace = ? ORDER BY id", [trace]).map(Message.init(row:)) }
  }

  // MARK: Attempts and links

  /// Keeps an attempt.
  public mutating func save(_ attempt: Attempt) throws(StoreError) {
    try run {
      try execute(
        """
        INSERT INTO attempts (delivery, number, operation, span, sent, ended, status, result, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (delivery, number) DO UPDATE SET ended = excluded.ended, status = excluded.status, result = excluded.result,
        detail = excluded.detail
        """,
        [
          attempt.delivery.number, attempt.number, attempt.operation, attempt.span, attempt.sent.milliseconds,
          attempt.ended?.milliseconds,
          attempt.status, attempt.result, attempt.detail,
        ])
    }
  }

  /// Attempts of a delivery.
  public func attempts(of delivery: DeliveryID) throws(StoreError) -> [Attempt] {
    try run {
      try rows("SELECT * FROM attempts WHERE delivery = ? ORDER BY number", [delivery.number]).map(Attempt.init(row:))
    }
  }

  /// The link of a lane.
  public func link(_ lane: LaneKey) throws(StoreError) -> Link? {
    try run {
      try row(
        "SELECT links.* FROM links JOIN lanes ON lanes.id = links.lane WHERE flow = ? AND target = ? AND identity = ?",
        [lane.flow, lane.target, lane.identity]
      ).map { Link(lane: lane, row: $0) }
    }
  }

  /// Keeps a link.
  public mutating func save(_ link: Link) throws(StoreError) {
    try run {
      try execute(
        """
        INSERT INTO links (lane, record_id, written, created, updated) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (lane) DO UPDATE SET record_id = excluded.record_id, written = excluded.written, updated = excluded.updated
        """,
        [try lane(link.lane), link.recordID, link.written, link.created.milliseconds, link.updated.milliseconds])
    }
  }

  /// Number of a lane; given where it has none yet.
  func lane(_ key: LaneKey) throws -> Int64 {
    let arguments: StatementArguments = [key.flow, key.target, key.identity]
    if let row = try row("SELECT id FROM lanes WHERE flow = ? AND target = ? AND identity = ?", arguments) {
      return row["id"]
    }
    try execute("INSERT INTO lanes (flow, target, identity) VALUES (?, ?, ?)", arguments)
    return database.lastInsertedRowID
  }

  // MARK: House-keeping

  /// Notes the plan.
  public mutating func install(plan digest: String, text: [UInt8], at now: Instant) throws(StoreError) {
    try run {
      try execute(
        "INSERT INTO plans (digest, text, installed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [digest, Blob.data(text), now.milliseconds])
    }
  }

  /// Removes messages whose time has come.
  public mutating func purge(dueBy now: Instant, limit: Int) throws(StoreError) -> Int {
    try run {
      let ids = try rows(
        "SELECT id FROM messages WHERE purge_at <= ? ORDER BY purge_at LIMIT ?", [now.milliseconds, limit])
      for row in ids { try execute("DELETE FROM messages WHERE id = ?", [row["id"] as Int64]) }
      if !ids.isEmpty { try database.execute(sql: "PRAGMA incremental_vacuum(64)") }
      return ids.count
    }
  }

  /// How many there are of what.
  public func census() throws(StoreError) -> StoreCensus {
    try run {
      func counts(_ sql: String) throws -> [String: Int] {
        Dictionary(uniqueKeysWithValues: try rows(sql, []).map { ($0["state"] as String, $0["count"] as Int) })
      }
      var open: [String: [String: Int]] = [:]
      for row in try rows(
        """
        SELECT system, state, count(*) AS count FROM deliveries WHERE state IN ('queued', 'ready', 'inFlight', 'asking', 'dead')
        GROUP BY system, state
        """, [])
      { open[row["system"], default: [:]][row["state"]] = row["count"] }
      let oldest = try row(
        "SELECT min(created) AS oldest FROM deliveries WHERE state IN ('queued', 'ready', 'inFlight', 'asking')", [])
      return StoreCensus(
        messages: try counts("SELECT state, count(*) AS count FROM messages GROUP BY state"),
        deliveries: try counts("SELECT state, count(*) AS count FROM deliveries GROUP BY state"), open: open,
        oldestOpen: (oldest?["oldest"] as Int64?).map { Instant(milliseconds: $0) },
        links: try row("SELECT count(*) AS count FROM links", [])?["count"] ?? 0)
    }
  }
}
