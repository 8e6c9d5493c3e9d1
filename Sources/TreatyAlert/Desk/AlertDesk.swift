import TreatyEngine
import TreatyPlan
public import TreatyStore

/// Decides who is told what, and when: a state machine that is told the time.
///
/// It is handed what happened and the time; it gives out messages to send and when to wake it. It is a value: its owner keeps ``state`` and
/// ``budgets`` in the transaction of the turn, and goes on with the one from before where that fails. A message stands in the outbox, on disk,
/// from before it is sent until it is said what became of it: it is sent at least once, and always with the same key.
public struct AlertDesk: Sendable {
  /// What must survive a restart.
  public internal(set) var state: AlertState
  /// Error budgets by flow and promise; they may be kept now and then.
  public internal(set) var budgets: [String: ErrorBudget]
  /// What is known of systems by asking for their health. A new process asks anew.
  public internal(set) var health: [String: SystemHealth] = [:]
  /// Which share of what may fail is left, by flow and promise, as of the last look.
  public internal(set) var budgetLeft: [String: Double] = [:]
  /// Systems whose calls are held back because they do not answer.
  var down: Set<String> = []
  /// Messages that were given out to be sent.
  var handed: Set<String> = []
  /// When budgets are looked at again.
  var nextLook: Instant?

  /// How long is waited for what.
  let timing: AlertTiming

  /// Probes in a row that must fail before somebody hears of a system that no call complains of.
  public static let probesInARow = 3
  /// How many incidents that are over are kept.
  public static let mostRecent = 50

  /// A desk that goes on from what was kept.
  public init(
    state: AlertState = AlertState(), budgets: [String: ErrorBudget] = [:], timing: AlertTiming = .standard
  ) {
    self.timing = timing
    self.state = state
    self.budgets = budgets
  }

  /// One turn: takes in what happened, and says what is to be done now.
  public mutating func step(_ inputs: [AlertInput], plan: AlertPlan, at now: Instant) -> AlertOutput {
    var output = AlertOutput()
    for input in inputs {
      switch input {
      case .notice(let notice): take(notice, plan, now, &output)
      case .probe(let system, let result):
        take(result, of: system, plan, now, &output)
        attribute(anew: system, plan, now)
      case .depth(let flow, let waiting, let oldest): take(waiting, oldest, of: flow, plan, now, &output)
      case .backlog(let system, let waiting):
        for index in state.open.indices where state.open[index].cause.system == system {
          state.open[index].waiting = waiting
        }
      case .sent(let key, let record): noteSent(key, record, now, &output)
      case .unsent(let key, let cause): noteUnsent(key, cause, plan, now, &output)
      case .acknowledge(let id, let by, let note, let token):
        output.acknowledged.append((token, acknowledge(id, by: by, note: note, plan, now, &output)))
      }
    }
    look(atBudgetsOf: plan, now, &output)
    for index in state.open.indices { advance(index, plan, now, &output) }
    close(plan, now, &output)
    send(now, &output)
    output.wake = wake(plan, now)
    return output
  }

  /// Systems of incidents that somebody hears of and that are not over: of these it is worth knowing how much waits.
  public var troubled: Set<String> {
    Set(state.open.filter { $0.due != nil && $0.quietSince == nil }.compactMap { $0.cause.system })
  }

  /// Systems whose calls have begun to fail since they were last asked for their health: how they are now is not known.
  public var doubted: [String] {
    state.open.filter { $0.quietSince == nil && $0.count > 0 }.compactMap { incident in
      incident.cause.system.flatMap { system in
        health[system].map { $0.checked < incident.opened } ?? true ? system : nil
      }
    }
  }

  /// Whether somebody is to hear of an incident now for the first time.
  public func isAboutToTell(at now: Instant) -> Bool {
    state.open.contains { incident in
      guard let due = incident.due, incident.messages == 0, incident.quietSince == nil else { return false }
      return now.milliseconds >= due.milliseconds + timing.gathering
    }
  }

  // MARK: What happened

