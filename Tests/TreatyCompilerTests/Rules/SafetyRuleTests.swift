import Testing
import TreatyDiagnostics

@Suite("What could be done twice, or without end, is found before it runs")
struct SafetyRuleTests {
  @Test("flows that make what the other reads", arguments: Flows.rings)
  func rings(_ flows: String, _ severity: Severity?) throws {
    let found = try AddedToBase("flows:\n\(flows)").findings(of: .circularFlows)
    #expect(found.map { $0.severity } == (severity.map { [$0] } ?? []))
  }

  @Test("a ring of three is found once, and a sync alone is none")
  func longRings() throws {
    let systems =
      "systems:\n  attic: {connector: desk, url: \"${ inputs.desk-url }\", account: us-at-desk}\n"
    let attic = "to: attic.ticket, do: upsert, fields: {title: \"${ item.title }\"}"
    let ring =
      Flows.flow("a", on: Flows.tickets, key: "item.id", attic)
      + Flows.flow("b", on: "poll: attic.ticket, every: 5m", key: "item.id", Flows.toJob)
      + Flows.flow("c", on: Flows.jobs, key: "item.number", Flows.toTicket)
    let found = try AddedToBase("\(systems)flows:\n\(ring)").findings(of: .circularFlows)
    #expect(found.count == 1)
    #expect(
      found.first?.reason
        == "`a` makes `attic.ticket`, upon which `b` makes `vans.job`, upon which `c` makes `help.ticket`, upon which it begins anew"
    )
    let sync = Self.sync(create: "desk -> crew, crew -> desk", number: true)
    #expect(try AddedToBase(sync).findings(of: .circularFlows).isEmpty)
    let both = try AddedToBase(
      "\(sync)\nflows:\n\(Flows.flow("b", on: Flows.jobs, key: "item.number", Flows.toTicket))")
    #expect(both.findings(of: .circularFlows).map { $0.severity } == [.error])
  }

  private static func sync(create: String, number: Bool) -> String {
    """
    syncs:
      jobs:
        model: job
        sides:
          desk: {record: help.ticket, fields: {\(number ? "number: {read: \"${ item.id }\"}, " : "")what: {field: title, lossy: Titles are short}}}
          crew: {record: vans.job, fields: {number: {read: "${ item.number }"}, what: {field: what, lossy: Titles are short}}}
        rules: {\(number ? "number: {owner: crew}, " : "")what: {owner: desk}}
        create: [\(create)]
        pull: every 5m
    """
  }

  @Test(
    "both directions need the key on both sides",
    arguments: [
      ("desk -> crew, crew -> desk", false, 1), ("desk -> crew, crew -> desk", true, 0),
      ("desk -> crew", false, 0),
    ])
  func firstSync(_ create: String, _ number: Bool, _ count: Int) throws {
    let found = try AddedToBase(Self.sync(create: create, number: number)).findings(
      of: .doubledOnFirstSync)
    #expect(found.count == count)
  }

  @Test(
    "keys that change each time, and keys that never change",
    arguments: [
      ("item.id", 0, 0), ("item.id + string(now)", 1, 0), ("item.id + event.trace", 1, 0),
      ("string(event.received)", 1, 0), ("item.host + string(now.getFullYear())", 0, 0),
      ("item.host + string(event.received.getDayOfYear())", 0, 0),
      ("event.headers['x-order']", 0, 0),
      ("event.headers['traceparent']", 1, 0), ("\"'all'\"", 0, 1), ("\"'now'\"", 0, 1),
      ("event.body.id", 0, 0), ("inputs.desk-url", 0, 0),
    ])
  func keys(_ key: String, _ unstable: Int, _ constant: Int) throws {
    let text =
      "flows:\n"
      + Flows.flow("a", on: Flows.alarm, key: key, "to: help.ticket, do: upsert, fields: {title: x}")
    #expect(try AddedToBase(text).findings(of: .unstableKey).count == unstable)
    #expect(try AddedToBase(text).findings(of: .constantKey).count == constant)
  }

  @Test("what runs by the clock and lists nothing has one item, which may be one record")
  func lone() throws {
    let text =
      "flows:\n"
      + Flows.flow(
        "a", on: "schedule: daily at 06:00", key: "\"'report'\"",
        "to: help.ticket, do: upsert, fields: {title: x}")
    #expect(try AddedToBase(text).findings(of: .constantKey).isEmpty)
  }

  @Test(
    "two flows of the same items, each with a record of its own",
    arguments: [
      ("item.id", "", "item.host", "", 1), ("item.id", "", "item.id", "", 0),
      ("item.id+item.host", "", "item.id + item.host", "", 0),
      ("item.id + ' '", "", "item.id + '  '", "", 1),
      ("item.id", "item.level == 'high'", "item.host", "item.level == 'low'", 0),
      ("item.id", "item.level == 'high'", "item.host", "item.level=='high'", 1),
    ])
  func lanes(_ first: String, _ one: String, _ second: String, _ other: String, _ count: Int) throws {
    let ticket = "to: help.ticket, do: upsert, fields: {title: x}"
    let text =
      "flows:\n" + Flows.flow("a", on: Flows.alarm, where: one, key: first, ticket)
      + Flows.flow(
        "b", on: "event: watch.alarm, path: /b, account: monitor-here", where: other, key: second,
        ticket)
    #expect(try AddedToBase(text).findings(of: .splitLanes).count == count)
  }

  @Test("a record is found again by its key, a call is made again")
  func repeated() throws {
    let create = "to: help.ticket, do: create, fields: {title: x}"
    #expect(try Self.repeated(create) == 0)
    #expect(try Self.repeated("call: help.remark, with: {id: \"${ item.id }\", text: x}") == 1)
    #expect(
      try Self.repeated("call: vans.dispatch, with: {job: \"${ item.id }\", by: \"${ item.at }\"}")
        == 0)
  }

  private static func repeated(_ delivery: String) throws -> Int {
    let text = "flows:\n" + Flows.flow("a", on: Flows.alarm, key: "item.id", delivery)
    return try AddedToBase(text).findings(of: .webhookWithoutDeliveryID).count
  }

  @Test(
    "without a delivery id nothing is known by being kept, but workflows are",
    arguments: [("1h", 0), ("59m", 1)])
  func kept(_ done: String, _ count: Int) throws {
    let policy = "policies: {retention: {short: {done: \(done)}}}\n"
    let flow =
      "\(Flows.flow("a", on: Flows.alarm, key: "item.id", "to: help.ticket, do: upsert, fields: {title: x}"))"
      .replacing("unsure: ask", with: "retention: short")
    #expect(try AddedToBase("\(policy)flows:\n\(flow)").findings(of: .forgottenTooSoon).isEmpty)
    let workflow = """
      workflows:
        w:
          on: {\(Flows.alarm)}
          identify: item.id
          steps: [{to: help.ticket, do: create, with: {title: x}}]
          retention: short
      """
    #expect(try AddedToBase("\(policy)\(workflow)").findings(of: .forgottenTooSoon).count == count)
  }
}

