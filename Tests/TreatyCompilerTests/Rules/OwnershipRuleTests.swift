import Testing
import TreatyDiagnostics

@Suite("Who decides about a record, and which rule applies, is clear")
struct OwnershipRuleTests {
  // MARK: Conditions that never hold

  @Test("what never holds is found once, where that begins", arguments: neverCases)
  func never(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func alarm(_ condition: String, _ delivery: String) -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        where: \(condition)
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {title: x}, \(delivery)}]
    """
  }

  private static func steps(_ condition: String, _ steps: String) -> String {
    """
    workflows:
      fix:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        where: \(condition)
        identify: item.id
        steps: [\(steps)]
    """
  }

  private static let neverCases: [SpokenCase] = [
    SpokenCase(
      "with what stands under it", .neverApplies, ["this can never hold"],
      alarm("item.count > 3 && item.count < 2", "create: {where: item.count > 5}, update: {where: item.level == 'low'}")
    ),
    SpokenCase(
      "on purpose, with what stands under it", .neverApplies, [], alarm("false", "create: {where: item.count > 5}")),
    SpokenCase(
      "under a condition", .neverApplies, ["this can never hold where it stands"],
      alarm("item.count > 3", "create: {where: item.count < 2}")),
    SpokenCase(
      "under the condition of its delivery, which stands under nothing of the kind", .neverApplies,
      ["this can never hold where it stands"],
      alarm("item.count > 3", "when: item.level == 'low', create: {where: item.level == 'high'}")),
    SpokenCase(
      "under two together", .neverApplies, ["this can never hold where it stands"],
      alarm("item.count > 3", "when: item.count < 5, create: {where: item.count != 4}")),
    SpokenCase(
      "under one that cannot hold where it stands", .neverApplies, ["this can never hold where it stands"],
      alarm("item.count > 3", "when: item.count < 2, create: {where: item.count == 1}")),
    SpokenCase(
      "the time goes on", .neverApplies, [],
      alarm("now < timestamp('2026-01-01T00:00:00Z')", "create: {where: now > timestamp('2026-02-01T00:00:00Z')}")),
    SpokenCase(
      "steps of a branch", .neverApplies, ["this can never hold where it stands"],
      steps(
        "item.level == 'high'",
        "{choose: [{when: item.count > 3, steps: [{when: item.count < 2, stop: Over}]}]}")),
    SpokenCase(
      "steps of a branch that is never taken", .neverApplies, ["this can never hold where it stands"],
      steps(
        "item.level == 'high'",
        "{choose: [{when: item.level == 'low', steps: [{when: item.level == 'low' && item.count < 2, stop: Over}]}]}")),
  ]

  // MARK: Rules that are never asked

  private static func gate(_ rules: [String], input: String = "stage: {enum: [test, live]}, risk: int, host: string")
    -> String
  {
    """
    gates:
      release:
        ask: {path: /gates/release, account: desk-here, input: {\(input)}}
        rules:

    """ + rules.map { "      - {allow: \"\($0)\"}\n" }.joined()
  }

  @Test("the rules of a gate, in order", arguments: gateCases)
  func shadowed(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let gateCases: [SpokenCase] = [
    SpokenCase(
      "one takes all", .shadowedRule, ["this is never asked: where it holds, an earlier rule has decided"],
      gate(["item.risk > 3", "item.stage == 'test'", "item.risk > 5"])),
    SpokenCase(
      "two take all together", .shadowedRule, ["this is never asked: where it holds, earlier rules have decided"],
      gate(["item.stage == 'test'", "item.stage == 'live'", "item.risk > 5"])),
    SpokenCase("something is left", .shadowedRule, [], gate(["item.stage == 'test'", "item.risk > 5", "true"])),
  ]

  @Test("long lists are gone through to their end", arguments: [60, 400])
  func long(_ count: Int) throws {
    var rules = (0..<count).map { number in
      "item.host == 'host-\(number)' && item.risk > \(number % 7) || item.risk == \(1000 + number) && item.stage == 'test'"
    }
    rules.append("item.host == 'host-\(count / 2)' && item.risk > 500")
    let found = try AddedToBase(OwnershipRuleTests.gate(rules)).findings(of: .shadowedRule)
    #expect(found.map { $0.message } == ["this is never asked: where it holds, an earlier rule has decided"])
  }

  @Test("what is too much to go through is said once, as a note")
  func tooMuch() throws {
    // That nine do not fit into eight is plain to people, and else found only by going through all ways to try.
    let names = Array("abcdefgh")
    let input = (0..<9).map { "f\($0): {enum: [\(names.map { String($0) }.joined(separator: ", "))]}" }
      .joined(separator: ", ")
    var rules: [String] = []
    for one in 0..<9 {
      for two in one + 1..<9 { rules += names.map { "item.f\(one) == '\($0)' && item.f\(two) == '\($0)'" } }
    }
    rules += ["item.f0 in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']"]
    let found = try AddedToBase(OwnershipRuleTests.gate(rules, input: input)).findings(of: .shadowedRule)
    #expect(found.map { $0.severity } == [.note])
    #expect(found.first?.message.hasPrefix("it could not be decided whether this is") == true)
  }

  // MARK: Flows and syncs

  @Test("two flows that take the same items are one finding: of their keys, or else of their items")
  func split() throws {
    func flows(_ first: String, _ second: String, keys: (String, String), agreement: String = "") -> String {
      func flow(_ name: String, _ condition: String, _ key: String) -> String {
        """
          \(name):
            owner: front-desk
            on: {event: watch.alarm, path: /\(name), account: monitor-here}
            where: \(condition)
            identify: \(key)
            \(agreement.isEmpty ? "" : "agreements: [\(agreement)]")
            deliver: [{to: help.ticket, do: upsert, fields: {title: x}}]

        """
      }
      return "flows:\n" + flow("a", first, keys.0) + flow("b", second, keys.1)
    }
    func codes(_ text: String) throws -> [DiagnosticCode] {
      try AddedToBase(text).live.map { $0.code }.filter { [.splitLanes, .overlappingFlows].contains($0) }
    }
    let high = "item.level == 'high'"
    #expect(try codes(flows(high, high, keys: ("item.id", "item.host"))) == [.splitLanes])
    #expect(try codes(flows(high, high, keys: ("item.id", "item.id"))) == [.overlappingFlows])
    #expect(try codes(flows(high, "item.count > 3", keys: ("item.id", "item.host"))) == [.overlappingFlows])
    let agreement = """
      agreements: {two: {between: [front-desk, night-watch], allows: [shared-scope], until: 2027-01-01}}

      """
    #expect(try codes(agreement + flows(high, high, keys: ("item.id", "item.host"), agreement: "two")) == [])
  }

  @Test("a side's condition keeps records out of a sync, as its scope does", arguments: ["low", "high"])
  func condition(_ level: String) throws {
    let text = """
      models:
        case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
      systems:
        east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
      syncs:
        eastward:
          model: case
          sides:
            home: {record: help.ticket, where: item.level == 'low', fields: {title: title, state: state}}
            away: {record: east.ticket, fields: {title: title, state: state}}
          rules: {title: {owner: home}, state: {owner: away}}
          create: [home -> away]
          pull: every 5m
      flows:
        page:
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", level: \(level)}}]
      """
    #expect(try AddedToBase(text).findings(of: .flowIntoSync).count == (level == "low" ? 1 : 0))
  }
}
