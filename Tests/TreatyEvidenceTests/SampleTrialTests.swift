import Testing
import TreatyDiff
import TreatyEngine
import TreatyEvidence
import TreatyStore

@Suite("Samples show what comes out differently by two plans")
struct SampleTrialTests {
  private typealias Example = EvidenceExample

  private static let three = [
    Example.alarm("1", count: 3), Example.alarm("2", count: 4, text: "a much longer text than that of the others"),
    Example.alarm("3", count: 9),
  ]

  @Test("nothing, of a plan that is the same")
  func same() throws {
    let report = try Example.evidence(Example.flow(), Example.flow(), Self.three).report
    #expect(report.total == 3 && report.different == 0 && report.kinds.isEmpty)
  }

  @Test("items that are left out now, with the smallest that is")
  func condition() throws {
    let evidence = try Example.evidence(
      Example.flow("where: item.count > 3"), Example.flow("where: item.count > 4"), Self.three)
    #expect(evidence.report.different == 1)
    let kind = try #require(evidence.report.kinds.first)
    #expect(kind.subject == .condition && kind.samples == 1 && kind.example.sample == "s/2.json")
    #expect(kind.example.before == "goes on to help.ticket" && kind.example.after == "left out")
    #expect(evidence.shares["flows.page.where"] == SampleShare(different: 1, total: 3))
    #expect(evidence.shares["flows.page.identify"] == SampleShare(different: 0, total: 3))
  }

  @Test("a field, in the words of both plans, and of those that differ in one way the smallest")
  func field() throws {
    let evidence = try Example.evidence(
      Example.flow(), Example.flow(fields: "{title: \"${ item.host } down\"}"), Array(Self.three.reversed()))
    let kind = try #require(evidence.report.kinds.first)
    #expect(evidence.report.kinds.count == 1 && kind.subject == .field && kind.field == "title")
    #expect(kind.target == "help.ticket" && kind.samples == 3 && kind.example.sample == "s/1.json")
    #expect(kind.example.before == "\"db7\"" && kind.example.after == "\"db7 down\"")
    #expect(kind.message == "flow `page`, `help.ticket`: field `title` is written with something else")
    #expect(evidence.shares["flows.page.deliver[0].fields.title"] == SampleShare(different: 3, total: 3))
  }

  @Test("what is written only where a record is made, or only where one is changed")
  func cases() throws {
    func flow(_ create: String, _ update: String) -> String {
      Example.flow().replacing(
        "fields: {title: \"${ item.host }\"}}",
        with: "fields: {title: x}, create: {\(create)}, update: {\(update)}}")
    }
    let report = try Example.evidence(
      flow("fields: {level: low}", "where: item.count > 3"), flow("fields: {level: high}", "where: item.count > 8"),
      Self.three
    ).report
    #expect(
      report.kinds.map(\.message) == [
        "flow `page`, `help.ticket`: field `level` is written with something else, where a record is made",
        "flow `page`, `help.ticket`: written, and now left out, where one is changed",
      ])
    #expect(report.kinds.map(\.samples) == [3, 1] && report.different == 3)
  }

  @Test("another key, and nothing of the mark that comes of it")
  func identity() throws {
    let report = try Example.evidence(Example.flow(), Example.flow(identify: "item.host"), Self.three).report
    #expect(report.kinds.map(\.subject) == [.identity] && report.different == 3)
    #expect(report.kinds.first?.example.before == "1" && report.kinds.first?.example.after == "db7")
  }

  @Test("what is taken and what is refused, and what cannot be worked out")
  func failures() throws {
    let bodies = [Example.alarm("1"), Example.alarm("2", level: "none"), Example.alarm("3", host: ""), "{}"]
    let report = try Example.evidence(
      Example.flow(), Example.flow(identify: "item.host"), bodies
    ).report
    // Two are refused by both in the same words.
    #expect(report.total == 4 && report.different == 2 && report.refused == 2)
    #expect(
      report.kinds.map(\.subject) == [.mapping, .identity] || report.kinds.map(\.subject) == [.identity, .mapping])
    let kind = try #require(report.kinds.first { $0.subject == .mapping })
    #expect(kind.message == "flow `page`: items that were worked out fail at `identify`")
    #expect(kind.example.after == "identify: the key is empty")
  }

  @Test("items of a message by their key where there are more or fewer")
  func items() throws {
    func flow(_ each: String) -> String {
      Example.flow(
        "each: \(each)", identify: "item", fields: "{title: \"${ item }\"}")
    }
    let report = try Example.evidence(
      flow("event.body.tags"), flow("event.body.tags + ['b']"), [Example.alarm("1")]
    ).report
    #expect(report.kinds.map(\.subject) == [.items])
    let fields = try Example.evidence(
      flow("event.body.tags + ['b']"),
      flow("event.body.tags + ['b']").replacing("\"${ item }\"", with: "\"${ item == 'b' ? 'c' : item }\""),
      [Example.alarm("1")]
    ).report
    // The item is shown, not all of the message.
    #expect(fields.kinds.first?.example.input == "\"b\"" && fields.kinds.first?.example.before == "\"b\"")
    #expect(report.kinds.first?.example.before == "1 item" && report.kinds.first?.example.after == "2 items")
  }

  @Test("where it goes, and in which order")
  func deliveries() throws {
    let two = Example.flow().replacing(
      "deliver: [", with: "deliver: [{to: vans.job, do: create, fields: {what: x}}, ")
    let other = Example.flow().replacing(
      "}}]", with: "}}, {to: vans.job, do: create, fields: {what: x}}]")
    let added = try Example.evidence(Example.flow(), two, [Example.alarm("1")]).report
    #expect(added.kinds.map(\.message) == ["flow `page`: something is delivered to `vans.job`"])
    let moved = try Example.evidence(two, other, [Example.alarm("1")]).report
    #expect(moved.kinds.map(\.message) == ["flow `page`: deliveries go in another order"])
    #expect(moved.kinds.first?.example.before == "vans.job, help.ticket")
  }

  @Test("a flow that only one of them has, and one that is called otherwise")
  func flows() throws {
    let (old, new) = (Example.flow(), Example.flow(name: "call"))
    let gone = try Example.evidence(old, new, [Example.alarm("1")]).report
    #expect(gone.kinds.map(\.message) == ["flow `page`: only the old plan has it"] && gone.different == 1)
    var trial = SampleTrial(
      old: try Example.plan(old), new: try Example.plan(new), renamed: ["page": "call"])
    for name in ["page", "call"] { trial.run(Sample(place: name, flow: name, body: Array(Example.alarm("1").utf8))) }
    #expect(trial.evidence().report.different == 0)
  }

  @Test("a moment is the same for both plans, or the one that a sample has")
  func time() throws {
    let (old, new) = (
      Example.flow(fields: "{title: \"${ string(now) }\"}"), Example.flow(fields: "{title: \"${ string(now) }!\"}")
    )
    var trial = SampleTrial(old: try Example.plan(old), new: try Example.plan(new))
    trial.run(Sample(place: "a", flow: "page", body: Array(Example.alarm("1").utf8)))
    #expect(trial.evidence().report.kinds.first?.example.before == "\"2026-01-01T12:00:00Z\"")
  }

  @Test("in the same words whatever the order of samples")
  func order() throws {
    let (old, new) = (Example.flow(), Example.flow("where: item.count < 9", fields: "{title: \"${ item.id }\"}"))
    func report(_ order: [Int]) throws -> SampleReport {
      var trial = SampleTrial(old: try Example.plan(old), new: try Example.plan(new))
      for index in order {
        trial.run(Sample(place: "\(index)", flow: "page", body: Array(Self.three[index].utf8)))
      }
      return trial.evidence().report
    }
    #expect(try report([0, 1, 2]) == report([2, 0, 1]))
  }
}

