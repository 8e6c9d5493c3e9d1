import Synchronization
public import TreatyAlert
public import TreatyStore
import TreatyTelemetry

/// What is wrong, who was told, and how systems are: for `treaty alerts` and `treaty status`.
public struct AlertsReport: Codable, Sendable {
  /// An incident as a person sees it.
  public struct IncidentReport: Codable, Sendable {
    /// Its number, for `treaty ack`.
    public var id: Int
    /// What is wrong.
    public var what: String
    /// Name of the alert, where the flow gives one.
    public var name: String?
    /// The system that it is about.
    public var system: String?
    /// Since when.
    public var since: Instant
    /// The last failure.
    public var last: Instant
    /// How many failures there were.
    public var count: Int
    /// The same by flow.
    public var flows: [String: Int]
    /// Deliveries that wait for the system it is about.
    public var waiting: Int?
    /// Dead letters that came of it.
    public var dead: Int
    /// What the last failure said.
    public var cause: String?
    /// What is promised and not kept.
    public var promise: String?
    /// Whose fault it is.
    public var fault: Fault
    /// Why that is thought.
    public var evidence: String
    /// What to do.
    public var runbook: String?
    /// The command to look closer.
    public var command: String
    /// Trace of the last failure.
    public var trace: String?
    /// Who has taken it on.
    public var acknowledged: Incident.Acknowledgement?
    /// Who was told.
    public var told: [Incident.Told]
    /// Since when nothing has failed any more.
    public var quietSince: Instant?
    /// When it was over.
    public var resolved: Instant?

    init(_ incident: Incident) {
      (id, what, name, since, last) = (incident.id, incident.what, incident.name, incident.opened, incident.last)
      system = incident.cause.system
      (count, flows, dead, cause) = (incident.count, incident.flows, incident.dead, incident.lastCause)
      waiting = incident.waiting
      (promise, fault, evidence, runbook) = (incident.promise, incident.fault, incident.evidence, incident.runbook)
      (command, trace, acknowledged, told) = (incident.command, incident.trace, incident.acknowledged, incident.told)
      (quietSince, resolved) = (incident.quietSince, incident.resolved)
    }
  }

  /// Incidents that somebody hears of and that are not over, the oldest first.
  public var open: [IncidentReport]
  /// Incidents that are over, the newest first.
  public var recent: [IncidentReport]
  /// Systems that are asked for their health, by name.
  public var health: [String: SystemHealth]
  /// Which share of what may fail is left, by flow and promise: `page/success`.
  public var budgets: [String: Double]
  /// Messages that no channel could send since the last that one could.
  public var unsent: Int
  /// Why the last of them could not be sent.
  public var unsentCause: String?
  /// When this was said.
  public var now: Instant

  init(_ state: AlertState, health: [String: SystemHealth], budgets: [String: Double], now: Instant) {
    open = state.open.filter(\.isSaid).map { IncidentReport($0) }
    recent = state.recent.map { IncidentReport($0) }
    self.health = health
    self.budgets = budgets
    (unsent, unsentCause) = (state.unsent, state.unsentCause)
    self.now = now
  }
}

extension AlertsReport {
  /// Says how much waits by what is counted now: the desk counts once a minute.
  mutating func count(_ census: StoreCensus) {
    for index in open.indices where open[index].quietSince == nil {
      guard let system = open[index].system else { continue }
      open[index].waiting = census.waiting(for: system)
    }
  }
}

extension StoreCensus {
  /// Deliveries that hold their lanes and are for a system.
  func waiting(for system: String) -> Int {
    (open[system] ?? [:]).filter { $0.key != "dead" }.values.reduce(0, +)
  }
}

/// What the desk knew after the last turn that is on disk, for whoever asks.
final class AlertBoard: Sendable {
  private let known = Mutex(AlertDesk())

  /// After a turn.
  func note(_ desk: AlertDesk) { known.withLock { $0 = desk } }

  /// What there is to say of it.
  func report(now: Instant) -> AlertsReport {
    let desk = known.withLock { $0 }
    return AlertsReport(desk.state, health: desk.health, budgets: desk.budgetLeft, now: now)
  }
}

extension AlertBoard {
  /// What is measured of it.
  var care: MetricGauges.Care {
    let report = report(now: .now())
    var care = MetricGauges.Care()
    (care.incidents, care.unsent, care.budgets) = (report.open.count, report.unsent, report.budgets)
    care.health = report.health.mapValues(\.isGood)
    return care
  }
}

/// What became of `treaty ack`.
struct AcknowledgeReport: Codable, Sendable {
  var isDone: Bool
  var isKnown: Bool
  var message: String

  init(_ id: Int, _ result: AcknowledgeResult?) {
    switch result {
    case .done(let what): (isDone, isKnown, message) = (true, true, "incident \(id) is yours: \(what)")
    case .already(let by): (isDone, isKnown, message) = (false, true, "\(by) has incident \(id) already")
    case .over: (isDone, isKnown, message) = (false, true, "incident \(id) is over")
    case .unknown: (isDone, isKnown, message) = (false, false, "there is no incident \(id)")
    case nil: (isDone, isKnown, message) = (false, true, "nothing was done: the host is stopping")
    }
  }
}
