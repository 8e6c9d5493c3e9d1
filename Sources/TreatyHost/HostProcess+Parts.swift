import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import TreatyAlert
import TreatyConnect
import TreatyDiagnostics
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite

extension HostProcess {
  /// What a host is put together from.
  struct Parts {
    let configuration: HostConfiguration
    let current: CurrentPlan
    let keeper: PlanKeeper<SQLiteStore>
    let mailbox = Mailbox()
    let state = HostState()
    let started = Date()
    let metrics: Metrics
    let desk: BackupDesk
    let loop: EngineLoop<SQLiteStore>
    let alerts: AlertParts
    /// For what others log of themselves: we say what happens in words of our own.
    let quietLogger: Logger

    /// How many connections senders may hold at a time; others wait in the system's queue.
    private static let mostConnections = 512

    init(
      _ linked: LinkedPlan, _ configuration: HostConfiguration,
      _ transport: @escaping @Sendable (LinkedPlan) -> (any Transport, @Sendable () async -> Void)
    ) throws(Failure) {
      self.configuration = configuration
      var quietLogger = configuration.logger
      quietLogger.logLevel = .warning
      self.quietLogger = quietLogger
      desk = BackupDesk(store: configuration.store, logger: configuration.logger)
      metrics = Metrics(version: configuration.version, started: .now())
      let mailbox = mailbox
      alerts = AlertParts(
        timing: configuration.alertTiming, metrics: metrics, logger: configuration.logger,
        signal: { mailbox.signal() })
      let told = try HostProcess.alerts(linked, configuration)
      let (calls, retire) = transport(linked)
      current = CurrentPlan(
        RunningPlan(
          linked, text: try HostProcess.text(configuration.plan), binding: configuration.binding, alerts: told,
          transport: calls,
          since: .now(), retire: retire))
      let changes = PlanChanges()
      keeper = PlanKeeper(
        store: configuration.store, configuration: configuration, current: current, changes: changes, mailbox: mailbox,
        transport: transport)
      loop = EngineLoop(
        store: configuration.store, mailbox: mailbox, state: state, current: current, changes: changes,
        metrics: metrics, alerts: alerts, logger: configuration.logger, grace: configuration.grace,
        engine: Engine(plan: linked, seed: .random(in: .min ... .max)))
    }

    /// The server that takes webhooks.
    func intake(onReady: @escaping @Sendable (Int) -> Void) -> some Service {
      let server = IntakeServer(
        current: current, mailbox: mailbox, state: state, store: configuration.store, metrics: metrics)
      let port = configuration.port
      return Application(
        responder: server, server: .http1(configuration: .init(idleTimeout: .seconds(30))),
        configuration: .init(
          address: .hostname(configuration.address, port: port), serverName: nil,
          availableConnectionsDelegate: MaximumAvailableConnections(Parts.mostConnections, logger: quietLogger)),
        onServerRunning: { onReady($0.localAddress?.port ?? port) }, logger: quietLogger)
    }

    /// The server that an operator's commands ask.
    func control(port: @escaping @Sendable () -> Int) -> some Service {
      let path = ControlSocket.path(store: configuration.storePath)
      let (current, address, started, mailbox) = (current, configuration.address, started, mailbox)
      let store = configuration.store
      let facts: @Sendable () -> StatusReport.HostFacts = {
        let running = current.value
        return StatusReport.HostFacts(
          package: running.name, plan: running.linked.digest, planSince: running.since,
          listening: "\(address):\(port())", process: ProcessInfo.processInfo.processIdentifier,
          uptimeSeconds: Int64(Date().timeIntervalSince(started)), callsOut: mailbox.callsOut)
      }
      let keeper = keeper
      let server = ControlServer(
        store: store, mailbox: mailbox, facts: facts, desk: desk,
        alerts: alerts, examine: { () throws(StoreError) in try await store.examine(isShared: true) },
        apply: { await keeper.apply($0) })
      let application = Application(
        responder: server, server: .http1(configuration: .init(idleTimeout: .seconds(30))),
        configuration: .init(address: .unixDomainSocket(path: path), serverName: nil),
        onServerRunning: { _ in try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        },
        logger: quietLogger)
      return SocketService(path: path, server: application)
    }
  }
}

/// A server at a socket of the file system, which is gone when the server is.
private struct SocketService<Server: Service>: Service {
  let path: String
  let server: Server

  func run() async throws {
    // The lock on the store is ours: a socket that is still there was left by a host that was killed.
    unlink(path)
    defer { unlink(path) }
    try await server.run()
  }
}