  private mutating func take(_ notice: Notice, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    switch notice {
    case .delivered(let flow, let system, _, _, let milliseconds):
      state.inARow[flow] = nil
      count(flow, good: true, milliseconds: milliseconds, plan, now)
      noteGood(now, &output) { $0 == .system(system) || $0 == .account(system: system) || $0.isFailures(of: flow) }
    case .answered(let system, _, let result, _) where result == "ok":
      noteGood(now, &output) { $0 == .system(system) }
    case .retrying(let flow, let system, let trace, let failure, let cause, _):
      fail(Failure(flow: flow, system: system, trace: trace, failureClass: failure, cause: cause), plan, now, &output)
    case .dead(let flow, let system, let trace, _, let failure, let cause):
      count(flow, good: false, milliseconds: nil, plan, now)
      var failed = Failure(flow: flow, system: system, trace: trace, failureClass: failure, cause: cause)
      failed.isDead = true
      fail(failed, plan, now, &output)
    case .asking(let flow, let system, let trace, _, let failure, let cause):
      count(flow, good: false, milliseconds: nil, plan, now)
      var failed = Failure(flow: flow, system: system, trace: trace, failureClass: failure, cause: cause)
      failed.isQuestion = true
      fail(failed, plan, now, &output)
    // Nobody need hear of it. An item that was undone as a whole did not end well all the same.
    case .leftOut(let flow, _, _, _, _, _, let outcome):
      if outcome == Engine.compensated { count(flow, good: false, milliseconds: nil, plan, now) }
    case .systemDown(let system, _): down.insert(system)
    case .systemUp(let system):
      down.remove(system)
      noteGood(now, &output) { $0 == .system(system) }
    case .workedOut, .answered, .systemThrottles, .purged, .sent, .logged, .acted: break
    @unknown default: break
    }
  }

  /// Something that failed.
  struct Failure {
    var flow: String
    var system: String
    var trace: String
    var failureClass: String
    var cause: String
    var isDead = false
    var isQuestion = false
  }

  private func cause(of failure: Failure) -> AlertCause {
    switch failure.failureClass {
    case "outage", "throttled": return .system(failure.system)
    // An answer that was lost, and is looked up: nobody is asked for anything. It is what the last calls before an outage come to.
    case "unsure" where !failure.isQuestion && !failure.isDead: return .system(failure.system)
    case "denied": return .account(system: failure.system)
    // What became too old while its system was down did so because of that.
    case "expired" where state.open.contains { $0.cause == .system(failure.system) }: return .system(failure.system)
    default: return .flow(failure.flow, failureClass: failure.failureClass)
    }
  }

  private mutating func fail(_ failure: Failure, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    let care = plan.care(of: failure.flow)
    let inARow = state.inARow[failure.flow, default: 0] + 1
    state.inARow[failure.flow] = inARow
    let index = incident(of: cause(of: failure), now, &output)
    state.open[index].note(failure, at: now)
    let isDue = inARow >= care.after
    let route = plan.route(of: failure.flow, class: failure.failureClass)
    if isDue, !state.open[index].routes.contains(where: { $0.route == route }) {
      state.open[index].routes.append(Incident.RouteState(route: route, began: now))
      state.open[index].name = state.open[index].name ?? care.alert
      output.mustKeep = true
    }
    if isDue, state.open[index].due == nil {
      state.open[index].due = now
      for route in state.open[index].routes.indices where state.open[index].routes[route].next == 0 {
        state.open[index].routes[route].began = now
      }
      output.mustKeep = true
    }
  }

  /// The incident that is open for a cause, or a new one.
  mutating func incident(of cause: AlertCause, _ now: Instant, _ output: inout AlertOutput) -> Int {
    if let index = state.open.firstIndex(where: { $0.cause == cause }) { return index }
    // What comes back soon was not over.
    if let recent = state.recent.firstIndex(where: { $0.cause == cause }), let resolved = state.recent[recent].resolved,
      now.milliseconds - resolved.milliseconds < timing.reopening
    {
      var incident = state.recent.remove(at: recent)
      incident.reopen(at: now)
      state.open.append(incident)
      output.mustKeep = true
      return state.open.count - 1
    }
    state.open.append(Incident(id: state.nextID, cause: cause, at: now))
    state.nextID += 1
    return state.open.count - 1
  }

  /// What failed goes well: its incidents are over once that holds for a while.
  mutating func noteGood(_ now: Instant, _ output: inout AlertOutput, _ isMeant: (AlertCause) -> Bool) {
    for index in state.open.indices where state.open[index].quietSince == nil && isMeant(state.open[index].cause) {
      if case .system(let system) = state.open[index].cause {
        // What one call says does not outweigh what its breaker or its health check says.
        state.open[index].lastGood = now
        if down.contains(system) || health[system]?.isGood == false { continue }
      }
      state.open[index].quietSince = now
      output.mustKeep = output.mustKeep || state.open[index].isSaid
    }
  }

  // MARK: Health

