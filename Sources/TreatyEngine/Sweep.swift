import CEL
import TreatyAudit
import TreatyPlan
public import TreatyStore

/// Removes what need not be kept any longer, in small steps: by the retention policies of the plan that is carried out now, and never what a
/// hold forbids.
///
/// A value that is told the time, as the engine is. What has to be archived is named before it is removed, so that its caller can write it in
/// between; whoever dies there writes it again.
public struct Sweep: Sendable {
  let plan: LinkedPlan

  /// The sweep of a plan.
  public init(_ plan: LinkedPlan) { self.plan = plan }

  /// What a step came to. It holds once its transaction is on disk.
  public struct Step: Sendable {
    /// Messages that are gone, whose contents are gone, and that a hold keeps.
    public var removed = 0, stripped = 0, held = 0
    /// Links of records that are not known any longer, and entries of the audit trail that are gone.
    public var links = 0, entries = 0
    /// Messages that have to be archived, by the folder that they go to; then they are removed by ``remove(_:at:in:)``.
    public var toArchive: [String: [ArchivedMessage]] = [:]
    /// Whether there is more to be done at once.
    public var hasMore = false
    /// When something is due next; `nil` where nothing is.
    public var next: Instant?

    /// Nothing yet.
    public init() {}
  }

  /// How long writing an archive may take before what goes into it is named again: an hour, in milliseconds.
  private static let archivePause: Int64 = 3_600_000
  /// How long a message that a hold keeps is left alone before it is looked at again: a day, in milliseconds.
  private static let holdPause: Int64 = 86_400_000

  /// One step.
  /// - Parameter limit: How many messages are looked at.
  public func step(limit: Int, at now: Instant, in tx: inout some StoreTransaction) throws(StoreError) -> Step {
    var step = Step()
    let due = try tx.purgeable(by: now, limit: limit)
    let holds = due.isEmpty ? [] : try tx.holds()
    var (gone, stripped): ([MessageID], [MessageID]) = ([], [])
    for message in due {
      let kept = plan.kept(message.flow, isDead: message.isDead)
      if try isHeld(message, holds, at: now, in: tx) {
        step.held += 1
        try tx.postpone(message.id, to: now.advanced(milliseconds: Sweep.holdPause))
      } else if let end = kept.next(message), end > now {
        if kept.payload != nil, !message.isStripped, kept.first(after: message.ended) <= now {
          stripped.append(message.id)
        }
        // The policy may have become another since it was noted.
        try tx.postpone(message.id, to: end)
      } else if let folder = archive(of: message.flow), !message.isStripped {
        // Until it is written nobody names it again; if nobody comes back, it is named then.
        let again = now.advanced(milliseconds: Sweep.archivePause)
        step.toArchive[folder, default: []].append(try ArchivedMessage(message, namedAgain: again, in: tx))
        try tx.postpone(message.id, to: again)
      } else {
        gone.append(message.id)
      }
    }
    try tx.strip(stripped)
    try tx.remove(gone)
    (step.removed, step.stripped) = (gone.count, stripped.count)
    if due.count < limit { try sweepRest(&step, limit: limit, at: now, in: &tx) }
    step.hasMore = step.hasMore || due.count == limit
    step.next = try tx.nextPurge()
    return step
  }

  /// Removes messages that were archived. One that an operator has let be tried again meanwhile stays, and so does one that a hold keeps by now.
  /// - Returns: how many are gone.
  @discardableResult
  public func remove(
    _ messages: [ArchivedMessage], to file: String, at now: Instant, in tx: inout some StoreTransaction
  ) throws(StoreError) -> Int {
    let holds = try tx.holds()
    var gone: [MessageID] = []
    for archived in messages {
      guard let message = try tx.message(archived.id), message.purgeAt == archived.namedAgain else { continue }
      if try isHeld(DueMessage(message), holds, at: now, in: tx) {
        try tx.postpone(message.id, to: now.advanced(milliseconds: Sweep.holdPause))
      } else {
        gone.append(message.id)
      }
    }
    try tx.remove(gone)
    guard let first = gone.first, let last = gone.last else { return 0 }
    var record = AuditRecord(
      .archived,
      words: ["file": file, "messages": "\(gone.count)", "first": "\(first.number)", "last": "\(last.number)"])
    record.plan = plan.digest
    try tx.append(audit: record.json(), about: nil, at: now)
    return gone.count
  }

