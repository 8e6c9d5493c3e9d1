import Testing
import TreatyDiagnostics

@Suite("Rules of bounds")
struct BoundsRuleTests {
  private static func flow(
    _ keys: String, on trigger: String = "event: watch.alarm, path: /alarm, account: monitor-here", lookup: String = "",
    deliver: Int = 1
  ) -> String {
    """
    flows:
      page:
        on: {\(trigger)}
        lookup: \(lookup.isEmpty ? "{}" : lookup)
        identify: string(item.\(trigger.contains("vans") ? "number" : "id"))
    \(keys.isEmpty ? "" : "    \(keys)\n")    deliver: [\(Array(repeating: "{to: help.ticket, do: upsert, fields: {title: x}}", count: deliver).joined(separator: ", "))]

    """
  }

  private static func connector(_ list: String) -> String {
    "connectors: {shelf: {records: {part: {id: id, changed: {field: at}, schema: {id: string, at: timestamp}, list: {GET: /parts, \(list)}}}}}\n"
  }

  private static func workflow(_ steps: String, _ rest: String = "") -> String {
    """
    workflows:
      mend:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        steps: [\(steps)]
        \(rest)
    """
  }

  private static func reconcile(_ correct: String, _ rest: String) -> String {
    """
    reconciles:
      jobs:
        model: job
        sides:
          desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}}}
          crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}}}
        match: item.what
        on: daily at 03:00
        correct: {\(correct)}
        guard: {\(rest)}
    """
  }

  private static func sync(_ delete: String, pull: String) -> String {
    """
    syncs:
      jobs:
        model: job
        sides:
          desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}}}
          crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}}}
        rules: {what: {owner: desk}}
        create: [desk -> crew]
        delete: \(delete)
        pull: \(pull)
    """
  }

  private static func load(_ rate: String, against: String = "staging", lookup: String = "", when: String = "")
    -> String
  {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
    \(lookup)    identify: item.id
        deliver: [{to: help.ticket, do: upsert, \(when)fields: {title: x}}]
    probes:
      storm:
        flow: page
        send: {event: watch.alarm, body: {id: x, host: probe, level: low, count: 1, at: "${ probe.started }", tags: [], labels: {}}}
        expect: [{check: now - probe.started < duration('15m')}]
        load: {rate: \(rate), for: 5m, against: \(against)}
    """
  }

  private static let lookup = "    lookup: {old: {get: help.ticket, id: \"${ item.host }\"}}\n"
  private static let moment = "{wait: {until: \"item.at + duration('48h')\"}}"

  static let cases: [RuleCase] = [
    RuleCase("twenty calls", flow("", deliver: 20)),
    RuleCase("one more", flow("", deliver: 21), .wideFanOut),
    RuleCase(
      "a lookup counts", flow("", lookup: "{old: {get: help.ticket, id: \"${ item.host }\"}}", deliver: 20), .wideFanOut
    ),
    RuleCase(
      "one that is kept for a while does not",
      flow("", lookup: "{old: {get: help.ticket, id: \"${ item.host }\", cache: 10m}}", deliver: 20)),
    RuleCase("a thousand on a page", connector("page: {number: page, size: 1000}")),
    RuleCase("one more on a page", connector("page: {number: page, size: 1001}"), .largePage),
    RuleCase(
      "said twice, found once", connector("query: {per_page: \"5000\"}, page: {number: page, size: 5000}"), .largePage),
    RuleCase("a number that means something else", connector("query: {project: \"123456\"}")),
    RuleCase("as long as what is done is kept", flow("correlate: {by: [item.host], window: 7d}")),
    RuleCase(
      "flapping beyond what is kept", flow("correlate: {by: [item.host], flapping: {changes: 4, within: 8d}}"),
      .windowBeyondRetention),
    RuleCase("as long as items live", flow("correlate: {by: [item.host], window: 15m}\n    expires: 15m")),
    RuleCase(
      "a webhook tells of each change", flow("correlate: {by: [item.host], flapping: {changes: 4, within: 1m}}")),
    RuleCase(
      "just often enough",
      flow("correlate: {by: [item.what], flapping: {changes: 4, within: 20m}}", on: "poll: vans.job, every: 5m")),
    RuleCase(
      "not quite",
      flow("correlate: {by: [item.what], flapping: {changes: 4, within: 19m}}", on: "poll: vans.job, every: 5m"),
      .flappingUnseen),
    RuleCase("half of the records", reconcile("differs: crew", "most: 50%")),
    RuleCase("more than half, and a number besides", reconcile("differs: crew", "most: 100%, count: 20")),
    RuleCase("what only reports needs no guard", reconcile("missing: {desk: report}", "most: 100%, least: 0%")),
    RuleCase("an empty list", reconcile("missing: {crew: create}", "least: 0%"), .openGuard),
    RuleCase("a moment, and a workflow that has an end", workflow(moment, "within: 5d")),
    RuleCase("a moment inside of a way", workflow("{choose: [{steps: [\(moment)]}]}"), .endlessWait),
    RuleCase("as long as the workflow", workflow("{wait: {for: 14d}}", "within: 14d")),
    RuleCase("longer than the usual", workflow("{wait: {for: 91d}}"), .waitBeyondWorkflow),
    RuleCase(
      "an answer that comes too late", workflow("{approve: {by: front-desk, within: 3d}}", "within: 2d"),
      .waitBeyondWorkflow),
    RuleCase("as much as the limit", load("10/s")),
    RuleCase("two calls for each", load("6/s", lookup: lookup), .loadBeyondLimit),
    RuleCase("a stand-in bears all", load("1000/s", against: "stand-in")),
    RuleCase("what may not be called", load("50/s", when: "when: item.level == 'high', ")),
    RuleCase("thirty days", "policies: {retry: {long: {deadline: 30d}}}\n"),
    RuleCase("one attempt has no deadline", "policies: {retry: {long: {deadline: 31d, attempts: 1}}}\n"),
    RuleCase("two pulls", sync("{act: delete, grace: 30m}", pull: "every 15m")),
    RuleCase("what is kept", sync("keep", pull: "weekly on mon at 03:30")),
    RuleCase("the usual day and a pull each day", sync("delete", pull: "daily at 03:30"), .graceTooShort),
  ]

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled && added.codes(of: [.bounds]) == rule.found.sorted(), "\(added.report)")
  }
}
