import GRDB
import Testing
import TreatyStoreSQLite

@Suite("No statement slows down as what is kept grows")
struct QueryPlanTests {
  /// Reads from end to end that stay short: of counts there is one for each system and state, of sequences one for each of two
  /// tables, and the other is an index over what is not worked out yet, read from its beginning.
  private static let shortScans = [
    "SCAN counts", "SCAN messages USING INDEX messages_accepted", "SCAN sqlite_sequence",
  ]

  @Test("none reads a table from end to end, none sorts", arguments: TreatyStoreSQLite.Statement.allCases)
  func plan(_ statement: TreatyStoreSQLite.Statement) throws {
    guard !statement.rawValue.hasPrefix("PRAGMA") else { return }
    let plan = try DatabaseQueue().write { database in
      for step in Schema.steps { try database.execute(sql: step) }
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
}
