import Foundation
import GRDB
import Testing
import TreatyFaultyDisk
import TreatyStore

@testable import TreatyStoreSQLite

@Suite("A backup is a whole store, made while the store is used")
struct BackupTests {
  private static let now = Instant(milliseconds: 1_000)

  private static func keep(_ number: Int, in store: SQLiteStore) async throws(StoreError) {
    try await store.transaction { (tx) throws(StoreError) in
      _ = try tx.insert(Message.sample(trace: "\(number)", body: [UInt8](repeating: 7, count: 20_000)))
    }
  }

  private static func messages(_ path: String) async throws -> Int {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }  // A test has read what it wants.
    return try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM messages") ?? 0 }
  }

  @Test("what is written meanwhile is in it, and intake goes on between its steps")
  func online() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"), pagesPerCheckpoint: 50)
    for number in 0..<200 { try await Self.keep(number, in: store) }
    let path = folder.path("backup")
    try await store.connection.beginBackup(to: path + ".part")
    var steps = 0
    var number = 200
    while !(try await store.connection.stepBackup(pages: 40)).isWhole {
      steps += 1
      try await Self.keep(number, in: store)
      // Pages that were copied already.
      try await store.transaction { (tx) throws(StoreError) in
        guard var message = try tx.message(MessageID(1)) else { return }
        message.starts = 7
        try tx.update(message)
      }
      number += 1
    }
    #expect(steps > 10)
    let found = try await Self.messages(path + ".part")
    #expect(found == number)
    let queue = try DatabaseQueue(path: path + ".part")
    #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT starts FROM messages WHERE id = 1") } == 7)
    try queue.close()
    try await store.close()
  }

  @Test("it is one file, checked, for its owner alone, and says when it was made; nothing else is left")
  func whole() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    for number in 0..<20 { try await Self.keep(number, in: store) }
    try await store.backup(to: folder.path("backup"), at: Self.now)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.hasPrefix("backup") } == [
        "backup"
      ])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("backup"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try await Self.messages(folder.path("backup")) == 20)
    // A second one does not write over the first.
    await #expect(throws: StoreError.self) { try await store.backup(to: folder.path("backup"), at: Self.now) }
    try await store.close()
  }

  @Test("where there is no room for it the store is none the worse", arguments: [FaultyDisk.Fault.full, .write])
  func noRoom(_ fault: FaultyDisk.Fault) async throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    for number in 0..<20 { try await Self.keep(number, in: store) }
    let disk = FaultyDisk(folder: elsewhere.url.path)
    disk.fail(fault, after: 5)
    await #expect(throws: StoreError.self) { try await store.backup(to: elsewhere.path("backup"), at: Self.now) }
    #expect(disk.struck > 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.url.path) == [])
    try await Self.keep(21, in: store)
    disk.mend()
    try await store.backup(to: elsewhere.path("backup"), at: Self.now)
    #expect(try await Self.messages(elsewhere.path("backup")) == 21)
    try await store.close()
  }

  @Test("restored, it is marked; what was there is moved aside, and comes back")
  func restore() async throws {
    let folder = try TemporaryFolder()
    let (path, backup) = (folder.path("a.sqlite"), folder.path("backup"))
    let store = try SQLiteStore.open(path: path)
    for number in 0..<3 { try await Self.keep(number, in: store) }
    try await store.backup(to: backup, at: Self.now)
    for number in 3..<9 { try await Self.keep(number, in: store) }
    let later = Instant(milliseconds: 5_000)
    #expect(throws: StoreError.self) { try StoreRestore.restore(from: backup, to: path, replaces: true, at: later) }
    try await store.close()
    #expect(throws: StoreError.self) { try StoreRestore.restore(from: backup, to: path, replaces: false, at: later) }
    #expect(try await Self.messages(path) == 9, "refused, it is as it was")
    let outcome = try StoreRestore.restore(from: backup, to: path, replaces: true, at: later)
    #expect(outcome == StoreRestore.Outcome(taken: Self.now, aside: path + ".replaced-1"))
    #expect(try await Self.messages(path + ".replaced-1") == 9)
    let restored = try SQLiteStore.open(path: path)
    try await restored.transaction { (tx) throws(StoreError) in
      let fact = try tx.fact(StoreFact.restored).flatMap { RestoredStore(fact: $0) }
      #expect(fact == RestoredStore(restored: later, taken: Self.now, lastMessage: MessageID(3)))
      #expect(try tx.fact(StoreFact.unsettledRestore) != nil)
      #expect(try tx.census().messages == ["accepted": 3])
    }
    try await restored.close()
    #expect(try StoreRestore.restore(from: backup, to: path, replaces: true, at: later).aside == path + ".replaced-2")
  }

  @Test("a backup that is damaged or none is not restored, and what is there stays", arguments: [true, false])
  func damaged(isStore: Bool) async throws {
    let folder = try TemporaryFolder()
    let (path, backup) = (folder.path("a.sqlite"), folder.path("backup"))
    let store = try SQLiteStore.open(path: path)
    for number in 0..<30 { try await Self.keep(number, in: store) }
    try await store.backup(to: backup, at: Self.now)
    try await store.close()
    var bytes = isStore ? try Data(contentsOf: URL(filePath: backup)) : Data("a letter".utf8)
    if isStore { for page in 2..<12 { bytes[page * 4_096 + 1] ^= 0xFF } }
    try bytes.write(to: URL(filePath: backup))
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: StoreError.self) {
      try StoreRestore.restore(from: backup, to: path, replaces: true, at: Self.now)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
        "a.sqlite", "a.sqlite.key", "a.sqlite.keys", "a.sqlite.lock", "backup",
      ])
  }
}
