import Crypto
import Foundation
import Glibc
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import ServiceLifecycle
import TreatyDiagnostics
import TreatyEngine
import TreatyStore
import TreatyStoreSQLite

extension HostProcess.Parts {
  /// How many operators may hold a connection at the admin address at a time.
  private static var mostOperators: Int { 64 }

  /// What can be asked of this host.
  func controlDesk(_ listening: @escaping @Sendable () -> Listening) -> ControlDesk<SQLiteStore> {
    let (current, address, started, mailbox) = (current, configuration.address, started, mailbox)
    let (store, keeper) = (configuration.store, keeper)
    let adminAddress = configuration.admin?.address
    return ControlDesk(
      store: store, mailbox: mailbox, telemetry: telemetry,
      facts: {
        let (running, ports) = (current.value, listening())
        return StatusReport.HostFacts(
          package: running.name, plan: running.linked.digest, planSince: running.since,
          listening: "\(address):\(ports.port)",
          admin: adminAddress.flatMap { address in ports.adminPort.map { "\(address):\($0)" } },
          process: ProcessInfo.processInfo.processIdentifier,
          uptimeSeconds: Int64(Date().timeIntervalSince(started)), callsOut: mailbox.callsOut)
      }, backups: desk,
      keys: KeyDesk(
        store: store, plan: { current.value.linked.digest }, source: configuration.key,
        storePath: configuration.storePath),
      retention: retention, alerts: alerts, current: current,
      sampleKey: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) },
      examine: { () throws(StoreError) in try await store.examine(isShared: true) },
      apply: { await keeper.apply($0) })
  }

  /// The server that the commands on this machine ask.
  func control(_ desk: ControlDesk<SQLiteStore>) -> some Service {
    let path = ControlSocket.path(store: configuration.storePath)
    let (access, group, logger) = (access, configuration.controlGroup, configuration.logger)
    let server = ControlServer(
      routes: desk.routes,
      doorkeeper: SocketDoorkeeper(
        owner: geteuid(),
        roles: { user in
          // Who is let in at all may look.
          let inGroup = group.map { user.groups.contains($0) } ?? false
          return (access?.roles(of: user) ?? []).union(inGroup ? [.viewer] : [])
        }), logger: logger)
    let application = Application(
      responder: server, server: .http1(configuration: .init(idleTimeout: .seconds(30))),
      configuration: .init(address: .unixDomainSocket(path: path), serverName: nil),
      onServerRunning: { _ in
        guard let group, ControlSocket.letIn(group, at: path) else {
          if group != nil {
            logger.error("the control group is not let in", metadata: ["why": "\(String(cString: strerror(errno)))"])
          }
          // The mask gave it to its owner alone; this takes the right to execute, which means nothing for a socket.
          chmod(path, 0o600)
          return
        }
      },
      logger: quietLogger)
    return SocketService(path: path, server: application)
  }

  /// The server that operators elsewhere ask; `nil` where none is wanted.
  func admin(_ desk: ControlDesk<SQLiteStore>, onReady: @escaping @Sendable (Int) -> Void)
    throws(HostProcess.Failure) -> (any Service)?
  {
    guard let admin = configuration.admin, let access else { return nil }
    let server = ControlServer(
      routes: desk.routes, doorkeeper: TokenDoorkeeper(access: access, logger: configuration.logger),
      logger: configuration.logger)
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(30)))
    let secured: HTTPServerBuilder
    do { secured = try admin.tls.map { try .tls(plain, tlsConfiguration: $0) } ?? plain } catch {
      throw .refused([
        Diagnostic(code: .adminExposed, severity: .error, message: "there can be no TLS: \(error)", primary: nil)
      ])
    }
    let (port, logger) = (admin.port, configuration.logger)
    return Application(
      responder: server, server: secured,
      configuration: .init(
        address: .hostname(admin.address, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(Self.mostOperators, logger: quietLogger)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? port
        logger.info(
          "operators are served", metadata: ["address": "\(admin.address):\(port)", "tls": "\(admin.tls != nil)"])
        onReady(port)
      }, logger: quietLogger)
  }
}

/// Ports that a host has, once it has them.
struct Listening: Sendable {
  /// For webhooks.
  var port: Int
  /// For operators.
  var adminPort: Int?
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
