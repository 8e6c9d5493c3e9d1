import GRDB
import GRDBSQLite
import TreatyStore

/// The statements of one connection, each prepared once and kept. They are run through SQLite's own interface: GRDB's finds a statement by
/// its text and boxes every value, which takes longer than most of these statements do.
///
/// Used by one thread at a time, as the connection is.
final class PreparedStatements {
  /// By the byte that a statement is in memory: its text, which `Hashable` goes through, is long.
  private var handles: [OpaquePointer?] = Array(repeating: nil, count: 256)

  /// Places in lanes that were taken from the store and are not used yet. Forgotten with a transaction that is undone: it may be the one that
  /// took them.
  var places = Places()

  /// The message whose key was asked for last, and its key: deliveries of a message come one after the other.
  var lastKey: (message: MessageID, key: UInt32)?

  /// Numbers of lanes that were asked for lately: each step of a delivery asks for its own again. A name is made for each that is not here.
  private var lanes: [LaneKey: Int64] = [:]
  private static let mostLanes = 4_096

  /// The number of a lane, where it is known.
  func lane(_ key: LaneKey) -> Int64? { lanes[key] }

  /// Knows a lane from now on.
  func know(_ key: LaneKey, _ number: Int64) {
    if lanes.count >= Self.mostLanes { lanes.removeAll(keepingCapacity: true) }
    lanes[key] = number
  }

  /// Knows no lane any more: one was removed.
  func forgetLanes() { lanes.removeAll(keepingCapacity: true) }

  /// What this transaction has changed in the counts so far.
  var tally: [CountKey: Int] = [:]

  /// The end of the audit trail as this transaction has it: the number and hash of the last entry.
  var auditEnd: (number: Int64, hash: [UInt8])?

  /// What is kept of the end of the audit trail beside the store; `nil` in memory.
  var witness: AuditWitness?

  /// Forgets what the transaction that was undone has left here.
  func forget() {
    (places, lastKey, auditEnd) = (Places(), nil, nil)
    forgetLanes()
    tally.removeAll()
  }

  /// Numbers that follow each other.
  struct Places {
    private var next: Int64 = 1
    private var last: Int64 = 0

    init() {}

    init(_ numbers: ClosedRange<Int64>) { (next, last) = (numbers.lowerBound, numbers.upperBound) }

    mutating func popFirst() -> Int64? {
      guard next <= last else { return nil }
      defer { next += 1 }
      return next
    }
  }

  /// Runs a statement to its end.
  /// - Parameter row: Is given each row, which is good only while it runs.
  /// - Throws: `DatabaseError` with SQLite's result code, or what `row` threw.
  func run(
    _ statement: Statement, _ arguments: Arguments, in database: Database, row: (ResultRow) throws -> Void
  ) throws {
    let handle = try handle(of: statement, in: database)
    // What it was given last does not stay, and neither does a lock that a statement holds that was not run to its end.
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    let bound = arguments.bind(to: handle)
    guard bound == SQLITE_OK else { throw PreparedStatements.failure(bound, database) }
    while true {
      let code = sqlite3_step(handle)
      switch code {
      case SQLITE_DONE: return
      case SQLITE_ROW: try row(ResultRow(handle: handle))
      default: throw PreparedStatements.failure(code, database)
      }
    }
  }

  private func handle(of statement: Statement, in database: Database) throws -> OpaquePointer {
    let index = withUnsafeBytes(of: statement) { Int($0[0]) }
    if let handle = handles[index] { return handle }
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      database.sqliteConnection, statement.rawValue, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw PreparedStatements.failure(code, database) }
    handles[index] = handle
    return handle
  }

  private static func failure(_ code: Int32, _ database: Database) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
  }

  /// Lets go of all of them; a connection is closed after that.
  func finish() {
    for handle in handles { sqlite3_finalize(handle) }
    handles = Array(repeating: nil, count: handles.count)
  }

  deinit { finish() }
}

/// A row that a statement stands at.
struct ResultRow {
  let handle: OpaquePointer

  private func hold(_ index: Int, _ wanted: Int32, _ name: String) throws {
    let kind = sqlite3_column_type(handle, Int32(index))
    guard kind == wanted else { throw Damage(description: "column \(index) holds no \(name)") }
  }

  func isNull(_ index: Int) -> Bool { sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL }

  func number(_ index: Int) throws -> Int64 {
    try hold(index, SQLITE_INTEGER, "number")
    return sqlite3_column_int64(handle, Int32(index))
  }

  func text(_ index: Int) throws -> String {
    try hold(index, SQLITE_TEXT, "text")
    guard let start = sqlite3_column_text(handle, Int32(index)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ index: Int) throws -> [UInt8] {
    try hold(index, SQLITE_BLOB, "BLOB")
    guard let start = sqlite3_column_blob(handle, Int32(index)) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(index)))))
  }
}
