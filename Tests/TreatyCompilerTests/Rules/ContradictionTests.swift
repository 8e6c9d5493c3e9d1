import Testing
import TreatyDiagnostics

@Suite("What says two things at once, or says something and does nothing, is found")
struct ContradictionTests {
  private static func sync(_ delete: String, crew: String = "{field: status, table: job-state}") -> String {
    """
    syncs:
      jobs:
        model: job
        sides:
          desk: {record: help.ticket, fields: {number: {read: "${ item.id }"}, state: {read: "${ item.state }"}}}
          crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: {field: what, lossy: Short}, state: \(crew)}}
        rules: {number: {owner: crew}, state: {owner: desk}}
        create: [desk -> crew]
        delete: \(delete)
        pull: every 5m
    """
  }

  private static let closings: [(String, String, Int)] = [
    ("nothing is written", sync("close"), 1),
    ("nothing is written, at length", sync("{act: close, grace: 2d}"), 1),
    ("nothing at all", sync("{act: close, set: {}}"), 1),
    ("a state is written", sync("{act: close, set: {state: done}}"), 0),
    ("what neither side has", sync("{act: close, set: {due: \"${ now }\"}}"), 1),
    (
      "what is only read",
      sync("{act: close, set: {state: done}}", crew: "{read: \"${ item.status == 'over' ? 'done' : 'open' }\"}"), 1
    ),
    ("what has no effect", sync("{act: keep, set: {state: done}}"), 1),
    ("kept", sync("keep"), 0), ("deleted", sync("delete"), 0),
  ]

  @Test("what closing is", arguments: closings)
  func closes(_ what: String, _ text: String, _ count: Int) throws {
    #expect(try AddedToBase(text).findings(of: .closesNothing).count == count, "\(what)")
  }

  private static func systems(
    _ first: String, _ second: String, at url: String = "https://one.example.org", account: String = "us-at-desk"
  ) -> String {
    """
    secrets:
      other-token: {about: Token of the other}
    accounts:
      other: {owner: front-desk, auth: {token: "${ secrets.other-token }"}}
    systems:
      east: {connector: desk, url: "https://one.example.org", account: us-at-desk\(first)}
      west: {connector: desk, url: "\(url)", account: \(account)\(second)}
    """
  }

  private static func party(_ word: String) -> String { ", posture: {party: \(word)}" }

  private static let addresses: [(String, String, Int)] = [
    ("the same", systems(party("partner"), party("partner")), 0),
    ("one says nothing", systems("", party("partner")), 1),
    ("one is the house's own", systems(party("internal"), party("hosted"), account: "other"), 1),
    ("two of one house, with one account", systems(party("hosted"), party("partner")), 1),
    ("two of one house, with two accounts", systems(party("hosted"), party("partner"), account: "other"), 0),
    ("another path", systems("", party("partner"), at: "https://one.example.org/west"), 0),
    ("a slash and capitals", systems("", party("partner"), at: "https://One.example.org/"), 1),
    ("the same input as the help desk of the house", systems("", party("partner"), at: "${ inputs.desk-url }"), 1),
    ("both say nothing", systems("", ""), 0),
  ]

  @Test("whose an address is", arguments: addresses)
  func parties(_ what: String, _ text: String, _ count: Int) throws {
    #expect(try AddedToBase(text).findings(of: .oneAddressTwoParties).count == count, "\(what)")
  }

  @Test(
    "a team that is never on call answers while it works",
    arguments: [
      ("hours: office-hours", 1), ("hours: office-hours, on-call: [office-hours, nights]", 0),
      ("about: Says nothing", 0),
    ])
  func working(_ hours: String, _ count: Int) throws {
    let text = """
      teams:
        crew: {contacts: {mail: crew@example.org}, \(hours)}
      flows:
        page:
          owner: crew
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: x}}]
      """
    #expect(try AddedToBase(text).findings(of: .uncoveredHour).count == count)
    let policy = "policies: {escalation: {all: {steps: [{call: crew}, {after: 5m, call: night-watch}]}}}\n"
    let escalated = policy + text.replacing("owner: crew", with: "failure: {escalate: all}")
    // The night watch answers at night; by day only those who work then do.
    #expect(try AddedToBase(escalated).findings(of: .uncoveredHour).count == (hours.contains("hours") ? 0 : 1))
  }
}
