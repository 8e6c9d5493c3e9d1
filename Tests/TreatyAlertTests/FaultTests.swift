import Testing
import TreatyAlert
import TreatyPlan
import TreatyStore

@Suite("Whose fault it is")
struct FaultTests {
  private func fault(_ probes: [AlertInput], cause: String = "connection refused") throws -> (Fault, String) {
    var fixture = AlertFixture { alerting in
      alerting.systems = [0, 1].map { index in
        var care = PlannedSystemCare(system: Position(index))
        care.health = PlannedHealth(get: PlannedTemplate(text: "/up"), everyMilliseconds: 60_000, expect: nil)
        return care
      }
    }
    for probe in probes { try fixture.tell(probe) }
    try fixture.tell(AlertFixture.outage("page", "desk", cause))
    let message = try #require(try fixture.pass(15_000).first?.message)
    return (message.fault, message.evidence)
  }

  @Test("its health check fails with an answer: the system's")
  func answered() throws {
    let (fault, evidence) = try fault([.probe(system: "desk", .bad(status: 503))])
    #expect(fault == .system)
    #expect(evidence == "its health check has failed for 10s (answers 503)")
  }

  @Test("no system answers its health check: the network's")
  func network() throws {
    let probes = ["desk", "chat"].map { AlertInput.probe(system: $0, .silent(cause: "no route to host")) }
    #expect(try fault(probes).0 == .network)
  }

  @Test("one does not answer and another does: the system's")
  func one() throws {
    let (fault, evidence) = try fault([
      .probe(system: "desk", .silent(cause: "connection refused")), .probe(system: "chat", .good(milliseconds: 5)),
    ])
    #expect(fault == .system)
    #expect(evidence.hasSuffix("(connection refused); 1 other answers"))
  }

  @Test("well by its health check, and calls do not come through: the network's")
  func lost() throws { #expect(try fault([.probe(system: "desk", .good(milliseconds: 5))]).0 == .network) }

  @Test("a good answer from before it began says nothing: not known, and the system is to be asked anew")
  func before() throws {
    var fixture = AlertFixture { alerting in
      var care = PlannedSystemCare(system: Position(0))
      care.health = PlannedHealth(get: PlannedTemplate(text: "/up"), everyMilliseconds: 60_000, expect: nil)
      alerting.systems = [care]
    }
    try fixture.tell(.probe(system: "desk", .good(milliseconds: 5)))
    try fixture.pass(40_000)
    #expect(fixture.desk.doubted.isEmpty)
    try fixture.tell(AlertFixture.outage("page", "desk", "connection refused"))
    #expect(fixture.desk.doubted == ["desk"])
    let message = try #require(try fixture.pass(15_000).first?.message)
    #expect(message.fault == .unknown)
    #expect(message.evidence.contains("before this began"))
    try fixture.tell(.probe(system: "desk", .silent(cause: "connection refused")))
    #expect(fixture.desk.doubted.isEmpty)
  }

  @Test("well by its health check, and its work fails: the system's")
  func work() throws {
    #expect(
      try fault([.probe(system: "desk", .good(milliseconds: 5))], cause: "answered 503, unavailable").0 == .system)
  }

  @Test("nobody asks for its health: with an answer the system's, without one not known")
  func unasked() throws {
    #expect(try fault([], cause: "answered 502, bad gateway").0 == .system)
    #expect(try fault([], cause: "the connection was reset").0 == .unknown)
  }

  @Test("a system whose health check fails is said by itself, and when it is over")
  func probedAlone() throws {
    var fixture = AlertFixture { alerting in
      var care = PlannedSystemCare(system: Position(0))
      care.owner = Position(1)
      care.health = PlannedHealth(get: PlannedTemplate(text: "/up"), everyMilliseconds: 60_000, expect: nil)
      alerting.systems = [care]
    }
    for _ in 0..<5 {
      try fixture.tell(.probe(system: "desk", .bad(status: 500)))
      try fixture.pass(60_000)
    }
    #expect(fixture.sent.map { $0.message.contact }.sorted() == ["#ops", "ops@example.org"])
    for _ in 0..<4 {
      try fixture.tell(.probe(system: "desk", .good(milliseconds: 3)))
      try fixture.pass(60_000)
    }
    #expect(fixture.sent.suffix(2).map { $0.message.state } == [.resolved, .resolved])
  }
}

@Suite("Error budgets are counted as the SRE workbook does")
struct BudgetTests {
  private let start = Instant(milliseconds: 1_795_428_000_000)

  @Test("1% of failures against 99.9% is a burn rate of 10, in both windows")
  func rate() {
    var budget = ErrorBudget()
    for minute in 0..<60 { budget.note(good: 99, bad: 1, at: start.advanced(milliseconds: Int64(minute) * 60_000)) }
    let burn = budget.burn(minutes: 60, promised: 0.999, at: start.advanced(milliseconds: 59 * 60_000))
    #expect(abs(burn.long - 10) < 1e-9)
    #expect(abs(burn.short - 10) < 1e-9)
  }

