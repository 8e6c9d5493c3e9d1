import GRDB

/// Makes a large store out of a small one that a host has filled: its rows over and over, each copy with keys of its own. Indexes and
/// triggers are left out meanwhile and made anew, and nothing is flushed, so that ten million messages take minutes.
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

  /// Fills the store.
  /// - Parameter copies: How often the rows are written again.
  /// - Returns: how many messages there are.
  @discardableResult
  func fill(copies: Int) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }  // What is wrong with it shows when the host opens it.
    return try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
          PRAGMA temp_store = FILE; PRAGMA locking_mode = EXCLUSIVE
          """)
      let extras = try Row.fetchAll(
        database,
        sql: "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
      )
      for extra in extras {
        try database.execute(sql: "DROP \(extra["type"] as String) \(extra["name"] as String)")
      }
      let copying = try statements(database)
      for copy in 1...copies { for sql in copying { try database.execute(sql: sql, arguments: ["copy": copy]) } }
      try database.execute(
        sql: "UPDATE counters SET value = (SELECT max(place) + 1 FROM deliveries) WHERE name = 'place'")
      try recount(database)
      for extra in extras { try database.execute(sql: extra["sql"] as String) }
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM messages") ?? 0
    }
  }

  /// Statements that each copy a table once.
  private func statements(_ database: Database) throws -> [String] {
    func most(_ table: String, _ column: String = "id") throws -> Int {
      try Int.fetchOne(database, sql: "SELECT max(\(column)) FROM \(table)") ?? 0
    }
    let (messages, lanes, deliveries, places) = (
      try most("messages"), try most("lanes"), try most("deliveries"), try most("deliveries", "place")
    )
    let now = "unixepoch() * 1000"
    let waits = kind == .backlog
    var changes: [(table: String, of: String, changes: [String: String])] = [
      (
        "messages", "id <= \(messages)",
        // What is sealed opens only beside the trace that it was sealed with.
        ["id": "id + :copy * \(messages)"].merging(
          waits ? ["state": "'running'", "ended": "NULL", "purge_at": "NULL"] : [:]
        ) { $1 }
      ),
      (
        "lanes", "id <= \(lanes)",
        ["id": "id + :copy * \(lanes)", "identity": "printf('%06d', :copy) || '/' || identity"]
      ),
      (
        "deliveries", "id <= \(deliveries)",
        [
          "id": "id + :copy * \(deliveries)", "message": "message + :copy * \(messages)",
          "lane": "lane + :copy * \(lanes)", "place": "place + :copy * \(places)",
        ].merging(
          waits
            ? [
              "state": "'ready'", "attempts": "0", "sent": "NULL", "operation": "NULL", "notes": "NULL",
              "ended": "NULL", "outcome": "NULL", "created": now, "due": now, "deadline": "\(now) + 3600000",
            ] : [:]
        ) { $1 }
      ),
    ]
    if !waits {
      changes.append(("attempts", "delivery <= \(deliveries)", ["delivery": "delivery + :copy * \(deliveries)"]))
      changes.append(("links", "lane <= \(lanes)", ["lane": "lane + :copy * \(lanes)"]))
    }
    return try changes.map { table, original, changes in
      let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('\(table)')")
      let values = columns.map { changes[$0] ?? $0 }.joined(separator: ", ")
      return
        "INSERT INTO \(table) (\(columns.joined(separator: ", "))) SELECT \(values) FROM \(table) WHERE \(original)"
        // Each copy has a number, also where it is not looked at.
        + " AND :copy > 0"
    }
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
