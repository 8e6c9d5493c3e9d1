import Logging
import TreatyAlert
import TreatyStore
import TreatyTelemetry

/// What a host has for alerts: the ways in and out of the desk, which the engine's loop has.
struct AlertParts: Sendable {
  let inbox: AlertInbox
  let board = AlertBoard()
  let timing: AlertTiming
  private let registry: MetricRegistry
  private let logger: Logger
  private let outgoing: AsyncStream<OutgoingAlert>.Continuation
  private let queue: AsyncStream<OutgoingAlert>
  private let doubts: AsyncStream<[String]>.Continuation
  private let doubted: AsyncStream<[String]>
  private let changed = Wakeup()

  init(timing: AlertTiming, registry: MetricRegistry, logger: Logger, signal: @escaping @Sendable () -> Void) {
    inbox = AlertInbox(signal: signal)
    self.timing = timing
    self.registry = registry
    self.logger = logger
    (queue, outgoing) = AsyncStream.makeStream(of: OutgoingAlert.self)
    // Each says all there is: who comes late needs the last alone.
    (doubted, doubts) = AsyncStream.makeStream(of: [String].self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Sends what the desk gives out.
  func sender(_ current: CurrentPlan, pauses: [Duration]) -> AlertSender {
    AlertSender(current: current, inbox: inbox, registry: registry, logger: logger, queue: queue, pauses: pauses)
  }

  /// Asks systems for their health.
  func prober(_ current: CurrentPlan) -> HealthProber {
    HealthProber(current: current, inbox: inbox, registry: registry, doubted: doubted, changed: changed)
  }

  /// Another plan runs: it may have other systems asked, and at other times.
  func noteChange() { changed.signal() }

  /// What is measured of it.
  var care: MetricGauges.Care { board.care }

  /// After a turn that is on disk.
  func settle(_ output: AlertOutput, _ desk: AlertDesk) {
    board.note(desk)
    inbox.settle(output)
    let systems = desk.doubted
    if !systems.isEmpty { doubts.yield(systems) }
    for event in output.events { logger.note(event) }
    for message in output.send { outgoing.yield(message) }
  }
}

extension Logger {
  /// Writes a line for what happened to an incident.
  fileprivate func note(_ event: AlertEvent) {
    switch event {
    case .opened(let id, let title, let fault):
      warning("an incident began", metadata: ["incident": "\(id)", "what": "\(title)", "fault": "\(fault.rawValue)"])
    case .resolved(let id, let title):
      notice("an incident is over", metadata: ["incident": "\(id)", "what": "\(title)"])
    case .acknowledged(let id, let by):
      notice("an incident was taken on", metadata: ["incident": "\(id)", "by": "\(by)"])
    case .unreachable(let id, let who):
      error("nobody can be told: no channel serves a contact", metadata: ["incident": "\(id)", "who": "\(who)"])
    case .unsent(let id, _, let cause):
      error(
        "an alert could not be sent by any channel", metadata: ["incident": "\(id)", "cause": "\(cause)"])
    @unknown default: break
    }
  }
}
