import Foundation
import NIOCore
import Synchronization
public import TreatyConnect
public import TreatyEngine
import TreatyKeys
public import TreatyStore
public import TreatyStoreSQLite

/// What an operator can ask of a store: of the host that has it, or by looking into it where no host runs.
public struct Operations: Sendable {
  /// Path of the store; `nil` where the host is elsewhere.
  let path: String?
  let host: HostClient
  /// Where the master key is; `nil` for the file beside the store.
  private let key: KeySource?

  /// Operations on the store at a path of this machine.
  /// - Parameter key: where its master key is, for when no host runs; `nil` for the file beside it.
  public init(storePath: String, key: KeySource? = nil) {
    path = storePath
    self.key = key
    host = HostClient(door: .socket(store: storePath), client: HostClient.plain)
  }

  /// Operations on the store of a host at its admin address.
  /// - Parameters:
  ///   - address: as ``HostAddress`` reads it.
  ///   - token: the token, as `treaty access add` has printed it.
  public init(host address: HostAddress, token: Secret) {
    path = nil
    key = nil
    host = HostClient(door: .address(address.base, token: token), client: address.client)
  }

  /// Why an operation was not possible.
  public enum Failure: Error, Sendable {
    /// The store cannot be used.
    case store(StoreError)
    /// No host runs on it, and this needs one.
    case noHost
    /// There is no store at the path.
    case noStore
    /// The host did not answer as it should.
    case host(String)
    /// There is nothing of this number.
    case unknown(String)
    /// It is not possible now: why.
    case refused(String)
    /// The host does not know who asks.
    case notKnown(String)
    /// Who asks may not do this.
    case notAllowed(String)
    /// It cannot be asked for like this.
    case misused(String)
  }

  /// Who one is to the host, and what one may do there.
  public func whoami() async throws(Failure) -> CallerReport {
    guard let report: CallerReport = try await host.ask("/whoami") else { throw .noHost }
    return report
  }

  /// How store and host stand.
  public func status() async throws(Failure) -> StatusReport {
    if let report: StatusReport = try await host.ask("/status") { return report }
    return try await look { (store) throws(StoreError) in
      try await Reports.status(store, now: .now())
    }
  }

  /// The whole way of a trace.
  public func trace(_ id: String) async throws(Failure) -> TraceReport {
    if let report: TraceReport = try await host.ask("/trace/\(Operations.escaped(id))") { return report }
    return try await look { (store) throws(StoreError) in try await Reports.trace(store, id, nil) }
  }

  /// Traces that concern a record of an id, or a key, the newest first.
  public func traces(about subject: String) async throws(Failure) -> [String] {
    if let traces: [String] = try await host.ask("/traces\(Operations.query([("about", subject)]))") { return traces }
    return try await look { (store) throws(StoreError) in try await Reports.traces(store, about: subject, nil) }
  }

  /// The text of the plan that the host carries out, or that was carried out last where none runs; `nil` for a store that no plan was carried out
  /// over.
  public func plan() async throws(Failure) -> [UInt8]? {
    if let running = try await runningPlan() { return running }
    return try await look { (store) throws(StoreError) in
      try await store.transaction { (tx) throws(StoreError) in
        guard let last = try tx.fact(StoreFact.plan) else { return nil }
        return try tx.planText(last)
      }
    }
  }

  /// The text of the plan that the host carries out; `nil` where none runs.
  public func runningPlan() async throws(Failure) -> [UInt8]? {
    guard let report: PlanReport = try await host.ask("/plan") else { return nil }
    return Array(report.text.utf8)
  }

  /// Lets a plan take over in the running host.
  /// - Parameters:
  ///   - plan: the plan's file.
  ///   - inputs: values of inputs that are new or differ.
  ///   - evenIf: differences that a person vouches for.
  ///   - isDryRun: whether it is only said what would happen.
  ///   - reason: why, for whoever reads the audit trail.
  public func apply(
    _ plan: [UInt8], inputs: [String: String], evenIf: Set<PlanObstacle.Kind>, isDryRun: Bool, reason: String? = nil
  ) async throws(Failure) -> ApplyReport {
    var parameters: [(String, String?)] = inputs.sorted { $0.key < $1.key }.map { ("input", "\($0.key)=\($0.value)") }
    parameters += evenIf.map(\.rawValue).sorted().map { ("even-if", $0) }
    if isDryRun { parameters.append(("dry-run", "true")) }
    parameters.append(("reason", reason))
    let target = "/plan\(Operations.query(parameters))"
    guard let report: ApplyReport = try await host.ask(target, method: "POST", body: plan, timeout: .minutes(10)) else {
      throw .noHost
    }
    return report
  }

