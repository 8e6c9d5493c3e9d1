import TreatyPlan
import TreatyStore

/// What is on its way.
extension AlertDesk {
  /// Gives out what is to be sent and was not given out yet: after a restart, all that nobody knows of whether it was sent.
  mutating func send(_ now: Instant, _ output: inout AlertOutput) {
    for index in state.outbox.indices where !handed.contains(state.outbox[index].key) {
      if let moment = state.outbox[index].notBefore, now < moment { continue }
      state.outbox[index].notBefore = nil
      handed.insert(state.outbox[index].key)
      output.send.append(state.outbox[index])
      output.mustKeep = true
    }
  }

  mutating func noteSent(_ key: String, _ record: String?, _ now: Instant, _ output: inout AlertOutput) {
    handed.remove(key)
    guard let position = state.outbox.firstIndex(where: { $0.key == key }) else { return }
    let message = state.outbox.remove(at: position)
    (state.unsent, state.unsentCause) = (0, nil)
    output.mustKeep = true
    note(message) { told in
      told.at = now
      told.channel = message.channel
      told.failure = nil
      told.record = record ?? told.record
    }
    // What waits behind it for the same incident goes to the same record.
    guard let record else { return }
    for index in state.outbox.indices
    where state.outbox[index].incident == message.incident && state.outbox[index].channel == message.channel {
      state.outbox[index].record = record
    }
  }

  /// A channel has failed for good: the next one is tried, and where there is none the next step is taken at once, and this again later.
  mutating func noteUnsent(
    _ key: String, _ cause: String, _ plan: AlertPlan, _ now: Instant, _ output: inout AlertOutput
  ) {
    handed.remove(key)
    guard let position = state.outbox.firstIndex(where: { $0.key == key }) else { return }
    output.mustKeep = true
    state.unsent += 1
    state.unsentCause = AlertText.line(cause)
    if !state.outbox[position].others.isEmpty {
      state.outbox[position].channel = state.outbox[position].others.removeFirst()
      state.outbox[position].record = nil
      return
    }
    var message = state.outbox[position]
    note(message) { $0.failure = AlertText.line(cause) }
    output.events.append(
      .unsent(id: message.incident, contact: message.message.contact, cause: AlertText.line(cause)))
    let isOpen = state.open.contains { $0.id == message.incident }
    message.rounds += 1
    if message.rounds > 288 || (!isOpen && message.rounds > 12) {
      // A day for what goes on, an hour for what is over.
      state.outbox.remove(at: position)
      return
    }
    message.notBefore = now.advanced(milliseconds: timing.resending)
    let channels = plan.channels(serving: message.kind)
    message.channel = channels.first ?? message.channel
    message.others = Array(channels.dropFirst())
    state.outbox[position] = message
    guard let index = state.open.firstIndex(where: { $0.id == message.incident }), message.rounds == 1 else { return }
    for route in state.open[index].routes.indices { state.open[index].routes[route].isHurried = true }
  }

  /// Changes what is known of whoever a message is for.
  private mutating func note(_ message: OutgoingAlert, _ change: (inout Incident.Told) -> Void) {
    func isMeant(_ told: Incident.Told) -> Bool {
      told.contact == message.message.contact && told.kind == message.kind
    }
    if let index = state.open.firstIndex(where: { $0.id == message.incident }) {
      if let told = state.open[index].told.lastIndex(where: isMeant) { change(&state.open[index].told[told]) }
    } else if let index = state.recent.firstIndex(where: { $0.id == message.incident }) {
      if let told = state.recent[index].told.lastIndex(where: isMeant) { change(&state.recent[index].told[told]) }
    }
  }
}
