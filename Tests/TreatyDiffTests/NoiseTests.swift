import Testing
import TreatyDiagnostics
import TreatyPlan

@testable import TreatyDiff

@Suite("What is only written in another way is no change")
struct NoiseTests {
  private static func flow(_ condition: String, _ title: String, more: String = "") -> String {
    """
    flows:
      page:
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        where: \(condition)
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {title: \(title)}}]
    \(more)
    """
  }

  private static let table = "tables: {grade: {from: string, to: string, rows: {low: small, high: big}}}"

  private static func hours(_ weekly: String, _ closed: String) -> String {
    "calendars: {shop: {zone: Europe/Berlin, weekly: [\(weekly)], except: [\(closed)]}}"
  }

  private static let pairs: [(String, String)] = [
    (
      flow("item.count > 3 && item.level == 'high'", "\"${ item.host }\""),
      flow("\"'high' == item.level && 3 < item.count\"", "'${ item.host }'")
    ),
    (
      flow("item.tags.exists(x, x == 'a')", "\"${ item.host }: ${ item.level }\""),
      flow("item.tags.exists(tag, 'a' == tag)", "\"${ item.host }: ${  item.level }\"")
    ),
    (
      flow("item.count in [1, 2]", "x", more: table),
      "# Written anew.\n" + table.replacing("low: small, high: big", with: "high: big, low: small") + "\n"
        + flow("item.count == 2 || item.count == 1", "'x'")
    ),
    (flow("item.count > 60 * 60", "x"), flow("item.count > 3600", "x")),
    (
      flow("item.count > 3", "x", more: hours("mon-fri 08:00-18:00", "2026-12-24, 2026-12-31")),
      flow("item.count > 3", "x", more: hours("\"mon, tue, wed, thu, fri 08:00-18:00\"", "2026-12-31, 2026-12-24"))
    ),
  ]

  @Test("expressions, templates, order and comments", arguments: pairs)
  func same(_ before: String, _ after: String) throws {
    #expect(Comparison(try DiffExample.plan(before), try DiffExample.plan(after)).changes.map(\.message) == [])
  }

  @Test(
    "white space, quotes and names of variables in an expression are not in the plan's digest either",
    arguments: [
      (flow("item.count > 3", "\"${ item.host }\""), flow("item.count>3", "'${item.host}'")),
      (
        flow("item.tags.exists(x, x == 'a')", "\"${ item.tags.filter(x, x != '').join('-') }\""),
        flow("'item.tags.exists( tag, tag == \"a\" )'", "\"${ item.tags.filter(t, t != '').join('-') }\"")
      ),
    ])
  func digest(_ before: String, _ after: String) throws {
    #expect(
      try DiffExample.file(["example.treaty.yaml": before]).digest
        == DiffExample.file(["example.treaty.yaml": after]).digest)
  }

  @Test("an amount is one by its key, and never among the fields that are written somewhere")
  func amounts() {
    #expect(AmountText.isSame("1MiB", "1024KiB", at: ["attachments", "max"]))
    #expect(!AmountText.isSame("1MiB", "1025KiB", at: ["attachments", "max"]))
    #expect(!AmountText.isSame("1MiB", "1024KiB", at: ["title"]))
    #expect(!AmountText.isSame("1MiB", "1024KiB", at: ["steps", "0", "with", "max"]))
  }

  @Test("the worst subject comes first, and the worst in it")
  func order() throws {
    let (before, after) = (
      try DiffExample.plan(Self.flow("item.count > 3", "x")),
      try DiffExample.plan(
        Self.flow("item.count > 4", "x", more: Self.table).replacing("identify: item.id", with: "identify: item.host"))
    )
    let comparison = Comparison(before, after)
    #expect(comparison.changes.map(\.code.name) == ["TD0103", "TD0210", "TD0418"])
    #expect(comparison.bump == .major)
    #expect(Comparison(after, after).bump == .none)
  }
}