  /// Does something with a delivery. Needs a running host: only it may write to its store.
  /// - Parameter reason: why, in a line, for whoever reads the audit trail.
  public func act(_ verb: String, on id: Int64, record: String? = nil, reason: String? = nil) async throws(Failure)
    -> String
  {
    let query = Operations.query([("record", record), ("reason", reason)])
    guard let report: ActReport = try await host.ask("/dead/\(id)/\(verb)\(query)", method: "POST") else {
      throw .noHost
    }
    guard report.isKnown else { throw .unknown(report.message) }
    guard report.isDone else { throw .refused(report.message) }
    return report.message
  }

  /// Looks at all of the store. With a host it is the host that looks, a table at a time.
  public func doctor() async throws(Failure) -> DoctorReport {
    if let report: DoctorReport = try await host.ask("/doctor", timeout: .hours(1)) { return report }
    return try await look { (store) throws(StoreError) in
      DoctorReport(host: nil, examination: try await store.examine())
    }
  }

  /// Puts right what can be put right without a doubt, after a backup beside the store. Never where a host runs.
  /// - Returns: names of the checks that were put right, and where the backup is; none where nothing was to be done.
  public func mend() async throws(Failure) -> (checks: [String], backup: String?) {
    guard let path else { throw .misused("a store is mended where it is, while no host runs on it") }
    if let _: StatusReport = try await host.ask("/status") {
      throw .refused("a host runs on this store: stop it, then mend")
    }
    return try await look { (store) throws(StoreError) in
      guard try await store.examine().findings.contains(where: \.isMendable) else { return ([], nil) }
      let backup = SQLiteStore.freeName(beside: path, "before-mend")
      try await store.backup(to: backup, at: .now())
      return (try await store.mend(), backup)
    }
  }

  /// Makes a backup: by the host, between its transactions, or directly where none runs.
  /// - Parameters:
  ///   - file: where it goes; nothing may be there.
  ///   - progress: told now and then how far it is.
  public func backup(to file: String, progress: @Sendable (BackupReport) -> Void) async throws(Failure) -> BackupReport
  {
    let query = Operations.query([("to", file)])
    guard var report: BackupReport = try await host.ask("/backup\(query)", method: "POST") else {
      let last = Mutex(BackupReport(state: .done, path: file, done: 0, total: 0))
      do throws(Failure) {
        try await look { (store) throws(StoreError) in
          try await store.backup(to: file, at: .now()) { step in
            var report = BackupReport(state: .running, path: file, done: step.done, total: step.total)
            progress(report)
            report.state = .done
            last.withLock { $0 = report }
          }
        }
      } catch {
        // Of the copy: the store is none the worse for it.
        if case .store(let cause) = error, cause.path == file { throw .refused(BackupReport.words(cause)) }
        throw error
      }
      return last.withLock { $0 }
    }
    while report.state == .running {
      progress(report)
      do { try await Task.sleep(for: .milliseconds(100)) } catch { throw .host("it was broken off") }
      guard let next: BackupReport = try await host.ask("/backup") else {
        throw .host("the host ended before its backup did")
      }
      report = next
    }
    guard report.state == .done else { throw .refused(report.failure ?? "the backup was not made") }
    return report
  }

  /// Puts a backup in the place of the store, where no host has it.
  public func restore(from backup: String, replaces: Bool) throws(Failure) -> StoreRestore.Outcome {
    guard let path else { throw .misused("a store is restored where it is, while no host runs on it") }
    guard FileManager.default.fileExists(atPath: backup) else { throw .unknown("there is no backup at `\(backup)`") }
    do throws(StoreError) {
      return try StoreRestore.restore(from: backup, to: path, replaces: replaces, at: .now())
    } catch {
      switch error {
      case .locked, .tooNew, .keys: throw .store(error)
      case .unsafe, .failed, .full, .superseded: throw .refused("nothing was restored: \(BackupReport.words(error))")
      }
    }
  }

  static func query(_ parameters: [(String, String?)]) -> String {
    let given = parameters.compactMap { name, value in
      value?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map { "\(name)=\($0)" }
    }
    return given.isEmpty ? "" : "?" + given.joined(separator: "&")
  }

  /// A text as a part of a path.
  static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// Looks into a store that no host has.
  func look<Result: Sendable>(_ body: @Sendable (SQLiteStore) async throws(StoreError) -> Result)
    async throws(Failure) -> Result
  {
    // Over the admin address a host answers or it does not; there is nothing else to look into.
    guard let path else { throw .noHost }
    guard FileManager.default.fileExists(atPath: path) else { throw .noStore }
    do throws(StoreError) {
      var master: MasterKey?
      if let key { master = try key.read(of: path) }
      let store = try SQLiteStore.open(path: path, master: master)
      let result = try await body(store)
      try await store.close()
      return result
    } catch { throw .store(error) }
  }
}
