import Foundation
import GRDB
import Testing
import TreatyAudit
import TreatyKeys
import TreatyStore
import TreatyStoreSQLite

@Suite("Whoever changes the audit trail in the file is found, and what was changed is named")
struct AuditTamperTests {
  /// A store whose trail has eight entries, closed.
  private static func makeTrail(_ path: String) async throws {
    let store = try SQLiteStore.open(path: path)
    for number in 1...8 {
      var record = AuditRecord(.noted, words: ["n": "\(number)"])
      record.record = number.isMultiple(of: 2) ? "17" : nil
      let (content, about) = (record.json(), record.record)
      try await store.transaction { (tx) throws(StoreError) in
        try tx.append(audit: content, about: about, at: Instant(milliseconds: Int64(number) * 1_000))
      }
    }
    try await store.close()
  }

  private static func findings(_ path: String) async throws -> [String] {
    let store = try SQLiteStore.open(path: path)
    let verification = try await store.transaction { (tx) throws(StoreError) in
      var verification = AuditVerification(ends: try tx.auditEnds())
      try verification.take(try tx.audit(after: .min, limit: 99)) { record throws(StoreError) in
        try tx.auditName(ofRecord: record)
      }
      verification.finish(head: try tx.auditEnds().head)
      return verification
    }
    try await store.close()
    return verification.findings.map { "\($0.kind) \($0.number)" }
  }

  private static func change(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  @Test(
    "each kind of tampering",
    arguments: [
      ("", []), ("DELETE FROM audit WHERE number = 3", ["removed 3"]),
      ("DELETE FROM audit WHERE number = 1", ["beginning 1"]), ("DELETE FROM audit WHERE number > 5", ["truncated 6"]),
      ("DELETE FROM audit", ["truncated 1"]), ("UPDATE audit SET time = time + 1 WHERE number = 4", ["damaged 4"]),
      ("UPDATE audit SET content = (SELECT content FROM audit WHERE number = 2) WHERE number = 4", ["damaged 4"]),
      ("UPDATE audit SET content = zeroblob(40) WHERE number = 4", ["damaged 4"]),
      ("UPDATE audit SET hash = zeroblob(32) WHERE number = 4", ["changed 4", "changed 5"]),
      ("UPDATE audit_ends SET number = 5 WHERE kind = 'head'", ["signature 5", "exchanged 6"]),
      ("UPDATE audit_ends SET signature = zeroblob(64)", ["signature 8"]),
      ("DELETE FROM audit_ends", ["unsigned 8"]),
      (
        "INSERT INTO audit SELECT 9, time, content, hash, record_name FROM audit WHERE number = 8",
        ["damaged 9", "exchanged 9"]
      ),
      (
        "INSERT INTO audit SELECT 0, time, content, hash, record_name FROM audit WHERE number = 8",
        ["changed 0"]
      ),
      ("UPDATE audit SET record_name = 'zzz' WHERE number = 4", ["misfiled 4"]),
      ("UPDATE audit SET record_name = NULL WHERE number = 4", ["misfiled 4"]),
      (
        "UPDATE audit SET record_name = (SELECT record_name FROM audit WHERE number = 4) WHERE number = 5",
        ["misfiled 5"]
      ),
    ] as [(String, [String])])
  func tampering(sql: String, expected: [String]) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    try await Self.makeTrail(path)
    if !sql.isEmpty { try Self.change(path, sql) }
    #expect(try await Self.findings(path) == expected)
  }

  @Test("two entries that changed places")
  func swapped() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    try await Self.makeTrail(path)
    try Self.change(
      path,
      """
      UPDATE audit SET number = -number WHERE number IN (3, 4);
      UPDATE audit SET number = CASE number WHEN -3 THEN 4 ELSE 3 END WHERE number < 0;
      """)
    #expect(try await Self.findings(path).prefix(2) == ["damaged 3", "damaged 4"])
  }

  @Test("a store that was exchanged for an older one, whole and sound in itself")
  func rolledBack() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    try await Self.makeTrail(path)
    let old = try Data(contentsOf: URL(filePath: path))
    let store = try SQLiteStore.open(path: path)
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: AuditRecord(.noted).json(), about: nil, at: Instant(milliseconds: 9_000))
    }
    try await store.close()
    #expect(try await Self.findings(path) == [])
    try old.write(to: URL(filePath: path))
    #expect(try await Self.findings(path) == ["rolledBack 9"])
  }

  @Test("what is written behind a cut does not hide it")
  func goesOn() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    try await Self.makeTrail(path)
    try Self.change(path, "DELETE FROM audit WHERE number > 5")
    let store = try SQLiteStore.open(path: path)
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: AuditRecord(.noted).json(), about: nil, at: Instant(milliseconds: 9_000))
    }
    try await store.close()
    #expect(try await Self.findings(path) == ["removed 6"])
  }

  @Test("a transaction that is undone leaves neither an entry nor a gap")
  func undone() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    for number in 1...4 {
      try? await store.transaction { (tx) throws(StoreError) in  // every second one is undone on purpose
        try tx.append(audit: [UInt8(number)], about: nil, at: Instant(milliseconds: Int64(number)))
        if number.isMultiple(of: 2) { throw StoreError.full(path: "test") }
      }
    }
    try await store.close()
    #expect(try await Self.findings(path) == [])
  }
}
