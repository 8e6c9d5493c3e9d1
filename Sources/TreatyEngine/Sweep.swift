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
    /// Messages that are due at another time now.
    public var redated = 0
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

  /// Messages that are due, the first of them first.
  /// - Parameters:
  ///   - limit: How many messages are looked at.
  ///   - goesOn: Asked before each message whether there is time for it.
  public func step(
    limit: Int, at now: Instant, while goesOn: () -> Bool = { true }, in tx: inout some StoreTransaction
  ) throws(StoreError) -> Step {
    var step = Step()
    guard try isStill(in: tx) else { return step }
    let due = try tx.purgeable(by: now, limit: limit)
    let holds = due.isEmpty ? [] : try tx.holds()
    var seen = 0
    for message in due where seen == 0 || goesOn() {
      try tend(message, holds, &step, at: now, in: &tx)
      seen += 1
    }
    step.hasMore = seen < due.count || due.count == limit
    step.next = try tx.nextPurge()
    return step
  }

  /// Dates messages anew that have ended under a plan with other times, and does at once what is due by the new ones. Only after all that is
  /// due was seen to, and is in its archive: what was named for one would be named again.
  /// - Parameters:
  ///   - limit: How many messages are looked at.
  ///   - goesOn: Asked before each message whether there is time for it.
  public func redate(
    limit: Int, at now: Instant, while goesOn: () -> Bool = { true }, in tx: inout some StoreTransaction
  ) throws(StoreError) -> Step {
    var step = Step()
    guard try isStill(in: tx), var redating = try tx.fact(StoreFact.redating).flatMap(Redating.init(fact:)) else {
      return step
    }
    let holds = try tx.holds()
    var seen = 0
    while seen < limit, !redating.isDone, seen == 0 || goesOn() {
      let through = min(redating.last, MessageID(redating.done.number + Int64(limit)))
      let messages = try tx.ended(after: redating.done, through: through)
      redating.done = through
      // Numbers that nothing is left of are gone over quickly, and not all at once either.
      seen += 1
      for message in messages {
        guard seen == 1 || goesOn() else {
          redating.done = MessageID(message.id.number - 1)
          break
        }
        try tend(message, holds, &step, at: now, in: &tx)
        seen += 1
      }
    }
    try tx.set(fact: StoreFact.redating, to: redating.isDone ? nil : redating.fact)
    step.hasMore = !redating.isDone
    step.next = try tx.nextPurge()
    return step
  }

  /// Whether the plan is the one that is carried out. Another may have taken over since its owner looked.
  private func isStill(in tx: some StoreTransaction) throws(StoreError) -> Bool {
    try tx.fact(StoreFact.plan).map { $0 == plan.digest } ?? true
  }

  /// Does about a message what is due, and notes when it is to be looked at next.
  private func tend(
    _ message: DueMessage, _ holds: [LegalHold], _ step: inout Step, at now: Instant,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let kept = plan.kept(message.flow, isDead: message.isDead)
    let (next, end) = (kept.next(message), message.ended.advanced(milliseconds: kept.all))
    guard next <= now else {
      // By the policy of now; it may have become another since it was noted.
      guard message.purgeAt != next else { return }
      step.redated += 1
      return try tx.postpone(message.id, to: next)
    }
    if try isHeld(message, holds, at: now, in: tx) {
      step.held += 1
      try tx.postpone(message.id, to: now.advanced(milliseconds: Sweep.holdPause))
    } else if end > now {
      try tx.strip([message.id])
      step.stripped += 1
      try tx.postpone(message.id, to: end)
    } else if let folder = archive(of: message.flow), !message.isStripped {
      // Until it is written nobody names it again; if nobody comes back, it is named then.
      let again = now.advanced(milliseconds: Sweep.archivePause)
      step.toArchive[folder, default: []].append(try ArchivedMessage(message, namedAgain: again, in: tx))
      try tx.postpone(message.id, to: again)
    } else {
      try tx.remove([message.id])
      step.removed += 1
    }
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

  /// Links that nobody has written for long, and the oldest entries of the audit trail. Only after all messages that are due were seen to.
  /// - Parameters:
  ///   - walk: How far it has come with the links.
  ///   - limit: How many links, and how many entries, are looked at.
  public func rest(_ walk: inout LinkWalk, limit: Int, at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError) -> Step
  {
    var step = Step()
    guard try isStill(in: tx) else { return step }
    step.links = try walk.step(plan.plan, limit: limit, at: now, in: &tx)
    step.hasMore = walk.isUnderWay
    // What a hold keeps is nothing without the trail that says what became of it.
    guard try tx.notes(beginning: LegalHold.prefix).isEmpty else { return step }
    let audit = RetentionPolicy.auditMilliseconds(plan.plan.retentions)
    guard let last = try tx.lastAudit(before: now.advanced(milliseconds: -audit), limit: limit) else { return step }
    let first = try tx.auditEnds().anchor?.number ?? 0
    try tx.removeAudit(to: last, at: now)
    step.entries = Int(last - first)
    step.hasMore = step.hasMore || step.entries >= limit
    return step
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
  /// When something is to be done about a message next.
  fileprivate func next(_ message: DueMessage) -> Instant {
    message.isStripped ? message.ended.advanced(milliseconds: all) : first(after: message.ended)
  }
}

extension PlannedHold {
  /// Whether it stands: through its last day, by UTC.
  func stands(at now: Instant) -> Bool {
    guard let until, let end = Timestamp(rfc3339: "\(until)T23:59:59Z") else { return true }
    return now.milliseconds <= end.millisecondsSinceEpoch
  }
}
