import GRDBSQLite

/// What SQLite does at best with what Treaty writes for a message: the very rows of a store that a host has filled, bound to prepared
/// statements of SQLite's own interface, into tables without keys, indexes or triggers; WAL, `synchronous=FULL`.
final class BareSQLite {
  /// Tables of a store, and how a row of each is found by its message.
  private static let tables = [
    ("messages", "SELECT * FROM messages WHERE id = ?"),
    ("lanes", "SELECT * FROM lanes WHERE id IN (SELECT lane FROM deliveries WHERE message = ?)"),
    ("deliveries", "SELECT * FROM deliveries WHERE message = ?"),
    ("attempts", "SELECT * FROM attempts WHERE delivery IN (SELECT id FROM deliveries WHERE message = ?)"),
    ("links", "SELECT * FROM links WHERE lane IN (SELECT lane FROM deliveries WHERE message = ?)"),
    // An entry for each effect: which of them it is makes no difference.
    ("audit", "SELECT * FROM audit WHERE number = ?"),
  ]

  /// Which rows of a message are written.
  enum Part {
    /// Its own alone, which is what it is accepted with.
    case own
    /// All but its entry of the audit trail.
    case allButTrail
    case all

    fileprivate func has(_ table: Int) -> Bool {
      switch self {
      case .own: table == 0
      case .allButTrail: table < BareSQLite.tables.count - 1
      case .all: true
      }
    }
  }

  private enum Field {
    case null
    case number(Int64)
    case text(String)
    case bytes([UInt8])
  }

  private let database: OpaquePointer
  /// Rows of some messages, each with the number of its table.
  private let messages: [[(table: Int, fields: [Field])]]
  private let inserts: [OpaquePointer]

  /// Takes rows from a store, and opens a database for them.
  init(store: String, path: String, samples: Int = 1_000) throws {
    let source = try BareSQLite.open(store)
    defer { sqlite3_close(source) }
    let selects = try BareSQLite.tables.map { try BareSQLite.prepare($0.1, in: source) }
    defer { for select in selects { sqlite3_finalize(select) } }
    messages = (1...Int64(samples)).map { message in
      selects.enumerated().flatMap { table, select in
        BareSQLite.rows(of: select, message).map { (table: table, fields: $0) }
      }
    }
    .filter { !$0.isEmpty }
    database = try BareSQLite.open(path)
    try BareSQLite.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", in: database)
    var inserts: [OpaquePointer] = []
    for (index, table) in BareSQLite.tables.enumerated() {
      let width = messages.first?.first { $0.table == index }?.fields.count ?? 0
      guard width > 0 else { throw BenchFailure("the store that was measured has no \(table.0)") }
      let columns = (0..<width).map { "c\($0)" }.joined(separator: ", ")
      try BareSQLite.execute("CREATE TABLE \(table.0) (\(columns))", in: database)
      let places = Array(repeating: "?", count: width).joined(separator: ", ")
      inserts.append(try BareSQLite.prepare("INSERT INTO \(table.0) VALUES (\(places))", in: database))
    }
    self.inserts = inserts
    let synchronous = try BareSQLite.prepare("PRAGMA synchronous", in: database)
    defer { sqlite3_finalize(synchronous) }
    guard sqlite3_step(synchronous) == SQLITE_ROW, sqlite3_column_int(synchronous, 0) == 2 else {
      throw BenchFailure("synchronous is not FULL")
    }
  }

  deinit {
    for insert in inserts { sqlite3_finalize(insert) }
    sqlite3_close(database)
  }

  /// Rows of a message.
  var rows: Double { Double(messages.map(\.count).reduce(0, +)) / Double(messages.count) }

  /// Bytes of the values of a message's rows.
  var bytes: Double {
    let sizes = messages.joined().map { row in
      row.fields.map { field in
        switch field {
        case .null: 0
        case .number: 8
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
      }
      .reduce(0, +)
    }
    return Double(sizes.reduce(0, +)) / Double(messages.count)
  }

  /// Messages a second.
  /// - Parameters:
  ///   - group: How many messages share a commit.
  ///   - part: Which rows of a message are written.
  func messagesPerSecond(group: Int, _ part: Part, seconds: Double) throws -> Double {
    let clock = ContinuousClock()
    let began = clock.now
    var written = 0
    while clock.now - began < .seconds(seconds) {
      try BareSQLite.execute("BEGIN IMMEDIATE", in: database)
      for _ in 0..<group {
        for row in messages[written % messages.count] where part.has(row.table) {
          try insert(row.fields, with: inserts[row.table])
        }
        written += 1
      }
      try BareSQLite.execute("COMMIT", in: database)
    }
    return Double(written) / (clock.now - began).inSeconds
  }

  private func insert(_ fields: [Field], with statement: OpaquePointer) throws {
    for (index, field) in fields.enumerated() {
      let place = Int32(index + 1)
      switch field {
      case .null: sqlite3_bind_null(statement, place)
      case .number(let number): sqlite3_bind_int64(statement, place, number)
      case .text(let text): sqlite3_bind_text(statement, place, text, -1, BareSQLite.transient)
      case .bytes(let bytes):
        sqlite3_bind_blob64(statement, place, bytes, UInt64(bytes.count), BareSQLite.transient)
      }
    }
    defer { sqlite3_reset(statement) }
    guard sqlite3_step(statement) == SQLITE_DONE else { throw BenchFailure("bare SQLite could not insert a row") }
  }

  /// Tells SQLite to copy what it is given.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private static func rows(of select: OpaquePointer, _ message: Int64) -> [[Field]] {
    sqlite3_bind_int64(select, 1, message)
    defer { sqlite3_reset(select) }
    var rows: [[Field]] = []
    while sqlite3_step(select) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(select)).map { column in
          switch sqlite3_column_type(select, column) {
          case SQLITE_INTEGER: return .number(sqlite3_column_int64(select, column))
          case SQLITE_TEXT: return .text(sqlite3_column_text(select, column).map { String(cString: $0) } ?? "")
          case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(select, column))
            return .bytes(
              sqlite3_column_blob(select, column).map { [UInt8](UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
            )
          default: return .null
          }
        })
    }
    return rows
  }

  static func open(_ path: String) throws -> OpaquePointer {
    var database: OpaquePointer?
    guard sqlite3_open(path, &database) == SQLITE_OK, let database else {
      throw BenchFailure("SQLite cannot open \(path)")
    }
    return database
  }

  private static func prepare(_ sql: String, in database: OpaquePointer) throws -> OpaquePointer {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw BenchFailure("\(String(cString: sqlite3_errmsg(database))): \(sql)")
    }
    return statement
  }

  static func execute(_ sql: String, in database: OpaquePointer) throws {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
      throw BenchFailure("\(String(cString: sqlite3_errmsg(database))): \(sql.prefix(200))")
    }
  }
}