/// Flows of the base package's systems.
private enum Flows {
  /// A flow, for a section of flows.
  static func flow(
    _ name: String, on: String, where condition: String = "", key: String, _ delivery: String
  ) -> String {
    """
      \(name):
        on: {\(on)}
        \(condition.isEmpty ? "" : "where: \(condition)")
        identify: \(key)
        deliver: [{\(delivery)}]
        unsure: ask

    """
  }

  static let changed = "event: help.changed, path: /changed, account: desk-here"
  static let alarm = "event: watch.alarm, path: /alarm, account: monitor-here"
  static let jobs = "poll: vans.job, every: 5m"
  static let tickets = "poll: help.ticket, every: 5m"
  static let toJob = "to: vans.job, do: upsert, fields: {what: \"${ item.title }\"}"
  static let toTicket = "to: help.ticket, do: upsert, fields: {title: \"${ item.what }\"}"

  /// Flows, and what is found of them.
  static let rings: [(String, Severity?)] = [
    (
      flow("a", on: tickets, key: "item.id", toJob)
        + flow("b", on: jobs, key: "item.number", toTicket), .error
    ),
    // One way only.
    (flow("a", on: tickets, key: "item.id", toJob), nil),
    // The records that a flow makes itself, of the kind that it reads.
    (
      flow(
        "a", on: tickets, key: "item.id",
        "to: help.ticket, do: create, fields: {title: \"${ item.title }\"}"), .error
    ),
    // Only changed: what a flow did not make it leaves alone.
    (
      flow(
        "a", on: tickets, key: "item.id",
        "to: vans.job, do: update, fields: {what: \"${ item.title }\"}")
        + flow("b", on: jobs, key: "item.number", toTicket), nil
    ),
    // A condition that reads nothing of what is written may end it or not.
    (
      flow("a", on: tickets, where: "item.level == 'high'", key: "item.id", toJob)
        + flow("b", on: jobs, key: "item.number", toTicket), .warning
    ),
    // One that reads a field that is written may be there to end it.
    (
      flow("a", on: tickets, where: "item.title != 'Job'", key: "item.id", toJob)
        + flow("b", on: jobs, key: "item.number", toTicket), nil
    ),
    // A vendor's query cannot be read.
    (
      flow("a", on: "\(tickets), scope: \"Queue = 'X'\"", key: "item.id", toJob)
        + flow("b", on: jobs, key: "item.number", toTicket), nil
    ),
    // Over events it is likely; with a condition nobody knows.
    (
      flow(
        "a", on: changed, key: "item.id",
        "call: help.remark, with: {id: \"${ item.id }\", text: seen}"), .warning
    ),
    (
      flow(
        "a", on: changed, where: "item.state == 'done'", key: "item.id",
        "call: help.remark, with: {id: \"${ item.id }\", text: seen}"), nil
    ),
    (
      flow(
        "a", on: changed, key: "item.id",
        "to: vans.job, do: upsert, fields: {what: \"${ item.id }\"}"), nil
    ),
  ]
}
