import CEL
import Testing
import TreatyCompiler
import TreatyPlan
import TreatyTestSupport

@Suite("The plan has what a host needs to tell people")
struct AlertingTests {
  private func plan(_ spec: String) throws -> PlanFile {
    let files = BrokenSpec.added(
      [SourceText(path: "added.treaty.yaml", bytes: Array(spec.utf8))], to: try BrokenSpec.base())
    return try #require(try Fixtures.compile(files).file())
  }

  private let spec = """
    flows:
      page:
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        failure:
          alert: desk-down
          after: 3
          escalate: by-day
          runbook: https://example.org/desk-down
          classes: {denied: {owner: night-watch}}
        levels: {success: 99.5%, delivered-within: 2m, backlog: 10, age: 10m, over: 7d, burn: {fast: 10, slow: 2}}
    policies:
      channel:
        bell:
          serves: [phone, mail]
          webhook: {url: "${ inputs.desk-url }/bell", json: {to: "${ alert.contact }", text: "${ alert.text }"}}
        desk:
          serves: [page]
          operation: {to: help.ticket, fields: {title: "${ alert.title }"}}
    """

  @Test("failure, levels, steps and channels are there by position, and compile again")
  func whole() throws {
    let file = try plan(spec)
    let alerting = try #require(file.plan.alerting)
    #expect(file.plan.unsupported.isEmpty)
    let care = try #require(alerting.flows.first)
    #expect((care.alert, care.after) == ("desk-down", 3))
    #expect(care.levels?.success == 0.995)
    #expect(care.levels?.overMilliseconds == 604_800_000)
    #expect(care.levels?.fastBurn == 10)
    let policy = try #require(care.route.escalation.map { alerting.escalations[$0] })
    #expect(policy.steps.map(\.afterMilliseconds) == [0, 900_000])
    #expect(
      policy.steps.compactMap { step in step.team.map { alerting.teams[$0].name } } == ["front-desk", "night-watch"])
    #expect(care.classes.first?.route.owner.map { alerting.teams[$0].name } == "night-watch")
    let desk = try #require(alerting.teams.first { $0.name == "front-desk" })
    #expect(desk.onCall.map { alerting.calendars[$0.during].name } == ["office-hours", "nights"])
    #expect(alerting.channels.map(\.name) == ["bell", "desk"])
    #expect(alerting.channels.last?.operation?.verb == .upsert)
  }

  @Test("it is read back as it was written, and the same each time")
  func roundTrip() throws {
    let file = try plan(spec)
    #expect(try PlanFile.read(try file.text()) == file)
    #expect(try plan(spec).text() == file.text())
  }

  @Test("a plan that refers to nobody is refused")
  func flaw() throws {
    var plan = try plan(spec).plan
    plan.alerting?.flows[0].route.owner = Position(99)
    let text = try PlanFile(plan: plan, origins: [:]).text()
    #expect(throws: PlanFailure.self) { try PlanFile.read(text) }
  }

  @Test("what says nothing of it has nothing of it")
  func none() throws {
    let plain = """
      flows:
        page:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """
    let file = try plan(plain)
    #expect(file.plan.alerting == nil)
    #expect(!String(decoding: try file.text(), as: UTF8.self).contains("\"alerting\""))
  }
}
