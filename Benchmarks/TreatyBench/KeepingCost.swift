import GRDB
import TreatyKeys
import TreatyStore

/// What sealing and the audit trail cost an event, of its processor's time: the texts of a store that a host has filled, as many and as long, sealed
/// and opened by the same key ring; its entries chained, and their end signed as often as the host did.
struct KeepingCost {
  /// Columns that are sealed.
  private static let sealed: [(table: String, column: String)] = [
    ("messages", "body"), ("deliveries", "payload"), ("deliveries", "notes"), ("attempts", "story"),
    ("links", "record"),
    ("audit", "content"),
  ]
  /// Bytes that sealing adds: form, key, nonce, tag.
  private static let overhead = 33

  /// Lengths of what was sealed, over all messages.
  private let lengths: [Int]
  private let messages: Int
  private let entries: Int
  private let ring: KeyRing
  private let key: UInt32

  /// Texts of an event, and its entries of the trail.
  var textsOfEvent: Double { Double(lengths.count) / Double(messages) }
  var bytesOfEvent: Double { Double(lengths.reduce(0, +)) / Double(messages) }
  var entriesOfEvent: Double { Double(entries) / Double(messages) }

  /// Reads the lengths of a store.
  init(store: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: store, configuration: configuration)
    (messages, entries, lengths) = try queue.read { database in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      let lengths = try KeepingCost.sealed.flatMap { table, column in
        try Int.fetchAll(
          database, sql: "SELECT length(\(column)) FROM \(table) WHERE \(column) IS NOT NULL")
      }
      return (try count("messages"), try count("audit"), lengths.map { max(0, $0 - KeepingCost.overhead) })
    }
    try queue.close()
    guard messages > 0, entries > 0 else { throw BenchFailure("the store that was measured has no audit trail") }
    ring = try .inMemory()
    key = try ring.key(for: .records)
  }

  /// Microseconds an event.
  struct Measured {
    /// To seal its texts, and to open them once: what is carried out was read again.
    var sealing: Double
    /// To tell its lane, and its record, by a keyed hash.
    var naming: Double
    /// To chain its entries, and its share of a signature.
    var trail: Double
  }

  /// Does all of it once.
  /// - Parameter batch: How many webhooks and answers the host has put into a commit, each of which is signed for once: an event is two of them.
  func measure(batch: Double) throws -> Measured {
    let texts = Dictionary(uniqueKeysWithValues: Set(lengths).map { ($0, [UInt8](repeating: 0x61, count: $0)) })
    let place = SealedPlace("bench.text", row: "0af7651916cd43dd8448eb211c80319c")
    let sealing = try time {
      for length in lengths {
        let sealed = try ring.seal(texts[length] ?? [], with: key, at: place)
        guard case .bytes = try ring.unseal(sealed, at: place) else { throw BenchFailure("a text did not open") }
      }
    }
    var names = 0
    let naming = time {
      for message in 0..<messages {
        for column in [NamedColumn.identity, .record] {
          names += ring.name("sensor-\(message)", in: column, .neighbours).utf8.count
        }
      }
    }
    guard names > 0 else { throw BenchFailure("names were empty") }
    let entry = [UInt8](repeating: 0x61, count: 300)
    var hash = AuditChain.start
    let chaining = time {
      for number in 0..<entries {
        hash = AuditChain.hash(after: hash, number: Int64(number), time: Instant(milliseconds: 0), kept: entry)
      }
    }
    let signatures = max(1, Int(Double(messages) * 2 / max(1, batch)))
    let signing = time { for _ in 0..<signatures { hash = Array(ring.sign(hash).prefix(32)) } }
    let event = 1e6 / Double(messages)
    return Measured(sealing: sealing * event, naming: naming * event, trail: (chaining + signing) * event)
  }

  /// In seconds.
  private func time(_ body: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try body()
    return (ContinuousClock.now - began).inSeconds
  }
}
