import GRDB
import Testing
import TreatyStore

@testable import TreatyStoreSQLite

@Suite("An examination finds what Treaty never writes, and mends what can be mended without a doubt")
struct ExaminationTests {
  /// A store of two lanes with work in them, and what somebody did to it.
  private static func withStore(
    _ tampering: String, _ body: (SQLiteStore) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    try await store.transaction { (tx) throws(StoreError) in
      for number in 0..<6 {
        var message = Message.sample(trace: "\(number)")
        message.id = try tx.insert(message).id
        message.state = .running
        try tx.update(message)
        let delivery = try tx.insert(Delivery.sample(message.id, "\(number % 2)"))
        var called = delivery
        called.attempts = 1
        try tx.update(called)
        try tx.save(
          Attempt(delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1)))
        try tx.save(
          Link(
            lane: delivery.lane, recordID: "r", written: nil, created: delivery.created, updated: delivery.created))
      }
    }
    try await store.close()
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    // What is wrong with rows is to be found for itself, and not by the counts.
    let recount = tampering.contains("counts") ? "" : Invariant.counts.mending ?? ""
    try await queue.writeWithoutTransaction { try $0.execute(sql: "\(tampering); \(recount)") }
    try queue.close()
    let again = try SQLiteStore.open(path: path)
    try await body(again)
    try await again.close()
  }

  @Test("of a store that is well there is nothing to be said but what SQLite it is")
  func well() async throws {
    try await Self.withStore("") { store in
      let examination = try await store.examine()
      #expect(examination.findings.filter { $0.check != "wal-reset" } == [])
      #expect(examination.isWell && examination.rows["deliveries"] == 6)
      #expect(examination.settings["synchronous"] == "2" && examination.settings["cell_size_check"] == "1")
    }
  }

  @Test(
    "each mistake is found, by its name, and nothing else",
    arguments: [
      ("UPDATE deliveries SET state = 'asking' WHERE id = 3", ["lane-held-twice"], 1),
      ("UPDATE deliveries SET state = 'queued' WHERE state = 'ready'", ["lane-stuck"], 2),
      (
        "UPDATE deliveries SET state = CASE id WHEN 1 THEN 'queued' ELSE 'ready' END WHERE id IN (1, 3)",
        ["lane-out-of-order"], 1
      ),
      ("UPDATE counts SET number = number + 1 WHERE kind = 'link'", ["counts"], 1),
      ("DELETE FROM counts", ["counts"], 4),
      ("UPDATE messages SET state = 'done' WHERE id = 2", ["open-of-ended"], 1),
      ("UPDATE deliveries SET state = 'done' WHERE id = 5", ["endless-message"], 1),
      ("UPDATE attempts SET number = 2 WHERE delivery = 4", ["attempt-gap"], 1),
      ("DELETE FROM attempts WHERE delivery = 4", ["attempt-count"], 1),
      ("DELETE FROM lanes WHERE id = 2", ["orphan"], 4),
      ("UPDATE deliveries SET phase = 'dream' WHERE id = 4", ["unknown-state"], 1),
      ("UPDATE sqlite_sequence SET seq = 2", ["numbers"], 2), ("DELETE FROM sqlite_sequence", ["numbers"], 2),
      ("UPDATE counters SET value = 2", ["places"], 1),
    ])
  func found(tampering: String, checks: [String], count: Int) async throws {
    try await Self.withStore(tampering) { store in
      let findings = try await store.examine().findings.filter { $0.kind == .mistake }
      #expect(findings.map(\.check) == checks)
      #expect(findings.first?.count == count)
      #expect(findings.allSatisfy { $0.examples.count == $0.count && !$0.mend.isEmpty })
    }
  }

  @Test("what can be mended is, and then all is well")
  func mended() async throws {
    let tampering = """
      UPDATE deliveries SET state = 'queued' WHERE state = 'ready'; DELETE FROM counts; UPDATE sqlite_sequence SET seq = 1;
      DELETE FROM counters
      """
    try await Self.withStore(tampering) { store in
      #expect(try await store.mend() == ["lane-stuck", "counts", "numbers", "places"])
      #expect(try await store.examine().isWell)
      #expect(try await store.mend() == [])
      try await store.transaction { (tx) throws(StoreError) in
        #expect(try tx.census().deliveries == ["ready": 2, "queued": 4])
        #expect(try tx.delivery(DeliveryID(1))?.state == .ready)
        #expect(try tx.insert(Message.sample()).id == MessageID(7))
      }
    }
  }

  @Test(
    "versions of SQLite with the WAL-reset bug are named (sqlite.org/wal.html)",
    arguments: [
      ("3.40.1", true), ("3.51.2", true), ("3.7.0", true), ("3.51.3", false), ("3.52.0", false), ("3.6.23", false),
    ])
  func version(_ version: String, isNamed: Bool) { #expect((SQLiteStore.note(ofSQLite: version) != nil) == isNamed) }
}
