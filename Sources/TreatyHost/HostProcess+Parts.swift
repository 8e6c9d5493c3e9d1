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
    /// Who may do what besides whoever runs the host; `nil` where no file says it.
    let access: AccessFile?
    let retention: RetentionDesk
    let bell = DueBell()
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
      access = try HostProcess.accessFile(configuration)
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
        store: configuration.store, current: current, telemetry: telemetry, logFile: configuration.logFile,
        logger: configuration.logger, clock: configuration.keepingClock, bell: bell)
      let changes = PlanChanges()
      keeper = PlanKeeper(
        store: configuration.store, configuration: configuration, current: current, changes: changes, mailbox: mailbox,
        transport: transport)
      loop = EngineLoop(
        store: configuration.store, mailbox: mailbox, state: state, current: current, changes: changes,
        telemetry: telemetry, alerts: alerts, bell: bell, logger: configuration.logger, grace: configuration.grace,
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
  }
}
