import Foundation
import Testing
import TreatyStore
import TreatyTestSupport

@testable import TreatyStoreSQLite

@Suite(
  "Room is set aside for outcomes, and given back when a disk is full",
  .enabled(if: SmallDisk.canBeMade, SmallDisk.reason))
struct ReserveTests {
  private static func keep(_ bytes: Int, in store: SQLiteStore) async -> StoreError? {
    do throws(StoreError) {
      try await store.transaction { (tx) throws(StoreError) in
        _ = try tx.insert(Message.sample(body: [UInt8](repeating: 7, count: bytes)))
      }
      return nil
    } catch { return error }
  }

  @Test("a full disk takes nothing; with the reserve it does; with room the reserve is made again")
  func full() async throws {
    let disk = try SmallDisk(bytes: 16 << 20)
    let path = disk.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    #expect(store.fillReserve() && store.room.reserve == 1 << 20 && !store.room.isShort)
    #expect(await Self.keep(100, in: store) == nil)
    try disk.fill(leaving: 0)
    #expect(store.room.isShort)
    #expect(await Self.keep(200_000, in: store) == .full(path: path))
    #expect(await Self.keep(200_000, in: store) == .full(path: path), "it does not end the store")
    #expect(store.openReserve() && store.room.reserve == 0)
    #expect(await Self.keep(200_000, in: store) == nil)
    #expect(!store.fillReserve() && !store.room.isAmpleAgain && store.room.reserve == 0)
    disk.free()
    #expect(store.room.isAmpleAgain && store.fillReserve() && store.room.reserve == 1 << 20)
    let examination = try await store.examine()
    #expect(examination.isWell && examination.rows["messages"] == 2)
    try await store.close()
  }

  @Test("a disk that fills up while it is written to is one error, and nothing by half, again and again")
  func fillsUp() async throws {
    let disk = try SmallDisk(bytes: 6 << 20)
    let path = disk.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    var kept = 0
    for size in [300_000, 30_000, 3_000, 300, 1] {
      for _ in 0..<2_000 {
        guard let error = await Self.keep(size, in: store) else {
          kept += 1
          continue
        }
        #expect(error == .full(path: path))
        break
      }
    }
    let examination = try await store.examine()
    #expect(examination.findings.filter { $0.kind != .note } == [])
    #expect(examination.rows["messages"] == kept && kept > 10)
    try await store.close()
  }
}
