import Foundation
import GRDB
import TreatyStore
import TreatyStoreSQLite

/// Makes a large store out of a small one that a host has filled: its rows over and over, each copy with keys, traces and records of its own and
/// sealed for itself. Indexes and triggers are left out meanwhile and made anew, and nothing is flushed, so that ten million messages take minutes.
struct StoreFilling {
  /// What becomes of the copies.
  enum Kind {
    /// They have ended, as the rows that they are made of.
    case ended
    /// They wait to be delivered, and no call was made for them.
    case backlog
  }

  let path: String
  let kind: Kind
  /// How much longer ago a copy came than it would have anyhow, in milliseconds.
  var age: @Sendable (_ copy: Int64) -> Int64 = { _ in 0 }

  /// Fills the store.
  /// - Parameter copies: How often the rows are written again.
  /// - Returns: how many messages there are.
  @discardableResult
  func fill(copies: Int) async throws -> Int {
    let store = try SQLiteStore.open(path: path)
    let ends = try await store.transaction { (tx) throws(StoreError) in try tx.auditEnds() }
    try await store.close()
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }  // What is wrong with it shows when the host opens it.
    let (age, span) = (age, try span(queue))
    // Copies came one after the other, and before the rows that they are made of: what comes due together lies together.
    let ages: @Sendable (Int64) -> Int64 = { copy in (Int64(copies) - copy + 1) * span + age(copy) }
    return try fill(queue, CopySealing(store, after: ends.head?.hash ?? [], age: ages), copies, ages)
  }

  /// In how much time the rows came that copies are made of, in milliseconds.
  private func span(_ queue: DatabaseQueue) throws -> Int64 {
    try queue.read { try Int64.fetchOne($0, sql: "SELECT max(received) - min(received) + 1 FROM messages") ?? 1 }
  }

  private func fill(
    _ queue: DatabaseQueue, _ sealing: CopySealing, _ copies: Int, _ ages: (_ copy: Int64) -> Int64
  ) throws -> Int {
    try queue.writeWithoutTransaction { database in
      for function in sealing.functions { database.add(function: function) }
      try database.execute(
        sql: """
          PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000;
          PRAGMA temp_store = FILE; PRAGMA locking_mode = EXCLUSIVE
          """)
      let extras = try Row.fetchAll(
        database,
        sql: "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
      )
      for extra in extras {
        try database.execute(sql: "DROP \(extra["type"] as String) \(extra["name"] as String)")
      }
      // A delivery of each lane: what is in it has the lane's key.
      try database.execute(sql: "CREATE TEMP TABLE samples (lane INTEGER PRIMARY KEY, sample INTEGER)")
      try database.execute(sql: "INSERT INTO samples SELECT lane, min(id) FROM deliveries GROUP BY lane")
      let copying = try statements(database)
      for copy in 1...copies {
        for sql in copying { try database.execute(sql: sql, arguments: ["copy": copy, "age": ages(Int64(copy))]) }
      }
      try database.execute(
        sql: "UPDATE counters SET value = (SELECT max(place) + 1 FROM deliveries) WHERE name = 'place'")
      try endTrail(database, sealing)
      try recount(database)
      for extra in extras { try database.execute(sql: extra["sql"] as String) }
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM messages") ?? 0
    }
  }

  /// A table, and what is another in each copy of its rows.
  private typealias Copied = (table: String, of: String, changes: [String: String])

  /// Statements that each copy a table once.
  private func statements(_ database: Database) throws -> [String] {
    func most(_ table: String, _ column: String = "id") throws -> Int {
      try Int.fetchOne(database, sql: "SELECT max(\(column)) FROM \(table)") ?? 0
    }
    let most = Most(
      messages: try most("messages"), lanes: try most("lanes"), deliveries: try most("deliveries"),
      places: try most("deliveries", "place"), entries: try most("audit", "number"))
    return try (kind == .ended ? ended(most) : backlog(most)).map { table, original, changes in
      let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('\(table)')")
      let values = columns.map { changes[$0] ?? $0 }.joined(separator: ", ")
      return
        "INSERT INTO \(table) (\(columns.joined(separator: ", "))) SELECT \(values) FROM \(table) WHERE \(original)"
        // Each copy has a number and an age, also where they are not looked at.
        + " AND :copy > 0 AND :age >= 0"
    }
  }

  /// The greatest numbers of the rows that are copied.
  private struct Most {
    let messages, lanes, deliveries, places, entries: Int
  }

  private func common(_ most: Most) -> [Copied] {
    let trace = "copy_trace(trace, :copy)"
    let sample = "FROM samples JOIN deliveries ON deliveries.id = sample WHERE samples.lane = lanes.id"
    return [
      (
        "messages", "id <= \(most.messages)",
        [
          "id": "id + :copy * \(most.messages)", "trace": trace, "body": "copy_body(body, trace, :copy)",
          "received": "received - :age",
        ]
      ),
      (
        "lanes", "id <= \(most.lanes)",
        ["id": "id + :copy * \(most.lanes)", "identity": "(SELECT copy_lane(payload, trace, :copy) \(sample))"]
      ),
      (
        "deliveries", "id <= \(most.deliveries)",
        [
          "id": "id + :copy * \(most.deliveries)", "message": "message + :copy * \(most.messages)", "trace": trace,
          "lane": "lane + :copy * \(most.lanes)", "place": "place + :copy * \(most.places)",
          "payload": "copy_payload(payload, trace, :copy)",
        ]
      ),
    ]
  }

  private func ended(_ most: Most) -> [Copied] {
    var all = common(most)
    all[0].changes.merge(["ended": "ended - :age", "purge_at": "purge_at - :age"]) { $1 }
    all[2].changes.merge([
      "created": "created - :age", "ended": "ended - :age", "notes": "copy_notes(notes, trace, :copy)",
    ]) { $1 }
    let (delivery, lane) = ("delivery + :copy * \(most.deliveries)", "lane + :copy * \(most.lanes)")
    let (number, time) = ("number + :copy * \(most.entries)", "time - :age")
    return all + [
      (
        "attempts", "delivery <= \(most.deliveries)",
        [
          "delivery": delivery, "story": "copy_story(story, delivery, \(delivery), :copy)", "sent": "sent - :age",
          "ended": "ended - :age",
        ]
      ),
      (
        "links", "lane <= \(most.lanes)",
        [
          "lane": lane, "record": "copy_record(record, lane, \(lane), :copy)", "created": "created - :age",
          "updated": "updated - :age", "record_name": "copy_record_name(record, lane, :copy)",
        ]
      ),
      (
        "audit", "number <= \(most.entries)",
        [
          "number": number, "time": time, "content": "copy_entry(content, number, time, \(number), \(time), :copy)",
          // Behind the content, as columns are worked out.
          "hash": "copy_hash()",
        ]
      ),
    ]
  }

  private func backlog(_ most: Most) -> [Copied] {
    var all = common(most)
    let now = "unixepoch() * 1000"
    all[0].changes.merge(["state": "'running'", "ended": "NULL", "purge_at": "NULL"]) { $1 }
    all[2].changes.merge([
      "state": "'ready'", "attempts": "0", "sent": "NULL", "operation": "NULL", "notes": "NULL", "ended": "NULL",
      "outcome": "NULL", "created": now, "due": now, "deadline": "\(now) + 3600000",
    ]) { $1 }
    return all
  }

  /// Signs for the last entry of the audit trail that was copied.
  private func endTrail(_ database: Database, _ sealing: CopySealing) throws {
    guard kind == .ended else { return }
    guard let last = try Row.fetchOne(database, sql: "SELECT number, time FROM audit ORDER BY number DESC LIMIT 1")
    else {
      return
    }
    let time: Int64 = last["time"]
    let end = sealing.end(number: last["number"], at: Instant(milliseconds: time))
    try database.execute(
      sql: "UPDATE audit_ends SET number = ?, hash = ?, time = ?, signature = ? WHERE kind = 'head'",
      arguments: [end.number, Data(end.hash), end.time.milliseconds, Data(end.signature)])
  }

  private func recount(_ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM counts;
        INSERT INTO counts SELECT 'message', '', flow, state, '', count(*) FROM messages GROUP BY flow, state;
        INSERT INTO counts SELECT 'delivery', system, flow, state,
          CASE WHEN state IN ('dead', 'asking') THEN coalesce(failure, '') ELSE '' END AS class, count(*)
          FROM deliveries GROUP BY system, flow, state, class;
        INSERT INTO counts SELECT 'link', '', '', '', '', count(*) FROM links
        """)
  }
}
