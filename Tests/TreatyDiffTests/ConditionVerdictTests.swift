import Testing
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan

@Suite("A condition that changed is narrower, wider, the same, or something else")
struct ConditionVerdictTests {
  struct Pair: Sendable, CustomTestStringConvertible {
    let old, new: String
    /// `nil` where nothing has changed.
    let code: DiagnosticCode?
    let inputs: [String]

    init(_ old: String, _ new: String, _ code: DiagnosticCode?, _ inputs: String...) {
      (self.old, self.new, self.code, self.inputs) = (old, new, code, inputs)
    }

    var testDescription: String { "\(old) becomes \(new)" }
  }

  private static let pairs = [
    // What is the same.
    Pair("item.count > 3", "item.count >= 4", nil),
    Pair("item.level == 'high'", "item.level != 'low'", nil),
    Pair("item.level == 'high' || item.count > 3", "!(item.level == 'low' && item.count <= 3)", nil),
    Pair("item.level in ['low', 'high']", "'true' == 'true'", nil),
    Pair("has(item.text) && item.text == 'a'", "item.?text.orValue('') == 'a'", nil),
    // A conjunct more or less, a disjunct more or less.
    Pair(
      "item.count > 3", "item.count > 3 && item.level == 'high'", .conditionNarrower,
      #"item.count = 4, item.level = "low""#),
    Pair(
      "item.count > 3 && item.level == 'high'", "item.level == 'high'", .conditionWider,
      #"item.count = 0, item.level = "high""#),
    Pair(
      "item.level == 'high'", "item.level == 'high' || has(item.text)", .conditionWider,
      #"item.level = "low", item.text = "a""#),
    Pair(
      "item.level == 'high' || has(item.text)", "has(item.text)", .conditionNarrower,
      #"item.level = "high", no item.text"#),
    // Bounds that moved.
    Pair("item.count > 3", "item.count > 10", .conditionNarrower, "item.count = 4"),
    Pair("item.count > 3", "item.count > 2", .conditionWider, "item.count = 3"),
    Pair("item.count > 3 && item.count < 10", "item.count > 3 && item.count <= 10", .conditionWider, "item.count = 10"),
    Pair("item.count > 3", "item.count < 3", .conditionChanged, "item.count = 4", "item.count = 0"),
    Pair(
      "item.at > timestamp('2026-01-01T00:00:00Z')", "item.at > timestamp('2027-01-01T00:00:00Z')", .conditionNarrower,
      #"item.at = "2026-01-01T00:00:01Z""#),
    // Sets.
    Pair("item.host in ['a', 'b']", "item.host in ['a', 'b', 'c']", .conditionWider, #"item.host = "c""#),
    Pair("item.host in ['a', 'b', 'c']", "item.host == 'b'", .conditionNarrower, #"item.host = "a""#),
    Pair(
      "item.host in ['a', 'b']", "item.host in ['b', 'c']", .conditionChanged, #"item.host = "a""#, #"item.host = "c""#),
    Pair("item.host.startsWith('db')", "item.host.startsWith('db-')", .conditionNarrower, #"item.host = "db""#),
    Pair("item.host == 'a'", "item.host != 'a'", .conditionChanged, #"item.host = "a""#, #"item.host = """#),
    // What nobody looks into is known again where it is built alike.
    Pair(
      "item.tags.exists(x, x == 'a')", "item.tags.exists(x, x == 'a') && item.count > 3", .conditionNarrower,
      #"item.count = 0, item.tags = ["a"]"#),
    Pair(
      "item.tags.exists(x, x == 'a')", "item.tags.all(x, x == 'a')", .conditionChanged, #"item.tags = ["a",""]"#,
      "item.tags = []"),
    // Fields that may be missing.
    Pair("has(item.text)", "has(item.text) && item.text != ''", .conditionNarrower, #"item.text = """#),
    Pair("'a' in item.labels", "'a' in item.labels && item.labels.a == 'x'", .conditionNarrower),
    // It holds for all.
    Pair("item.level in ['low', 'high']", "item.level == 'low'", .conditionNarrower, #"item.level = "high""#),
  ]

  @Test("in pairs", arguments: pairs)
  func pair(_ pair: Pair) throws {
    let before = try DiffExample.plan(CounterexampleTests.flow(where: pair.old))
    let after = try DiffExample.plan(CounterexampleTests.flow(where: pair.new))
    let found = Comparison(before, after).changes
    #expect(found.map(\.code) == [pair.code].compactMap(\.self))
    if !pair.inputs.isEmpty {
      #expect(found.first?.counterexamples.map(\.inputWords) == pair.inputs)
    }
    // The other way round it is the opposite.
    let opposite: [DiagnosticCode: DiagnosticCode] = [
      .conditionNarrower: .conditionWider, .conditionWider: .conditionNarrower, .conditionChanged: .conditionChanged,
    ]
    let turned = Comparison(after, before).changes
    #expect(turned.map(\.code) == [pair.code.flatMap { opposite[$0] }].compactMap(\.self))
    for example in found.first?.counterexamples ?? [] { #expect(example.before != example.after) }
  }

  @Test("deliveries have conditions too")
  func delivery() throws {
    func flow(_ condition: String) -> String {
      """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver:
            - {to: help.ticket, do: upsert, fields: {title: "${ item.host }"}, create: {where: "\(condition)"}}
      """
    }
    let change = try #require(
      Comparison(try DiffExample.plan(flow("item.count > 3")), try DiffExample.plan(flow("item.count > 4"))).changes
        .first)
    #expect(change.code == .conditionNarrower)
    #expect(change.path == "flows.page.deliver[0].create.where")
    #expect(change.message == "making `help.ticket` goes on with fewer items")
  }

  @Test("where a table is another, nothing follows from its name")
  func table() throws {
    func package(_ row: String, _ condition: String) -> String {
      CounterexampleTests.flow(
        where: condition, more: "tables: {grade: {from: string, to: string, rows: {low: \(row), high: big}}}")
    }
    let old = "tables.grade[item.host] == 'big'"
    let new = "tables.grade[item.host] == 'big' && item.count > 3"
    let same = Comparison(try DiffExample.plan(package("small", old)), try DiffExample.plan(package("small", new)))
    #expect(same.changes.map(\.code) == [.conditionNarrower])
    // With the other row more goes on as well.
    let other = Comparison(try DiffExample.plan(package("small", old)), try DiffExample.plan(package("big", new)))
    let change = try #require(other.changes.first { $0.path == "flows.page.where" })
    #expect(change.code == .conditionChanged)
    #expect(change.counterexamples.map(\.after.value) == [.scalar(.bool(false)), .scalar(.bool(true))])
  }
}
