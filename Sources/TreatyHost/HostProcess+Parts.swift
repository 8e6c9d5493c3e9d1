import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
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
    /// Who may do what besides whoever runs the host; `nil` where no file says it.
    let access: AccessFile?
    let loop: EngineLoop<SQLiteStore>
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
      access = try HostProcess.accessFile(configuration)
      let (calls, retire) = transport(linked)
      current = CurrentPlan(
        RunningPlan(
          linked, text: try HostProcess.text(configuration.plan), binding: configuration.binding, transport: calls,
          since: .now(), retire: retire))
      let changes = PlanChanges()
      keeper = PlanKeeper(
        store: configuration.store, configuration: configuration, current: current, changes: changes, mailbox: mailbox,
        transport: transport)
      loop = EngineLoop(
        store: configuration.store, mailbox: mailbox, state: state, current: current, changes: changes,
        metrics: metrics, logger: configuration.logger, grace: configuration.grace,
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
  }
}
