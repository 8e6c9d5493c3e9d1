import GRDB
public import TreatyStore

extension SQLiteStore {
  /// Tables, in the order in which they are looked at.
  static let tables = [
    "messages", "deliveries", "attempts", "lanes", "links", "plans", "counters", "counts", "facts", "audit",
    "audit_ends",
    "notes",
  ]

  private static let settings = [
    "journal_mode", "synchronous", "foreign_keys", "auto_vacuum", "cell_size_check", "wal_autocheckpoint", "page_size",
    "mmap_size",
  ]

  /// Looks at all of it, a table at a time, so that transactions go on between: each table is read from end to end.
  /// - Parameter isShared: whether others wait for it. If nobody does it is also read in one go, which looks at free pages as well.
  public func examine(isShared: Bool = false) async throws(StoreError) -> Examination {
    var findings: [Examination.Finding] = []
    var rows: [String: Int] = [:]
    for table in Self.tables {
      let (faults, count) = try await connection.look { database in
        let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(\(table))").filter { $0 != "ok" }
        return (faults, try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0)
      }
      rows[table] = count
      if !faults.isEmpty { findings.append(Self.damage("`\(table)`", faults)) }
    }
    if !isShared, findings.isEmpty {
      let faults = try await connection.look {
        try String.fetchAll($0, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
      }
      if !faults.isEmpty { findings.append(Self.damage("pages of no table", faults)) }
    }
    for invariant in Invariant.allCases {
      let found = try await connection.look { try String.fetchAll($0, sql: Self.texts(of: invariant)) }
      if !found.isEmpty { findings.append(Self.mistake(invariant, found)) }
    }
    let (settings, restored) = try await connection.look { database in
      var settings: [String: String] = [:]
      for name in Self.settings { settings[name] = try String.fetchOne(database, sql: "PRAGMA \(name)") }
      let fact = try String.fetchOne(
        database, sql: Statement.fact.rawValue, arguments: [StoreFact.restored])
      return (settings, fact.flatMap { RestoredStore(fact: $0) })
    }
    let facts = try await facts()
    let room = room
    if let note = Self.note(ofSQLite: facts.sqlite) { findings.append(note) }
    if let note = Self.note(of: room) { findings.append(note) }
    let order: [Examination.Kind] = [.damage, .mistake, .note]
    return Examination(
      facts: facts, settings: settings, rows: rows, room: room, restored: restored?.restored,
      findings: order.flatMap { kind in findings.filter { $0.kind == kind } })
  }

  /// Puts right what can be put right without a doubt, in one transaction.
  /// - Returns: what was put right, by name of the check.
  public func mend() async throws(StoreError) -> [String] {
    try await connection.change { database in
      let broken = try Invariant.allCases.filter { invariant in
        try invariant.mending != nil && String.fetchOne(database, sql: Self.texts(of: invariant)) != nil
      }
      // What is mended may change what is counted, so the counts come last.
      for invariant in broken + (broken.isEmpty ? [] : [.counts]) {
        if let mending = invariant.mending { try database.execute(sql: mending) }
      }
      return broken.map(\.rawValue)
    }
  }

  /// What an invariant is broken at, as texts.
  private static func texts(of invariant: Invariant) -> String {
    "WITH found (place) AS (\(invariant.query)) SELECT CAST(place AS TEXT) FROM found"
  }

  private static func damage(_ place: String, _ faults: [String]) -> Examination.Finding {
    Examination.Finding(
      check: "integrity", kind: .damage, message: "the file is damaged in \(place)", count: faults.count,
      examples: Array(faults.prefix(10)),
      mend: "restore a backup (`treaty restore`), or save what `sqlite3 … .recover` finds", isMendable: false)
  }

  private static func mistake(_ invariant: Invariant, _ found: [String]) -> Examination.Finding {
    let examples = found.prefix(10).map { invariant.what.isEmpty ? $0 : "\(invariant.what) \($0)" }
    return Examination.Finding(
      check: invariant.rawValue, kind: .mistake, message: invariant.message, count: found.count, examples: examples,
      mend: invariant.mend, isMendable: invariant.mending != nil)
  }

  /// 3.7.0 to 3.51.2 have the WAL-reset bug (sqlite.org/wal.html).
  static func note(ofSQLite version: String) -> Examination.Finding? {
    let parts = version.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 3, parts[0] == 3, (7...51).contains(parts[1]), parts[1] < 51 || parts[2] <= 2 else {
      return nil
    }
    return Examination.Finding(
      check: "wal-reset", kind: .note,
      message: "SQLite \(version) can damage a file that two connections write or checkpoint at the same moment",
      count: 1,
      examples: [],
      mend:
        "nothing to do: Treaty has one connection, and a lock against a second host; let no other program write to the file",
      isMendable: false)
  }

  private static func note(of room: StoreRoom) -> Examination.Finding? {
    guard room.isShort else { return nil }
    return Examination.Finding(
      check: "room", kind: .note,
      message: "its disk has \(room.free) bytes left, and below \(room.floor) nothing is taken in", count: 1,
      examples: [], mend: "make room on the disk: a host goes on by itself when there is some", isMendable: false)
  }
}
