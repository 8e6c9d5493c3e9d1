import Foundation
import Testing
import TreatyFaultyDisk
import TreatyStore

@testable import TreatyStoreSQLite

@Suite("After a power cut at any moment everything acknowledged is there, and nothing by half")
struct PowerCutTests {
  private static let messagesPerTransaction = 3

  /// What a host does, in short: takes messages in, works them out, sends and ends; written back often, closed and opened once.
  private static func work(_ path: String, _ disk: FaultyDisk) async throws {
    var number = 0
    for _ in 0..<2 {
      let store = try SQLiteStore.open(path: path, pagesPerCheckpoint: 25)
      for _ in 0..<7 {
        let current = number
        try await store.transaction { (tx) throws(StoreError) in try fill(&tx, current) }
        disk.mark(number)
        number += 1
      }
      try await store.close()
    }
  }

  private static func fill(_ tx: inout SQLiteTransaction, _ number: Int) throws(StoreError) {
    for part in 0..<messagesPerTransaction {
      let body = [UInt8](repeating: UInt8(number), count: part * 2_500)
      var message = Message.sample(trace: "\(number)", body: body)
      message.id = try tx.insert(message).id
      message.state = part == 0 ? .done : .running
      try tx.update(message)
      var delivery = try tx.insert(Delivery.sample(message.id, "\(number % 5)"))
      if part == 0 {
        delivery.state = .done
        try tx.update(delivery)
        try tx.save(
          Link(
            lane: delivery.lane, recordID: "\(number)", written: nil, created: delivery.created,
            updated: delivery.created))
      }
    }
  }

  /// Opens what a cut has left and holds it against what was acknowledged.
  private static func judge(_ cut: PowerCut, of store: String, losing loss: PowerCut.Loss, seed: UInt64) async throws
    -> [String]
  {
    let folder = try TemporaryFolder()
    // They are on disk before the store knows of them.
    try TemporaryFolder.copyKeys(of: store, to: folder.path("a.sqlite"))
    for (name, bytes) in cut.files(losing: loss, seed: seed) {
      try Data(bytes).write(to: folder.url.appending(path: name))
    }
    let store = try SQLiteStore.open(path: folder.path("a.sqlite"))
    let acknowledged = cut.acknowledged.map { $0 + 1 } ?? 0
    let counts = try await store.transaction { (tx) throws(StoreError) in
      var counts: [Int] = []
      for number in 0...14 { counts.append(try tx.messages(trace: "\(number)").count) }
      return counts
    }
    let whole = counts.prefix { $0 == messagesPerTransaction }.count
    var complaints: [String] = []
    if counts.dropFirst(whole).contains(where: { $0 != 0 }) { complaints.append("a transaction is there by half") }
    if !(acknowledged...(acknowledged + 1)).contains(whole) {
      complaints.append("\(whole) of \(acknowledged) transactions are there")
    }
    complaints += try await store.examine().findings.filter { $0.kind != .note }.map(\.message)
    // And it goes on.
    try await store.transaction { (tx) throws(StoreError) in try fill(&tx, 99) }
    try await store.close()
    return complaints
  }

  @Test("lost, torn and out of order: the cut goes through every write and flush", arguments: PowerCut.Loss.allCases)
  func everyPoint(_ loss: PowerCut.Loss) async throws {
    let folder = try TemporaryFolder()
    let disk = FaultyDisk(folder: folder.url.path)
    try await Self.work(folder.path("a.sqlite"), disk)
    let events = disk.events
    let flushes = events.count { if case .flush = $0 { true } else { false } }
    #expect(flushes > 35 && events.count > 600, "the work is too little to say anything: \(flushes), \(events.count)")
    // Without a choice there is nothing to see between two flushes that is not seen at the second.
    for point in 0...events.count {
      guard loss == .some || point == events.count || Self.isFlush(events[point]) else { continue }
      let complaints = try await Self.judge(
        PowerCut(events, after: point), of: folder.path("a.sqlite"), losing: loss, seed: UInt64(point))
      #expect(complaints == [], "\(loss) of what was not flushed, cut before event \(point) of \(events.count)")
    }
  }

  private static func isFlush(_ event: FaultyDisk.Event) -> Bool { if case .flush = event { true } else { false } }

  @Test("a disk that says it has flushed and has not is seen to lose: the judge can fail")
  func judgeCanFail() async throws {
    let folder = try TemporaryFolder()
    let disk = FaultyDisk(folder: folder.url.path)
    try await Self.work(folder.path("a.sqlite"), disk)
    let lying = disk.events.filter { !Self.isFlush($0) }
    let cut = PowerCut(lying, after: lying.count)
    #expect(
      try await Self.judge(cut, of: folder.path("a.sqlite"), losing: .all, seed: 0) == [
        "0 of 14 transactions are there"
      ])
  }
}
