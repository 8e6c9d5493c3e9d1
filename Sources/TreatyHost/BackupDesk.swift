import Logging
import ServiceLifecycle
import Synchronization
import TreatyDiagnostics
import TreatyEngine
import TreatyStore
import TreatyStoreSQLite

/// How a backup stands, or how the last one ended.
public struct BackupReport: Hashable, Codable, Sendable {
  /// How far it is.
  public enum State: String, Hashable, Codable, Sendable {
    /// None was made since the host started.
    case none
    case running, done, failed
  }

  /// How far it is.
  public var state: State
  /// Where it goes.
  public var path: String
  /// Pages that are copied, and pages in all.
  public var done, total: Int
  /// Why it failed.
  public var failure: String?

  /// What is said of a copy that could not be made.
  static func words(_ error: StoreError) -> String {
    switch error {
    case .unsafe(let path, let why), .failed(let path, let why), .keys(let path, let why): "`\(path)`: \(why)"
    case .full(let path): "`\(path)`: there is no room for it"
    case .locked, .tooNew, .superseded: HostProcess.storeDiagnostic(error).message
    }
  }
}

/// Makes backups for operators, one at a time, beside the host's work.
final class BackupDesk: Service {
  private let store: SQLiteStore
  private let logger: Logger
  private let state = Mutex(BackupReport(state: .none, path: "", done: 0, total: 0))
  private let (requests, request) = AsyncStream.makeStream(of: String.self)

  init(store: SQLiteStore, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// How it stands.
  var report: BackupReport { state.withLock { $0 } }

  /// Begins one, unless one is being made.
  func begin(to path: String, by origin: ActOrigin) -> BackupReport {
    let refusal = state.withLock { state -> BackupReport? in
      guard state.state != .running else {
        var refusal = state
        (refusal.state, refusal.failure) = (
          .failed, "another backup is being made, to `\(state.path)`: wait for its end"
        )
        return refusal
      }
      state = BackupReport(state: .running, path: path, done: 0, total: 0)
      return nil
    }
    if let refusal { return refusal }
    logger.info("a backup is made", metadata: ["to": "\(path)", "operator": "\(origin.name)"])
    request.yield(path)
    return report
  }

  /// Makes what is asked for until the host stops; one that is being made then is broken off.
  func run() async throws {
    for await path in requests.cancelOnGracefulShutdown() {
      let failure = await cancelWhenGracefulShutdown { await self.make(path) }
      state.withLock { state in
        state.state = failure == nil ? .done : .failed
        state.failure = failure
      }
      if let failure {
        logger.error("a backup failed", metadata: ["to": "\(path)", "why": "\(failure)"])
      } else {
        logger.info("a backup was made", metadata: ["to": "\(path)", "pages": "\(report.total)"])
      }
    }
  }

  /// - Returns: why it failed.
  private func make(_ path: String) async -> String? {
    do throws(StoreError) {
      try await store.backup(to: path, at: .now()) { progress in
        self.state.withLock { ($0.done, $0.total) = (progress.done, progress.total) }
      }
      return nil
    } catch { return BackupReport.words(error) }
  }
}
