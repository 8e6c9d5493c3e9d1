import Testing
import TreatyDiagnostics

@Suite("A probe sees what it does")
struct BlindProbeTests {
  private static func steps(_ with: String, expect: String, more: String = "") -> String {
    """
    probes:
      look:
        on: every 15m
        steps: [{name: made, to: help.ticket, do: create, with: {\(with)}}]
        expect: [{\(expect)}]
    \(more)
    """
  }

  private static func sent(_ body: String, _ fields: String, expect: String, flow: String = "flow: page") -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {\(fields)}}]
    probes:
      look:
        on: every 15m
        \(flow)
        send: {event: watch.alarm, body: {\(body), level: low, count: 1, at: "${ now }", tags: [], labels: {}}}
        expect: [{\(expect)}]
    """
  }

  private static let own = "title: \"Probe ${ probe.id }\""
  private static let other = """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {title: x, owner: "${ item.host }"}}]
    """

  private static let elsewhere = ["probe `look` looks for itself in `owner`, where nothing writes it"]
  private static let nothing = ["probe `look` does something, and looks at nothing that comes of it"]
  private static let byTitle = "find: help.ticket, by: {title: \"Probe ${ probe.id }\"}"
  private static let byOwner = "find: help.ticket, by: {owner: \"Probe ${ probe.id }\"}"

  private static let cases: [(String, String, [String])] = [
    ("in the field that is written", steps(own, expect: byTitle), []),
    ("in another", steps(own, expect: byOwner), elsewhere),
    (
      "in another, with what a step gave", steps(own, expect: "find: help.ticket, by: {owner: \"${ steps.made.id }\"}"),
      []
    ),
    ("in one that is written with something else", steps("\(own), owner: crew", expect: byOwner), elsewhere),
    ("in one that is only read", steps(own, expect: "find: help.ticket, by: {id: \"${ probe.id }\"}"), []),
    ("in one that something else writes", steps(own, expect: byOwner, more: other), []),
    (
      "in another system",
      steps(own, expect: "find: vans.job, by: {ticket: \"${ probe.id }\"}".replacing("ticket", with: "what")), []
    ),
    ("by a constant", steps(own, expect: "find: help.ticket, by: {owner: crew}"), []),
    ("what a step gave", steps(own, expect: "check: steps.made.id != ''"), []),
    ("nothing", steps(own, expect: "check: probe.id != ''"), nothing),
    ("only the time", steps(own, expect: "check: now - probe.started < duration('1m')"), nothing),
    (
      "over a flow",
      sent("id: x, host: \"${ probe.id }\"", "title: \"Probe ${ item.host }\"", expect: byTitle), []
    ),
    (
      "over a flow that brings something else",
      sent("id: x, host: y", "title: \"Probe ${ item.host }\", owner: \"${ item.id }\"", expect: byOwner), elsewhere
    ),
    (
      "over a flow that writes it elsewhere",
      sent("id: x, host: \"${ probe.id }\"", "title: \"Probe ${ item.host }\"", expect: byOwner), elsewhere
    ),
    (
      "over flows that nobody names",
      sent("id: x, host: \"${ probe.id }\"", "title: \"Probe ${ item.host }\"", expect: byOwner, flow: "about: Any"), []
    ),
  ]

  @Test("where a probe looks", arguments: cases)
  func looks(_ what: String, _ text: String, _ messages: [String]) throws {
    #expect(try AddedToBase(text).findings(of: .blindProbe).map { $0.message } == messages, "\(what)")
  }

  @Test("a test of load is measured as a whole")
  func load() throws {
    let text = Self.steps(Self.own, expect: "check: probe.id != ''")
      .replacing("on: every 15m", with: "load: {rate: 5/s, for: 1m}")
    #expect(try AddedToBase(text).findings(of: .blindProbe).isEmpty)
  }
}
