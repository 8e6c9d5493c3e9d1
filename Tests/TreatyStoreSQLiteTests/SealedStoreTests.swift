import Foundation
import Testing
import TreatyKeys
import TreatyStore

@testable import TreatyStoreSQLite

@Suite("What a store holds is read by whoever has its keys, as long as they are not forgotten")
struct SealedStoreTests {
  private static let day: Int64 = 86_400_000
  private static let short = Keeping(policy: "short", keyPeriodMilliseconds: day)

  private static func why(_ body: () throws(StoreError) -> Void) -> String {
    do throws(StoreError) {
      try body()
      return "nothing"
    } catch { if case .keys(_, let why) = error { return why } else { return "\(error)" } }
  }

  /// Keeps a message with one delivery, in the period of a day, that has ended as it says.
  private static func keep(_ text: String, on day: Int64, as state: Delivery.State, in store: SQLiteStore) async throws
    -> MessageID
  {
    try await store.transaction { (tx) throws(StoreError) in
      var message = Message(
        trace: text, parentSpan: nil, flow: "f", received: Instant(milliseconds: day * Self.day + 1),
        body: Array(text.utf8), headers: [], plan: "p", deliveryKey: nil)
      message.id = try tx.insert(message, keeping: short).id
      var delivery = Delivery.sample(message.id, text)
      (delivery.trace, delivery.payload) = (text, Array(text.utf8))
      delivery = try tx.insert(delivery)
      var attempt = Attempt(
        delivery: delivery.id, number: 1, operation: "create", span: "s", sent: Instant(milliseconds: 1))
      (attempt.detail, attempt.exchange) = ("refused \(text)", Array("sent \(text)".utf8))
      try tx.save(attempt)
      (delivery.state, delivery.cause, delivery.recordID, delivery.attempts) = (state, "because \(text)", text, 1)
      try tx.update(delivery)
      message.state = state == .done ? .done : .ended
      message.ended = message.received
      try tx.update(message)
      return message.id
    }
  }

