import Foundation
import GRDB
import Glibc
import Testing
import TreatyStore
import TreatyStoreSQLite

@Suite("What is acknowledged is on disk, and two hosts never share a store")
struct DurabilityTests {
  @Test("WAL and synchronous=FULL are in force, read back from the database")
  func facts() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    let facts = try await store.facts()
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

  /// A refusal closed its lock file twice, and the second time it could be the socket that a host had just begun to listen at.
  /// It takes another thread that opens files at the right moment, so it is tried often.
  @Test("a refusal closes no file of anybody else")
  func refusalClosesItsOwn() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    await withTaskGroup(of: Int.self) { group in
      group.addTask {
        var closed = 0
        while !Task.isCancelled {
          // More than one, or the only one would have the lowest number each time and never that of the lock file.
          for descriptor in (0..<4).map({ _ in Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }) {
            closed += fcntl(descriptor, F_GETFD) < 0 ? 1 : 0
            close(descriptor)
          }
        }
        return closed
      }
      // Refusals are what is wanted here.
      for _ in 0..<10_000 { _ = try? SQLiteStore.open(path: path) }
      group.cancelAll()
      #expect(await group.next() == 0)
    }
    try await store.close()
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

  /// One that is killed has written nothing back, and leaves its WAL to the next: copies of the files of a store that is not closed.
  @Test("the WAL does not grow from process to process, each of them killed before it would write it back")
  func killedAgainAndAgain() async throws {
    let folder = try TemporaryFolder()
    var sizes: [Int] = []
    for process in 0..<30 {
      let path = folder.path("\(process).sqlite")
      let store = try SQLiteStore.open(path: path, pagesPerCheckpoint: 100)
      for _ in 0..<4 {
        try await store.transaction { (tx) throws(StoreError) in
          for _ in 0..<10 { _ = try tx.insert(Message.sample(body: Array(repeating: 7, count: 3_000))) }
        }
      }
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: path + suffix, toPath: folder.path("\(process + 1).sqlite") + suffix)
      }
      try TemporaryFolder.copyKeys(of: path, to: folder.path("\(process + 1).sqlite"))
      sizes.append(try Data(contentsOf: URL(filePath: path + "-wal")).count / 4_096)
      try await store.close()
    }
    #expect(sizes.allSatisfy { $0 < 400 }, "pages in the WAL: \(sizes)")
    let store = try SQLiteStore.open(path: folder.path("30.sqlite"))
    #expect(try await store.transaction { (tx) throws(StoreError) in try tx.census().messages } == ["accepted": 1_200])
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
    #expect(throws: StoreError.tooNew(path: path, found: 99, known: Schema.steps.count)) {
      try SQLiteStore.open(path: path)
    }
  }

  @Test("another process is refused while one writes, and let in when that one is killed")
  func otherProcess() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let other = try WritingProcess(store: path)
    try await other.untilWriting()
    #expect(throws: StoreError.locked(path: path, holder: other.id)) { try SQLiteStore.open(path: path) }
    await other.kill()
    let store = try SQLiteStore.open(path: path)
    try await store.close()
  }

  @Test("killed at any moment, everything that was reported is there, and no transaction by half", arguments: 0..<8)
  func killed(round: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let writer = try WritingProcess(store: path)
    try await writer.untilWriting()
    try await Task.sleep(for: .milliseconds(17 * round))
    await writer.kill()
    let reported = try writer.reported()
    #expect(reported == Array(0..<reported.count) && !reported.isEmpty)
    let store = try SQLiteStore.open(path: path)
    try await store.transaction { (tx) throws(StoreError) in
      for number in reported {
        let found = try tx.messages(trace: "\(number)").count
        #expect(found == WritingProcess.messagesPerTransaction, "transaction \(number)")
      }
      // The kill may have come between a commit and its report.
      let kept = try tx.census().messages["accepted"] ?? 0
      let all = [reported.count, reported.count + 1].map { $0 * WritingProcess.messagesPerTransaction }
      #expect(all.contains(kept), "\(kept) messages of \(reported.count) reported transactions")
    }
    try await store.close()
  }
}
