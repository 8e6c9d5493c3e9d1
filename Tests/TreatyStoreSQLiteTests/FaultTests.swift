import Foundation
import Testing
import TreatyFaultyDisk
import TreatyStore
import TreatyStoreSQLite

@Suite("A disk that fails loses nothing that was acknowledged, and is not trusted again")
struct FaultTests {
  /// A store on a disk that can go wrong, with one message in it.
  private static func withStore(
    _ body: (SQLiteStore, _ path: String, _ disk: FaultyDisk) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let disk = FaultyDisk(folder: folder.url.path)
    let store = try SQLiteStore.open(path: path)
    try await keep("first", in: store)
    try await body(store, path, disk)
  }

  private static func keep(_ trace: String, in store: SQLiteStore) async throws(StoreError) {
    try await store.transaction { (tx) throws(StoreError) in
      _ = try tx.insert(Message.sample(trace: trace, body: [UInt8](repeating: 7, count: 10_000)))
    }
  }

  private static func error(of work: () async throws(StoreError) -> Void) async -> StoreError? {
    do throws(StoreError) {
      try await work()
      return nil
    } catch { return error }
  }

  /// How many messages of each trace there are.
  private static func kept(in store: SQLiteStore) async throws(StoreError) -> [Int] {
    try await store.transaction { (tx) throws(StoreError) in
      [try tx.messages(trace: "first").count, try tx.messages(trace: "second").count]
    }
  }

  @Test("without room nothing is kept, and with room again everything goes on")
  func full() async throws {
    try await Self.withStore { store, path, disk in
      disk.fail(.full)
      for _ in 0..<3 {
        #expect(
          await Self.error { () throws(StoreError) in try await Self.keep("second", in: store) } == .full(path: path))
      }
      #expect(try await Self.kept(in: store) == [1, 0], "what is there can be read without room")
      disk.mend()
      try await Self.keep("second", in: store)
      #expect(try await Self.kept(in: store) == [1, 1])
      try await store.close()
      let again = try SQLiteStore.open(path: path)
      #expect(try await Self.kept(in: again) == [1, 1])
      try await again.close()
    }
  }

  @Test(
    "after a write or a flush that failed nothing is taken, however well the disk is",
    arguments: [FaultyDisk.Fault.write, .flush])
  func failed(_ fault: FaultyDisk.Fault) async throws {
    try await Self.withStore { store, path, disk in
      disk.fail(fault)
      let first = await Self.error { () throws(StoreError) in try await Self.keep("second", in: store) }
      guard case .failed(path, _) = first else {
        Issue.record("it ended with \(String(describing: first))")
        return
      }
      disk.mend()
      #expect(await Self.error { () throws(StoreError) in try await Self.keep("third", in: store) } == first)
      #expect(await Self.error { () throws(StoreError) in _ = try await Self.kept(in: store) } == first)
      // What closing has to say is known already.
      _ = await Self.error { () throws(StoreError) in try await store.close() }
      let again = try SQLiteStore.open(path: path)
      // The second was never acknowledged: it may be there or not, but not by half.
      let kept = try await Self.kept(in: again)
      #expect(kept == [1, 0] || (fault == .flush && kept == [1, 1]))
      try await Self.keep("third", in: again)
      try await again.close()
    }
  }

  @Test("a read that failed ends it as well, with a last word that says so")
  func read() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let first = try SQLiteStore.open(path: path)
    try await Self.keep("first", in: first)
    try await first.close()
    let disk = FaultyDisk(folder: folder.url.path)
    let store = try SQLiteStore.open(path: path)
    disk.fail(.read, times: 1)
    let error = await Self.error { () throws(StoreError) in _ = try await Self.kept(in: store) }
    guard case .failed(path, let why)? = error else {
      Issue.record("it ended with \(String(describing: error))")
      return
    }
    #expect(why.contains("disk I/O error"))
    #expect(disk.struck == 1, "once was enough")
    #expect(await Self.error { () throws(StoreError) in try await Self.keep("x", in: store) } == error)
  }

  @Test(
    "whichever write or flush is the one that fails, nothing acknowledged is lost and nothing is there by half",
    arguments: [FaultyDisk.Fault.write, .flush, .full])
  func anyMoment(_ fault: FaultyDisk.Fault) async throws {
    for passing in 0..<40 {
      let folder = try TemporaryFolder()
      let path = folder.path("a.sqlite")
      let disk = FaultyDisk(folder: folder.url.path)
      var acknowledged = 0
      do {
        let store = try SQLiteStore.open(path: path, pagesPerCheckpoint: 12)
        disk.fail(fault, after: passing, times: 1)
        for number in 0..<12 {
          if await Self.error(of: { () throws(StoreError) in try await Self.keep("\(number)", in: store) }) == nil {
            acknowledged += 1
          } else if fault != .full {
            break
          }
        }
        disk.mend()
        // What it has to say is known.
        _ = await Self.error { () throws(StoreError) in try await store.close() }
      }
      let again = try SQLiteStore.open(path: path)
      let kept = try await again.transaction { (tx) throws(StoreError) in try tx.census().messages["accepted"] ?? 0 }
      #expect(kept == acknowledged || fault == .flush && kept == acknowledged + 1, "\(fault) after \(passing)")
      #expect(try await again.examine().findings.filter { $0.kind != .note } == [])
      try await again.close()
    }
  }

  @Test("what another program holds for a moment is waited for")
  func waits() async throws {
    try await Self.withStore { store, _, disk in
      disk.fail(.busy, times: 3)
      try await Self.keep("second", in: store)
      #expect(disk.struck == 3)
      #expect(try await Self.kept(in: store) == [1, 1])
      try await store.close()
    }
  }

  @Test("what another program keeps is an error that passes")
  func busy() async throws {
    try await Self.withStore { store, path, disk in
      disk.fail(.busy)
      let error = await Self.error { () throws(StoreError) in try await Self.keep("second", in: store) }
      guard case .failed(path, let why)? = error else {
        Issue.record("it ended with \(String(describing: error))")
        return
      }
      #expect(why.hasPrefix("another program has it open: end that one"))
      #expect(disk.struck > 10, "it was asked for again and again, for as long as `busy_timeout` says")
      disk.mend()
      try await Self.keep("second", in: store)
      #expect(try await Self.kept(in: store) == [1, 1])
      try await store.close()
    }
  }
}
