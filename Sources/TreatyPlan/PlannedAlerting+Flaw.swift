extension Plan {
  /// The first thing about alerting that refers to nothing.
  var alertingFlaw: String? {
    guard let alerting else { return nil }
    let (calendars, teams) = (alerting.calendars.indices, alerting.teams.indices)
    func has(_ calendar: Position<PlannedCalendar>?) -> Bool { calendar.map { calendars.contains($0.index) } ?? true }
    func has(_ team: Position<PlannedTeam>?) -> Bool { team.map { teams.contains($0.index) } ?? true }
    func has(_ contract: Position<PlannedContract>?) -> Bool {
      contract.map { alerting.contracts.indices.contains($0.index) } ?? true
    }
    func has(_ route: AlertRoute) -> Bool {
      has(route.owner) && (route.escalation.map { alerting.escalations.indices.contains($0.index) } ?? true)
    }
    let isSound =
      alerting.calendars.allSatisfy { $0.includes.allSatisfy { has($0) } }
      && alerting.teams.allSatisfy { has($0.hours) && $0.onCall.allSatisfy { has($0.during) && has($0.team) } }
      && alerting.contracts.allSatisfy { has($0.hours) }
      && alerting.escalations.allSatisfy { $0.steps.allSatisfy { has($0.team) && has($0.contract) } }
      && alerting.flows.allSatisfy {
        flows.indices.contains($0.flow.index) && has($0.route) && $0.classes.allSatisfy { has($0.route) }
      }
      && alerting.systems.allSatisfy {
        systems.indices.contains($0.system.index) && has($0.owner) && has($0.contract) && has($0.maintenance)
      }
      && alerting.channels.allSatisfy { channel in
        guard let delivery = channel.operation else { return channel.mail != nil || channel.webhook != nil }
        return systems.indices.contains(delivery.system.index)
          && systems[delivery.system].records.indices.contains(delivery.record.index)
      }
    return isSound ? nil : "alerting: something that it refers to is missing"
  }
}
