import Foundation
public import TreatyAudit
public import TreatyStore

/// What `treaty audit verify` has found.
public struct AuditReport: Codable, Sendable {
  /// What is not as it was written; none where the trail is sound.
  public var findings: [AuditVerification.Finding]
  /// How many entries there are, and how many of them nobody can read any more.
  public var entries, forgotten: Int64
  /// When the first and the last were written.
  public var from, to: Instant?
  /// Entries up to this one were removed, as their time had come.
  public var removedTo: Int64?
  /// The last entry that was signed for.
  public var head: AuditCheckpoint?
  /// The key that it was signed with.
  public var publicKey: [UInt8]
  /// Whether the file beside the store says where the trail ends: without it nobody can see that all of the store was exchanged for an
  /// older one.
  public var isWitnessed: Bool
}

/// What is wanted of the trail.
public struct AuditQuery: Codable, Hashable, Sendable {
  /// Only entries behind this number.
  public var after: Int64 = 0
  /// Only entries written at this time or later, or before this one.
  public var since, before: Instant?
  /// Only entries about a record of this id.
  public var record: String?
  /// Only entries of this flow, this trace, by this operator, of this act, or that wrote this field.
  public var flow, trace, by, act, field: String?

  /// Everything.
  public init() {}

  /// Whether an entry is wanted.
  func wants(_ entry: AuditEntry) -> Bool {
    if let since, entry.time < since { return false }
    if let before, entry.time >= before { return false }
    guard flow ?? trace ?? by ?? act ?? field != nil else { return true }
    guard case .readable(let bytes) = entry.content, let record = AuditRecord(json: bytes) else { return false }
    return (flow == nil || record.flow == flow) && (trace == nil || record.trace == trace)
      && (by == nil || record.by == by) && (act == nil || record.act.rawValue == act)
      && (field == nil || record.fields.contains { $0.name == field })
  }
}

/// A part of the trail as it is handed out.
public struct AuditPage: Codable, Sendable {
  /// Lines in the form that was asked for.
  public var lines: [String]
  /// Number of the last entry that was looked at; the next page begins behind it. `nil` at the end.
  public var next: Int64?
}

/// Looks through the audit trail, some entries a transaction, so that everything else goes on.
enum AuditReports {
  /// Entries that are looked at in a transaction.
  private static let perStep = 500
  /// Entries that a page is made of at most.
  private static let perPage = 5_000

  /// Goes through all of it. What is written meanwhile belongs to it: with the last entries it is read what is signed for by then.
  static func verify(_ store: some Store) async throws(StoreError) -> AuditReport {
    var verification = AuditVerification(
      ends: try await store.transaction { (tx) throws(StoreError) in try tx.auditEnds() })
    // Before the first as well: nothing has such a number.
    var after = Int64.min
    while true {
      let (from, limit, before) = (after, perStep, verification)
      let (next, last, ends) = try await store.transaction { (tx) throws(StoreError) in
        var verification = before
        let entries = try tx.audit(after: from, limit: limit)
        try verification.take(entries) { record throws(StoreError) in try tx.auditName(ofRecord: record) }
        return (verification, entries.count == limit ? entries.last?.number : nil, try tx.auditEnds())
      }
      // Its beginning was removed meanwhile, as its time had come.
      if ends.anchor?.number ?? 0 > max(after, verification.ends.anchor?.number ?? 0) {
        (verification, after) = (AuditVerification(ends: ends), Int64.min)
        continue
      }
      verification = next
      if let last {
        after = last
        continue
      }
      verification.finish(head: ends.head)
      return AuditReport(
        findings: verification.findings, entries: verification.count, forgotten: verification.forgotten,
        from: verification.span?.lowerBound, to: verification.span?.upperBound,
        removedTo: verification.ends.anchor?.number, head: verification.ends.head,
        publicKey: verification.ends.publicKey, isWitnessed: verification.ends.isWitnessed)
    }
  }

  /// A page of entries.
  static func page(_ store: some Store, _ query: AuditQuery, _ format: AuditExport.Format) async throws(StoreError)
    -> AuditPage
  {
    var lines: [String] = []
    var after = query.after
    for _ in 0..<(perPage / perStep) {
      let (from, limit) = (after, perStep)
      let entries = try await store.transaction { (tx) throws(StoreError) in
        guard let record = query.record else { return try tx.audit(after: from, limit: limit) }
        return try tx.audit(about: record, after: from, limit: limit)
      }
      lines += entries.filter(query.wants).flatMap { AuditExport.lines($0, format) }
      guard entries.count == perStep, let last = entries.last else { return AuditPage(lines: lines, next: nil) }
      after = last.number
    }
    return AuditPage(lines: lines, next: after)
  }
}
