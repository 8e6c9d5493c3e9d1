import CEL
import TreatyPlan
import TreatyStore

/// What a store does not know of that was restored from a backup: between the backup and the restoring, what it holds as open may have
/// been delivered, and messages may have been taken and delivered that it has never seen.
///
/// So whatever would make a record for which the store knows none is searched for first, where it can be found by its mark. What is
/// idempotent or has a key is sent as ever. Where neither is so, a person is asked about what was open then.
extension Engine {
  /// How long after a restoring a record may be there that the store does not know: 90 days, in milliseconds. An alert that began in
  /// between can end much later.
  static let restoredReach: Int64 = 90 * 86_400_000

  /// Reads what is known of a restoring; goes through what was open then, once.
  mutating func recoverRestored(at now: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    guard let restored, try tx.fact(StoreFact.unsettledRestore) != nil else { return }
    for delivery in try tx.deliveries(in: [.queued, .ready], flow: nil, limit: .max) where delivery.phase == .write {
      if let doubted = try doubted(delivery, of: restored, at: now, in: tx) { try tx.update(doubted) }
    }
    try tx.set(fact: StoreFact.unsettledRestore, to: nil)
  }

  /// The delivery as it has to begin in a store that was restored; `nil` where nothing is to be doubted.
  /// - Parameter asks: whether a person may be asked where a search can tell nothing: not where one has just answered.
  func doubted(_ delivery: Delivery, asks: Bool = true, in tx: some StoreTransaction, at now: Instant)
    throws(StoreError) -> Delivery?
  {
    guard let restored, now.milliseconds - restored.restored.milliseconds < Engine.restoredReach else { return nil }
    return try doubted(delivery, of: restored, asks: asks, at: now, in: tx)
  }

  private func doubted(
    _ delivery: Delivery, of restored: RestoredStore, asks: Bool = true, at now: Instant, in tx: some StoreTransaction
  ) throws(StoreError) -> Delivery? {
    guard let step = step(of: delivery), let (system, _, record) = record(of: delivery),
      let flow = flow(of: delivery)
    else { return nil }
    let hasLink = try tx.link(delivery.lane) != nil
    guard hasLink || step.planned.verb != .update, !hasLink || step.planned.verb != .create else { return nil }
    guard let operation = hasLink ? record.update : record.create, !operation.isRepeatable else { return nil }
    let canBeFound = !hasLink && isFindable(operation, record, flow)
    // Nobody is asked about what came in later: each first alert would be a question, and hardly any was told before.
    guard canBeFound || asks && delivery.message <= restored.lastMessage else { return nil }
    var delivery = delivery
    delivery.phase = .settle
    delivery.operation = hasLink ? "update" : "create"
    let words = restored.taken.map { " from a backup of \(Timestamp(millisecondsSinceEpoch: $0.milliseconds).rfc3339)" }
    delivery.cause =
      "the store was restored\(words ?? "") at \(Timestamp(millisecondsSinceEpoch: restored.restored.milliseconds).rfc3339), and what was done in between is not known"
    // Whoever had the store before may have sent until it was restored.
    let settled = end(
      of: restored.restored,
      lasting: operation.planned.timeoutMilliseconds + system.planned.searchDelayMilliseconds)
    if now < restored.restored.advanced(milliseconds: 3_600_000) { delivery.due = max(delivery.due, settled) }
    return delivery
  }

  private func isFindable(_ create: LinkedOperation, _ record: LinkedRecord, _ flow: LinkedFlow) -> Bool {
    guard case .mark = create.planned.safety else { return false }
    return record.find != nil && flow.planned.settlesUnsure
  }

  /// Why a delivery in phase `settle` is a person's to judge; `nil` where a search can tell.
  func askInstead(_ delivery: Delivery, _ flow: LinkedFlow, _ record: LinkedRecord) -> String? {
    guard let create = record.create, delivery.operation != "update", isFindable(create, record, flow) else {
      return delivery.cause ?? "its mark cannot be searched for"
    }
    return nil
  }
}
