import TreatyAudit
import TreatyEngine
import TreatyKeys
public import TreatyStore
import TreatyStoreSQLite

/// A key as an operator sees it.
public struct KeyLine: Codable, Hashable, Sendable {
  /// Its number.
  public var number: UInt32
  /// What it is for.
  public var purpose: String
  /// When it was made; `nil` for those that a store has from its beginning.
  public var opened: Instant?
  /// When the next one of its purpose begins.
  public var closes: Instant?
  /// When it was forgotten.
  public var forgotten: Instant?
  /// Messages that are sealed with it, 100,000 at most, and how many of them are open.
  public var messages, open: Int
}

/// The keys of a store as operators see them.
public struct KeysReport: Codable, Hashable, Sendable {
  /// Id of the ring, which tells stores apart.
  public var ring: String
  /// Id of the master key.
  public var master: String
  /// The keys, in the order in which they were made.
  public var keys: [KeyLine]
}

/// Looks after the keys of a running host's store.
struct KeyDesk: Sendable {
  let store: SQLiteStore
  /// Digest of the plan that is carried out.
  let plan: @Sendable () -> String
  /// Where the master key came from; `nil` for the file beside the store.
  let source: KeySource?
  let storePath: String

  /// All keys.
  func report() async throws(StoreError) -> KeysReport { try await KeyDesk.report(of: store) }

  static func report(of store: SQLiteStore) async throws(StoreError) -> KeysReport {
    var lines: [KeyLine] = []
    for key in store.keys.report {
      let use = key.forgotten == nil && key.opened != nil ? try await store.use(of: key.number) : (messages: 0, open: 0)
      lines.append(
        KeyLine(
          number: key.number, purpose: key.purpose, opened: key.opened, closes: key.closes, forgotten: key.forgotten,
          messages: use.messages, open: use.open))
    }
    return KeysReport(ring: store.keys.id, master: store.keys.masterID, keys: lines)
  }

  /// Wraps all keys by a new master key.
  /// - Parameter given: The new one; `nil` makes one and puts it into the file that the old one is in.
  func rotate(to given: MasterKey?, by origin: ActOrigin) async throws -> String {
    let key = given ?? MasterKey()
    let file = source.map { $0.kind == .file ? $0.name : nil } ?? SQLiteStore.keyFile(path: storePath)
    guard given != nil || file != nil else {
      throw Problem(
        409, "key-elsewhere", "The master key is not in a file",
        "It comes from `\(source?.text ?? "")`, where this host cannot put another: put the new one there yourself, and give it with `--new`."
      )
    }
    let before = store.keys.masterID
    let storePath = storePath
    try store.keys.rotate(to: key) { () throws(StoreError) in
      // Whoever gives a key has put it where the next start looks for it.
      if given == nil, let file { try KeyFile.write(key, to: file, of: storePath) }
    }
    try await note(AuditRecord(.rotated, words: ["before": before, "after": key.id]), by: origin)
    return key.id
  }

  /// Forgets a key, with all that is sealed by it.
  func forget(_ number: UInt32, by origin: ActOrigin) async throws -> KeyLine {
    guard let line = try await report().keys.first(where: { $0.number == number }) else {
      throw Problem.unknown("There is no key \(number).")
    }
    guard line.forgotten == nil else {
      throw Problem(409, "key-forgotten", "This key is forgotten", "Key \(number) is forgotten already.")
    }
    guard line.opened != nil else {
      throw Problem(
        409, "key-needed", "This key is needed",
        "Key \(number) is for `\(line.purpose)`: without it the store cannot be used.")
    }
    guard line.open == 0 else {
      throw Problem(
        409, "key-in-use", "Messages are open that this key seals",
        "\(line.open) of them are open: they would be lost. Wait until they have ended, or drop them.")
    }
    guard try await store.transaction({ (tx) throws(StoreError) in try tx.holds() }).isEmpty else {
      throw Problem(
        409, "held", "A legal hold stands", "What it keeps may be sealed with this key. `treaty hold list` shows it.")
    }
    let now = Instant.now()
    try store.keys.forget(number, at: now)
    try await note(
      AuditRecord(.forgotten, words: ["key": "\(number)", "purpose": line.purpose, "messages": "\(line.messages)"]),
      by: origin)
    return line
  }

  private func note(_ record: AuditRecord, by origin: ActOrigin) async throws(StoreError) {
    var record = record
    (record.by, record.reason, record.plan) = (origin.name, origin.reason, plan())
    try await store.append(record)
  }
}

extension SQLiteStore {
  /// Keeps a record of something that was done outside the engine.
  func append(_ record: AuditRecord) async throws(StoreError) {
    let now = Instant.now()
    try await transaction { (tx) throws(StoreError) in
      try tx.append(audit: record.json(), about: record.record, at: now)
    }
  }
}
