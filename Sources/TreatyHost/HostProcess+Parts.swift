import Foundation
import Glibc
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
import TreatyTelemetry

extension HostProcess {
  /// What a host is put together from.
  struct Parts {
    let configuration: HostConfiguration
    let current: CurrentPlan
    let keeper: PlanKeeper<SQLiteStore>
    let mailbox = Mailbox()
    let state = HostState()
    let started = Date()
    let telemetry: Telemetry
    let desk: BackupDesk
    let retention: RetentionDesk
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
      telemetry = Telemetry(
        version: configuration.version, began: .now(), spans: configuration.otlp.map { SpanQueue($0) })
      let mailbox = mailbox
      alerts = AlertParts(
        timing: configuration.alertTiming, registry: telemetry.registry, logger: configuration.logger,
        signal: { mailbox.signal() })
      let told = try HostProcess.alerts(linked, configuration)
      let (calls, retire) = transport(linked)
      current = CurrentPlan(
        RunningPlan(
          linked, text: try HostProcess.text(configuration.plan), binding: configuration.binding, alerts: told,
          transport: calls,
          since: .now(), retire: retire))
      retention = RetentionDesk(
        store: configuration.store, current: current, telemetry: telemetry, logger: configuration.logger)
      let changes = PlanChanges()
      keeper = PlanKeeper(
        store: configuration.store, configuration: configuration, current: current, changes: changes, mailbox: mailbox,
        transport: transport)
      loop = EngineLoop(
        store: configuration.store, mailbox: mailbox, state: state, current: current, changes: changes,
        telemetry: telemetry, alerts: alerts, logger: configuration.logger, grace: configuration.grace,
        engine: Engine(plan: linked, seed: .random(in: .min ... .max)))
    }

    /// Everything that is measured, at the moment that somebody looks.
    var measure: @Sendable () async throws(StoreError) -> [MetricFamily] {
      let (store, telemetry, alerts) = (configuration.store, telemetry, alerts)
      return { () throws(StoreError) in
        let (census, facts) = (
          try await store.transaction { (tx) throws(StoreError) in try tx.census() }, try await store.facts()
        )
        let now = Instant.now()
        var gauges = MetricGauges(
          census: census, limits: telemetry.limits(at: now), room: store.room,
          size: .init(bytes: facts.bytes, walBytes: facts.walBytes, freePages: facts.freePages), process: .current(),
          version: telemetry.version, now: now)
        gauges.care = alerts.care
        return telemetry.registry.families() + gauges.families
      }
    }

    /// What sends spans and metrics; `nil` where nobody wants them.
    var exporter: OTLPExporter? {
      guard let otlp = configuration.otlp, let spans = telemetry.spans else { return nil }
      let measure = measure
      return OTLPExporter(
        configuration: otlp, telemetry: telemetry, queue: spans,
        // A store that cannot be read ends the host, which says so.
        measure: { (try? await measure()) ?? [] }, logger: configuration.logger,
        grace: min(configuration.grace, .seconds(5)))
    }

    /// The server that takes webhooks.
    func intake(onReady: @escaping @Sendable (Int) -> Void) -> some Service {
      let server = IntakeServer(
        current: current, mailbox: mailbox, state: state, telemetry: telemetry, measure: measure)
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
      let controlDesk = ControlDesk(
        store: store, mailbox: mailbox, telemetry: telemetry, facts: facts, backups: desk,
        keys: KeyDesk(
          store: store, plan: { current.value.linked.digest }, source: configuration.key,
          storePath: configuration.storePath),
        retention: retention, alerts: alerts, current: current,
        examine: { () throws(StoreError) in try await store.examine(isShared: true) },
        apply: { await keeper.apply($0) })
      let server = ControlServer(
        routes: controlDesk.routes, doorkeeper: SocketDoorkeeper(owner: geteuid(), roles: { _ in [] }),
        logger: configuration.logger)
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
