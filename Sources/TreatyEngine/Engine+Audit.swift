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
    if let text = try tx.fact(StoreFact.auditBeforeRestore) {
      let words = ["before": text, "from": restored.map { $0.fact } ?? ""]
      try keep(AuditRecord(.restored, words: words), at: now, in: &tx)
      try tx.set(fact: StoreFact.auditBeforeRestore, to: nil)
    } else if let witness = ends.witness, witness.number > (ends.head?.number ?? 0) {
      let words = ["expected": "\(witness.number)", "found": "\(ends.head?.number ?? 0)"]
      try keep(AuditRecord(.broken, words: words), at: now, in: &tx)
    }
    try keep(AuditRecord(.started), at: now, in: &tx)
  }
}
