import Testing
import TreatyDiagnostics

@Suite("What a flow writes is held against the condition that it must pass to come round again")
struct WrittenConditionTests {
  /// A flow over tickets that makes tickets itself.
  private static func ring(where condition: String, _ fields: String, more: String = "", flow: String = "") -> String {
    """
    flows:
      again:
        on: {poll: help.ticket, every: 5m}
    \(flow.isEmpty ? "" : "    \(flow)\n")    where: \(condition)
        identify: item.id
        deliver: [{to: help.ticket, do: create, fields: {title: x, \(fields)}\(more)}]
        unsure: ask
    """
  }

  /// Flows from tickets to jobs and back, of which the second has a condition.
  private static func pair(_ status: String, where condition: String) -> String {
    """
    flows:
      there:
        on: {poll: help.ticket, every: 5m}
        identify: item.id
        deliver: [{to: vans.job, do: upsert, fields: {what: "${ item.title }", status: \(status)}}]
        unsure: ask
      back:
        on: {poll: vans.job, every: 5m}
        where: \(condition)
        identify: item.number
        deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.what }"}}]
        unsure: ask
    """
  }

  private static let cases: [(String, String, Severity?)] = [
    ("what passes comes round", ring(where: "item.state == 'open'", "state: open"), .error),
    ("what does not pass ends it", ring(where: "item.state == 'open'", "state: done"), nil),
    (
      "another field may end it",
      ring(where: "item.state == 'open' && item.level == 'high'", "state: open"), .warning
    ),
    ("a mark of one's own ends it", ring(where: "item.?owner.orValue('') != 'crew'", "owner: crew"), nil),
    ("another mark does not", ring(where: "item.?owner.orValue('') != 'crew'", "owner: desk"), .error),
    ("a value that is worked out", ring(where: "item.title != 'x' && item.state == 'open'", "note: y"), nil),
    (
      "a field that is carried over keeps what let it pass",
      ring(where: "item.state == 'open'", "state: \"${ item.state }\""), .error
    ),
    (
      "nobody knows what a field is carried over from",
      ring(where: "item.state == 'open' && item.level != ''", "level: \"${ item.title == 'x' ? 'low' : 'high' }\""), nil
    ),
    (
      "what holds for making goes before",
      ring(where: "item.state == 'open'", "state: done", more: ", create: {fields: {state: open}}"), .error
    ),
    (
      "what holds for changing is not made",
      ring(where: "item.state == 'open'", "state: done", more: ", update: {fields: {state: open}}"), nil
    ),
    (
      "who wrote it may end it",
      ring(where: "item.state == 'open' && item.?owner.orValue('') == ''", "state: open"), nil
    ),
    ("of two flows", pair("planned", where: "item.status == 'planned'"), .error),
    ("of two flows, one of which is done", pair("over", where: "item.status == 'planned'"), nil),
    (
      "of two flows, by what it is not", pair("over", where: "item.status != 'planned' && item.what != ''"), nil
    ),
    (
      "of two flows, and by something else", pair("over", where: "item.status != 'planned' && item.number != ''"),
      .warning
    ),
  ]

  @Test("rings with conditions", arguments: cases)
  func rings(_ what: String, _ flows: String, _ severity: Severity?) throws {
    let found = try AddedToBase(flows).findings(of: .circularFlows)
    #expect(found.map { $0.severity } == (severity.map { [$0] } ?? []), "\(what)")
  }

  @Test("the finding shows the condition that is passed")
  func words() throws {
    let found = try AddedToBase(Self.ring(where: "item.state == 'open'", "state: open")).findings(of: .circularFlows)
    #expect(found.first?.related.contains { $0.text == "lets through what is written: `state` is `open`" } == true)
  }
}