  /// Makes messages due again that were named, and could not be archived.
  public func giveBack(_ messages: [ArchivedMessage], at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    for archived in messages where try tx.message(archived.id)?.purgeAt == archived.namedAgain {
      try tx.postpone(archived.id, to: now)
    }
  }

  /// Whether a hold forbids that a message is deleted: one that a person has put up, or one that its policy declares.
  private func isHeld(_ message: DueMessage, _ holds: [LegalHold], at now: Instant, in tx: some StoreTransaction)
    throws(StoreError) -> Bool
  {
    if let declared = plan.retention(of: message.flow).hold, declared.stands(at: now) { return true }
    for hold in holds where try hold.holds(message, at: now, in: tx) { return true }
    return false
  }

  /// How long an archive of a folder is kept, in milliseconds; `nil` is for ever.
  public func archiveTime(_ folder: String) -> Int64? {
    for (index, path) in plan.archives.enumerated() where path == folder {
      return plan.plan.retentions[index].archive?.keepMilliseconds
    }
    return nil
  }

  /// The folders of all archives.
  public var archives: Set<String> { Set(plan.archives.compactMap(\.self)) }

  /// How long messages that ended well are kept, by policy, in milliseconds.
  public var doneTimes: [String: Int64] {
    Dictionary(plan.plan.retentions.map { ($0.name, $0.doneMilliseconds) }, uniquingKeysWith: { first, _ in first })
  }

  /// The shortest time after its end at which something is to be done about any message, in milliseconds.
  public var shortestTime: Int64 {
    let ended = Instant(milliseconds: 0)
    return plan.plan.flows.flatMap { flow in
      [true, false].map { plan.kept(flow.name, isDead: $0).first(after: ended).milliseconds }
    }.min() ?? 0
  }

  private func archive(of flow: String) -> String? {
    plan.flow(named: flow).flatMap { plan.archives[plan.plan.flows[$0].retention.index] }
  }

  /// Links that nobody has written for long, and the oldest entries of the audit trail.
  private func sweepRest(_ step: inout Step, limit: Int, at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    for flow in plan.plan.flows {
      guard let kept = plan.plan.retentions[flow.retention].recordMilliseconds else { continue }
      let count = try tx.removeLinks(
        writtenBefore: now.advanced(milliseconds: -kept), flow: flow.name, limit: limit)
      step.links += count
      if count == limit { step.hasMore = true }
    }
    // What a hold keeps is nothing without the trail that says what became of it.
    guard try tx.notes(beginning: LegalHold.prefix).isEmpty else { return }
    let audit = RetentionPolicy.auditMilliseconds(plan.plan.retentions)
    guard let last = try tx.lastAudit(before: now.advanced(milliseconds: -audit), limit: limit) else { return }
    let first = try tx.auditEnds().anchor?.number ?? 0
    try tx.removeAudit(to: last, at: now)
    step.entries = Int(last - first)
    if step.entries >= limit { step.hasMore = true }
  }
}

extension DueMessage {
  fileprivate init(_ message: Message) {
    self.init(
      id: message.id, flow: message.flow, trace: message.trace, received: message.received,
      ended: message.ended ?? message.received, isDead: message.state == .ended, isStripped: message.isForgotten,
      purgeAt: message.purgeAt)
  }
}

extension KeptTime {
  /// When something is to be done about a message next; `nil` where it is to go now.
  fileprivate func next(_ message: DueMessage) -> Instant? { message.ended.advanced(milliseconds: all) }
}

extension PlannedHold {
  /// Whether it stands: through its last day, by UTC.
  func stands(at now: Instant) -> Bool {
    guard let until, let end = Timestamp(rfc3339: "\(until)T23:59:59Z") else { return true }
    return now.milliseconds <= end.millisecondsSinceEpoch
  }
}
