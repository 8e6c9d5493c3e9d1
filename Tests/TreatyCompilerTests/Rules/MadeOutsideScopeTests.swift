import Testing
import TreatyDiagnostics

@Suite("What a sync makes lies within its own scope")
struct MadeOutsideScopeTests {
  private static func sync(
    _ where: String = "", scope: String = "", fields: String, create: String = "home -> away", more: String = ""
  ) -> String {
    """
    models:
      case: {key: [title], fields: {title: string, state: {enum: [open, done]}, kind: "string?"}}
    tables:
      levels: {from: case.state, to: string, rows: {open: high, done: low}}
    systems:
      east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
    syncs:
      eastward:
        model: case
        sides:
          home: {record: help.ticket, fields: {title: title, state: state}}
          away:
            record: east.ticket
    \(scope.isEmpty ? "" : "        scope: \"\(scope)\"\n")\(`where`.isEmpty ? "" : "        where: \(`where`)\n")        fields: {\(fields)}
        rules: {title: {owner: home}, state: {owner: \(more.contains("own") ? "away" : "home")}}
        create: [\(create)]
        pull: every 5m
    \(more.contains("flows") ? more : "")
    """
  }

  private static func title(_ write: String) -> String {
    "title: {read: \"${ item.title }\", write: {title: \"${ value }\"\(write)}}"
  }

  private static let later = """
    flows:
      later:
        on: {poll: east.ticket, every: 5m}
        identify: item.id
        deliver: [{to: east.ticket, do: update, fields: {owner: crew}}]
    """

  private static let cases: [(String, String, Severity?)] = [
    ("a constant that it asks for", sync("item.state == 'open'", fields: title(", state: open")), nil),
    ("a constant that it leaves out", sync("item.state == 'open'", fields: title(", state: done")), .error),
    ("the same in the vendor's words", sync(scope: "state = 'open'", fields: title(", state: done")), .error),
    ("in other letters", sync(scope: "state = 'Open'", fields: title(", state: open")), nil),
    ("a query that nobody can read", sync(scope: "state ~ open", fields: title(", state: done")), nil),
    ("a field that can have what it asks for", sync("item.state == 'open'", fields: "title: title, state: state"), nil),
    (
      "a table that never gives it",
      sync("item.level == 'middle'", fields: "title: title, state: {field: level, table: levels}"),
      .error
    ),
    (
      "a table that gives it",
      sync("item.level == 'high'", fields: "title: title, state: {field: level, table: levels}"), nil
    ),
    ("a field that nothing writes", sync("item.?owner.orValue('') == 'crew'", fields: title("")), .warning),
    ("in the vendor's words", sync(scope: "owner = 'crew'", fields: title("")), .warning),
    ("that it may lack", sync("item.?owner.orValue('') != 'crew'", fields: title("")), nil),
    ("that the system fills", sync("item.state == 'open'", fields: title("")), nil),
    ("that is written", sync("item.?owner.orValue('') == 'crew'", fields: title(", owner: crew")), nil),
    ("that is written with another", sync("item.?owner.orValue('') == 'crew'", fields: title(", owner: desk")), .error),
    ("that is worked out", sync("item.?owner.orValue('') == 'crew'", fields: title(", owner: \"${ value }\"")), nil),
    (
      "that another writes later",
      sync("item.?owner.orValue('') == 'crew'", fields: title(""), more: later), nil
    ),
    (
      "nothing is made there", sync("item.state == 'open'", fields: title(", state: done"), create: "away -> home"), nil
    ),
    (
      "what the side itself decides",
      sync("item.level == 'middle'", fields: "title: title, state: {field: level, table: levels}", more: "own"), nil
    ),
    ("all", sync(fields: title(", state: done")), nil),
  ]

  @Test("syncs that make records", arguments: cases)
  func made(_ what: String, _ text: String, _ severity: Severity?) throws {
    let found = try AddedToBase(text).findings(of: .madeOutsideScope)
    #expect(found.map { $0.severity } == (severity.map { [$0] } ?? []), "\(what)")
  }
}
