import Foundation
import TreatyKeys
import TreatyStore

/// What of a row is sealed, and under which label: one place for each, so that what writes and what reads cannot differ.
///
/// Nothing that came in, went out or came back lies in the file as it is. What rows are found by is a keyed hash; what says only where
/// something stands (states, times, numbers, names of flows and systems, trace ids) stays readable, so that SQL can work with it.
struct Sealing: Sendable {
  let keys: KeyRing
  private let names: NameForm

  /// - Parameter names: how the store's rows are named (``StoreFact/names``).
  init(_ keys: KeyRing, names: NameForm) {
    self.keys = keys
    self.names = names
  }

  // MARK: Names

  func name(ofIdentity text: String) -> String { keys.name(text, in: .identity, names) }
  func name(ofDeliveryKey text: String) -> String { keys.name(text, in: .deliveryKey, names) }
  func name(ofRecord text: String) -> String { keys.name(text, in: .record, names) }

  // MARK: Rows

  func body(_ message: Message, key: UInt32) throws(StoreError) -> [UInt8] {
    try keys.seal(
      Frame.joined([
        message.body, message.headers, message.deliveryKey.map { Array($0.utf8) },
        message.sender.map { Array($0.kept.utf8) },
      ]), with: key,
      at: SealedPlace("messages.body", row: message.trace))
  }

  /// Body, headers, the sender's key, what it said of its trace; `nil` where they were forgotten.
  func body(_ sealed: [UInt8], trace: String) throws -> [[UInt8]?]? {
    try parts(sealed, 4, at: SealedPlace("messages.body", row: trace))
  }

  func payload(_ payload: [UInt8], of delivery: Delivery, key: UInt32) throws(StoreError) -> [UInt8] {
    try keys.seal(
      Frame.joined([Array(delivery.lane.identity.utf8), payload, delivery.sender.map { Array($0.kept.utf8) }]),
      with: key,
      at: SealedPlace("deliveries.payload", row: delivery.trace))
  }

  /// Identity, payload, what the sender said of its trace.
  func payload(_ sealed: [UInt8], trace: String) throws -> [[UInt8]?]? {
    try parts(sealed, 3, at: SealedPlace("deliveries.payload", row: trace))
  }

  /// Record and cause of a delivery; `nil` where it has neither.
  /// - Parameter key: asked for only then.
  func notes(of delivery: Delivery, key: () throws -> UInt32) throws -> [UInt8]? {
    guard delivery.recordID != nil || delivery.cause != nil else { return nil }
    return try keys.seal(
      Frame.joined([delivery.recordID.map { Array($0.utf8) }, delivery.cause.map { Array($0.utf8) }]), with: try key(),
      at: SealedPlace("deliveries.notes", row: delivery.trace))
  }

  func notes(_ sealed: [UInt8], trace: String) throws -> [[UInt8]?]? {
    try parts(sealed, 2, at: SealedPlace("deliveries.notes", row: trace))
  }

  /// Detail and exchange of an attempt; `nil` where it has neither.
  func story(of attempt: Attempt, key: () throws -> UInt32) throws -> [UInt8]? {
    guard attempt.detail != nil || attempt.exchange != nil else { return nil }
    return try keys.seal(
      Frame.joined([attempt.detail.map { Array($0.utf8) }, attempt.exchange]), with: try key(),
      at: SealedPlace("attempts.story", row: "\(attempt.delivery.number)"))
  }

  func story(_ sealed: [UInt8], delivery: Int64) throws -> [[UInt8]?]? {
    try parts(sealed, 2, at: SealedPlace("attempts.story", row: "\(delivery)"))
  }

  func record(of link: Link, lane: Int64) throws(StoreError) -> [UInt8] {
    try keys.seal(
      Frame.joined([Array(link.recordID.utf8), link.written.map { Array($0.utf8) }, link.fields]),
      with: try keys.key(for: .records), at: SealedPlace("links.record", row: "\(lane)"))
  }

  func record(_ sealed: [UInt8], lane: Int64) throws -> [[UInt8]?]? {
    try parts(sealed, 3, at: SealedPlace("links.record", row: "\(lane)"))
  }

  func entry(_ content: [UInt8], number: Int64, at now: Instant) throws(StoreError) -> [UInt8] {
    let key = try keys.key(for: .audit, at: now, lasting: Sealing.auditPeriod)
    return try keys.seal(content, with: key, at: SealedPlace("audit.content", row: "\(number) \(now.milliseconds)"))
  }

  func entry(_ sealed: [UInt8], number: Int64, time: Instant) -> AuditEntry.Content {
    do throws(StoreError) {
      switch try keys.unseal(sealed, at: SealedPlace("audit.content", row: "\(number) \(time.milliseconds)")) {
      case .bytes(let bytes): return .readable(bytes)
      case .forgotten: return .forgotten
      }
    } catch { return .damaged }
  }

  func note(_ content: [UInt8], name: String) throws(StoreError) -> [UInt8] {
    try keys.seal(content, with: try keys.key(for: .records), at: SealedPlace("notes.content", row: name))
  }

  func note(_ sealed: [UInt8], named name: String) throws(StoreError) -> [UInt8]? {
    guard case .bytes(let bytes) = try keys.unseal(sealed, at: SealedPlace("notes.content", row: name)) else {
      return nil
    }
    return bytes
  }

  /// How long one key seals entries of the audit trail: 90 days, in milliseconds.
  private static let auditPeriod: Int64 = 90 * 86_400_000

  private func parts(_ sealed: [UInt8], _ count: Int, at place: SealedPlace) throws -> [[UInt8]?]? {
    // Its time came before that of the row.
    if sealed.isEmpty { return nil }
    guard case .bytes(let bytes) = try keys.unseal(sealed, at: place) else { return nil }
    guard let parts = Frame.parts(of: bytes), parts.count == count else {
      throw Damage(description: "what was sealed does not have its parts")
    }
    return parts
  }
}

/// Several texts as one, so that they are sealed at once: each with its length before it, which is all ones for one that is not there.
enum Frame {
  static func joined(_ parts: [[UInt8]?]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + 4 + ($1?.count ?? 0) })
    for part in parts {
      let length = part.map { UInt32(clamping: $0.count) } ?? .max
      withUnsafeBytes(of: length.bigEndian) { bytes += $0 }
      if let part { bytes += part }
    }
    return bytes
  }

  /// `nil` where it is no such text.
  static func parts(of bytes: [UInt8]) -> [[UInt8]?]? {
    var parts: [[UInt8]?] = []
    var index = 0
    while index < bytes.count {
      guard index + 4 <= bytes.count else { return nil }
      let length = bytes[index..<(index + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      index += 4
      guard length != .max else {
        parts.append(nil)
        continue
      }
      guard index + Int(length) <= bytes.count else { return nil }
      parts.append(Array(bytes[index..<(index + Int(length))]))
      index += Int(length)
    }
    return parts
  }
}
