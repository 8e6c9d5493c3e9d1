import Testing
import TreatyAlert
import TreatyEngine
import TreatyPlan
import TreatyStore

@Suite("An outage is one message")
struct GroupingTests {
  @Test("a hundred failures of two flows at one system are one message to each who is called")
  func outage() throws {
    var fixture = AlertFixture()
    for _ in 0..<50 {
      try fixture.tell(AlertFixture.outage("page"), AlertFixture.outage("report"))
      fixture.now = fixture.now.advanced(milliseconds: 50)
    }
    #expect(fixture.sent.isEmpty)
    let sent = try fixture.pass(60_000)
    // `page` calls the operators by mail; `report` lets its owner, the same team, hear of it by mail and chat.
    #expect(sent.map { $0.message.contact }.sorted() == ["#ops", "ops@example.org"])
    let mail = try #require(sent.first { $0.kind == .mail })
    #expect(mail.message.count == 100)
    #expect(mail.message.flows == ["page", "report"])
    #expect(mail.message.name == "desk-down")
    #expect(mail.message.runbook == "runbooks/desk.md")
    #expect(mail.message.command == "treaty status")
    #expect(fixture.desk.state.open.count == 1)
  }

  @Test("answers that were lost as it went down are part of it: they are looked up, and nobody is asked")
  func lostAnswers() throws {
    var fixture = AlertFixture()
    let lost = Notice.retrying(
      flow: "page", system: "desk", trace: "t", failure: "unsure", cause: "the connection was closed without an answer",
      inMilliseconds: 1000)
    try fixture.tell(.notice(lost), AlertFixture.outage())
    try fixture.pass(60_000)
    #expect(fixture.desk.state.open.map(\.cause) == [.system("desk")])
    #expect(fixture.desk.state.open.map(\.count) == [2])
  }

  @Test("a failure that a second attempt mends is nobody's concern")
  func mended() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(2_000)
    try fixture.tell(AlertFixture.delivered())
    try fixture.pass(3_600_000)
    #expect(fixture.sent.isEmpty)
    #expect(fixture.desk.state.open.isEmpty)
    #expect(fixture.desk.state.recent.isEmpty)
  }

  @Test("so many failures in a row as the flow says are waited for")
  func after() throws {
    var fixture = AlertFixture { $0.flows[0].after = 3 }
    try fixture.tell(AlertFixture.outage(), AlertFixture.outage())
    try fixture.pass(60_000)
    #expect(fixture.sent.isEmpty)
    try fixture.tell(AlertFixture.outage())
    #expect(try fixture.pass(30_000).count == 1)
  }

  @Test("records that are refused are an incident of their flow, with the command that lists them")
  func refused() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.dead("rejected"), AlertFixture.outage())
    let sent = try fixture.pass(30_000)
    #expect(Set(sent.map { $0.incident }).count == 2)
    let refused = try #require(sent.first { $0.message.failureClass == "rejected" })
    #expect(refused.message.command == "treaty dead list --flow page --class rejected")
    #expect(refused.message.fault == .ours)
  }

  @Test("a class can have a route of its own")
  func classes() throws {
    var fixture = AlertFixture { alerting in
      alerting.flows[0].classes = [
        PlannedClassCare(failureClass: .denied, route: AlertRoute(owner: Position(0)))
      ]
    }
    try fixture.tell(AlertFixture.dead("denied"))
    let sent = try fixture.pass(30_000)
    #expect(sent.map { $0.message.contact } == ["boss@example.org"])
    #expect(sent.first?.message.fault == .account)
  }
}

