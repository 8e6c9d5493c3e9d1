import CEL
import Testing

@testable import TreatyRules

@Suite("Scopes in vendors' query languages are read as far as these agree, and no further")
struct QueryReaderTests {
  /// Whether a record can lie in both scopes.
  enum Answer: String, Sendable {
    case yes, no, unknown
  }

  @Test(
    "two scopes, and whether a record can lie in both",
    arguments: [
      ("Queue = 'Shop'", "Queue = 'Incidents'", Answer.no),
      ("Queue = 'Shop'", "Queue = \"Shop\"", .yes),
      ("Queue = 'Shop' OR Queue = 'Incidents'", "Queue = 'Incidents'", .yes),
      ("Queue IN ('Shop', 'Incidents')", "Queue != 'Shop' AND Queue != 'Incidents'", .no),
      ("NOT (Queue = 'Shop')", "Queue = 'Shop'", .no),
      ("Queue NOT IN ('Shop')", "Queue = 'Shop'", .no),
      ("project = SHOP and status in (Open, New) order by updated", "project = OPS", .no),
      ("name LIKE 'web-%'", "name = 'db-1'", .no),
      ("name LIKE 'web-%'", "name = 'web-1'", .yes),
      ("name LIKE '%-1'", "name = 'db-2'", .unknown),
      ("priority > 3", "priority <= 3", .no),
      ("priority gt 3", "priority eq 4", .yes),
      ("state=1^priority=2", "state=2^priority=2", .no),
      ("state=1^ORstate=2", "state=2", .yes),
      ("", "Queue = 'Shop'", .yes),
      ("owner = currentUser()", "owner = 'a'", .unknown),
      ("Queue = 'Sh''op'", "Queue = \"Sh'op\"", .yes),
      ("due = null", "due = 'x'", .unknown),
      ("this is no query at (all", "Queue = 'Shop'", .unknown),
    ])
  func overlap(_ left: String, _ right: String, _ answer: Answer) {
    let verdict = QueryReader.condition(of: left).overlaps(QueryReader.condition(of: right))
    switch verdict {
    case .yes: #expect(answer == .yes, "\(verdict)")
    case .no: #expect(answer == .no, "\(verdict)")
    case .unknown: #expect(answer == .unknown, "\(verdict)")
    }
  }

  @Test("what is worked out when it runs is not known, and what stands beside it is")
  func workedOut() {
    let unknown = QueryReader.unknown
    let scope = QueryReader.condition(of: "Queue = '\(unknown)' AND Status = 'open'")
    #expect(scope.overlaps(QueryReader.condition(of: "Status = 'closed'")) == .no)
    if case .unknown = scope.overlaps(QueryReader.condition(of: "Queue = 'Shop'")) { return }
    Issue.record("a queue that is worked out may be any")
  }

  @Test(
    "no text makes it run long or fail",
    arguments: [String(repeating: "(", count: 20_000), String(repeating: "NOT ", count: 20_000), "'"])
  func odd(_ text: String) { _ = QueryReader.condition(of: text) }
}
