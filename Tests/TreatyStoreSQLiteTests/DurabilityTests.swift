import Dispatch
import Foundation
import GRDB
import Testing
import TreatyStore
import TreatyStoreSQLite

@Suite("What is acknowledged is on disk, and two hosts never share a store")
struct DurabilityTests {
  @Test("WAL and synchronous=FULL are in force, read back from the database")
  func facts() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    let facts = try store.facts()
    #expect(facts.journal == "wal")
    #expect(facts.synchronous == 2)
    try await store.close()
  }

  @Test("files can be read by their owner alone")
  func modes() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    try await store.transaction { (tx) throws(StoreError) in
      try tx.install(plan: "p", text: [1], at: Instant(milliseconds: 0))
    }
    for name in ["a.sqlite", "a.sqlite-wal", "a.sqlite.lock"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    try await store.close()
  }

  @Test("a second host is refused, and told who has the store; after the first ends it is free")
  func lock() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    do {
      let first = try SQLiteStore.open(path: path)
      #expect(throws: StoreError.locked(path: path, holder: ProcessInfo.processInfo.processIdentifier)) {
        try SQLiteStore.open(path: path)
      }
      try await first.close()
    }
    let second = try SQLiteStore.open(path: path)
    try await second.close()
  }

  @Test("what is kept is there after closing and opening")
  func reopening() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    do {
      let store = try SQLiteStore.open(path: path)
      try await store.transaction { (tx) throws(StoreError) in
        _ = try tx.insert(
          Message(
            trace: "t", parentSpan: nil, flow: "f", received: Instant(milliseconds: 0), body: [7], headers: [],
            plan: "p", deliveryKey: nil))
      }
      try await store.close()
    }
    let store = try SQLiteStore.open(path: path)
    let found = try await store.transaction { (tx) throws(StoreError) in try tx.messages(trace: "t") }
    #expect(found.map { $0.body } == [[7]])
    try await store.close()
  }

  private func isUnsafe(_ path: String) -> Bool {
    do throws(StoreError) {
      _ = try SQLiteStore.open(path: path)
      return false
    } catch .unsafe { return true } catch { return false }
  }

  @Test("what cannot be a store is refused with a reason")
  func refused() throws {
    let folder = try TemporaryFolder()
    #expect(isUnsafe(folder.path("missing/a.sqlite")))
    #expect(isUnsafe(folder.url.path))
    try Data("this is a letter, and not a database at all".utf8).write(to: folder.url.appending(path: "letter"))
    #expect(isUnsafe(folder.path("letter")))
    let foreign = try DatabaseQueue(path: folder.path("foreign"))
    try foreign.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
    try foreign.close()
    #expect(isUnsafe(folder.path("foreign")))
  }

  @Test("a store of a newer Treaty is left alone")
  func newer() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    do {
      let store = try SQLiteStore.open(path: path)
      try await store.close()
    }
    let raw = try DatabaseQueue(path: path)
    try await raw.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
    try raw.close()
    #expect(throws: StoreError.tooNew(path: path, found: 99, known: 1)) { try SQLiteStore.open(path: path) }
  }

  @Test(
    "killed at any moment, everything that was reported is there, and no transaction by half", .timeLimit(.minutes(2)))
  func killed() async throws {
    let crasher = try #require(Self.crasher)
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    for round in 0..<8 {
      let output = folder.url.appending(path: "printed-\(round)")
      _ = FileManager.default.createFile(atPath: output.path, contents: nil)
      let process = Process()
      process.executableURL = crasher
      process.arguments = [path]
      process.standardOutput = try FileHandle(forWritingTo: output)
      // Waiting must not hold one of the few threads that all tests share.
      await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
        process.terminationHandler = { _ in ended.resume() }
        do {
          try process.run()
          let pid = process.processIdentifier
          DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(120 + 37 * round)) { kill(pid, SIGKILL) }
        } catch { ended.resume() }
      }
      let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      // A line that was cut off by the kill was not reported.
      let reported = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int($0) }
      let store = try SQLiteStore.open(path: path)
      #expect(!reported.isEmpty)
      for number in [reported.first, reported.last].compactMap(\.self) {
        let found = try await store.transaction { (tx) throws(StoreError) in try tx.messages(trace: "\(number)").count }
        #expect(found.isMultiple(of: 3) && found > 0)
      }
      let census = try await store.transaction { (tx) throws(StoreError) in try tx.census() }
      let kept = census.messages["accepted"] ?? 0
      #expect(kept.isMultiple(of: 3))
      #expect(kept >= 3 * reported.count)
      try await store.close()
    }
  }

  /// The program beside the tests.
  private static let crasher: URL? = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let program = folder.appending(path: "StoreCrasher")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()
}
