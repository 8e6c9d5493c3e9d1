import Crypto
import Foundation
import Synchronization
public import TreatyStore

/// The keys of one store: what seals its payloads, names its records and signs its audit trail, in a file of its own beside it.
///
/// The ring is not in the store, so that it is not in its WAL and not in its backups: where a period's key is forgotten, no copy of the store
/// can be read any more, whoever has one. A new key is on disk before anything is sealed with it.
public final class KeyRing: Sendable {
  /// Path of the store that it belongs to, for messages.
  let store: String
  /// Its file; `nil` for one that is in memory only.
  let path: String?
  let state: Mutex<State>

  struct State {
    var document: KeyRingDocument
    var master: MasterKey
    /// Keys that were unwrapped.
    var open: [UInt32: DataKey] = [:]
    /// The newest of each purpose.
    var current: [KeyPurpose: UInt32] = [:]
    /// What names begin with, by column. Their key is the same for all of the store's life.
    var hashers: [NamedColumn: HMAC<SHA256>] = [:]
    /// What the audit trail is signed with, once it was asked for.
    var signer: Curve25519.Signing.PrivateKey?
  }

  /// A key that is in use, and what no two texts under it may have in common.
  struct DataKey {
    let key: SymmetricKey
    let purpose: KeyPurpose
    /// The first eight bytes of nonces, at random for each process; the counter makes up the rest. So 2^32 texts are no bound (NIST SP
    /// 800-38D §8.2.1: a fixed field and an invocation field), and no randomness is asked for with each.
    var field: UInt64
    var count: UInt32 = 0
  }

  private init(store: String, path: String?, document: KeyRingDocument, master: MasterKey) {
    self.store = store
    self.path = path
    state = Mutex(State(document: document, master: master))
  }

  /// The ring of a store, made where there is none and may be one.
  /// - Parameters:
  ///   - path: the ring's file.
  ///   - store: path of the store, for messages.
  ///   - master: what its keys are wrapped by.
  ///   - makes: whether a ring may be made: not for a store that has sealed something already.
  /// - Throws: ``StoreError/keys(path:why:)`` for a ring that is missing, damaged or wrapped by another key.
  public static func open(_ path: String, of store: String, master: MasterKey, makes: Bool) throws(StoreError)
    -> KeyRing
  {
    if let document = try KeyRingFile.read(path, of: store) {
      let ring = KeyRing(store: store, path: path, document: document, master: master)
      try ring.state.withLock { (state) throws(StoreError) in try ring.takeUp(&state) }
      return ring
    }
    guard makes else {
      throw .keys(
        path: store,
        why: "its key ring `\(path)` is missing, and without it nothing in it can be read: put back a copy of it")
    }
    let ring = KeyRing(
      store: store, path: path, document: KeyRingDocument(ring: KeyRing.newID(), keys: []), master: master)
    try ring.state.withLock { (state) throws(StoreError) in try ring.takeUp(&state) }
    return ring
  }

  /// A ring that ends with the process: for a store in memory.
  public static func inMemory() throws(StoreError) -> KeyRing {
    let ring = KeyRing(
      store: ":memory:", path: nil, document: KeyRingDocument(ring: KeyRing.newID(), keys: []), master: MasterKey())
    try ring.state.withLock { (state) throws(StoreError) in try ring.takeUp(&state) }
    return ring
  }

  private static func newID() -> String {
    SymmetricKey(size: .bits128).withUnsafeBytes { $0.map(MasterKey.digits).joined() }
  }

  /// Tells it from other rings: 32 hex digits.
  public var id: String { state.withLock { $0.document.ring } }

  // MARK: Keys

  /// The key by which something is sealed now: a new one where a period has ended.
  /// - Parameters:
  ///   - now: the time; a clock that was set back does not bring back an older key.
  ///   - period: how long a new key is used, in milliseconds.
  /// - Returns: its number, that it is known by.
  public func key(for purpose: KeyPurpose, at now: Instant, lasting period: Int64) throws(StoreError) -> UInt32 {
    try state.withLock { (state) throws(StoreError) in
      if let number = state.current[purpose], let entry = state.document.entry(number), entry.forgotten == nil,
        entry.closes.map({ now.milliseconds < $0 }) ?? true
      {
        return number
      }
      let closes = purpose.isPeriodic ? now.advanced(milliseconds: max(1, period)).milliseconds : nil
      return try add(purpose, opened: now.milliseconds, closes: closes, &state)
    }
  }

