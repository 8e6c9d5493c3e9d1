import TreatyAlert
import TreatyEngine
import TreatyPlan
import TreatyStore

/// A plan with two flows that deliver to two systems, three teams, and channels for mail and chat; and a desk that is told of what happens.
struct AlertFixture {
  var plan: Plan
  var desk = AlertDesk()
  /// 2026-11-23T10:00:00Z, a Monday.
  var now = Instant(milliseconds: 1_795_428_000_000)
  /// All that was given out to be sent, and was sent at once.
  var sent: [OutgoingAlert] = []
  var events: [AlertEvent] = []
  /// Whether what is given out is said to be sent.
  var sends = true

  init(_ change: (inout PlannedAlerting) -> Void = { _ in }) {
    plan = Plan(package: "acme/desk", version: "1.0.0")
    let systems = ["desk", "chat", "watch"]
    plan.systems = systems.map { name in
      PlannedSystem(
        name: name, connector: name, version: nil, url: PlannedTemplate(text: "https://\(name).example.org"),
        base: PlannedTemplate(text: "https://\(name).example.org"), authentication: .none,
        limits: CallLimits(ratePerSecond: nil, concurrency: 1, timeoutMilliseconds: 1000), searchDelayMilliseconds: 0)
    }
    plan.flows = ["page", "report"].map { name in
      var flow = PlannedFlow(
        name: name,
        trigger: PlannedTrigger(system: Position(2), event: Position(0), path: "/\(name)", authentication: .none),
        identify: PlannedExpression(cel: "item.id", type: "string"), retry: Position(0), retention: Position(0),
        unsure: .settle)
      flow.owner = "operators"
      return flow
    }
    var alerting = PlannedAlerting()
    var office = PlannedCalendar(name: "office", zone: "Europe/Berlin")
    office.weekly = ["mon-fri 08:00-18:00"]
    var nights = PlannedCalendar(name: "nights", zone: "Europe/Berlin")
    nights.weekly = ["mon-sun 18:00-08:00"]
    alerting.calendars = [nights, office]
    alerting.teams = [
      PlannedTeam(
        name: "bosses", contacts: PlannedContacts(mail: "boss@example.org"), hours: nil, onCall: []),
      PlannedTeam(
        name: "operators", contacts: PlannedContacts(mail: "ops@example.org", chat: "#ops"), hours: nil, onCall: []),
      PlannedTeam(
        name: "watchmen", contacts: PlannedContacts(mail: "watch@example.org", phone: "+49301234"), hours: nil,
        onCall: [PlannedOnCall(during: Position(0), contact: nil, team: nil)]),
    ]
    alerting.escalations = [
      PlannedEscalation(
        name: "day-and-night",
        steps: [
          PlannedEscalationStep(afterMilliseconds: 0, team: Position(1), contract: nil, via: [.mail]),
          PlannedEscalationStep(afterMilliseconds: 900_000, team: Position(0), contract: nil, via: []),
        ], againMilliseconds: 3_600_000, runbook: "runbooks/desk.md")
    ]
    alerting.channels = [
      PlannedChannel(name: "post", serves: [.mail]), PlannedChannel(name: "talk", serves: [.chat, .phone]),
    ]
    var page = PlannedFlowCare(flow: Position(0))
    page.alert = "desk-down"
    page.route.escalation = Position(0)
    alerting.flows = [page]
    change(&alerting)
    plan.alerting = alerting
  }

  /// Tells the desk something.
  @discardableResult
  mutating func tell(_ inputs: AlertInput...) throws -> [OutgoingAlert] { try step(inputs) }

  /// Lets time go by, and the desk do at each moment what it wanted to be woken for.
  @discardableResult
  mutating func pass(_ milliseconds: Int64) throws -> [OutgoingAlert] {
    let end = now.advanced(milliseconds: milliseconds)
    var all: [OutgoingAlert] = []
    var wake = try step([], &all)
    while let next = wake, next <= end {
      now = next
      wake = try step([], &all)
    }
    now = end
    _ = try step([], &all)
    return all
  }

  private mutating func step(_ inputs: [AlertInput]) throws -> [OutgoingAlert] {
    var all: [OutgoingAlert] = []
    _ = try step(inputs, &all)
    return all
  }

  private mutating func step(_ inputs: [AlertInput], _ all: inout [OutgoingAlert]) throws -> Instant? {
    let alertPlan = try AlertPlan(plan)
    let output = desk.step(inputs, plan: alertPlan, at: now)
    all += output.send
    sent += output.send
    events += output.events
    guard sends, !output.send.isEmpty else { return output.wake }
    return desk.step(output.send.map { .sent(key: $0.key, record: nil) }, plan: alertPlan, at: now).wake
  }

  /// A delivery of a flow that is put off because its system does not answer.
  static func outage(_ flow: String = "page", _ system: String = "desk", _ cause: String = "connection refused")
    -> AlertInput
  {
    .notice(
      .retrying(flow: flow, system: system, trace: "t", failure: "outage", cause: cause, inMilliseconds: 1000))
  }

  static func dead(_ failureClass: String, _ flow: String = "page", _ system: String = "desk") -> AlertInput {
    .notice(
      .dead(flow: flow, system: system, trace: "t", delivery: 1, failure: failureClass, cause: "422 no such queue"))
  }

  static func delivered(_ flow: String = "page", _ system: String = "desk", milliseconds: Int64 = 10) -> AlertInput {
    .notice(.delivered(flow: flow, system: system, trace: "t", outcome: "created", milliseconds: milliseconds))
  }
}
