import Foundation
import GRDB
import Testing
import TreatyKeys
import TreatyStore
import TreatyStoreSQLite

@Suite("A store of an older Treaty is brought up to date, with all that is in it")
struct MigrationTests {
  /// Makes a store as version 1 left it: two deliveries in one lane, one that has ended, a link.
  private func makeVersion1(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL")
      try Schema.steps[0].run(on: database, .inMemory())
      try database.execute(
        sql: """
          PRAGMA user_version = 1; PRAGMA application_id = \(Schema.applicationID);
          INSERT INTO messages (trace, flow, received, body, headers, plan, delivery_key, state, starts)
            VALUES ('t', 'f', 1, CAST('canary-body' AS BLOB), CAST('canary-headers' AS BLOB), 'p', 'k' || char(16), 'running', 1);
          INSERT INTO lanes (flow, target, identity) VALUES ('f', 's.r', 'canary-identity');
          INSERT INTO lanes (flow, target, identity) VALUES ('f', 's.r', 'i' || char(16) || '0');
          """)
      for (place, state) in ["done", "ready", "queued"].enumerated() {
        try database.execute(
          sql: """
            INSERT INTO deliveries (message, trace, item, step, lane, place, system, payload, state, phase, due, created, deadline,
            attempts) VALUES (1, 't', 0, 0, 2, ?, 's', CAST('canary-payload' AS BLOB), ?, 'write', 1, ?, 9, 0)
            """, arguments: [place + 1, state, place + 4])
      }
      try database.execute(
        sql: """
          INSERT INTO counters (name, value) VALUES ('place', 3);
          INSERT INTO links (lane, record_id, created, updated) VALUES (2, '17', 1, 1);
          """)
    }
    try queue.close()
  }

  @Test("from version 1: counts, lanes, links, and texts with the character that is an escape now")
  func version1() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    try makeVersion1(path)
    let lane = LaneKey(flow: "f", target: "s.r", identity: "i\u{10}0")
    for isFirst in [true, false] {
      let store = try SQLiteStore.open(path: path)
      #expect(try await store.facts().schema == Schema.steps.count)
      try await store.transaction { (tx) throws(StoreError) in
        let census = try tx.census()
        #expect(census.messages == ["running": 1])
        #expect(census.deliveries == (isFirst ? ["done": 1, "ready": 1, "queued": 1] : ["done": 2, "ready": 1]))
        #expect(census.oldestOpen?.milliseconds == (isFirst ? 5 : 6))
        #expect(census.links == 1)
        #expect(census.queues.map { "\($0.system) \($0.flow) \($0.open)" } == ["s f \(isFirst ? 2 : 1)"])
        #expect(census.queues.map(\.oldest) == [census.oldestOpen])
        #expect(try tx.link(lane)?.recordID == "17")
        #expect(try tx.message(MessageID(1))?.deliveryKey == "k\u{10}")
        guard isFirst, var delivery = try tx.delivery(DeliveryID(2)) else { return }
        #expect(delivery.lane == lane)
        delivery.state = .done
        try tx.update(delivery)
      }
      try await store.close()
    }
    // Nothing stays open of what lay open, in the database or its WAL.
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
      let bytes = try Data(contentsOf: folder.url.appending(path: name))
      #expect(bytes.range(of: Data("canary".utf8)) == nil, "\(name)")
    }
  }
}
