import TreatyPlan
import TreatyStore

/// Steps, rounds, reminders, and the end.
extension AlertDesk {
  /// Takes the steps of an incident whose time has come.
  mutating func advance(_ index: Int, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    let incident = state.open[index]
    guard let due = incident.due, incident.quietSince == nil else { return }
    guard now.milliseconds >= due.milliseconds + timing.gathering else { return }
    if let system = incident.cause.system, plan.isInMaintenance(system, at: now) {
      // Nobody is woken while it is worked on, and what goes on after that begins then.
      for route in state.open[index].routes.indices where state.open[index].routes[route].next == 0 {
        state.open[index].routes[route].began = now
      }
      return
    }
    if incident.messages == 0, !isCovered(incident, now) { noteOpened(index, plan, now, &output) }
    if isCovered(incident, now) { return }
    if let taken = incident.acknowledged { return remind(index, taken, plan, now, &output) }
    for route in state.open[index].routes.indices { walk(route, of: index, plan, now, &output) }
  }

  private mutating func noteOpened(_ index: Int, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    let words = text(of: state.open[index], plan, now)
    state.open[index].messages = 1
    state.open[index].note(words)
    output.events.append(.opened(id: state.open[index].id, title: words.what, fault: words.attribution.fault))
    output.mustKeep = true
  }

  /// Whether another incident that somebody hears of is the reason for this one; see ``coverEnd(of:_:)``.
  func isCovered(_ incident: Incident, _ now: Instant) -> Bool { coverEnd(of: incident, now).map { now < $0 } ?? false }

  /// Until when another incident is the reason for one: a budget that is used up, or a backlog, because a system was down with this flow. What
  /// was late because of that goes on to be counted for a while: for as long as a fast burn is looked at.
  func coverEnd(of incident: Incident, _ now: Instant) -> Instant? {
    let flow: String
    switch incident.cause {
    case .budget(let name, _), .waiting(let name): flow = name
    case .system, .account, .flow: return nil
    }
    var end: Instant?
    for other in state.open + state.recent where other.cause.system != nil && other.flows[flow] != nil {
      guard let resolved = other.resolved else {
        if other.due != nil { return Instant(milliseconds: .max) }
        continue
      }
      if incident.opened <= resolved.advanced(milliseconds: timing.quiet) {
        end = max(end ?? resolved, resolved.advanced(milliseconds: timing.reopening))
      }
    }
    return end
  }

  private mutating func walk(
    _ route: Int, of index: Int, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput
  ) {
    var state = self.state.open[index].routes[route]
    let (steps, again) = plan.steps(of: state.route)
    defer { self.state.open[index].routes[route] = state }
    while true {
      if state.next >= steps.count {
        guard let again, again > 0, now.milliseconds >= state.began.milliseconds + again, !steps.isEmpty else { return }
        // After a long sleep one round, not all that were missed.
        let missed = (now.milliseconds - state.began.milliseconds) / again
        state.began = state.began.advanced(milliseconds: missed * again)
        (state.next, state.round) = (0, state.round + 1)
        output.mustKeep = true
      }
      let step = steps[state.next]
      guard state.isHurried || now.milliseconds >= state.began.milliseconds + step.afterMilliseconds else { return }
      state.next += 1
      output.mustKeep = true
      state.isHurried = !call(step, round: state.round, of: index, plan, now, &output)
    }
  }

  /// Calls whom a step calls.
  /// - Returns: whether there is anybody who can be told.
  private mutating func call(
    _ step: PlannedEscalationStep, round: Int, of index: Int, _ plan: AlertPlan, _ now: Instant,
    _ output: inout AlertOutput
  ) -> Bool {
    let recipients = plan.recipients(of: step, at: now)
    var isTold = false
    for recipient in recipients {
      let channels = plan.channels(serving: recipient.kind)
      guard let channel = channels.first else { continue }
      isTold = true
      let told = state.open[index].told
      // Two flows of one team are one message.
      if told.contains(where: { $0.contact == recipient.contact && $0.kind == recipient.kind && $0.round == round }) {
        continue
      }
      let isFirst = !told.contains { $0.contact == recipient.contact && $0.kind == recipient.kind }
      state.open[index].told.append(
        Incident.Told(
          who: recipient.who, contact: recipient.contact, channel: channel, at: nil, failure: nil, record: nil,
          kind: recipient.kind, round: round))
      post(isFirst ? .open : .again, to: recipient, by: channels, of: index, plan, now)
    }
    if !isTold {
      let who = step.team.map { plan.planned.teams[$0].name } ?? step.contract.map { plan.planned.contracts[$0].name }
      output.events.append(.unreachable(id: state.open[index].id, who: who ?? "nobody"))
    }
    return isTold
  }

  /// Puts a message into the outbox.
  private mutating func post(
    _ kind: AlertMessage.State, to recipient: Recipient, by channels: [String], of index: Int, _ plan: AlertPlan,
    _ now: Instant
  ) {
    state.open[index].messages += 1
    let incident = state.open[index]
    let words = text(of: incident, plan, now)
    if kind != .resolved { state.open[index].note(words) }
    // The number alone would be another's, with another store.
    let key = "\(incident.id).\(incident.messages - 1).\(incident.opened.milliseconds)"
    let message = AlertMessage(
      id: incident.id, key: key, state: kind, title: words.title(kind), text: words.text(kind), package: plan.package,
      name: incident.name, system: incident.cause.system, flows: incident.flowNames,
      failureClass: incident.mostUsualClass, count: incident.count, since: incident.opened,
      fault: words.attribution.fault, evidence: words.attribution.evidence, runbook: words.runbook,
      command: words.command, acknowledge: words.acknowledge, team: recipient.who, contact: recipient.contact)
    state.outbox.append(
      OutgoingAlert(
        key: key, incident: incident.id, channel: channels.first ?? "", kind: recipient.kind, message: message,
        record: record(of: incident, by: channels.first), others: Array(channels.dropFirst())))
  }