  @Test("a wrong master key, a missing one and a ring of another store are refused, and nothing is changed")
  func refusals() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    for name in ["a.sqlite", "b.sqlite"] { try await SQLiteStore.open(path: folder.path(name)).close() }
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(
      Self.why { () throws(StoreError) in _ = try SQLiteStore.open(path: path, master: MasterKey()) }
        .contains("the master key is another"))
    let key = try Data(contentsOf: URL(filePath: path + ".key"))
    try FileManager.default.removeItem(atPath: path + ".key")
    #expect(
      Self.why { () throws(StoreError) in _ = try SQLiteStore.open(path: path) }.contains("its master key is missing"))
    try key.write(to: URL(filePath: path + ".key"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + ".key")
    let ring = try Data(contentsOf: URL(filePath: path + ".keys"))
    try FileManager.default.removeItem(atPath: path + ".keys")
    #expect(Self.why { () throws(StoreError) in _ = try SQLiteStore.open(path: path) }.contains("is missing"))
    try TemporaryFolder.copyKeys(of: folder.path("b.sqlite"), to: path)
    #expect(
      Self.why { () throws(StoreError) in _ = try SQLiteStore.open(path: path) }.contains("belongs to another store"))
    try key.write(to: URL(filePath: path + ".key"))
    try ring.write(to: URL(filePath: path + ".keys"))
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    try await SQLiteStore.open(path: path).close()
  }

  @Test("a forgotten period cannot be read in the store or in a backup of it; what became of it still can")
  func forgotten() async throws {
    let folder = try TemporaryFolder()
    let (path, backup) = (folder.path("a.sqlite"), folder.path("b.sqlite"))
    let store = try SQLiteStore.open(path: path)
    let first = try await Self.keep("canary-one", on: 0, as: .done, in: store)
    let second = try await Self.keep("canary-two", on: 3, as: .done, in: store)
    try await store.backup(to: backup, at: Instant(milliseconds: 1))
    let key = try #require(store.keys.report.first { $0.purpose == "messages/short" })
    try store.keys.forget(key.number, at: Instant(milliseconds: 9))
    func read(_ store: SQLiteStore) async throws {
      try await store.transaction { (tx) throws(StoreError) in
        let gone = try tx.message(first)
        #expect(gone?.isForgotten == true && gone?.body == [] && gone?.state == .done)
        let delivery = try tx.deliveries(of: first).first
        #expect(delivery?.isForgotten == true && delivery?.payload == [] && delivery?.state == .done)
        #expect(delivery?.cause == nil && delivery?.recordID == nil)
        #expect(
          try delivery.map { delivery throws(StoreError) in try tx.attempts(of: delivery.id) }?.first?.detail == nil)
        #expect(try tx.message(second)?.body == Array("canary-two".utf8))
      }
    }
    try await read(store)
    try await store.close()
    try TemporaryFolder.copyKeys(of: path, to: backup)
    let copy = try SQLiteStore.open(path: backup)
    try await read(copy)
    try await copy.close()
  }

  @Test("a key goes when nothing is sealed with it; what outlives its period is sealed anew, and can still be read")
  func tended() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    let done = try await Self.keep("done", on: 0, as: .done, in: store)
    let dead = try await Self.keep("dead", on: 0, as: .dead, in: store)
    let key = try #require(store.keys.report.first { $0.purpose == "messages/short" }?.number)
    func tend(_ day: Int64) async throws -> SQLiteStore.KeyStep {
      try await store.tendKeys(at: Instant(milliseconds: day * Self.day), keptFor: ["short": Self.day], limit: 10)
    }
    // Its period is over, but what ended well in it is still kept.
    #expect(try await tend(2).forgotten.isEmpty)
    try await store.transaction { (tx) throws(StoreError) in try tx.remove([done]) }
    #expect(try await tend(3).moved == 0)
    let late = try await tend(6)
    #expect(late.moved == 1 && late.hasMore)
    #expect(try await tend(6).forgotten.map(\.number) == [key])
    try await store.transaction { (tx) throws(StoreError) in
      #expect(try tx.message(dead)?.body == Array("dead".utf8))
      let delivery = try tx.deliveries(of: dead).first
      #expect(delivery?.payload == Array("dead".utf8) && delivery?.lane.identity == "dead")
      #expect(delivery?.cause == "because dead" && delivery?.recordID == "dead")
      let attempt = try delivery.map { delivery throws(StoreError) in try tx.attempts(of: delivery.id) }?.first
      #expect(attempt?.detail == "refused dead" && attempt?.exchange == Array("sent dead".utf8))
    }
    try await store.close()
  }

  @Test("what was stripped is gone, and what became of it is there")
  func stripped() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    let id = try await Self.keep("canary", on: 0, as: .dead, in: store)
    try await store.transaction { (tx) throws(StoreError) in
      try tx.strip([id])
      let (message, delivery) = (try tx.message(id), try tx.deliveries(of: id).first)
      #expect(message?.isForgotten == true && message?.state == .ended)
      #expect(delivery?.isForgotten == true && delivery?.state == .dead && delivery?.attempts == 1)
    }
    #expect(try await store.examine().isWell)
    try await store.close()
  }

  @Test("a backup is restored only beside the ring that it is sealed with")
  func restored() async throws {
    let folder = try TemporaryFolder()
    let (path, backup) = (folder.path("a.sqlite"), folder.path("backup"))
    let store = try SQLiteStore.open(path: path)
    _ = try await Self.keep("one", on: 0, as: .done, in: store)
    try await store.backup(to: backup, at: Instant(milliseconds: 1))
    try await store.close()
    let elsewhere = folder.path("elsewhere.sqlite")
    func restore() -> String {
      Self.why { () throws(StoreError) in
        _ = try StoreRestore.restore(from: backup, to: elsewhere, replaces: false, at: Instant(milliseconds: 2))
      }
    }
    #expect(restore().contains("and there is none at"))
    try TemporaryFolder.copyKeys(of: path, to: elsewhere)
    #expect(restore() == "nothing")
    try await SQLiteStore.open(path: elsewhere).close()
  }
}
