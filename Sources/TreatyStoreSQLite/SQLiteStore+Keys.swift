import GRDB
public import TreatyKeys
public import TreatyStore

extension SQLiteStore {
  /// What came of tending keys.
  public struct KeyStep: Sendable {
    /// Keys that were forgotten.
    public var forgotten: [KeyReport] = []
    /// Messages that were sealed anew, since they outlive the period that they came in.
    public var moved = 0
    /// Whether there is more to be done at once.
    public var hasMore = false
  }

  /// Forgets keys that nothing is sealed with any more. What keeps one alive that should be gone, a few dead letters, or what a hold keeps, is
  /// sealed anew with another.
  /// - Parameters:
  ///   - done: how long messages that ended well are kept, by policy, in milliseconds: a period is over so long after its end.
  ///   - limit: how many messages are sealed anew.
  public func tendKeys(at now: Instant, keptFor done: [String: Int64], limit: Int) async throws(StoreError) -> KeyStep {
    var step = KeyStep()
    for key in keys.report where key.forgotten == nil && key.isOver(at: now) {
      let purpose = KeyPurpose(rawValue: key.purpose)
      if purpose == .audit {
        if try await isAuditUnsealed(upTo: key.number) { try forget(key, at: now, &step) }
        continue
      }
      let inUse = try await transaction { (tx) throws(StoreError) in try tx.messages(sealedWith: key.number, limit: 1) }
      if inUse.isEmpty {
        try forget(key, at: now, &step)
      } else if let end = key.closes, purpose != .kept,
        end.advanced(milliseconds: 2 * (done[purpose.policy] ?? 0) + 86_400_000) < now
      {
        let moved = try await transaction { (tx) throws(StoreError) in
          try tx.sealAnew(try tx.messages(sealedWith: key.number, limit: limit), at: now)
        }
        step.moved += moved
        step.hasMore = true
      }
    }
    return step
  }

  private func forget(_ key: KeyReport, at now: Instant, _ step: inout KeyStep) throws(StoreError) {
    try keys.forget(key.number, at: now)
    step.forgotten.append(key)
  }

  private func isAuditUnsealed(upTo key: UInt32) async throws(StoreError) -> Bool {
    let first = try await transaction { (tx) throws(StoreError) in try tx.audit(after: 0, limit: 1).first }
    guard let first, let used = KeyRing.key(of: first.kept) else { return true }
    return used > key
  }

  /// How many messages are sealed with a key, and how many of them are open; of very many only that there are as many.
  public func use(of key: UInt32) async throws(StoreError) -> (messages: Int, open: Int) {
    try await connection.look { database in
      let found = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*), count(*) FILTER (WHERE state = 'accepted' OR state = 'running') FROM
          (SELECT state FROM messages WHERE key = ? LIMIT 100000)
          """, arguments: [Int64(key)])
      return (found?[0] ?? 0, found?[1] ?? 0)
    }
  }
}

extension KeyReport {
  /// Whether its period is over.
  fileprivate func isOver(at now: Instant) -> Bool { closes.map { $0 <= now } ?? false }
}

extension KeyPurpose {
  /// The retention policy that it is for; empty for another purpose.
  fileprivate var policy: String {
    rawValue.hasPrefix("messages/") ? String(rawValue.dropFirst("messages/".count)) : ""
  }
}

extension SQLiteTransaction {
  /// Messages that are sealed with a key, the oldest first.
  func messages(sealedWith key: UInt32, limit: Int) throws(StoreError) -> [MessageID] {
    try run { try values(.messagesOfKey, [Int64(key), max(0, limit)]) { MessageID(try $0.number(0)) } }
  }

  /// Seals messages, and what came of them, with a key for what outlives its period.
  mutating func sealAnew(_ messages: [MessageID], at now: Instant) throws(StoreError) -> Int {
    try run {
      let key = try sealing.keys.key(for: .kept, at: now, lasting: Self.keptPeriod)
      for id in messages {
        guard let message = try value(.message, [id.number], as: { try Message($0, sealing) }), !message.isForgotten
        else {
          try execute(.moveMessage, [[UInt8](), Int64(key), id.number])
          continue
        }
        for delivery in try values(.deliveriesOfMessage, [id.number], as: { try Delivery($0, sealing) }) {
          try execute(
            .moveDelivery,
            [
              try sealing.payload(delivery.payload, of: delivery, key: key), try sealing.notes(of: delivery) { key },
              delivery.id.number,
            ])
          for attempt in try values(.attempts, [delivery.id.number], as: { try Attempt($0, sealing) }) {
            try execute(
              .moveAttempt,
              [try sealing.story(of: attempt) { key }, attempt.delivery.number, attempt.number])
          }
        }
        try execute(.moveMessage, [try sealing.body(message, key: key), Int64(key), id.number])
      }
      statements.lastKey = nil
      return messages.count
    }
  }

  /// How long one key seals what outlives its period: 30 days, in milliseconds.
  private static let keptPeriod: Int64 = 30 * 86_400_000
}