@Suite("No classified value of a sample is shown")
struct SampleCanaryTests {
  private typealias Example = EvidenceExample

  /// A monitor whose alarms say who called.
  private static func spec(_ fields: String, identify: String = "item.id", lines: String = "") -> String {
    """
    connectors:
      phone:
        auth: {token: {}}
        events:
          call:
            schema:
              id: string
              caller: {type: string, class: personal}
              pin: {type: int, class: personal}
              people: {type: {string: string}, class: personal, optional: true}
              text: string
    systems:
      switchboard: {connector: phone}
    flows:
      calls:
        owner: front-desk
        on: {event: switchboard.call, path: /call, account: monitor-here}
        \(lines)
        identify: \(identify)
        deliver: [{to: help.ticket, do: upsert, fields: \(fields)}]
    """
  }

  private static let body =
    #"{"id":"1","caller":"Zanzibar Quux","pin":482915,"people":{"ZEBEDEE":"Yttrium"},"text":"asks for ZANZIBAR QUUX, pin 482915"}"#
  private static let canaries = ["zanzibar", "quux", "482915", "zebedee", "yttrium", "zanz", "xuuq"]

  @Test(
    "in inputs, fields, keys and causes, as it is, in part or in other words",
    arguments: [
      (spec("{title: \"${ item.text }\"}"), spec("{title: \"new: ${ item.text }\"}")),
      (spec("{title: \"${ item.caller }\"}"), spec("{title: \"${ item.caller.upperAscii() }\"}")),
      (spec("{title: \"a\"}"), spec("{title: \"${ item.caller.substring(0, 4) }\"}")),
      (spec("{title: \"a\"}"), spec("{title: \"${ item.caller.split('').join('.') }\"}")),
      (spec("{title: \"a\", count: 1}"), spec("{title: \"a\", count: \"${ item.pin }\"}")),
      (spec("{title: \"a\"}"), spec("{title: \"${ string(timestamp(item.caller)) }\"}")),
      (spec("{title: \"a\"}"), spec("{title: \"a\"}", lines: "where: item.caller.size() > 100")),
    ])
  func shown(_ old: String, _ new: String) throws {
    let report = try Example.evidence(old, new, [Self.body], flow: "calls").report
    #expect(report.different == 1)
    let shown = "\(report)".lowercased()
    for canary in Self.canaries { #expect(!shown.contains(canary), "`\(canary)` in \(shown)") }
  }
}
