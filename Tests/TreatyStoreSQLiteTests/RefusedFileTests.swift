import Foundation
import GRDB
import Glibc
import Testing
import TreatyKeys
import TreatyStore
import TreatyTestSupport

@testable import TreatyStoreSQLite

@Suite("A file that is refused is as it was, byte for byte, and the refusal says why")
struct RefusedFileTests {
  /// Tries to open a store, and gives back how it was refused, and whether its files are as they were.
  private static func refusal(_ folder: borrowing TemporaryFolder, _ name: String = "a.sqlite") async throws
    -> (error: StoreError?, isUntouched: Bool)
  {
    func contents() -> [Data?] {
      ["", "-wal"].map { FileManager.default.contents(atPath: folder.path(name + $0)) }
    }
    let before = contents()
    do throws(StoreError) {
      let store = try SQLiteStore.open(path: folder.path(name))
      try await store.close()
      return (nil, contents() == before)
    } catch { return (error, contents() == before) }
  }

  private static func why(_ error: StoreError?) -> String {
    switch error {
    case .unsafe(_, let why), .failed(_, let why), .keys(_, let why): why
    case .locked, .tooNew, .superseded, .full, nil: "\(String(describing: error))"
    }
  }

  /// A store with something in it, whose WAL is still to be written back.
  private static func makeStore(_ folder: borrowing TemporaryFolder, _ sql: String = "") throws {
    let queue = try DatabaseQueue(path: folder.path("source"))
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL")
      let master = MasterKey()
      let path = folder.path("a.sqlite")
      try KeyFile.write(master, to: SQLiteStore.keyFile(path: path), of: path)
      let keys = try KeyRing.open(path + ".keys", of: path, master: master, makes: true)
      for step in Schema.steps { try step.run(on: database, keys) }
      try database.execute(sql: "INSERT INTO facts (name, value) VALUES ('\(StoreFact.keyRing)', '\(keys.id)')")
      try database.execute(
        sql:
          "PRAGMA user_version = \(Schema.steps.count); PRAGMA application_id = \(Schema.applicationID); PRAGMA wal_checkpoint"
      )
      try database.execute(sql: "INSERT INTO counters (name, value) VALUES ('test', 1); \(sql)")
    }
    // While it is open, since closing would write the WAL back.
    for ending in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: folder.path("source" + ending), toPath: folder.path("a.sqlite" + ending))
    }
    try queue.close()
  }

  @Test("a letter")
  func letter() async throws {
    let folder = try TemporaryFolder()
    try Data("this is a letter, and not a database at all".utf8).write(to: folder.url.appending(path: "a.sqlite"))
    let found = try await Self.refusal(folder)
    #expect(Self.why(found.error) == "it is not an SQLite database: name another file, or move it away")
    #expect(found.isUntouched)
  }

  @Test("a store whose header is damaged")
  func header() async throws {
    let folder = try TemporaryFolder()
    try Self.makeStore(folder)
    var bytes = try Data(contentsOf: URL(filePath: folder.path("a.sqlite")))
    bytes[3] ^= 1
    try bytes.write(to: URL(filePath: folder.path("a.sqlite")))
    let found = try await Self.refusal(folder)
    #expect(Self.why(found.error) == "it is not an SQLite database: name another file, or move it away")
    #expect(found.isUntouched)
  }

  @Test("a store of a newer Treaty, whether its file says so or its WAL", arguments: [true, false])
  func newer(inFile: Bool) async throws {
    let folder = try TemporaryFolder()
    try Self.makeStore(folder, "PRAGMA user_version = 99; \(inFile ? "PRAGMA wal_checkpoint;" : "")")
    let found = try await Self.refusal(folder)
    #expect(found.error == .tooNew(path: folder.path("a.sqlite"), found: 99, known: Schema.steps.count))
    // What only the WAL says SQLite alone can know, and it writes that back.
    if inFile { #expect(found.isUntouched) }
  }

  @Test(
    "another program's database, with a mark or without, in use or not",
    arguments: ["PRAGMA application_id = 77;", ""], ["PRAGMA journal_mode = WAL;", ""])
  func foreign(mark: String, journal: String) async throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.path("source"))
    try await queue.writeWithoutTransaction { database in
      try database.execute(sql: "\(mark) \(journal) CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
    }
    for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: folder.path("source" + ending)) {
      try FileManager.default.copyItem(atPath: folder.path("source" + ending), toPath: folder.path("a.sqlite" + ending))
    }
    try queue.close()
    let found = try await Self.refusal(folder)
    #expect(Self.why(found.error) == "it is a database of something else: name another file")
    #expect(found.isUntouched)
  }

  @Test("a page in the middle that is damaged is said when it is read, and the examination names its table")
  func page() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    try await store.transaction { (tx) throws(StoreError) in
      for number in 0..<300 {
        _ = try tx.insert(Message.sample(trace: "\(number)", body: [UInt8](repeating: 1, count: 500)))
      }
    }
    try await store.close()
    var bytes = try Data(contentsOf: URL(filePath: path))
    let root = try await {
      let queue = try DatabaseQueue(path: path)
      defer { try? queue.close() }  // The test has what it wants of it.
      return try await queue.read {
        try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'messages'") ?? 0
      }
    }()
    bytes.replaceSubrange(((root - 1) * 4_096)..<((root - 1) * 4_096 + 64), with: [UInt8](repeating: 0xAA, count: 64))
    try bytes.write(to: URL(filePath: path))
    let damaged = try SQLiteStore.open(path: path)
    var said: StoreError?
    do throws(StoreError) {
      _ = try await damaged.transaction { (tx) throws(StoreError) in try tx.message(MessageID(200)) }
    } catch { said = error }
    #expect(Self.why(said).hasPrefix("it is damaged: go back to a backup"))
    var next: StoreError?
    do throws(StoreError) { _ = try await damaged.transaction { (tx) throws(StoreError) in try tx.census() } } catch {
      next = error
    }
    #expect(next == said, "it is not used any more")
  }

  @Test("a WAL that is damaged in its middle")
  func wal() async throws {
    let folder = try TemporaryFolder()
    try Self.makeStore(
      folder, (0..<9).map { "INSERT INTO counters (name, value) VALUES ('\($0)', 1)" }.joined(separator: ";"))
    var bytes = try Data(contentsOf: URL(filePath: folder.path("a.sqlite-wal")))
    // Behind the frames of the first checkpoint, which were written over.
    bytes[32 + 24 + 100] ^= 1
    try bytes.write(to: URL(filePath: folder.path("a.sqlite-wal")))
    let found = try await Self.refusal(folder)
    #expect(Self.why(found.error).contains("is damaged at frame 1, and "))
    #expect(found.isUntouched)
  }

  @Test("a store that another host has")
  func locked() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    let found = try await Self.refusal(folder)
    #expect(found.error == .locked(path: folder.path("a.sqlite"), holder: getpid()))
    #expect(found.isUntouched)
    try await store.close()
  }

  @Test("a store that another program is writing to is waited for, and then an error that names the cause")
  func otherProgram() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    var said: StoreError?
    do throws(StoreError) {
      try await store.transaction { (tx) throws(StoreError) in _ = try tx.insert(Message.sample()) }
    } catch { said = error }
    #expect(Self.why(said).hasPrefix("another program has it open: end that one"))
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try other.close()
    try await store.transaction { (tx) throws(StoreError) in _ = try tx.insert(Message.sample()) }
    try await store.close()
  }

  @Test("a folder that is missing, a folder in place of a file, a link that leads nowhere, a second name")
  func places() async throws {
    let folder = try TemporaryFolder()
    #expect(Self.why(try await Self.refusal(folder, "missing/a.sqlite").error).hasPrefix("its folder `"))
    try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: false)
    #expect(Self.why(try await Self.refusal(folder, "folder").error) == "it is a folder: name a file in it")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: folder.path("nowhere"))
    #expect(Self.why(try await Self.refusal(folder, "link").error).hasPrefix("it is a link that leads nowhere"))
    try Data().write(to: folder.url.appending(path: "one"))
    try FileManager.default.linkItem(atPath: folder.path("one"), toPath: folder.path("two"))
    #expect(Self.why(try await Self.refusal(folder, "two").error).hasPrefix("it has a second name"))
  }

  @Test(
    "a file or a folder that may not be written",
    .enabled(if: geteuid() != 0, "root may write everywhere"), arguments: [true, false])
  func permission(isFolder: Bool) async throws {
    let folder = try TemporaryFolder()
    try Self.makeStore(folder)
    let path = isFolder ? folder.url.path : folder.path("a.sqlite")
    #expect(chmod(path, isFolder ? 0o500 : 0o000) == 0)
    defer { chmod(path, 0o700) }
    let found = try await Self.refusal(folder)
    #expect(Self.why(found.error).contains("Permission denied"))
    #expect(found.isUntouched)
  }

  @Test("a disk that may only be read", .enabled(if: SmallDisk.canBeMade, SmallDisk.reason))
  func readOnly() async throws {
    let disk = try SmallDisk(bytes: 8 << 20)
    let path = disk.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    try await store.close()
    try disk.becomeReadOnly()
    let before = FileManager.default.contents(atPath: path)
    var said: StoreError?
    do throws(StoreError) { _ = try SQLiteStore.open(path: path) } catch { said = error }
    #expect(Self.why(said).contains("Read-only file system"))
    #expect(FileManager.default.contents(atPath: path) == before)
  }
}
