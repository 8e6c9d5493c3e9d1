import Glibc
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import TreatyConnect
public import TreatyDiagnostics
import TreatyEngine
import TreatyKeys
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite
import UnixSignals

/// Carries a plan out: takes webhooks, drives the engine, makes calls, until it is told to stop.
public enum HostProcess {
  /// Why a host does not start, or has ended.
  public enum Failure: Error, Sendable {
    /// Something is missing or does not fit; nothing was started.
    case refused([Diagnostic])
    /// It ended: what happened. What was acknowledged is on disk.
    case ended(Diagnostic)
  }

  /// Runs until SIGTERM or SIGINT, or until the task that it runs in is shut down gracefully.
  /// - Parameter onReady: called with the port once webhooks are taken.
  public static func run(_ configuration: HostConfiguration, onReady: @escaping @Sendable (Int) -> Void = { _ in })
    async throws(Failure)
  {
    let refusals = Runnable.refusals(of: configuration.plan)
    guard refusals.isEmpty else { throw .refused(refusals) }
    let linked = try link(configuration)
    let agent = "treaty/\(configuration.version)"
    // One for each plan that is carried out: it may call that plan's systems and no others.
    @Sendable func transport(_ linked: LinkedPlan) -> (any Transport, @Sendable () async -> Void) {
      let bases = linked.plan.systems.indices.compactMap { linked.baseURL(of: .init($0)) }
      let transport = HTTPTransport(bases: bases, agent: agent)
      return (transport, { try? await transport.shutdown() })  // nothing depends on it any more
    }
    try await carryOut(linked, configuration, transport, onReady)
  }

  /// Carries a linked plan out over any transport.
  /// - Parameter signals: what stops it in good order; given again, at once.
  static func carryOut(
    _ linked: LinkedPlan, _ configuration: HostConfiguration,
    _ transport: @escaping @Sendable (LinkedPlan) -> (any Transport, @Sendable () async -> Void),
    signals: [UnixSignal] = [.sigterm, .sigint], _ onReady: @escaping @Sendable (Int) -> Void
  ) async throws(Failure) {
    // What is made from now on, the control socket above all, is for its owner alone.
    umask(0o077)
    try await holdObstacles(linked, configuration)
    try await serve(linked, configuration, transport, signals, onReady)
    do { try await configuration.store.close() } catch { throw .ended(storeDiagnostic(error)) }
    configuration.logger.info("stopped")
  }

  /// Makes a plan ready.
  static func link(_ configuration: HostConfiguration) throws(Failure) -> LinkedPlan {
    do {
      return try LinkedPlan(
        plan: configuration.plan.plan, digest: configuration.plan.digest, bindings: configuration.binding.bindings,
        valueKey: configuration.store.keys.valueKey)
    } catch {
      let origin = configuration.plan.origin(of: error.pointer).map { " (\($0.file):\($0.line))" } ?? ""
      throw .refused([
        Diagnostic(
          code: .planLink, severity: .error, message: error.message + origin, primary: nil,
          fixes: [Fix(title: "check inputs, or compile the plan anew")])
      ])
    }
  }

  /// The plan's file, as the store keeps it.
  static func text(_ file: PlanFile) throws(Failure) -> [UInt8] {
    do { return try file.text() } catch {
      throw .refused([
        Diagnostic(code: .planFormat, severity: .bug, message: "the plan cannot be written: \(error)", primary: nil)
      ])
    }
  }

  private static func serve(
    _ linked: LinkedPlan, _ configuration: HostConfiguration,
    _ transport: @escaping @Sendable (LinkedPlan) -> (any Transport, @Sendable () async -> Void),
    _ signals: [UnixSignal], _ onReady: @escaping @Sendable (Int) -> Void
  ) async throws(Failure) {
    let parts = try Parts(linked, configuration, transport)
    let listening = Mutex(Listening(port: configuration.port))
    let intake = parts.intake { port in
      listening.withLock { $0.port = port }
      configuration.logger.info(
        "listening", metadata: ["address": "\(configuration.address):\(port)", "plan": "\(linked.digest)"])
      configuration.manager.ready("running")
      onReady(port)
    }
    let controlDesk = parts.controlDesk { listening.withLock { $0 } }
    let control = parts.control(controlDesk)
    let admin = try parts.admin(controlDesk) { port in listening.withLock { $0.adminPort = port } }
    // They start in this order and stop in the opposite one: first no more webhooks, then the calls come back.
    var services: [any Service] = [
      parts.loop, parts.alerts.sender(parts.current, pauses: configuration.alertPauses),
      parts.alerts.prober(parts.current), parts.desk,
      parts.retention, control,
    ]
    services += [admin].compactMap(\.self) + [intake]
    // Last of all to stop: it sends what the others have come to.
    if let exporter = parts.exporter { services.insert(exporter, at: 0) }
    if let reload = configuration.reload, !signals.isEmpty {
      services.append(
        HangUp(
          keeper: parts.keeper, access: parts.access, manager: configuration.manager, reload: reload,
          logger: configuration.logger))
    }
    // The first to be told to stop, so that it is said at once.
    services.append(ServiceWatch(manager: configuration.manager, state: parts.state, mailbox: parts.mailbox))
    var lifecycle = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: signals, logger: parts.quietLogger)
    // A sender who dawdles does not keep the host from stopping.
    lifecycle.maximumGracefulShutdownDuration = configuration.grace + .seconds(5)
    do {
      try await run(ServiceGroup(configuration: lifecycle), until: signals)
    } catch {
      await parts.current.value.retire()
      if let error = error as? StoreError { throw .ended(storeDiagnostic(error)) }
      throw .ended(listenDiagnostic(error, configuration))
    }
    await parts.current.value.retire()
  }

  /// Runs the services until they have stopped. A second signal ends them at once: what is out is settled at the next start.
  private static func run(_ services: ServiceGroup, until signals: [UnixSignal]) async throws {
    guard !signals.isEmpty else { return try await services.run() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await services.run() }
      group.addTask {
        var given = await UnixSignalsSequence(trapping: signals).makeAsyncIterator()
        _ = await given.next()
        _ = await given.next()
      }
      try await group.next()
      group.cancelAll()
    }
  }

  private static func listenDiagnostic(_ error: any Error, _ configuration: HostConfiguration) -> Diagnostic {
    let address = "\(configuration.address):\(configuration.port)"
    guard let error = error as? IOError else {
      return Diagnostic(code: .listenFailed, severity: .error, message: "the host ended: \(error)", primary: nil)
    }
    let words = String(cString: strerror(error.errnoCode)).lowercased()
    return Diagnostic(
      code: .listenFailed, severity: .error,
      message: error.errnoCode == EADDRINUSE
        ? "\(address) is taken by another process" : "the host cannot listen at \(address): \(words)",
      primary: nil, fixes: [Fix(title: "choose another address with `--listen`")])
  }
}