@Suite("Escalation goes on until somebody answers")
struct EscalationTests {
  @Test("the next step comes when its time has, and all begins again")
  func steps() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    #expect(try fixture.pass(60_000).map { $0.message.contact } == ["ops@example.org"])
    #expect(try fixture.pass(780_000).isEmpty)
    #expect(try fixture.pass(120_000).map { $0.message.contact } == ["boss@example.org"])
    let again = try fixture.pass(2_700_000)
    #expect(again.map { $0.message.contact } == ["ops@example.org"])
    #expect(again.first?.message.state == .again)
    #expect(again.first?.message.title == "[acme/desk] still: desk does not do its work")
  }

  @Test("who takes it on ends the calling, and all who were told hear when it is over")
  func acknowledged() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(60_000)
    try fixture.tell(.acknowledge(id: 1, by: "kim", note: "looking", token: 1))
    #expect(try fixture.pass(7_200_000).isEmpty)
    #expect(fixture.desk.state.open.first?.acknowledged?.by == "kim")
    try fixture.tell(AlertFixture.delivered())
    let over = try fixture.pass(120_000)
    #expect(over.map { $0.message.state } == [.resolved])
    #expect(over.first?.message.contact == "ops@example.org")
    #expect(over.first?.message.text.contains("Taken on") == true)
  }

  @Test("one who took it on and forgot it is reminded the next day")
  func reminded() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(60_000)
    try fixture.tell(.acknowledge(id: 1, by: "kim", note: nil, token: 1))
    for _ in 0..<25 {
      try fixture.tell(AlertFixture.outage())
      try fixture.pass(3_600_000)
    }
    #expect(fixture.sent.map { $0.message.state } == [.open, .again])
  }

  @Test("what is acknowledged twice, is over or was never there is told apart")
  func answers() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(60_000)
    let plan = try AlertPlan(fixture.plan)
    func acknowledge(_ id: Int, _ by: String) -> AcknowledgeResult? {
      fixture.desk.step([.acknowledge(id: id, by: by, note: nil, token: 7)], plan: plan, at: fixture.now)
        .acknowledged.first?.result
    }
    #expect(acknowledge(1, "kim") == .done("desk does not do its work"))
    #expect(acknowledge(1, "lee") == .already(by: "kim"))
    #expect(acknowledge(2, "kim") == .unknown)
    try fixture.tell(AlertFixture.delivered())
    try fixture.pass(120_000)
    #expect(acknowledge(1, "kim") == .over)
  }

  @Test("nobody is woken who is not on call: by day the watch gets mail, by night a call")
  func onCall() throws {
    for (hour, contacts) in [(0, ["watch@example.org"]), (12, ["+49301234", "watch@example.org"])] {
      var fixture = AlertFixture {
        $0.escalations[0].steps = [.init(afterMilliseconds: 0, team: Position(2), contract: nil, via: [])]
      }
      fixture.now = fixture.now.advanced(milliseconds: Int64(hour) * 3_600_000)
      try fixture.tell(AlertFixture.outage())
      #expect(try fixture.pass(30_000).map { $0.message.contact }.sorted() == contacts)
    }
  }

  @Test("where nobody of a step can be told the next is called at once, and it is said")
  func unreachable() throws {
    var fixture = AlertFixture {
      $0.escalations[0].steps[0].team = Position(2); $0.channels.removeFirst(); $0.channels[0].serves = [.chat];
      $0.teams[0].contacts.chat = "#boss"
    }
    try fixture.tell(AlertFixture.outage())
    #expect(try fixture.pass(30_000).map { $0.message.contact } == ["#boss"])
    #expect(fixture.events.contains(.unreachable(id: 1, who: "watchmen")))
  }
}

@Suite("What could not be sent is tried by another way")
struct SendingTests {
  @Test("the next channel, then the next step, then again after five minutes; and the same key each time")
  func fallback() throws {
    var fixture = AlertFixture { $0.channels.insert(PlannedChannel(name: "other", serves: [.mail]), at: 0) }
    fixture.sends = false
    try fixture.tell(AlertFixture.outage())
    let first = try #require(try fixture.pass(11_000).first)
    #expect(first.channel == "other")
    let second = try #require(try fixture.tell(.unsent(key: first.key, cause: "refused")).first)
    #expect((second.channel, second.key) == ("post", first.key))
    // Both have failed: the boss, whose step is fifteen minutes away, is called now.
    let third = try fixture.tell(.unsent(key: first.key, cause: "refused"))
    #expect(fixture.events.contains(.unsent(id: 1, contact: "ops@example.org", cause: "refused")))
    let boss = try third + fixture.pass(2_000)
    #expect(boss.map { $0.message.contact } == ["boss@example.org"])
    #expect(fixture.desk.state.unsent == 2)
    let later = try fixture.pass(300_000).filter { $0.key == first.key }
    #expect(later.map { $0.channel } == ["other"])
  }