  /// The record that a channel made for an incident.
  private func record(of incident: Incident, by channel: String?) -> String? {
    incident.told.last { $0.channel == channel && $0.record != nil }?.record
  }

  private mutating func remind(
    _ index: Int, _ taken: Incident.Acknowledgement, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput
  ) {
    guard now.milliseconds >= taken.at.milliseconds + timing.reminder else { return }
    state.open[index].acknowledged?.at = now
    for (recipient, channels) in told(of: state.open[index], plan) {
      post(.again, to: recipient, by: channels, of: index, plan, now)
    }
    output.mustKeep = true
  }

  /// All who were told of an incident, each once.
  private func told(of incident: Incident, _ plan: AlertPlan) -> [(Recipient, [String])] {
    var seen: Set<Recipient> = []
    return incident.told.compactMap { told in
      let recipient = Recipient(who: told.who, kind: told.kind, contact: told.contact)
      guard seen.insert(recipient).inserted else { return nil }
      let channels = plan.channels(serving: told.kind)
      // The way by which they heard of it first.
      return (recipient, channels.filter { $0 == told.channel } + channels.filter { $0 != told.channel })
    }
  }

  // MARK: The end

  /// Ends what is over.
  mutating func close(_ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    for index in state.open.indices.reversed() {
      if state.open[index].quietSince == nil {
        let isAsked = state.open[index].cause.system.map { plan.probePause(of: $0) != nil } ?? false
        let last = state.open[index].isProbed && isAsked ? now : state.open[index].last
        guard now.milliseconds >= last.milliseconds + timing.silence else { continue }
        state.open[index].quietSince = last
      }
      guard let since = state.open[index].quietSince else { continue }
      let isTold = state.open[index].messages > 0
      // What nobody has heard of need not be waited for.
      let wait = isTold ? timing.quiet(after: state.open[index].flaps) : 0
      guard now.milliseconds >= since.milliseconds + wait else { continue }
      if isTold { end(index, plan, now, &output) }
      state.open.remove(at: index)
    }
  }

  private mutating func end(_ index: Int, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput) {
    state.open[index].resolved = now
    let id = state.open[index].id
    // What has not left yet need not leave any more: the one behind it says that it is over.
    let waiting = state.outbox.filter { $0.incident == id && !handed.contains($0.key) }
    state.outbox.removeAll { $0.incident == id && !handed.contains($0.key) }
    let unheard = Set(waiting.filter { $0.message.state == .open }.map { $0.message.contact })
    for (recipient, channels) in told(of: state.open[index], plan) where !unheard.contains(recipient.contact) {
      post(.resolved, to: recipient, by: channels, of: index, plan, now)
    }
    let incident = state.open[index]
    output.events.append(.resolved(id: id, title: text(of: incident, plan, now).what))
    state.recent.insert(incident, at: 0)
    if state.recent.count > AlertDesk.mostRecent { state.recent.removeLast() }
    output.mustKeep = true
  }

  // MARK: Waking

  func wake(_ plan: AlertPlan, _ now: Instant) -> Instant? {
    var next: Instant?
    func note(_ moment: Instant) { next = min(next ?? moment, moment) }
    for incident in state.open {
      if let since = incident.quietSince {
        note(since.advanced(milliseconds: timing.quiet(after: incident.flaps)))
        continue
      }
      note(incident.last.advanced(milliseconds: timing.silence))
      guard let due = incident.due else { continue }
      let first = due.advanced(milliseconds: timing.gathering)
      if now < first {
        note(first)
      } else if let system = incident.cause.system, plan.isInMaintenance(system, at: now) {
        note(now.advanced(milliseconds: 60_000))
      } else if let taken = incident.acknowledged {
        note(taken.at.advanced(milliseconds: timing.reminder))
      } else if let end = coverEnd(of: incident, now), now < end {
        if end.milliseconds < .max { note(end) }
      } else {
        for route in incident.routes {
          let (steps, again) = plan.steps(of: route.route)
          if route.next < steps.count {
            note(route.began.advanced(milliseconds: steps[route.next].afterMilliseconds))
          } else if let again, again > 0, !steps.isEmpty {
            note(route.began.advanced(milliseconds: again))
          }
        }
      }
    }
    for waiting in state.outbox {
      if let moment = waiting.notBefore, !handed.contains(waiting.key) { note(moment) }
    }
    if let nextLook, !budgets.isEmpty { note(nextLook) }
    // What is due already is done in the next turn, and not in a loop.
    return next.map { max($0, now.advanced(milliseconds: 1_000)) }
  }
}

extension Incident {
  /// Flows that are concerned, by name.
  var flowNames: [String] {
    switch cause {
    case .budget(let flow, _), .waiting(let flow): [flow]
    case .system, .account, .flow: flows.keys.sorted()
    }
  }

  /// The class of most failures.
  var mostUsualClass: String? { classes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
}
