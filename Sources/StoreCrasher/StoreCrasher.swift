import Foundation
import TreatyStore
import TreatyStoreSQLite

/// Commits numbered transactions and prints each number once its transaction is on disk, until it is killed:
/// `StoreCrasher PATH`. The store's tests kill it at any moment, and look whether everything that was printed is there.
@main
enum StoreCrasher {
  /// Messages of one transaction: all of them are there, or none.
  static let perTransaction = 3

  static func main() async throws {
    let store = try SQLiteStore.open(path: CommandLine.arguments[1])
    for number in 0..<Int.max {
      try await store.transaction { (tx) throws(StoreError) in
        for _ in 0..<StoreCrasher.perTransaction {
          let message = Message(
            trace: "\(number)", parentSpan: nil, flow: "f", received: Instant(milliseconds: 0), body: [], headers: [],
            plan: "p",
            deliveryKey: nil)
          _ = try tx.insert(message)
        }
      }
      FileHandle.standardOutput.write(Data("\(number)\n".utf8))
    }
  }
}
