import Testing
import TreatyDiagnostics

@Suite("A key tells one item from another, and stays the same as long as it is the same thing")
struct WorkKeyTests {
  private static func flow(_ key: String, where condition: String = "", title: String = "${ item.text }") -> String {
    """
    flows:
      note:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
    \(condition.isEmpty ? "" : "    where: \(condition)\n")    identify: \(key)
        deliver: [{to: help.ticket, do: upsert, fields: {title: "\(title.replacing("item.text", with: "item.?text.orValue('')"))"}}]
        unsure: ask
    """
  }

  private static func workflow(_ key: String, where condition: String = "true") -> String {
    """
    workflows:
      note:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        where: \(condition)
        identify: \(key)
        steps: [{to: help.ticket, do: create, with: {title: x}}]
        unsure: ask
    """
  }

  private static let fewCases: [(String, String, [String])] = [
    (
      "an enumeration", flow("item.level"),
      ["the key of flow `note` can only be one of 2: `low` and `high`"]
    ),
    ("an enumeration, and nothing else is written", flow("item.level", title: "Alarms of ${ item.level }"), []),
    ("an enumeration, and an id", flow("item.level + item.id"), []),
    (
      "what the condition lets through",
      flow("item.host", where: "item.host == 'web'", title: "x"),
      ["the key of flow `note` is the same for everything"]
    ),
    (
      "what the condition leaves of an enumeration", flow("\"'alarm ' + item.level\"", where: "item.level != 'low'"),
      ["the key of flow `note` is the same for everything"]
    ),
    (
      "a list in the condition", flow("item.host", where: "item.host in ['web', 'mail']"),
      ["the key of flow `note` can only be one of 2: `mail` and `web`"]
    ),
    (
      "a long list in the condition",
      flow("item.host", where: "item.host in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']"), []
    ),
    ("a condition on something else", flow("item.host", where: "item.level == 'low'"), []),
    ("what nobody can bound", flow("item.host", where: "item.host.startsWith('web')"), []),
    (
      "a workflow", workflow("item.level"), ["the key of workflow `note` can only be one of 2: `low` and `high`"]
    ),
    ("a workflow with a key", workflow("item.id", where: "item.level == 'low'"), []),
  ]

  @Test("keys that can have few values", arguments: fewCases)
  func few(_ what: String, _ text: String, _ messages: [String]) throws {
    #expect(try AddedToBase(text).findings(of: .constantKey).map { $0.message } == messages, "\(what)")
  }

  @Test(
    "keys of nothing but the time of the last change",
    arguments: [
      ("string(item.changed)", 1), ("'ticket ' + string(item.changed)", 1), ("item.id + string(item.changed)", 0),
      ("string(item.changed.getDayOfYear())", 0), ("string(item.changed).substring(0, 10)", 0), ("item.id", 0),
      ("string( item.changed )", 1),
    ])
  func changed(_ key: String, _ count: Int) throws {
    let text = """
      flows:
        note:
          on: {poll: help.ticket, every: 5m}
          identify: "\(key)"
          deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }"}}]
      """
    #expect(try AddedToBase(text).findings(of: .unstableKey).count == count)
    #expect(try AddedToBase(Self.flow("string(item.at)")).findings(of: .unstableKey).isEmpty)
  }
}
