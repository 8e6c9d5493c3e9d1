import CSQLiteSettings
import GRDB
import GRDBSQLite
import TreatyKeys
import TreatyStore

/// What the store's promises rest on: set, and then read back, because GRDB, SQLite and Debian's build each have defaults of their
/// own. GRDB sets `synchronous = NORMAL` where it is told to use WAL, so it is not told.
enum Settings {
  /// Set once, before SQLite is used: what cannot be set for one connection.
  static let process: Void = { _ = treaty_sqlite_count_nothing() }()

  /// Bytes that a WAL keeps once it was written back: twice of what one usually has.
  private static let mostWAL = 32 << 20

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "treaty.store.connection"
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    return configuration
  }

  /// Sees whose database a file is without a chance to change it, where its first page alone does not say: to close a connection that
  /// may write would write a WAL back.
  static func look(at path: String, shownAs shown: String) throws {
    guard let header = try StoreHeader(file: path, path: shown), header.application == 0 else { return }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try version(of: $0, path: shown) }
      try queue.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      // A transaction that a power cut has broken off is to be undone first, whosever it is: as when a store was just being made.
    }
  }

  /// Sees whose database it is, sets what must be set, and brings the tables to the newest version.
  static func apply(to database: Database, isInMemory: Bool, path: String, _ keys: KeyRing) throws {
    let found = try version(of: database, path: path)
    // Only before the first table; outside a transaction, like all that follow.
    if found == 0 { try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL") }
    try database.execute(
      sql: """
        PRAGMA journal_mode = \(isInMemory ? "MEMORY" : "WAL"); PRAGMA synchronous = FULL; PRAGMA mmap_size = 0;
        PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;
        PRAGMA journal_size_limit = \(mostWAL)
        """)
    if let connection = database.sqliteConnection,
      treaty_sqlite_keep_plans(UnsafeMutableRawPointer(connection)) != SQLITE_OK
    {
      throw StoreError.unsafe(path: path, why: "its SQLite is too old: 3.24 or later is needed")
    }
    if found < Schema.version {
      try database.inTransaction(.immediate) {
        try Schema.migrate(database, from: found, keys)
        try database.execute(
          sql: "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", arguments: [StoreFact.keyRing, keys.id])
        return .commit
      }
      if found > 0, found < Schema.sealedVersion, !isInMemory {
        // What lay open is overwritten in the database now, and must not stay in the WAL either.
        _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try database.execute(sql: "PRAGMA secure_delete = OFF")
    }
    let ring = try String.fetchOne(database, sql: Statement.fact.rawValue, arguments: [StoreFact.keyRing])
    guard ring == keys.id else {
      throw StoreError.keys(
        path: path,
        why:
          "the key ring beside it belongs to another store: put back the ring `\(ring ?? "?")`, this one is `\(keys.id)`"
      )
    }
    let expected = [
      ("journal_mode", isInMemory ? "memory" : "wal"), ("synchronous", "2"), ("foreign_keys", "1"),
      ("busy_timeout", "5000"), ("auto_vacuum", "2"), ("mmap_size", "0"), ("wal_autocheckpoint", "0"),
    ]
    for (name, wanted) in expected {
      // A build without memory maps has no `mmap_size`.
      guard let value = try String.fetchOne(database, sql: "PRAGMA \(name)"), value != wanted else { continue }
      throw StoreError.unsafe(
        path: path,
        why: "`\(name)` is \(value) and cannot be set to \(wanted): a power cut could lose what was acknowledged")
    }
  }

  /// How its rows are named. Not guessed: by another form none would be found, and records would be made that are there.
  static func names(in database: Database, path: String) throws -> NameForm {
    let fact = try String.fetchOne(database, sql: Statement.fact.rawValue, arguments: [StoreFact.names])
    guard let form = fact.flatMap(NameForm.init(rawValue:)) else {
      throw StoreError.failed(path: path, why: "it does not say how its rows are named: the table `facts` was changed")
    }
    return form
  }

  /// What is kept under another name than today's. Not guessed: what is stored would not be found.
  static func formerNames(in database: Database, path: String) throws -> StoredNames {
    guard
      let fact = try String.fetchOne(database, sql: Statement.fact.rawValue, arguments: [StoreFact.formerNames])
    else { return StoredNames() }
    guard let names = StoredNames(text: StoredText.unescaped(fact)) else {
      throw StoreError.failed(path: path, why: "what was renamed cannot be read: the table `facts` was changed")
    }
    return names
  }

  /// The version of the tables, 0 where there are none yet.
  static func version(of database: Database, path: String) throws -> Int {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    guard application == (isEmpty ? 0 : Schema.applicationID), version >= (isEmpty ? 0 : 1) else {
      throw StoreError.unsafe(path: path, why: "it is a database of something else: name another file")
    }
    guard version <= Schema.version else {
      throw StoreError.tooNew(path: path, found: version, known: Schema.version)
    }
    return version
  }
}

extension SQLiteStore.Facts {
  /// Read from the database.
  init(_ database: Database) throws {
    func number(_ pragma: String) throws -> Int { try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? -1 }
    self.init(
      sqlite: try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "?",
      journal: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "?",
      synchronous: try number("synchronous"), schema: try number("user_version"), pages: try number("page_count"),
      freePages: try number("freelist_count"), bytes: try number("page_count") * number("page_size"), walBytes: 0)
  }
}
