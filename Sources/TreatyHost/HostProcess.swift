import Foundation
import Hummingbird
public import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import UnixSignals
import TreatyConnect
public import TreatyDiagnostics
import TreatyEngine
public import TreatyPlan
public import TreatyStore
public import TreatyStoreSQLite

/// What a host runs with.
public struct HostConfiguration: Sendable {
  /// The plan.
  public var plan: PlanFile
  /// The store, open.
  public var store: SQLiteStore
  /// Path of the store, beside which the control socket lies.
  public var storePath: String
  /// Address to listen at.
  public var address: String
  /// Port to listen at; 0 takes a free one.
  public var port: Int
  /// Values and secrets.
  public var binding: Binding
  /// Where it writes what it does.
  public var logger: Logger
  /// How long calls that are out may take to come back when the host stops.
  public var grace: Duration
  /// Version of Treaty, for `user-agent` and metrics.
  public var version: String

  /// A configuration.
  public init(
    plan: PlanFile, store: SQLiteStore, storePath: String, address: String, port: Int, binding: Binding, logger: Logger,
    grace: Duration = .seconds(10),
    version: String
  ) {
    self.plan = plan
    self.store = store
    self.storePath = storePath
    self.address = address
    self.port = port
    self.binding = binding
    self.logger = logger
    self.grace = grace
    self.version = version
  }
}

/// Carries a plan out: takes webhooks, drives the engine, makes calls, until it is told to stop.
public enum HostProcess {
  /// Why a host does not start, or has ended.
  public enum Failure: Error, Sendable {
    /// Something is missing or does not fit; nothing was started.
    case refused([Diagnostic])
    /// It ended: what happened. What was acknowledged is on disk.
    case ended(Diagnostic)
  }

  /// Runs until SIGTERM or SIGINT.
  /// - Parameter onReady: called with the port once webhooks are taken.
  public static func run(_ configuration: HostConfiguration, onReady: @escaping @Sendable (Int) -> Void = { _ in })
    async throws(Failure)
  {
    let linked = try link(configuration)
    try await holdStranded(linked, configuration)
    let bases = linked.plan.systems.indices.compactMap { linked.baseURL(of: .init($0)) }
    let transport = HTTPTransport(bases: bases, agent: "treaty/\(configuration.version)")
    do {
      try await serve(linked, configuration, transport, onReady)
    } catch {
      try? await transport.shutdown()  // the reason of the end is already known
      throw error
    }
    try? await transport.shutdown()  // at the end nothing depends on it
    do { try await configuration.store.close() } catch { throw .ended(storeDiagnostic(error)) }
    configuration.logger.info("stopped")
  }

  private static func link(_ configuration: HostConfiguration) throws(Failure) -> LinkedPlan {
    do {
      return try LinkedPlan(
        plan: configuration.plan.plan, digest: configuration.plan.digest, bindings: configuration.binding.bindings)
    } catch {
      let origin = configuration.plan.origin(of: error.pointer).map { " (\($0.file):\($0.line))" } ?? ""
      throw .refused([
        Diagnostic(
          code: .planLink, severity: .error, message: error.message + origin, primary: nil,
          fixes: [Fix(title: "check inputs, or compile the plan anew")])
      ])
    }
  }

  /// A store with work that this plan does not know is left alone.
  private static func holdStranded(_ linked: LinkedPlan, _ configuration: HostConfiguration) async throws(Failure) {
    let stranded: [String]
    do throws(StoreError) {
      stranded = try await configuration.store.transaction { (tx) throws(StoreError) in
        try Engine(plan: linked, seed: 0).stranded(in: tx)
      }
    } catch { throw .refused([storeDiagnostic(error)]) }
    guard !stranded.isEmpty else { return }
    throw .refused([
      Diagnostic(
        code: .strandedWork, severity: .error,
        message:
          "the store has open work of \(stranded.map { "`\($0)`" }.joined(separator: ", ")), which this plan does not have",
        primary: nil,
        reason: "it would never be carried out",
        fixes: [Fix(title: "run the plan that took it until nothing is open, then this one")])
    ])
  }