  @Test("what nobody knows of whether it was sent is sent again after a restart, with its key")
  func restart() throws {
    var fixture = AlertFixture()
    fixture.sends = false
    try fixture.tell(AlertFixture.outage())
    let sent = try fixture.pass(20_000)
    var again = AlertFixture()
    again.desk = AlertDesk(state: fixture.desk.state, budgets: [:])
    again.now = fixture.now
    #expect(try again.tell().map { $0.key } == sent.map { $0.key })
    // What was said to be sent is not.
    #expect(try again.pass(60_000).isEmpty)
  }
}

@Suite("It is over when nothing has failed for a while")
struct ResolvingTests {
  @Test("one that comes and goes is said once, and over when it stays so")
  func flapping() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(30_000)
    for _ in 0..<20 {
      try fixture.tell(AlertFixture.delivered())
      try fixture.pass(30_000)
      try fixture.tell(AlertFixture.outage())
      try fixture.pass(1_000)
    }
    #expect(fixture.sent.count == 1)
    try fixture.tell(AlertFixture.delivered())
    #expect(try fixture.pass(900_000).isEmpty)
    #expect(try fixture.pass(120_000).map { $0.message.state } == [.resolved])
  }

  @Test("one that comes back within the hour is the same, and is said to be there still")
  func reopened() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(30_000)
    try fixture.tell(AlertFixture.delivered())
    try fixture.pass(90_000)
    try fixture.tell(AlertFixture.outage())
    try fixture.pass(30_000)
    #expect(fixture.sent.map { $0.message.state } == [.open, .resolved, .again])
    #expect(Set(fixture.sent.map { $0.incident }) == [1])
    #expect(Set(fixture.sent.map { $0.key }).count == 3)
  }

  @Test("a system whose calls are held back is not over by one good call")
  func down() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.outage(), .notice(.systemDown(system: "desk", triedInMilliseconds: 1000)))
    try fixture.pass(30_000)
    try fixture.tell(.notice(.answered(system: "desk", operation: "find", result: "ok", milliseconds: 1)))
    try fixture.pass(120_000)
    #expect(fixture.desk.state.open.count == 1)
    try fixture.tell(.notice(.systemUp(system: "desk")))
    #expect(try fixture.pass(120_000).map { $0.message.state } == [.resolved])
  }

  @Test("dead letters that are left are said with the end")
  func left() throws {
    var fixture = AlertFixture()
    try fixture.tell(AlertFixture.dead("outage"), AlertFixture.dead("outage"))
    try fixture.pass(30_000)
    try fixture.tell(AlertFixture.delivered())
    let over = try #require(try fixture.pass(120_000).first)
    #expect(over.message.text.contains("2 dead letters"))
  }
}

@Suite("Nobody is woken while a system is worked on")
struct MaintenanceTests {
  @Test("what goes on after the maintenance is said then, and what is over is not said at all")
  func silenced() throws {
    func fixture() -> AlertFixture {
      AlertFixture { alerting in
        var works = PlannedCalendar(name: "works", zone: "UTC")
        works.windows = [
          PlannedWindow(from: "2026-11-23T09:00", to: "2026-11-23T12:00", schedule: nil, lengthMilliseconds: nil)
        ]
        alerting.calendars.append(works)
        var care = PlannedSystemCare(system: Position(0))
        care.maintenance = Position(2)
        alerting.systems = [care]
      }
    }
    var goesOn = fixture()
    try goesOn.tell(AlertFixture.outage())
    #expect(try goesOn.pass(7_100_000).isEmpty)
    #expect(try goesOn.pass(300_000).map { $0.message.contact } == ["ops@example.org"])
    var isOver = fixture()
    try isOver.tell(AlertFixture.outage())
    try isOver.pass(3_600_000)
    try isOver.tell(AlertFixture.delivered())
    #expect(try isOver.pass(7_200_000).isEmpty)
  }
}
