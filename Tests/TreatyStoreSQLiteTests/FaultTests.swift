import Testing
import TreatyStore
import TreatyStoreSQLite

@Suite("A disk that fails loses nothing that was acknowledged, and is not trusted again", .serialized)
struct FaultTests {
  /// A store on a disk that can go wrong, with one message in it.
  private static func withStore(_ body: (SQLiteStore, _ path: String) async throws -> Void) async throws {
    let folder = try TemporaryFolder(named: FaultyDisk.mark)
    let path = folder.path("a.sqlite")
    FaultyDisk.become(nil)
    defer { FaultyDisk.become(nil) }
    let store = try SQLiteStore.open(path: path)
    try await keep("first", in: store)
    try await body(store, path)
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
    try await Self.withStore { store, path in
      FaultyDisk.become(.full)
      for _ in 0..<3 {
        #expect(
          await Self.error { () throws(StoreError) in try await Self.keep("second", in: store) } == .full(path: path))
      }
      #expect(try await Self.kept(in: store) == [1, 0], "what is there can be read without room")
      FaultyDisk.become(nil)
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
    try await Self.withStore { store, path in
      FaultyDisk.become(fault)
      let first = await Self.error { () throws(StoreError) in try await Self.keep("second", in: store) }
      guard case .failed(path, _) = first else {
        Issue.record("it ended with \(String(describing: first))")
        return
      }
      FaultyDisk.become(nil)
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
}