  private static func serve(
    _ linked: LinkedPlan, _ configuration: HostConfiguration, _ transport: HTTPTransport,
    _ onReady: @escaping @Sendable (Int) -> Void
  ) async throws(Failure) {
    let metrics = Metrics()
    let logger = configuration.logger
    let planText: [UInt8]
    do { planText = try configuration.plan.text() } catch {
      throw .refused([
        Diagnostic(code: .planFormat, severity: .bug, message: "the plan cannot be written: \(error)", primary: nil)
      ])
    }
    let loop = EngineLoop(
      store: configuration.store, plan: linked, planText: planText, transport: transport,
      credentials: configuration.binding.credentials,
      metrics: metrics, logger: logger, grace: configuration.grace, seed: UInt64.random(in: .min ... .max))
    let intake = IntakeServer(
      plan: linked, expected: configuration.binding.expected, loop: loop, store: configuration.store, metrics: metrics,
      version: configuration.version)
    let listening = Mutex(0)
    var quiet = logger
    quiet.logLevel = .warning
    let application = Application(
      responder: intake,
      configuration: .init(address: .hostname(configuration.address, port: configuration.port), serverName: nil),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? configuration.port
        listening.withLock { $0 = port }
        logger.info("listening", metadata: ["address": "\(configuration.address):\(port)", "plan": "\(linked.digest)"])
        onReady(port)
      }, logger: quiet)
    let control = control(configuration, linked, loop, quiet) { listening.withLock { $0 } }
    let services: [any Service] = [loop, control, application]
    let group = ServiceGroup(
      configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    do { try await group.run() } catch let error as StoreError { throw .ended(storeDiagnostic(error)) } catch {
      let isTaken = "\(error)".contains("EADDRINUSE") || "\(error)".contains("Address already in use")
      throw .ended(
        Diagnostic(
          code: .listenFailed, severity: .error,
          message: isTaken
            ? "\(configuration.address):\(configuration.port) is taken by another process" : "the host ended: \(error)",
          primary: nil,
          fixes: isTaken ? [Fix(title: "choose another port with `--listen`")] : []))
    }
  }

  private static func control(
    _ configuration: HostConfiguration, _ linked: LinkedPlan, _ loop: EngineLoop<SQLiteStore>, _ logger: Logger,
    port: @escaping @Sendable () -> Int
  ) -> some Service {
    let path = ControlSocket.path(store: configuration.storePath)
    // The lock on the store is ours: a socket that is still there was left by a host that was killed.
    try? FileManager.default.removeItem(atPath: path)
    let started = Date()
    let server = ControlServer(store: configuration.store, loop: loop) {
      StatusReport.HostFacts(
        package: "\(linked.plan.package) \(linked.plan.version)", plan: linked.digest,
        listening: "\(configuration.address):\(port())",
        process: ProcessInfo.processInfo.processIdentifier, uptimeSeconds: Int64(Date().timeIntervalSince(started)),
        callsOut: await loop.inFlight)
    }
    return Application(
      responder: server, configuration: .init(address: .unixDomainSocket(path: path), serverName: nil),
      onServerRunning: { _ in try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path) },
      logger: logger)
  }

  /// A store's error as a finding.
  public static func storeDiagnostic(_ error: StoreError) -> Diagnostic {
    func finding(_ code: DiagnosticCode, _ message: String, _ reason: String? = nil, mend: String? = nil) -> Diagnostic
    {
      Diagnostic(
        code: code, severity: .error, message: message, primary: nil, reason: reason,
        fixes: mend.map { [Fix(title: $0)] } ?? [])
    }
    switch error {
    case .locked(let path, let holder):
      return finding(
        .storeLocked, "another host has the store `\(path)`\(holder.map { ", process \($0)" } ?? "")",
        "two hosts on one store would send everything twice",
        mend: "stop the other host, or give this one a store of its own")
    case .unsafe(let path, let why): return finding(.storeUnsafe, "the store `\(path)` cannot be used: \(why)")
    case .tooNew(let path, let found, let known):
      return finding(
        .storeVersion, "the store `\(path)` has version \(found); this Treaty knows up to \(known)",
        mend: "use a newer Treaty")
    case .full(let path):
      return finding(.storeFailed, "there is no room for the store `\(path)`", mend: "free room on its disk")
    case .failed(let path, let why):
      return finding(
        .storeFailed, "the store `\(path)` failed: \(why)",
        "what was acknowledged is on disk; the host ends so as not to build on what is not",
        mend: "look at the disk, then start the host again")
    }
  }
}
