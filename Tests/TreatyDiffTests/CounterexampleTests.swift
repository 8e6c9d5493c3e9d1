import Testing
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan

@Suite("A change is shown by an input for which it makes a difference")
struct CounterexampleTests {
  /// A flow with a part in it; what is not given is as in all others.
  static func flow(
    where condition: String? = nil, identify: String = "item.id", title: String = "${ item.host }", more: String = ""
  ) -> String {
    """
    flows:
      page:
        owner: front-desk
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
    \(condition.map { "    where: \"\($0)\"\n" } ?? "")    identify: \(identify)
        deliver: [{to: help.ticket, do: upsert, fields: {title: "\(title)"}}]
    \(more)
    """
  }

  private static func changes(_ before: String, _ after: String) throws -> [Change] {
    Comparison(try DiffExample.plan(before), try DiffExample.plan(after)).changes
  }

  private static func words(_ change: Change?) -> [String] {
    (change?.counterexamples ?? []).map { "\($0.inputWords): \($0.before.words), \($0.after.words)" }
  }

  // MARK: What is written

  struct Edit: Sendable, CustomTestStringConvertible {
    let old, new, example: String

    init(_ old: String, _ new: String, _ example: String) { (self.old, self.new, self.example) = (old, new, example) }

    var testDescription: String { "\(old) becomes \(new)" }
  }