  private mutating func take(
    _ result: ProbeResult, of system: String, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput
  ) {
    if health[system] == nil {
      health[system] = SystemHealth(result, at: now)
    } else {
      health[system]?.note(result, at: now)
    }
    guard let known = health[system] else { return }
    if known.isGood {
      let isProbed = state.open.contains { $0.cause == .system(system) && $0.count == 0 }
      // Where only the check complained, one good answer could be luck.
      if !isProbed || known.inARow >= 2 { noteGoodProbe(of: system, now, &output) }
      return
    }
    guard !known.isDenied, known.inARow >= AlertDesk.probesInARow else { return }
    let index = incident(of: .system(system), now, &output)
    if state.open[index].quietSince != nil { state.open[index].flap() }
    if state.open[index].count == 0 {
      state.open[index].last = now
      state.open[index].lastCause = known.problem
    }
    state.open[index].isProbed = true
    let route = plan.route(ofSystem: system)
    if state.open[index].due == nil {
      state.open[index].opened = min(state.open[index].opened, known.since)
      state.open[index].due = now
      if state.open[index].routes.isEmpty {
        state.open[index].routes.append(Incident.RouteState(route: route, began: now))
      }
      output.mustKeep = true
    }
  }

  /// Whose fault it is, of incidents that somebody has heard of: what a health check says later may say more than the first message could. It
  /// is found out again by the next check, so it need not be on disk.
  private mutating func attribute(anew system: String, _ plan: AlertPlan, _ now: Instant) {
    for index in state.open.indices where state.open[index].cause.system == system && state.open[index].messages > 0 {
      guard state.open[index].quietSince == nil else { continue }
      let found = attribution(of: state.open[index], plan, now)
      (state.open[index].fault, state.open[index].evidence) = (found.fault, found.evidence)
    }
  }

  /// A good answer to a health check ends what only checks complained of; where calls failed, a call has to go well as well, or nothing
  /// to be called for a while.
  private mutating func noteGoodProbe(of system: String, _ now: Instant, _ output: inout AlertOutput) {
    guard !down.contains(system) else { return }
    for index in state.open.indices where state.open[index].cause == .system(system) {
      let incident = state.open[index]
      let hasGoneWell = incident.count == 0 || incident.lastGood.map { $0 >= incident.last } ?? false
      let isForgotten = now.milliseconds - incident.last.milliseconds >= timing.idle
      guard incident.quietSince == nil, hasGoneWell || isForgotten else { continue }
      state.open[index].quietSince = now
      output.mustKeep = true
    }
  }

  // MARK: Acknowledging

  private mutating func acknowledge(
    _ id: Int, by: String, note: String?, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput
  ) -> AcknowledgeResult {
    guard let index = state.open.firstIndex(where: { $0.id == id && $0.isSaid }) else {
      return state.recent.contains { $0.id == id } ? .over : .unknown
    }
    if let taken = state.open[index].acknowledged, taken.by != by { return .already(by: taken.by) }
    state.open[index].acknowledged = Incident.Acknowledgement(by: by, at: now, note: note)
    output.mustKeep = true
    output.events.append(.acknowledged(id: id, by: by))
    return .done(text(of: state.open[index], plan, now).what)
  }

  func text(of incident: Incident, _ plan: AlertPlan, _ now: Instant) -> AlertText {
    AlertText(incident: incident, plan: plan, attribution: attribution(of: incident, plan, now), now: now)
  }

  /// Whose fault an incident is, as far as is known now.
  func attribution(of incident: Incident, _ plan: AlertPlan, _ now: Instant) -> Attribution {
    Attribution(of: incident, health: health, pauses: { plan.probePause(of: $0) }, at: now)
  }
}

extension AlertCause {
  /// Whether it is the failing of a flow's own records.
  func isFailures(of flow: String) -> Bool {
    if case .flow(flow, _) = self { true } else { false }
  }
}

extension Incident {
  /// Takes in another failure.
  mutating func note(_ failure: AlertDesk.Failure, at now: Instant) {
    if quietSince != nil { flap() }
    last = now
    count += 1
    flows[failure.flow, default: 0] += 1
    classes[failure.failureClass, default: 0] += 1
    if failure.isDead { dead += 1 }
    if failure.isQuestion { questions += 1 }
    lastCause = failure.cause
    trace = failure.trace
  }

  /// It was said to be over, and is not: who was told that is told again.
  mutating func reopen(at now: Instant) {
    flaps += 1
    (quietSince, resolved, due) = (nil, nil, nil)
    acknowledged = nil
    for index in routes.indices {
      routes[index].round += 1
      (routes[index].next, routes[index].began, routes[index].isHurried) = (0, now, false)
    }
    // Nobody needs to know of each of a hundred times.
    if told.count > 100 { told.removeFirst(told.count - 100) }
  }

  /// It seemed over, and is not.
  mutating func flap() {
    quietSince = nil
    flaps += 1
  }
}
