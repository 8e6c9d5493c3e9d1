package import GRDB
package import TreatyKeys
import TreatyStore

/// Tables of the store, by version. A step that was released is never changed; a new one is added behind it.
package enum Schema {
  /// Marks the file as Treaty's, so that another database is not taken for one ("trty").
  package static let applicationID: Int32 = 0x7472_7479

  /// What brings a database from each version to the next, from an empty one to version 1 first.
  package static let steps: [Step] = [
    .sql(tables), .sql(maintainedCounts), .sql(facts), .sql(queues), .sql(openByEnds), .sql(countsByFlow), .sealing,
    .sql(nameForms + countsByTransaction),
  ]

  /// What brings a database from one version to the next.
  package enum Step {
    case sql(String)
    /// Seals what lay open until then. It needs the store's keys.
    case sealing

    /// Carries it out.
    package func run(on database: Database, _ keys: KeyRing) throws {
      switch self {
      case .sql(let text): try database.execute(sql: text)
      case .sealing: try SealingStep.run(on: database, Sealing(keys, names: .whole))
      }
    }
  }

  /// The newest version that this Treaty knows.
  static var version: Int { steps.count }

  /// The first version that has no payload lying open in it.
  static let sealedVersion = 7

  /// Brings a database from version `found` to the newest, within the transaction that is open.
  static func migrate(_ database: Database, from found: Int, _ keys: KeyRing) throws {
    for step in steps[found...] { try step.run(on: database, keys) }
    try database.execute(sql: "PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
  }

  /// Brings a database as far as needs no keys, so that facts can be noted in it.
  static func migrateUnsealed(_ database: Database, from found: Int) throws -> Int {
    var version = found
    for case .sql(let text) in steps[found...].prefix(while: { if case .sql = $0 { true } else { false } }) {
      try database.execute(sql: text)
      version += 1
    }
    try database.execute(sql: "PRAGMA user_version = \(version)")
    return version
  }

  /// Version 1. A lane is one number, so that its key is compared and kept once. The first in a lane is `ready`, those behind it are
  /// `queued`: what can go is found by an index, however long the lanes are.
  private static let tables = """
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

  /// Version 2. Counts are kept as rows come and go, so that a census costs the same with ten rows and with ten million; what a
  /// delivery is read from, with its lane's key, is one view. Texts of version 1 have no escapes (``StoredText``): those that come
  /// from outside, and are compared or shown, get them.
  private static let maintainedCounts = """
    \(escaping("lanes", "identity")) \(escaping("messages", "delivery_key")) \(escaping("links", "record_id"))
    \(escaping("deliveries", "record_id")) \(escaping("deliveries", "cause")) \(escaping("attempts", "detail"))
    CREATE TABLE counts (
      kind TEXT NOT NULL, system TEXT NOT NULL, state TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (kind, system, state)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO counts SELECT 'message', '', state, count(*) FROM messages GROUP BY state;
    INSERT INTO counts SELECT 'delivery', system, state, count(*) FROM deliveries GROUP BY system, state;
    INSERT INTO counts SELECT 'link', '', '', count(*) FROM links;
    \(counting("messages", as: "message", system: { _ in "''" }))
    \(counting("deliveries", as: "delivery", system: { "\($0).system" }))
    CREATE TRIGGER links_come AFTER INSERT ON links BEGIN \(count("'link', '', ''")) END;
    CREATE INDEX deliveries_oldest ON deliveries (created) WHERE state IN ('queued', 'ready', 'inFlight', 'asking');
    CREATE VIEW delivery_rows AS
      SELECT deliveries.id, message, trace, item, step, flow, target, identity, system, payload, created, deadline, state, phase, due,
        attempts, sent, operation, record_id, failure, cause, ended, outcome
      FROM deliveries JOIN lanes ON lanes.id = deliveries.lane;
    """

  /// Version 3. What is to be known of the store as a whole: that it was restored from a backup, above all.
  private static let facts = """
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """

  /// Version 4. What can go is found by system and flow, so that no flow with much to do is in the way of another; what is too old, by
  /// its deadline.
  private static let queues = """
    ALTER TABLE deliveries ADD COLUMN flow TEXT NOT NULL DEFAULT '';
    UPDATE deliveries SET flow = (SELECT lanes.flow FROM lanes WHERE lanes.id = deliveries.lane);
    DROP INDEX deliveries_ready;
    CREATE INDEX deliveries_ready ON deliveries (system, flow, due, id) WHERE state = 'ready';
    CREATE INDEX deliveries_deadline ON deliveries (deadline) WHERE state IN ('queued', 'ready') AND phase = 'write';
    DROP VIEW delivery_rows;
    CREATE VIEW delivery_rows AS
      SELECT deliveries.id, message, trace, item, step, deliveries.flow, target, identity, system, payload, created, deadline, state, phase,
        due, attempts, sent, operation, record_id, failure, cause, ended, outcome
      FROM deliveries JOIN lanes ON lanes.id = deliveries.lane;
    """

  /// Version 5. What is open is told by the ends that it did not come to. The list of four states made SQLite build a table of them for each
  /// index and row: half of what an event cost.
  private static let openByEnds = """
    DROP INDEX deliveries_lane;
    DROP INDEX deliveries_oldest;
    CREATE INDEX deliveries_lane ON deliveries (lane, place) WHERE state <> 'done' AND state <> 'dead' AND state <> 'dropped';
    CREATE INDEX deliveries_oldest ON deliveries (created) WHERE state <> 'done' AND state <> 'dead' AND state <> 'dropped';
    """

  /// Version 6. Counts tell flows apart, and classes of what waits for a person; the oldest of each is found by an index.
  private static let countsByFlow = """
    \(["messages", "deliveries"].map { "DROP TRIGGER \($0)_come; DROP TRIGGER \($0)_change; DROP TRIGGER \($0)_go;" }.joined())
    DROP TRIGGER links_come;
    DROP TABLE counts;
    CREATE TABLE counts (
      kind TEXT NOT NULL, system TEXT NOT NULL, flow TEXT NOT NULL, state TEXT NOT NULL, class TEXT NOT NULL, number INTEGER NOT NULL,
      PRIMARY KEY (kind, system, flow, state, class)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO counts \(Counted.anew);
    \(Counted.allCases.map(\.triggers).joined(separator: "\n"))
    DROP INDEX deliveries_oldest;
    CREATE INDEX deliveries_oldest ON deliveries (system, flow, created) WHERE state <> 'done' AND state <> 'dead' AND state <> 'dropped';
    CREATE INDEX deliveries_dead ON deliveries (system, flow, coalesce(failure, ''), created) WHERE state = 'dead';
    CREATE INDEX deliveries_asking ON deliveries (system, flow, coalesce(failure, ''), created) WHERE state = 'asking';
    """

  /// Version 8. A store that has named something goes on as it began: a name tells nothing of its text, by which it could be made anew.
  private static let nameForms = """
    INSERT INTO facts SELECT '\(StoreFact.names)', '\(NameForm.whole.rawValue)' WHERE EXISTS (SELECT 1 FROM lanes)
      OR EXISTS (SELECT 1 FROM messages WHERE delivery_key IS NOT NULL) OR EXISTS (SELECT 1 FROM audit WHERE record_name IS NOT NULL);
    INSERT OR IGNORE INTO facts VALUES ('\(StoreFact.names)', '\(NameForm.neighbours.rawValue)');
    """

  /// Counts are kept by the transactions that change them (``CountKey``), not by triggers.
  private static let countsByTransaction = Counted.allCases.map(\.dropTriggers).joined(separator: "\n")

  private static func escaping(_ table: String, _ column: String) -> String {
    "UPDATE \(table) SET \(column) = replace(\(column), char(16), char(16, 16)) WHERE instr(\(column), char(16));"
  }

  /// Triggers that keep the counts of a table by state.
  private static func counting(_ table: String, as kind: String, system: (String) -> String) -> String {
    func come(_ row: String) -> String { count("'\(kind)', \(system(row)), \(row).state") }
    func go(_ row: String) -> String {
      "UPDATE counts SET number = number - 1 WHERE kind = '\(kind)' AND system = \(system(row)) AND state = \(row).state;"
    }
    return """
      CREATE TRIGGER \(table)_come AFTER INSERT ON \(table) BEGIN \(come("new")) END;
      CREATE TRIGGER \(table)_change AFTER UPDATE OF state ON \(table) WHEN old.state <> new.state
        BEGIN \(go("old")) \(come("new")) END;
      CREATE TRIGGER \(table)_go AFTER DELETE ON \(table) BEGIN \(go("old")) END;
      """
  }

  private static func count(_ key: String) -> String {
    """
    INSERT INTO counts (kind, system, state, number) VALUES (\(key), 1)
    ON CONFLICT (kind, system, state) DO UPDATE SET number = number + 1;
    """
  }
}