  @Test(
    "a field",
    arguments: [
      Edit("${ item.host }", "${ item.host } down", #"item.host = "a": "a", "a down""#),
      Edit(
        "${ item.count > 3 ? 'many' : 'few' }", "${ item.count > 4 ? 'many' : 'few' }",
        #"item.count = 4: "many", "few""#),
      Edit(
        "${ item.level == 'high' && item.count >= 10 ? 'P1' : 'P2' }",
        "${ item.level == 'high' && item.count >= 20 ? 'P1' : 'P2' }",
        #"item.count = 10, item.level = "high": "P1", "P2""#),
      Edit("${ item.?text.orValue('') }", "${ item.?text.orValue('none') }", #"no item.text: "", "none""#),
      Edit("${ item.host.lowerAscii() }", "${ item.host }", #"item.host = "A": "a", "A""#),
      Edit(
        "${ item.tags.exists(x, x == 'db') ? 'db' : 'other' }", "${ item.tags.exists(x, x == 'db2') ? 'db' : 'other' }",
        #"item.tags = ["db"]: "db", "other""#),
      Edit(
        "${ item.host }", "${ item.labels.host }",
        #"item.host = "a", no item.labels.host: "a", it fails: there is no `host`"#),
      Edit(
        "${ item.at < timestamp('2026-06-01T00:00:00Z') ? 'old' : 'new' }",
        "${ item.at <= timestamp('2026-06-01T00:00:00Z') ? 'old' : 'new' }",
        #"item.at = "2026-06-01T00:00:00Z": "new", "old""#),
    ])
  func field(_ edit: Edit) throws {
    let found = try Self.changes(Self.flow(title: edit.old), Self.flow(title: edit.new))
    #expect(found.map(\.code.name) == ["TD0403"])
    #expect(Self.words(found.first) == [edit.example])
  }

  @Test("a key that is the same text is no other key, and one that is another is shown")
  func key() throws {
    let other = try Self.changes(Self.flow(identify: "item.id"), Self.flow(identify: "item.id + item.level"))
    #expect(Self.words(other.first).count == 1)
    #expect(other.first?.counterexamples.first?.before.value == .scalar(.string("a")))
  }

  @Test("only what gets so far counts: the flow's condition holds for it")
  func behindCondition() throws {
    let condition = "item.count > 100 && item.level == 'high'"
    let found = try Self.changes(
      Self.flow(where: condition, title: "${ item.host }"),
      Self.flow(where: condition, title: "${ item.count > 0 ? item.host : item.id }"))
    // For all that go on the two are the same; that is not known, and nothing wrong is said.
    #expect(Self.words(found.first).isEmpty)
    let shown = try Self.changes(
      Self.flow(where: condition, title: "${ item.host }"), Self.flow(where: condition, title: "${ item.id }"))
    #expect(Self.words(shown.first).count == 1)
  }

  @Test("an input that only one of the plans takes is none")
  func bothTake() throws {
    func package(_ levels: String, _ title: String) -> String {
      """
      connectors:
        own:
          auth: {token: {}}
          events: {thing: {schema: {id: string, level: {enum: [\(levels)]}}}}
      systems: {mine: {connector: own}}
      flows:
        page:
          owner: front-desk
          on: {event: mine.thing, path: /thing, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "\(title)"}}]
      """
    }
    let found = try Self.changes(
      package("low, high", "${ item.level == 'high' ? 'P1' : 'P2' }"),
      package("low, high, worst", "${ item.level in ['high', 'worst'] ? 'P1' : 'P2' }"))
    let change = try #require(found.first { $0.code == .fieldChanged })
    #expect(change.counterexamples.isEmpty)
  }

  @Test("where all inputs were gone through and none makes a difference, nothing has changed")
  func exhausted() throws {
    let same = try Self.changes(
      Self.flow(title: "${ item.level == 'high' ? 'P1' : 'P2' }"),
      Self.flow(title: "${ {'high': 'P1', 'low': 'P2'}[item.level] }"))
    #expect(same.isEmpty)
    // What goes on at all makes no difference to that.
    let behind = try Self.changes(
      Self.flow(where: "item.host != ''", title: "${ item.level == 'high' ? 'P1' : 'P2' }"),
      Self.flow(where: "item.host != ''", title: "${ item.level != 'low' ? 'P1' : 'P2' }"))
    #expect(behind.isEmpty)
    let different = try Self.changes(
      Self.flow(title: "${ item.level == 'high' ? 'P1' : 'P2' }"),
      Self.flow(title: "${ {'high': 'P1', 'low': 'P3'}[item.level] }"))
    #expect(Self.words(different.first) == [#"item.level = "low": "P2", "P3""#])
    // A failure is no value.
    let failing = try Self.changes(
      Self.flow(title: "${ item.level == 'high' ? 'P1' : 'P2' }"), Self.flow(title: "${ {'high': 'P1'}[item.level] }"))
    #expect(failing.first?.counterexamples.first?.after.failure != nil)
  }

  @Test("a difference that no made up input can show is one all the same")
  func unshown() throws {
    func package(_ title: String) -> String {
      """
      connectors:
        own:
          auth: {token: {}}
          events:
            thing: {schema: {id: {type: string, pattern: "^[X-Z]{7}-[0-9]{5}$"}, level: {enum: [low, high]}}}
      systems: {mine: {connector: own}}
      flows:
        page:
          owner: front-desk
          on: {event: mine.thing, path: /thing, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "\(title)"}}]
      """
    }
    let found = try Self.changes(
      package("${ item.level == 'high' ? 'P1' : 'P2' }"), package("${ item.level == 'high' ? 'P1' : 'P3' }"))
    #expect(found.map(\.code) == [.fieldChanged])
  }

  @Test("a fingerprint is made of what was written, and not of what was found")
  func fingerprint() throws {
    var change = try #require(
      try Self.changes(Self.flow(where: "item.count > 3"), Self.flow(where: "item.count > 4")).first)
    #expect(change.code == .conditionNarrower && !change.counterexamples.isEmpty)
    let fingerprint = change.fingerprint
    change.counterexamples = []
    change.code = .conditionChanged
    #expect(change.fingerprint == fingerprint)
  }

  @Test("two runs find the same, and many changes end in time")
  func bounded() throws {
    func many(_ number: Int) -> String {
      let flows = (0..<60).map { index in
        """
          page-\(index):
            owner: front-desk
            on: {event: watch.alarm, path: /alarm-\(index), account: monitor-here}
            where: item.host.startsWith('h\(number)') && item.tags.exists(x, x == 'a' || x.size() > \(number + index))
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host.substring(\(number)) }"}}]
        """
      }
      return "flows:\n" + flows.joined(separator: "\n")
    }
    let (before, after) = (try DiffExample.plan(many(1)), try DiffExample.plan(many(2)))
    let (first, second) = (Comparison(before, after).changes, Comparison(before, after).changes)
    #expect(first == second)
    #expect(first.count == 120)
  }

  @Test("every report shows it")
  func reports() throws {
    let comparison = Comparison(
      try DiffExample.plan(Self.flow(where: "item.count > 3")), try DiffExample.plan(Self.flow(where: "item.count > 4"))
    )
    #expect(ChangeText.report(comparison).contains("    with item.count = 4: true before, false now\n"))
    #expect(ChangeMarkdown.comment(comparison).contains("With `item.count = 4`: `true` before, `false` now."))
    let finding = ChangeFindings.findings(comparison, at: { _ in nil }).all.first
    #expect(finding?.message.contains("with item.count = 4: true before, false now") == true)
    let entry = try #require(ChangeDocument(comparison).changes.first?.counterexamples?.first)
    #expect(entry.input == .object(["item": .object(["count": .scalar(.int(4))])]))
    #expect(entry.before.value == .scalar(.bool(true)) && entry.after.value == .scalar(.bool(false)))
  }
}
