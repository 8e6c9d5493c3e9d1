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
    let linked: LinkedPlan
    let configuration: HostConfiguration
    let mailbox = Mailbox()
    let state = HostState()
    let started = Date()
    let metrics: Metrics
    let desk: BackupDesk
    let loop: EngineLoop<SQLiteStore>
    /// For what others log of themselves: we say what happens in words of our own.
    let quietLogger: Logger

    /// How many connections senders may hold at a time; others wait in the system's queue.
    private static let mostConnections = 512

    init(_ linked: LinkedPlan, _ configuration: HostConfiguration, _ transport: any Transport) throws(Failure) {
      self.linked = linked
      self.configuration = configuration
      var quietLogger = configuration.logger
      quietLogger.logLevel = .warning
      self.quietLogger = quietLogger
      desk = BackupDesk(store: configuration.store, logger: configuration.logger)
      metrics = Metrics(version: configuration.version, started: .now())
      let planText: [UInt8]
      do { planText = try configuration.plan.text() } catch {
        throw .refused([
          Diagnostic(code: .planFormat, severity: .bug, message: "the plan cannot be written: \(error)", primary: nil)
        ])
      }
      let caller = Caller(
        plan: linked, transport: transport, credentials: configuration.binding.credentials,
        redactor: configuration.binding.redactor)
      loop = EngineLoop(
        store: configuration.store, planText: planText, mailbox: mailbox, state: state, caller: caller,
        metrics: metrics, logger: configuration.logger, grace: configuration.grace,
        engine: Engine(plan: linked, seed: .random(in: .min ... .max)))
    }

    /// The server that takes webhooks.
    func intake(onReady: @escaping @Sendable (Int) -> Void) -> some Service {
      let server = IntakeServer(
        plan: linked, expected: configuration.binding.expected, mailbox: mailbox, state: state,
        store: configuration.store, metrics: metrics)
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
      let (linked, address, started, mailbox) = (linked, configuration.address, started, mailbox)
      let store = configuration.store
      let facts: @Sendable () -> StatusReport.HostFacts = {
        StatusReport.HostFacts(
          package: "\(linked.plan.package) \(linked.plan.version)", plan: linked.digest,
          listening: "\(address):\(port())", process: ProcessInfo.processInfo.processIdentifier,
          uptimeSeconds: Int64(Date().timeIntervalSince(started)), callsOut: mailbox.callsOut)
      }
      let server = ControlServer(store: store, mailbox: mailbox, facts: facts, desk: desk) { () throws(StoreError) in
        try await store.examine(isShared: true)
      }
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
