import Foundation
import GRDB
import TreatyKeys
import TreatyStore

/// Version 7 of the tables, from those that kept everything as it came: what is in them is sealed row by row, by functions that SQL is given for
/// it, and what was there is overwritten.
enum SealingStep {
  static func run(on database: Database, _ sealing: Sealing) throws {
    // What was there must not stay in pages that are free by then.
    try database.execute(sql: "PRAGMA secure_delete = ON")
    let functions = try functions(database, sealing)
    for function in functions { database.add(function: function) }
    try database.execute(sql: tables)
    for function in functions { database.remove(function: function) }
  }

  private static func functions(_ database: Database, _ sealing: Sealing) throws -> [DatabaseFunction] {
    let last = try Int64.fetchOne(database, sql: "SELECT max(received) FROM messages") ?? 0
    // One key for all of them. Its period ends at once: it can go when the last of them does.
    let key =
      last == 0
      ? 0
      : try sealing.keys.key(
        for: .messages(Keeping.standard.policy), at: Instant(milliseconds: last),
        lasting: Keeping.standard.keyPeriodMilliseconds)
    return [
      DatabaseFunction("treaty_key", argumentCount: 0) { _ in Int64(key) },
      DatabaseFunction("treaty_body", argumentCount: 4) { values in
        let trace = text(values[0]) ?? ""
        var message = Message(
          trace: trace, parentSpan: nil, flow: "", received: Instant(milliseconds: 0), body: bytes(values[1]),
          headers: bytes(values[2]), plan: "", deliveryKey: text(values[3]))
        message.id = MessageID(0)
        return Data(try sealing.body(message, key: key))
      },
      DatabaseFunction("treaty_payload", argumentCount: 3) { values in
        let none = Instant(milliseconds: 0)
        let delivery = Delivery(
          message: MessageID(0), trace: text(values[0]) ?? "", item: 0, step: 0,
          lane: LaneKey(flow: "", target: "", identity: text(values[2]) ?? ""), system: "", payload: [], created: none,
          deadline: none)
        return Data(try sealing.payload(bytes(values[1]), of: delivery, key: key))
      },
      DatabaseFunction("treaty_notes", argumentCount: 3) { values in
        try notes(record: text(values[1]), cause: text(values[2]), trace: text(values[0]) ?? "", key, sealing)
      },
      DatabaseFunction("treaty_story", argumentCount: 2) { values in
        guard let delivery = Int64.fromDatabaseValue(values[0]) else { return nil }
        var attempt = Attempt(
          delivery: DeliveryID(delivery), number: 0, operation: "", span: "", sent: Instant(milliseconds: 0))
        attempt.detail = text(values[1])
        return try sealing.story(of: attempt) { key }.map { Data($0) }
      },
      DatabaseFunction("treaty_record", argumentCount: 3) { values in
        guard let lane = Int64.fromDatabaseValue(values[0]) else { return nil }
        let none = Instant(milliseconds: 0)
        let link = Link(
          lane: LaneKey(flow: "", target: "", identity: ""), recordID: text(values[1]) ?? "", written: text(values[2]),
          created: none, updated: none)
        return Data(try sealing.record(of: link, lane: lane))
      },
      DatabaseFunction("treaty_record_name", argumentCount: 1) { text($0[0]).map(sealing.name(ofRecord:)) },
      DatabaseFunction("treaty_identity_name", argumentCount: 1) { text($0[0]).map(sealing.name(ofIdentity:)) },
      DatabaseFunction("treaty_key_name", argumentCount: 1) { text($0[0]).map(sealing.name(ofDeliveryKey:)) },
    ]
  }

  private static func notes(record: String?, cause: String?, trace: String, _ key: UInt32, _ sealing: Sealing) throws
    -> Data?
  {
    let none = Instant(milliseconds: 0)
    var delivery = Delivery(
      message: MessageID(0), trace: trace, item: 0, step: 0, lane: LaneKey(flow: "", target: "", identity: ""),
      system: "", payload: [], created: none, deadline: none)
    (delivery.recordID, delivery.cause) = (record, cause)
    return try sealing.notes(of: delivery) { key }.map { Data($0) }
  }

  /// As ``ColumnReader`` reads it.
  private static func text(_ value: DatabaseValue) -> String? {
    String.fromDatabaseValue(value).map(StoredText.unescaped)
  }

  private static func bytes(_ value: DatabaseValue) -> [UInt8] { Data.fromDatabaseValue(value).map(Array.init) ?? [] }

  private static let tables = """
    DROP VIEW delivery_rows;
    ALTER TABLE messages ADD COLUMN key INTEGER NOT NULL DEFAULT 0;
    UPDATE messages SET body = treaty_body(trace, body, headers, delivery_key), delivery_key = treaty_key_name(delivery_key),
      key = treaty_key();
    ALTER TABLE messages DROP COLUMN headers;
    CREATE INDEX messages_key ON messages (key);
    ALTER TABLE deliveries ADD COLUMN notes BLOB;
    UPDATE deliveries SET payload = treaty_payload(trace, payload, (SELECT identity FROM lanes WHERE lanes.id = lane)),
      notes = treaty_notes(trace, record_id, cause);
    ALTER TABLE deliveries DROP COLUMN record_id;
    ALTER TABLE deliveries DROP COLUMN cause;
    CREATE INDEX deliveries_of_lane ON deliveries (lane, id);
    UPDATE lanes SET identity = treaty_identity_name(identity);
    ALTER TABLE attempts ADD COLUMN story BLOB;
    UPDATE attempts SET story = treaty_story(delivery, detail);
    ALTER TABLE attempts DROP COLUMN detail;
    ALTER TABLE links ADD COLUMN record BLOB NOT NULL DEFAULT x'';
    ALTER TABLE links ADD COLUMN record_name TEXT NOT NULL DEFAULT '';
    UPDATE links SET record = treaty_record(lane, record_id, written), record_name = treaty_record_name(record_id);
    ALTER TABLE links DROP COLUMN record_id;
    ALTER TABLE links DROP COLUMN written;
    CREATE INDEX links_record ON links (record_name);
    ALTER TABLE links ADD COLUMN flow TEXT NOT NULL DEFAULT '';
    UPDATE links SET flow = (SELECT lanes.flow FROM lanes WHERE lanes.id = links.lane);
    CREATE INDEX links_age ON links (flow, updated);
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY, time INTEGER NOT NULL, content BLOB NOT NULL, hash BLOB NOT NULL, record_name TEXT
    ) STRICT;
    CREATE INDEX audit_record ON audit (record_name, number) WHERE record_name IS NOT NULL;
    CREATE TABLE audit_ends (
      kind TEXT PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL, time INTEGER NOT NULL, signature BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE notes (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE VIEW delivery_rows AS
      SELECT deliveries.id, message, trace, item, step, deliveries.flow, target, system, payload, created, deadline, state, phase, due,
        attempts, sent, operation, notes, failure, ended, outcome
      FROM deliveries JOIN lanes ON lanes.id = deliveries.lane;
    """
}
