import GRDB
import TreatyKeys
public import TreatyStore

extension SQLiteTransaction {
  /// Adds an entry behind the last one that was signed for.
  ///
  /// Where entries are missing at the end, the gap stays: what follows is chained to what was signed, and not to what is left.
  public mutating func append(audit content: [UInt8], about record: String?, at now: Instant) throws(StoreError) {
    try run {
      let (last, previous) = try auditEnd()
      let number = last + 1
      let sealed = try sealing.entry(content, number: number, at: now)
      let hash = AuditChain.hash(after: previous, number: number, time: now, kept: sealed)
      try execute(
        .appendAudit, [number, now, sealed, hash, record.map(sealing.name(ofRecord:))])
      statements.auditEnd = (number, hash)
    }
    lastAudited = now
  }

  private func auditEnd() throws -> (number: Int64, hash: [UInt8]) {
    if let known = statements.auditEnd { return known }
    let ends = try [AuditCheckpoint.Kind.head, .anchor].compactMap { try end($0) }.map { ($0.number, $0.hash) }
    let last = try value(.lastAudit, []) { row in (try row.number(0), try row.bytes(1)) }
    return (ends + [last].compactMap(\.self)).max { $0.0 < $1.0 } ?? (0, AuditChain.start)
  }

  /// Signs for the last entry. At the end of a transaction that has appended some, once.
  /// - Returns: what was signed; `nil` where nothing was appended.
  mutating func signAudit() throws -> AuditCheckpoint? {
    guard let now = lastAudited, let end = statements.auditEnd else { return nil }
    return try keep(AuditCheckpoint(kind: .head, number: end.number, hash: end.hash, time: now))
  }

  @discardableResult
  private func keep(_ checkpoint: AuditCheckpoint) throws -> AuditCheckpoint {
    var checkpoint = checkpoint
    checkpoint.signature = sealing.keys.sign(checkpoint.signed)
    try execute(
      .setAuditEnd,
      [checkpoint.kind.rawValue, checkpoint.number, checkpoint.hash, checkpoint.time, checkpoint.signature])
    return checkpoint
  }

  private func end(_ kind: AuditCheckpoint.Kind) throws -> AuditCheckpoint? {
    try value(.auditEnd, [kind.rawValue]) { row in
      AuditCheckpoint(
        kind: kind, number: try row.number(0), hash: try row.bytes(1), time: Instant(milliseconds: try row.number(2)),
        signature: try row.bytes(3))
    }
  }

  private func entry(_ row: ResultRow) throws -> AuditEntry {
    var columns = ColumnReader(row)
    let (number, time, kept) = (try columns.id(), try columns.instant(), try columns.bytes())
    return AuditEntry(
      number: number, time: time, kept: kept, content: sealing.entry(kept, number: number, time: time),
      hash: try columns.bytes(), recordName: try columns.optionalText())
  }

  /// A keyed hash.
  public func auditName(ofRecord id: String) throws(StoreError) -> String { sealing.name(ofRecord: id) }

  /// Entries in their order.
  public func audit(after number: Int64, limit: Int) throws(StoreError) -> [AuditEntry] {
    try run { try values(.audit, [number, max(0, limit)], as: entry) }
  }

  /// Entries about a record, the newest first.
  public func audit(about record: String, after number: Int64, limit: Int) throws(StoreError) -> [AuditEntry] {
    try run { try values(.auditAbout, [sealing.name(ofRecord: record), number, max(0, limit)], as: entry) }
  }

  /// Both ends of the trail.
  public func auditEnds() throws(StoreError) -> AuditEnds {
    try run {
      AuditEnds(
        head: try end(.head), anchor: try end(.anchor), witness: statements.witness?.last,
        publicKey: sealing.keys.publicKey)
    }
  }

  /// Removes entries whose time has come, and signs for where the trail begins now.
  public mutating func removeAudit(to number: Int64, at now: Instant) throws(StoreError) {
    try run {
      guard let last = try value(.auditEntry, [number], as: entry) else { return }
      try keep(AuditCheckpoint(kind: .anchor, number: last.number, hash: last.hash, time: now))
      try execute(.removeAudit, [last.number])
    }
  }

  // MARK: Notes

  /// What was noted under a name.
  public func note(_ name: String) throws(StoreError) -> [UInt8]? {
    try run { try value(.note, [name]) { try $0.bytes(0) }.flatMap { try sealing.note($0, named: name) } }
  }

  /// Names under which something is noted.
  public func notes(beginning prefix: String) throws(StoreError) -> [String] {
    try run {
      // Behind all texts that begin so: no text has a byte of ones.
      let all = try values(.notes, [prefix, prefix + "\u{10FFFF}"]) { row in
        var columns = ColumnReader(row)
        return try columns.text()
      }
      return all
    }
  }

  /// Notes something under a name, or forgets it.
  public mutating func set(note name: String, to content: [UInt8]?) throws(StoreError) {
    try run {
      if let content {
        try execute(.setNote, [name, try sealing.note(content, name: name)])
      } else {
        try execute(.removeNote, [name])
      }
    }
  }
}
