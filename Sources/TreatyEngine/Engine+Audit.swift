import CEL
import TreatyAudit
import TreatyStore

/// What is kept in the audit trail: in the transaction that it is about, so that neither is there without the other.
extension Engine {
  /// Keeps what a call for a delivery has done to a record.
  /// - Parameters:
  ///   - before: what each field was last written as; `nil` where nobody knows.
  ///   - after: what was written.
  func audit(
    _ act: AuditRecord.Act, of delivery: Delivery, from before: MapValue?, to after: MapValue, at now: Instant,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var record = record(act, of: delivery)
    let step = step(of: delivery)
    func isClassified(_ path: [Text]) -> Bool { path.first.map { step?.classified.contains($0) ?? false } ?? false }
    record.fields = plan.auditFields.changes(
      from: before, to: after, isHidden: { path, _ in isClassified(path) },
      isNameHidden: { $0.count > 1 && isClassified($0) && step?.named.contains($0) != true })
    try keep(record, at: now, in: &tx)
  }

  /// Keeps what became of a delivery without a call.
  func audit(
    _ act: AuditRecord.Act, of delivery: Delivery, words: [String: String] = [:], at now: Instant,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var record = record(act, of: delivery)
    record.words = words
    try keep(record, at: now, in: &tx)
  }

  /// A record about a delivery.
  func record(_ act: AuditRecord.Act, of delivery: Delivery) -> AuditRecord {
    var record = AuditRecord(act)
    (record.flow, record.trace) = (delivery.lane.flow, delivery.trace)
    (record.message, record.delivery) = (delivery.message.number, delivery.id.number)
    (record.system, record.target) = (delivery.system, delivery.lane.target)
    (record.record, record.operation) = (delivery.recordID, delivery.operation)
    return record
  }

  /// Keeps a record, with the plan that is carried out.
  func keep(_ record: AuditRecord, at now: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    var record = record
    record.plan = plan.digest
    try tx.append(audit: record.json(), about: record.record, at: now)
  }

  /// Keeps that this process carries the store out from now on, by which plan, and what it found.
  func auditStart(at now: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    let ends = try tx.auditEnds()
    // What a restored store does not know of is said before anything that it does from now on.
    if try tx.fact(StoreFact.unsettledRestore) != nil {
      let lost = try tx.fact(StoreFact.auditBeforeRestore)
      try keep(AuditRecord(.restored, words: restoring(lost, found: ends.head?.number ?? 0)), at: now, in: &tx)
      try tx.set(fact: StoreFact.auditBeforeRestore, to: nil)
    } else if let witness = ends.witness, witness.number > (ends.head?.number ?? 0) {
      let words = ["expected": "\(witness.number)", "found": "\(ends.head?.number ?? 0)"]
      try keep(AuditRecord(.broken, words: words), at: now, in: &tx)
    }
    try keep(AuditRecord(.started), at: now, in: &tx)
  }

  /// What is known of a restoring, in words.
  /// - Parameter lost: what was kept of the end of the trail that the store had before; `nil` where nothing was.
  private func restoring(_ lost: String?, found last: Int64) -> [String: String] {
    var words: [String: String] = [:]
    if let restored {
      words["restored"] = Timestamp(millisecondsSinceEpoch: restored.restored.milliseconds).rfc3339
      let taken = restored.taken.map { Timestamp(millisecondsSinceEpoch: $0.milliseconds).rfc3339 }
      words["backup"] = taken ?? "of unknown time"
      words["last-message"] = "\(restored.lastMessage.number)"
    }
    // What was beside the store before may be anything.
    let before = lost.flatMap { try? Value(json: Array($0.utf8)) }?["number"]?.asInt
    words["missing"] =
      switch before {
      case nil: "not known: no file said where the trail of the store before ended"
      case let before? where before > last: "entries \(last + 1) to \(before) of the store before"
      default: "nothing"
      }
    return words
  }
}
