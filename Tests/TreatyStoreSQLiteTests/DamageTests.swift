import Foundation
import Testing
import TreatyFaultyDisk
import TreatyPlan
import TreatyStore

@testable import TreatyStoreSQLite

@Suite("A bit that flips is noticed or does no harm, as far as SQLite can notice it")
struct DamageTests {
  private struct Contents: Hashable {
    var messages: [Message?] = []
    var deliveries: [Delivery?] = []
    var links: [Link?] = []
    var census: StoreCensus?
  }

  /// A store of some pages, closed or as a process leaves it that is killed.
  private static func fill(_ store: SQLiteStore) async throws {
    for number in 0..<20 {
      try await store.transaction { (tx) throws(StoreError) in
        var message = Message.sample(trace: "t\(number)", body: [UInt8](repeating: 7, count: number % 3 * 1_500))
        message.id = try tx.insert(message).id
        message.state = .running
        try tx.update(message)
        let delivery = try tx.insert(Delivery.sample(message.id, "\(number % 7)"))
        try tx.save(
          Link(
            lane: delivery.lane, recordID: "r\(number)", written: nil, created: delivery.created,
            updated: delivery.created))
      }
    }
  }

  private static func read(_ store: SQLiteStore) async throws(StoreError) -> Contents {
    try await store.transaction { (tx) throws(StoreError) in
      var contents = Contents()
      for number in Int64(1)...20 {
        contents.messages.append(try tx.message(MessageID(number)))
        contents.deliveries.append(try tx.delivery(DeliveryID(number)))
      }
      for number in 0..<7 {
        contents.links.append(try tx.link(LaneKey(flow: "f", target: "s.r", identity: "\(number)")))
      }
      contents.census = try tx.census()
      return contents
    }
  }

  /// What came of a flip.
  private enum Outcome: Hashable { case harmless, noticed, value, silent }

  private static func outcome(_ files: [String: [UInt8]], of source: String, expected: Contents) async throws -> Outcome
  {
    let folder = try TemporaryFolder()
    for (name, bytes) in files { try Data(bytes).write(to: folder.url.appending(path: name)) }
    try TemporaryFolder.copyKeys(of: source, to: folder.path("a.sqlite"))
    do throws(StoreError) {
      let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
      let examination = try await store.examine()
      let found = try await read(store)
      try await store.close()
      if !examination.isWell { return .noticed }
      if found == expected { return .harmless }
      let counts = (found.messages.count { $0 == nil }, found.deliveries.count { $0 == nil }, found.census)
      let isValue = counts == (0, 0, expected.census)
      return isValue ? .value : .silent
    } catch { return .noticed }
  }

  @Test("in the database: what is not noticed by a look at all of it is a value in its place, and nothing else")
  func database() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let store = try SQLiteStore.open(path: path)
    try await Self.fill(store)
    let expected = try await Self.read(store)
    try await store.close()
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var outcomes: [Outcome: Int] = [:]
    var random = SplitMix64(seed: 1)
    for number in 0..<500 {
      var bytes = whole
      // Half of them where pages say what is where.
      let page = Int.random(in: 0..<(bytes.count / 4_096), using: &random) * 4_096
      let place = page + Int.random(in: 0..<(number.isMultiple(of: 2) ? 200 : 4_096), using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let outcome = try await Self.outcome(["a.sqlite": bytes], of: path, expected: expected)
      #expect(outcome != .silent, "flip at \(place)")
      outcomes[outcome, default: 0] += 1
    }
    #expect(outcomes[.noticed, default: 0] > 40 && outcomes[.harmless, default: 0] > 40, "\(outcomes)")
  }

  @Test("in the WAL: nothing that was acknowledged is lost without a word, but what the last flushes wrote")
  func wal() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let disk = FaultyDisk(folder: folder.url.path)
    let store = try SQLiteStore.open(path: path)
    try await Self.fill(store)
    let files = PowerCut(disk.events, after: disk.events.count).files(losing: .none, seed: 0)
    let expected = try await Self.read(store)
    try await store.close()
    let wal = try #require(files["a.sqlite-wal"])
    #expect(wal.count > 40 * 4_120)
    // The last two transactions look the same when they are damaged as when they were torn.
    let certain = wal.count - 20 * 4_120
    var random = SplitMix64(seed: 2)
    var outcomes: [Outcome: Int] = [:]
    for number in 0..<200 {
      var damaged = files
      let place = number < 32 ? number : Int.random(in: 0..<certain, using: &random)
      damaged["a.sqlite-wal"]?[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let outcome = try await Self.outcome(damaged, of: path, expected: expected)
      #expect(outcome == .noticed || outcome == .harmless, "flip at \(place): \(outcome)")
      outcomes[outcome, default: 0] += 1
    }
    #expect(outcomes[.noticed, default: 0] > 150, "\(outcomes)")
  }

  @Test("a WAL that a power cut has torn is no damage")
  func torn() async throws {
    let folder = try TemporaryFolder()
    let disk = FaultyDisk(folder: folder.url.path)
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"), pagesPerCheckpoint: 20)
    try await Self.fill(store)
    let events = disk.events
    for point in events.indices {
      let files = PowerCut(events, after: point).files(losing: .some, seed: UInt64(point))
      guard let wal = files["a.sqlite-wal"], wal.count > 32 else { continue }
      #expect(WALCheck.damage(in: wal) == nil, "cut before event \(point)")
    }
    try await store.close()
  }
}