  /// The one key of a purpose that has no periods.
  public func key(for purpose: KeyPurpose) throws(StoreError) -> UInt32 {
    try key(for: purpose, at: Instant(milliseconds: 0), lasting: 0)
  }

  /// Makes a key, and writes the ring before anybody has it.
  private func add(_ purpose: KeyPurpose, opened: Int64, closes: Int64?, _ state: inout State) throws(StoreError)
    -> UInt32
  {
    let number = (state.document.keys.map(\.number).max() ?? 0) + 1
    let key = SymmetricKey(size: .bits256)
    var document = state.document
    document.keys.append(
      KeyRingDocument.Entry(
        number: number, purpose: purpose, opened: opened, closes: closes,
        wrapped: [state.master.id: try wrap(key, number, purpose, document.ring, state.master)]))
    try write(document)
    state.document = document
    state.open[number] = DataKey(key: key, purpose: purpose, field: KeyRing.field())
    state.current[purpose] = number
    return number
  }

  func write(_ document: KeyRingDocument) throws(StoreError) {
    if let path { try KeyRingFile.write(document, to: path, of: store) }
  }

  /// Unwraps every key. One that does not unwrap is wrapped by another master key, or was changed.
  func takeUp(_ state: inout State) throws(StoreError) {
    for entry in state.document.keys where entry.forgotten == nil {
      guard let wrapped = entry.wrapped[state.master.id] else {
        let ids = state.document.masters.sorted().map { "`\($0)`" }.joined(separator: " or ")
        throw .keys(
          path: store,
          why:
            "the master key is another: its key ring is wrapped by the key \(ids), and `\(state.master.id)` was given")
      }
      let key = try unwrap(wrapped, entry, state.document.ring, state.master)
      state.open[entry.number] = DataKey(key: key, purpose: entry.purpose, field: KeyRing.field())
      state.current[entry.purpose] = entry.number
    }
    // Those that every store needs, at once: one write, and none in the middle of its first message.
    for purpose in [KeyPurpose.names, .values, .signing, .records] where state.current[purpose] == nil {
      _ = try add(purpose, opened: 0, closes: nil, &state)
    }
  }

  private static func field() -> UInt64 { .random(in: .min ... .max) }

  func wrap(_ key: SymmetricKey, _ number: UInt32, _ purpose: KeyPurpose, _ ring: String, _ master: MasterKey)
    throws(StoreError) -> Data
  {
    do {
      let bytes = key.withUnsafeBytes { Data($0) }
      let box = try AES.GCM.seal(
        bytes, using: master.key, authenticating: KeyRing.label(number, purpose, ring))
      if let combined = box.combined { return combined }
    } catch {
      throw .keys(path: store, why: "a key cannot be wrapped: \(error)")
    }
    throw .keys(path: store, why: "a key cannot be wrapped")
  }

  private func unwrap(_ wrapped: Data, _ entry: KeyRingDocument.Entry, _ ring: String, _ master: MasterKey)
    throws(StoreError) -> SymmetricKey
  {
    do {
      let box = try AES.GCM.SealedBox(combined: wrapped)
      return SymmetricKey(
        data: try AES.GCM.open(
          box, using: master.key, authenticating: KeyRing.label(entry.number, entry.purpose, ring)))
    } catch {
      throw .keys(
        path: store,
        why: "key \(entry.number) of its key ring was changed, or is damaged: put back a copy of the ring")
    }
  }

  private static func label(_ number: UInt32, _ purpose: KeyPurpose, _ ring: String) -> Data {
    Data("treaty key ring 1|\(ring)|\(number)|\(purpose.rawValue)".utf8)
  }
}

extension KeyRingDocument {
  func entry(_ number: UInt32) -> Entry? { keys.first { $0.number == number } }
}
