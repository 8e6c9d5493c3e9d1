import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TreatyAudit
import TreatyDiagnostics
import TreatyEngine
import TreatyKeys
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite
import TreatyTelemetry

/// What a pass has done.
public struct RetentionReport: Codable, Hashable, Sendable {
  /// Messages that are gone, of which the contents are gone, that a hold keeps, and that were archived before they went.
  public var removed = 0, stripped = 0, held = 0, archived = 0
  /// Messages that are due at another time, since a policy was changed.
  public var redated = 0
  /// Links of records, and entries of the audit trail, that are gone.
  public var links = 0, entries = 0
  /// Numbers of keys that were forgotten.
  public var keys: [UInt32] = []
  /// Files that were written, and files of archives and of the log that are gone.
  public var files: [String] = [], filesGone: [String] = []
  /// The longest transaction, in milliseconds: nothing else was taken in or delivered meanwhile.
  public var longestMilliseconds = 0.0
  /// How long it took, in milliseconds.
  public var milliseconds: Int64 = 0
  /// Why it was broken off; `nil` where it was not.
  public var failure: String?

  /// Whether there was nothing to do.
  var isIdle: Bool {
    removed + stripped + redated + archived + links + entries + keys.count + filesGone.count == 0 && failure == nil
  }
}

/// Removes what need not be kept any longer, beside the host's work: in transactions of a few milliseconds, with as long a pause after each.
/// It waits for what is due next, and is woken where something ends whose time comes sooner.
actor RetentionDesk: Service {
  private let store: SQLiteStore
  private let current: CurrentPlan
  private let telemetry: Telemetry
  private let logFile: LogFile?
  private let logger: Logger
  private let clock: KeepingClock
  private let bell: DueBell
  /// How far it has come with links.
  private var walk = LinkWalk()
  private var isRunning = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// How long a transaction may go on, but for its commit.
  private static let time: Duration = .milliseconds(2)
  /// How many messages it looks at, at most: there is always an end, also where they are quickly seen to.
  private static let limit = 512
  /// How many messages are removed at once that were archived.
  private static let chunk = 64
  /// How many bytes of messages go into one file of an archive, before they are compressed, about.
  private static let bytesPerFile = 16 << 20
  /// How long it is waited at least until it is looked again, in milliseconds: what comes due in the meantime goes together.
  private static let shortestPause: Int64 = 60_000
  /// How long it is waited at most, in milliseconds: links, the audit trail, and a clock that was set are looked at that often.
  private static let longestPause: Int64 = 3_600_000

  init(
    store: SQLiteStore, current: CurrentPlan, telemetry: Telemetry, logFile: LogFile?, logger: Logger,
    clock: KeepingClock, bell: DueBell
  ) {
    self.clock = clock
    self.bell = bell
    self.logFile = logFile
    self.store = store
    self.current = current
    self.telemetry = telemetry
    self.logger = logger
  }

  nonisolated func run() async throws {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      _ = await pass()
      let (bell, clock, now) = (bell, clock, clock.now())
      let latest = now.advanced(milliseconds: Self.longestPause)
      let next = min(await nextDue() ?? latest, latest)
      await cancelWhenGracefulShutdown {
        await bell.wait(
          until: next, butNotBefore: now.advanced(milliseconds: Self.shortestPause), by: clock)
      }
    }
  }

  /// When the next message, or the next key, is due; `nil` where nothing is known to be.
  private func nextDue() async -> Instant? {
    let now = clock.now()
    let keys = store.keys.report.filter { $0.forgotten == nil }.compactMap(\.closes).filter { $0 > now }
    // A store that cannot be read ends the host by its next turn, which says so.
    let message = try? await store.transaction { (tx) throws(StoreError) in try tx.nextPurge() }
    return (keys + [message].compactMap(\.self)).min()
  }

  /// Removes all that is due. One that is under way is waited for, and then it is looked again.
  func pass(by origin: ActOrigin = .host) async -> RetentionReport {
    while isRunning { await withCheckedContinuation { waiting.append($0) } }
    isRunning = true
    bell.forget()
    defer {
      isRunning = false
      let waiting = waiting
      self.waiting = []
      for one in waiting { one.resume() }
    }
    var report = RetentionReport()
    let began = ContinuousClock.now
    do throws(StoreError) {
      try await sweep(&report)
      await store.writeBack(often: false)
      try await tendKeys(&report)
      report.milliseconds = Int64((ContinuousClock.now - began) / .milliseconds(1))
      if !report.isIdle || origin.entry != .host { try await note(report, by: origin) }
    } catch {
      await store.writeBack(often: false)
      // A store that failed ends the host by its next turn, which says so.
      report.failure = HostProcess.storeDiagnostic(error).message
    }
    if let failure = report.failure {
      logger.error("what need not be kept could not be removed", metadata: ["why": "\(failure)"])
    } else if !report.isIdle {
      logger.info(
        "removed what need not be kept any longer",
        metadata: [
          "messages": "\(report.removed)", "archived": "\(report.archived)", "held": "\(report.held)",
          "keys": "\(report.keys.count)", "ms": "\(report.milliseconds)",
          "longest": "\(Int(report.longestMilliseconds.rounded(.up)))", "event": "treaty.retention.pass",
        ])
    }
    telemetry.registry.note([.purged(report.removed)], at: .now())
    return report
  }

  private func sweep(_ report: inout RetentionReport) async throws(StoreError) {
    let clock = clock
    try await goThrough("what is due", &report) { (sweep, limit, end, tx) throws(StoreError) in
      try sweep.step(limit: limit, at: clock.now(), while: { ContinuousClock.now < end }, in: &tx)
    }
    try await goThrough("what was dated by another policy", &report) { (sweep, limit, end, tx) throws(StoreError) in
      try sweep.redate(limit: limit, at: clock.now(), while: { ContinuousClock.now < end }, in: &tx)
    }
    let walk = Mutex(walk)
    try await goThrough("records and the audit trail", &report) { (sweep, limit, end, tx) throws(StoreError) in
      try walk.withLock { (walk) throws(StoreError) in
        var (step, links, entries) = (Sweep.Step(), 0, 0)
        repeat {
          step = try sweep.rest(&walk, limit: limit / 8, at: clock.now(), in: &tx)
          (links, entries) = (links + step.links, entries + step.entries)
        } while step.hasMore && ContinuousClock.now < end
        (step.links, step.entries) = (links, entries)
        return step
      }
    }
    self.walk = walk.withLock { $0 }
    for folder in Sweep(current.value.linked).archives {
      report.filesGone += ArchiveFolder(path: folder).removeOld(at: clock.now())
    }
    try await giveBack(&report)
    tendLog(&report)
  }

  private func tendLog(_ report: inout RetentionReport) {
    guard let logFile else { return }
    let kept = RetentionPolicy.logMilliseconds(current.value.linked.plan.retentions)
    do throws(GzipFile.Failure) { report.filesGone += try logFile.tend(keeping: kept, at: clock.now()) } catch {
      report.failure = "the log file `\(error.path)` cannot be compressed: \(error.why)"
    }
  }

  /// Gives free space back to the disk. With each step and not at the end of all: to take one page out of the list of those that are free SQLite
  /// goes through all of it, and after a million messages that would take seconds a page.
  private func giveBack(_ report: inout RetentionReport) async throws(StoreError) {
    var isFull = true
    while isFull, !Task.isShuttingDownGracefully, !Task.isCancelled {
      isFull = try await timed(&report) { (end, tx) throws(StoreError) in try Self.giveBack(until: end, in: &tx) }
    }
  }

  private static func giveBack(until end: ContinuousClock.Instant, in tx: inout SQLiteTransaction) throws(StoreError)
    -> Bool
  {
    var isFull = true
    repeat { isFull = try tx.giveBack(pages: 8) } while isFull && ContinuousClock.now < end
    return isFull
  }

  /// A part of a pass: step after step until there are no more, and what they have named is in its archive.
  private func goThrough(
    _ name: String, _ report: inout RetentionReport,
    _ part:
      @Sendable (Sweep, _ limit: Int, _ end: ContinuousClock.Instant, inout SQLiteTransaction) throws(StoreError)
      -> Sweep.Step
  ) async throws(StoreError) {
    let began = ContinuousClock.now
    defer {
      logger.debug(
        "a part of removing has ended",
        metadata: ["part": "\(name)", "ms": "\(Int((.now - began) / .milliseconds(1)))"])
    }
    var toArchive: [String: [ArchivedMessage]] = [:]
    var (hasMore, hasMuch) = (true, false)
    while hasMore, !Task.isShuttingDownGracefully, !Task.isCancelled, report.failure == nil {
      // Another plan may have taken over since.
      let (sweep, limit) = (Sweep(current.value.linked), Self.limit)
      let (step, isFull) = try await timed(&report) { (end, tx) throws(StoreError) in
        // The rest of the time is for the space that this makes free.
        let step = try part(sweep, limit, end - Self.time / 3, &tx)
        return (step, try Self.giveBack(until: end, in: &tx))
      }
      if isFull { try await giveBack(&report) }
      report.removed += step.removed
      report.stripped += step.stripped
      report.redated += step.redated
      report.held += step.held
      report.links += step.links
      report.entries += step.entries
      if step.hasMore, !hasMuch {
        hasMuch = true
        // What is removed lies all over the file.
        await store.writeBack(often: true)
      }
      hasMore = step.hasMore
      for (folder, messages) in step.toArchive {
        toArchive[folder, default: []] += messages
        guard let all = toArchive[folder], all.reduce(0, { $0 + $1.line.count }) >= Self.bytesPerFile else { continue }
        await archive(all, in: folder, sweep, &report)
        toArchive[folder] = nil
      }
    }
    // Where one failed those that gathered for the others are tried all the same.
    for (folder, messages) in toArchive.sorted(by: { $0.key < $1.key }) {
      await archive(messages, in: folder, Sweep(current.value.linked), &report)
    }
  }

  /// Writes messages into a file of an archive, and removes them when it is on disk.
  private func archive(
    _ messages: [ArchivedMessage], in path: String, _ sweep: Sweep, _ report: inout RetentionReport
  ) async {
    do throws(GzipFile.Failure) {
      let entry = try ArchiveFolder(path: path).write(
        messages, keeping: sweep.archiveTime(path), at: clock.now(), keys: store.keys)
      report.files.append("\(path)/\(entry.file)")
      report.archived += messages.count
      let failure = await remove(messages, to: "\(path)/\(entry.file)", sweep, &report)
      if let failure { report.failure = HostProcess.storeDiagnostic(failure).message }
    } catch {
      report.failure = "the archive `\(error.path)` cannot be written: \(error.why)"
      let now = clock.now()
      // What was not written is still there, and due. Where not even that can be noted, it is named again in an hour.
      try? await store.transaction { (tx) throws(StoreError) in try sweep.giveBack(messages, at: now, in: &tx) }
    }
  }

  private func remove(
    _ ids: [ArchivedMessage], to file: String, _ sweep: Sweep, _ report: inout RetentionReport
  ) async -> StoreError? {
    var rest = ids[...]
    while !rest.isEmpty {
      let (chunk, now) = (Array(rest.prefix(Self.chunk)), clock.now())
      do throws(StoreError) {
        let gone = try await timed(&report) { (_, tx) throws(StoreError) in
          try sweep.remove(chunk, to: file, at: now, in: &tx)
        }
        report.removed += gone
      } catch { return error }
      rest = rest.dropFirst(chunk.count)
    }
    return nil
  }

  private func tendKeys(_ report: inout RetentionReport) async throws(StoreError) {
    let done = Sweep(current.value.linked).doneTimes
    var hasMore = true
    while hasMore, !Task.isShuttingDownGracefully, !Task.isCancelled {
      let step = try await store.tendKeys(at: clock.now(), keptFor: done, limit: Self.chunk / 4)
      report.keys += step.forgotten.map(\.number)
      for key in step.forgotten { try await noteForgotten(key) }
      hasMore = step.hasMore
      await pause(.milliseconds(5))
    }
  }

  private func noteForgotten(_ key: KeyReport) async throws(StoreError) {
    var record = AuditRecord(.forgotten, words: ["key": "\(key.number)", "purpose": key.purpose])
    record.plan = current.value.linked.digest
    let (kept, now) = (record, clock.now())
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: kept.json(), about: nil, at: now)
    }
  }

  private func note(_ report: RetentionReport, by origin: ActOrigin) async throws(StoreError) {
    let counts = [
      ("removed", report.removed), ("stripped", report.stripped), ("redated", report.redated), ("held", report.held),
      ("links", report.links),
      ("entries", report.entries),
    ]
    let words = Dictionary(uniqueKeysWithValues: counts.filter { $0.1 > 0 }.map { ($0.0, "\($0.1)") })
    var record = AuditRecord(.purged, by: origin.entry == .host ? AuditRecord.treaty : origin.name, words: words)
    (record.plan, record.reason) = (current.value.linked.digest, origin.reason)
    let (kept, now) = (record, clock.now())
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: kept.json(), about: nil, at: now)
    }
  }

  /// Runs a transaction that is told when its time is over. Then it lets others have the store, and the processor half as long.
  private func timed<Result: Sendable>(
    _ report: inout RetentionReport,
    _ body: @Sendable (_ end: ContinuousClock.Instant, inout SQLiteTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    let began = Moment()
    let result = try await store.transaction { (tx) throws(StoreError) in
      // Until then others had the store.
      began.set()
      return try body(began.value + Self.time, &tx)
    }
    let took = ContinuousClock.now - began.value
    report.longestMilliseconds = max(report.longestMilliseconds, took / .milliseconds(1))
    await pause(took / 2)
    return result
  }

  private func pause(_ duration: Duration) async {
    // One that was cancelled is the host's end; the next look at the task says so.
    try? await Task.sleep(for: max(.milliseconds(1), duration))
  }
}
