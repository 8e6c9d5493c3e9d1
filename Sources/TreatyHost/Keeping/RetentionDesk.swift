import Foundation
import Logging
import ServiceLifecycle
import TreatyAudit
import TreatyDiagnostics
import TreatyEngine
import TreatyKeys
import TreatyStore
import TreatyStoreSQLite
import TreatyTelemetry

/// What a pass has done.
public struct RetentionReport: Codable, Hashable, Sendable {
  /// Messages that are gone, of which the contents are gone, that a hold keeps, and that were archived before they went.
  public var removed = 0, stripped = 0, held = 0, archived = 0
  /// Links of records, and entries of the audit trail, that are gone.
  public var links = 0, entries = 0
  /// Numbers of keys that were forgotten.
  public var keys: [UInt32] = []
  /// Files that were written, and files of archives that are gone.
  public var files: [String] = [], filesGone: [String] = []
  /// The longest transaction, in milliseconds: nothing else was taken in or delivered meanwhile.
  public var longestMilliseconds = 0.0
  /// How long it took, in milliseconds.
  public var milliseconds: Int64 = 0
  /// Why it was broken off; `nil` where it was not.
  public var failure: String?

  /// Whether there was nothing to do.
  var isIdle: Bool {
    removed + stripped + archived + links + entries + keys.count + filesGone.count == 0 && failure == nil
  }
}

/// Removes what need not be kept any longer, beside the host's work: in transactions of a few milliseconds, with as long a pause after each.
/// It waits for what is due next, and is woken where something ends whose time comes sooner.
actor RetentionDesk: Service {
  private let store: SQLiteStore
  private let current: CurrentPlan
  private let telemetry: Telemetry
  private let logger: Logger
  private let clock: KeepingClock
  private let bell: DueBell
  /// How many messages a step looks at: as many as it takes some milliseconds for, on this machine and this disk.
  private var limit = 64
  private var isRunning = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// What a transaction should take, and what it must not.
  private static let (wanted, most): (Duration, Duration) = (.milliseconds(5), .milliseconds(20))
  /// How many bytes of messages go into one file of an archive, before they are compressed, about.
  private static let bytesPerFile = 16 << 20
  /// How long it is waited at least until it is looked again, in milliseconds: what comes due in the meantime goes together.
  private static let shortestPause: Int64 = 60_000
  /// How long it is waited at most, in milliseconds: links, the audit trail, and a clock that was set are looked at that often.
  private static let longestPause: Int64 = 3_600_000

  init(
    store: SQLiteStore, current: CurrentPlan, telemetry: Telemetry, logger: Logger, clock: KeepingClock, bell: DueBell
  ) {
    self.clock = clock
    self.bell = bell
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
      try await tendKeys(&report)
      report.milliseconds = Int64((ContinuousClock.now - began) / .milliseconds(1))
      if !report.isIdle || origin.entry != .host { try await note(report, by: origin) }
    } catch {
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
        ])
    }
    telemetry.registry.note([.purged(report.removed)], at: .now())
    return report
  }

  private func sweep(_ report: inout RetentionReport) async throws(StoreError) {
    let sweep = Sweep(current.value.linked)
    var toArchive: [String: [ArchivedMessage]] = [:]
    var hasMore = true
    while hasMore, !Task.isShuttingDownGracefully, !Task.isCancelled, report.failure == nil {
      let (limit, now) = (limit, clock.now())
      let step = try await timed(&report) { (tx) throws(StoreError) in
        let step = try sweep.step(limit: limit, at: now, in: &tx)
        _ = try tx.giveBack(pages: limit)
        return step
      }
      report.removed += step.removed
      report.stripped += step.stripped
      report.held += step.held
      report.links += step.links
      report.entries += step.entries
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
      await archive(messages, in: folder, sweep, &report)
    }
    for folder in sweep.archives { report.filesGone += ArchiveFolder(path: folder).removeOld(at: clock.now()) }
    // The rest of the space that is free, a little at a time as well.
    var isFull = true
    while isFull, !Task.isShuttingDownGracefully, !Task.isCancelled {
      isFull = try await timed(&report) { (tx) throws(StoreError) in try tx.giveBack(pages: 128) }
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
      let (chunk, now) = (Array(rest.prefix(limit)), clock.now())
      do throws(StoreError) {
        let gone = try await timed(&report) { (tx) throws(StoreError) in
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
      let step = try await store.tendKeys(at: clock.now(), keptFor: done, limit: max(1, limit / 4))
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
      ("removed", report.removed), ("stripped", report.stripped), ("held", report.held), ("links", report.links),
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

  /// Runs a transaction, and learns from how long it took how much the next one may do. Then it lets others have the store for as long.
  private func timed<Result: Sendable>(
    _ report: inout RetentionReport,
    _ body: @Sendable (inout SQLiteTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    let began = Moment()
    let result = try await store.transaction { (tx) throws(StoreError) in
      // Until then others had the store.
      began.set()
      return try body(&tx)
    }
    let took = ContinuousClock.now - began.value
    report.longestMilliseconds = max(report.longestMilliseconds, took / .milliseconds(1))
    if took > Self.most { limit = max(4, limit / 2) } else if took < Self.wanted { limit = min(2_048, limit * 2) }
    await pause(took)
    return result
  }

  private func pause(_ duration: Duration) async {
    // One that was cancelled is the host's end; the next look at the task says so.
    try? await Task.sleep(for: max(.milliseconds(1), duration))
  }
}