  @Test("a burn rate of 14.4 for an hour uses up 2% of the budget of 30 days, one of 6 for six hours 5%")
  func shares() {
    for (rate, hours, share) in [(14.4, 1, 0.02), (6.0, 6, 0.05)] {
      var budget = ErrorBudget()
      // 10,000 an hour for 30 days; what fails is so many times a thousandth of the last hours.
      for hour in 0..<720 {
        let bad = hour >= 720 - hours ? Int(rate * 10) : 0
        budget.note(good: 10_000 - bad, bad: bad, at: start.advanced(milliseconds: Int64(hour) * 3_600_000))
      }
      let now = start.advanced(milliseconds: 719 * 3_600_000)
      let left = budget.left(promised: 0.999, over: 30 * 86_400_000, at: now)
      #expect(abs((1 - left) - share) < 0.0005, "\(left)")
    }
  }

  @Test("the control window ends an alert soon after the failures have ended")
  func control() {
    var budget = ErrorBudget()
    for minute in 0..<10 { budget.note(good: 0, bad: 100, at: start.advanced(milliseconds: Int64(minute) * 60_000)) }
    let during = budget.burn(minutes: 60, promised: 0.999, at: start.advanced(milliseconds: 9 * 60_000))
    #expect(during.exceeds(14.4))
    for minute in 10..<17 { budget.note(good: 100, bad: 0, at: start.advanced(milliseconds: Int64(minute) * 60_000)) }
    let after = budget.burn(minutes: 60, promised: 0.999, at: start.advanced(milliseconds: 16 * 60_000))
    #expect(after.long > 14.4)
    #expect(!after.exceeds(14.4))
  }

  @Test("what is older than is asked for is forgotten, and what is kept is what was")
  func trimmed() {
    var budget = ErrorBudget()
    for hour in 0..<2000 { budget.note(good: 1, bad: 0, at: start.advanced(milliseconds: Int64(hour) * 3_600_000)) }
    budget.trim(over: 30 * 86_400_000, at: start.advanced(milliseconds: 1999 * 3_600_000))
    budget.note(good: 0, bad: 1, at: start.advanced(milliseconds: 1999 * 3_600_000))
    #expect(budget.left(promised: 0.99, over: 30 * 86_400_000, at: start.advanced(milliseconds: 1999 * 3_600_000)) < 1)
  }

  @Test("a flow that fails more than it may is said with its rate and what is left; one failure at night is not")
  func alerted() throws {
    func fixture() -> AlertFixture {
      AlertFixture { $0.flows[0].levels = PlannedLevels(success: 0.99, deliveredWithinMilliseconds: 1_000) }
    }
    var one = fixture()
    try one.tell(AlertFixture.delivered(), AlertFixture.delivered(milliseconds: 5_000))
    try one.pass(3_600_000)
    #expect(one.sent.isEmpty)
    var late = fixture()
    for minute in 0..<20 {
      try late.tell(AlertFixture.delivered(milliseconds: minute % 2 == 0 ? 5_000 : 10))
      try late.pass(60_000)
    }
    let message = try #require(late.sent.first?.message)
    #expect(late.sent.map { $0.message.contact } == ["ops@example.org", "boss@example.org"])
    #expect(message.title == "[acme/desk] page fails more than it may")
    #expect(message.text.contains("99% delivered within 1s; over an hour 6"))
  }

  @Test("a budget that an outage uses up, and a backlog that it makes, are no messages of their own")
  func covered() throws {
    var fixture = AlertFixture {
      $0.flows[0].levels = PlannedLevels(success: 0.99, backlog: 10, ageMilliseconds: 60_000)
    }
    for minute in 0..<12 {
      try fixture.tell(
        AlertFixture.outage(), AlertFixture.dead("outage"),
        .depth(flow: "page", waiting: 11 + minute, oldest: fixture.now.advanced(milliseconds: -120_000)))
      try fixture.pass(60_000)
    }
    #expect(fixture.sent.map { $0.message.contact } == ["ops@example.org"])
    // What was late because of it counts for a while after it is over.
    try fixture.tell(AlertFixture.delivered(), .depth(flow: "page", waiting: 0, oldest: nil))
    try fixture.pass(3_000_000)
    #expect(fixture.sent.map { $0.message.state } == [.open, .resolved])
  }

  @Test("a backlog without an outage is said, and over when it is gone")
  func backlog() throws {
    var fixture = AlertFixture { $0.flows[0].levels = PlannedLevels(backlog: 10) }
    try fixture.tell(.depth(flow: "page", waiting: 12, oldest: nil))
    let first = try #require(try fixture.pass(30_000).first)
    #expect(first.message.text.contains("12 wait, of 10 that may"))
    try fixture.tell(.depth(flow: "page", waiting: 3, oldest: nil))
    #expect(try fixture.pass(120_000).map { $0.message.state } == [.resolved])
  }
}
