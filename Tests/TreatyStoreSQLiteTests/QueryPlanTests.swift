import GRDB
import GRDBSQLite
import Testing
import TreatyKeys
import TreatyStoreSQLite

@Suite("No statement slows down as what is kept grows")
struct QueryPlanTests {
  /// Reads from end to end that stay short: of counts there is one for each system and state, of sequences one for each of two
  /// tables, and the other is an index over what is not worked out yet, read from its beginning.
  private static let shortScans = [
    "SCAN counts", "SCAN messages USING INDEX messages_accepted", "SCAN sqlite_sequence",
    // From its end, and no further than the first row.
    "SCAN audit",
  ]

  @Test("none reads a table from end to end, none sorts", arguments: TreatyStoreSQLite.Statement.allCases)
  func plan(_ statement: TreatyStoreSQLite.Statement) throws {
    guard !statement.rawValue.hasPrefix("PRAGMA") else { return }
    let plan = try DatabaseQueue().write { database in
      for step in Schema.steps { try step.run(on: database, .inMemory()) }
      let values = Array(repeating: 1, count: statement.rawValue.count { $0 == "?" })
      let rows = try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN \(statement.rawValue)", arguments: StatementArguments(values))
      return try rows.map { try $0.decode(String.self, forColumn: "detail") }
    }
    for step in plan where !Self.shortScans.contains(step) {
      #expect(!step.hasPrefix("SCAN ") || step == "SCAN CONSTANT ROW", "\(statement): \(plan)")
      #expect(!step.contains("TEMP B-TREE"), "\(statement): \(plan)")
    }
  }

  /// A plan does not tell how much of an index is gone through: `(system, flow) > (?, ?)` is a search, and reads a whole queue.
  @Test(
    "the next queue is found in as few steps behind thousands of deliveries as behind ten",
    arguments: [
      (TreatyStoreSQLite.Statement.nextReadyFlow, ["s", "f"]), (.nextReadyFlow, ["s", ""]), (.nextReadySystem, ["s"]),
      (.nextReadySystem, [""]), (.oldestOpen, ["s", "f"]), (.oldestDead, ["s", "f", "class"]),
      (.oldestAsking, ["s", "f", "class"]),
    ])
  func steps(_ statement: TreatyStoreSQLite.Statement, _ arguments: [String]) throws {
    let steps = try [10, 5_000].map { count in
      try DatabaseQueue().write { database in
        for step in Schema.steps { try step.run(on: database, .inMemory()) }
        try database.execute(
          sql: """
            INSERT INTO messages (trace, flow, received, body, plan, state, starts) VALUES ('t', 'f', 1, x'', 'p', 'running', 1);
            INSERT INTO lanes (flow, target, identity) VALUES ('f', 's.r', 'i');
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(count))
            INSERT INTO deliveries (message, trace, item, step, lane, place, system, flow, payload, state, phase, due, created, deadline,
            attempts) SELECT 1, 't', 0, 0, 1, n, 's', 'f', x'', 'ready', 'write', n, n, n, 0 FROM number;
            INSERT INTO deliveries (message, trace, item, step, lane, place, system, flow, payload, state, phase, due, created, deadline,
            attempts, failure) SELECT 1, 't', 0, 0, 1, place, 's', 'f', x'', state, 'write', 1, created, 1, 0, 'class' FROM (
            SELECT place, created, 'dead' AS state FROM deliveries UNION ALL SELECT place, created, 'asking' FROM deliveries);
            """)
        let made = try database.makeStatement(sql: statement.rawValue)
        _ = try Row.fetchAll(made, arguments: StatementArguments(arguments))
        return sqlite3_stmt_status(made.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 0)
      }
    }
    #expect(steps[0] == steps[1], "\(statement)")
  }
}
