import GRDB

/// Tables of the store, by version. A version that was released is never changed; a new one is added behind it.
enum Schema {
  /// Marks the file as Treaty's, so that another database is not taken for one ("trty").
  static let applicationID: Int32 = 0x7472_7479

  /// The newest version that this Treaty knows.
  static let version = 1

  /// Brings a database to the newest version.
  static func migrate(_ database: Database, from found: Int) throws {
    if found < 1 { try database.execute(sql: one) }
    try database.execute(sql: "PRAGMA user_version = \(version)")
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
  }

  /// A lane is one number, so that its key is compared and kept once. `deliveries.state` of the first in a lane is `ready`, that of
  /// those behind it `queued`: what can go is then found by an index, however long the lanes are.
  private static let one = """
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY AUTOINCREMENT, trace TEXT NOT NULL, parent_span TEXT, flow TEXT NOT NULL, received INTEGER NOT NULL,
      body BLOB NOT NULL, headers BLOB NOT NULL, plan TEXT NOT NULL, delivery_key TEXT, state TEXT NOT NULL, ended INTEGER,
      starts INTEGER NOT NULL, purge_at INTEGER
    ) STRICT;
    CREATE INDEX messages_accepted ON messages (id) WHERE state = 'accepted';
    CREATE INDEX messages_open ON messages (flow) WHERE state IN ('accepted', 'running');
    CREATE INDEX messages_trace ON messages (trace);
    CREATE INDEX messages_purge ON messages (purge_at) WHERE purge_at IS NOT NULL;
    CREATE UNIQUE INDEX messages_delivery ON messages (flow, delivery_key) WHERE delivery_key IS NOT NULL;
    CREATE TABLE lanes (
      id INTEGER PRIMARY KEY, flow TEXT NOT NULL, target TEXT NOT NULL, identity TEXT NOT NULL, UNIQUE (flow, target, identity)
    ) STRICT;
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT, message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE, trace TEXT NOT NULL,
      item INTEGER NOT NULL, step INTEGER NOT NULL, lane INTEGER NOT NULL REFERENCES lanes (id), place INTEGER NOT NULL, system TEXT NOT NULL,
      payload BLOB NOT NULL, state TEXT NOT NULL, phase TEXT NOT NULL, due INTEGER NOT NULL, created INTEGER NOT NULL, deadline INTEGER NOT NULL,
      attempts INTEGER NOT NULL, sent INTEGER, operation TEXT, record_id TEXT, failure TEXT, cause TEXT, ended INTEGER, outcome TEXT
    ) STRICT;
    CREATE INDEX deliveries_ready ON deliveries (system, due, id) WHERE state = 'ready';
    CREATE INDEX deliveries_lane ON deliveries (lane, place) WHERE state IN ('queued', 'ready', 'inFlight', 'asking');
    CREATE INDEX deliveries_state ON deliveries (state, id);
    CREATE INDEX deliveries_message ON deliveries (message);
    CREATE TABLE attempts (
      delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE, number INTEGER NOT NULL, operation TEXT NOT NULL,
      span TEXT NOT NULL, sent INTEGER NOT NULL, ended INTEGER, status INTEGER, result TEXT, detail TEXT, PRIMARY KEY (delivery, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE links (
      lane INTEGER PRIMARY KEY REFERENCES lanes (id), record_id TEXT NOT NULL, written TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE plans (digest TEXT PRIMARY KEY, text BLOB NOT NULL, installed INTEGER NOT NULL) STRICT;
    CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
    """
}
