import Testing
import TreatyDiagnostics

@Suite("Rules of retention and logging")
struct RetentionRuleTests {
  private static func report(
    _ keys: String = "", input: String = "who: {type: email, class: personal}", owner: String = "x"
  ) -> String {
    """
    flows:
      report:
        on: {request: true, path: /reports, account: desk-here, input: {number: string, \(input)}}
        identify: item.number
        deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.number }", owner: "\(owner)"}}]
    \(keys.isEmpty ? "" : "    \(keys)\n")
    """
  }

  private static func held(_ demand: String, _ spec: String) -> String { RuleCase.held(to: demand) + spec }
  private static func retention(_ body: String) -> String { "policies: {retention: {short: {\(body)}}}\n" }
  private static func protection(_ body: String) -> String { "policies: {protection: {careful: {\(body)}}}\n" }

  static let cases: [RuleCase] = [
    RuleCase("without a profile nothing is demanded", report()),
    RuleCase("what carries nothing of persons", held("check: TR1502", report(input: "what: string"))),
    RuleCase("internal is not personal", held("check: TR1502", report(input: "what: {type: string, class: internal}"))),
    RuleCase(
      "a secret is more than personal", held("check: TR1502", report(input: "what: {type: string, class: secret}")),
      .keptWithoutPolicy),
    RuleCase(
      "in a record inside",
      held("check: TR1502", report(input: "by: {fields: {name: {type: string, class: personal}}}")), .keptWithoutPolicy),
    RuleCase(
      "in a list of records",
      held("check: TR1502", report(input: "by: [{fields: {name: {type: string, class: personal}}}]")),
      .keptWithoutPolicy),
    RuleCase("the usual times, just as long as allowed", held("check: TR1501, at-most: 90d", report())),
    RuleCase("the usual times are too long", held("check: TR1501, at-most: 89d", report()), .keptTooLong),
    RuleCase(
      "shorter for persons",
      held("check: TR1501, at-most: 30d", report("retention: short") + retention("classes: {personal: 30d}"))),
    RuleCase("a demand without a limit", held("check: TR1501", report())),
    RuleCase(
      "seven years are the usual",
      held("check: TR1503, at-least: 2555d", report("retention: short") + retention("done: 1d"))),
    RuleCase(
      "a policy that nothing uses keeps no trail", held("check: TR1503, at-least: 365d", retention("audit: 1d"))),
    RuleCase("no protection, as a profile demands", held("check: TR1504", report()), .unsealedPayload),
    RuleCase(
      "left open, and nothing guarded in it",
      report("protection: careful", input: "what: string") + protection("seal: false")),
    RuleCase(
      "a class that is not carried may stay in logs", report("protection: careful") + protection("redact: [personal]")),
    RuleCase("nothing is left out", report("protection: careful") + protection("redact: []"), .unredactedClass),
    RuleCase("what the usual leaves out", report("protection: careful") + protection("show: internal")),
    RuleCase("shown without a profile", protection("show: secret")),
    RuleCase("a secret is shown", held("check: TR1506", protection("show: secret")), .shownToOperators),
    RuleCase("the usual keys", held("check: TR1507, at-most: 30d", protection("seal: true"))),
    RuleCase("a hold that ends today", retention("hold: {reason: x, until: 2026-11-01}")),
    RuleCase("shorter than dead letters, longer than done", retention("done: 7d, dead: 90d, classes: {personal: 30d}")),
    RuleCase("secrets before persons", retention("classes: {secret: 30d, personal: 7d}"), .classKeptLonger),
    RuleCase("as long as the looser class", retention("classes: {internal: 7d, personal: 7d}")),
    RuleCase("a log is there", held("check: TR1512", report("log: {number: \"${ item.number }\"}"))),
    RuleCase(
      "out of the region in a plain field", held("check: TR1510, one-of: [eu]", region("us", "${ item.who }")),
      .dataLeavesRegion),
    RuleCase(
      "a constant says nothing of anybody", held("check: TR1510, one-of: [eu]", region("us", "desk@example.org"))),
    RuleCase("within the region", held("check: TR1510, one-of: [eu]", region("eu", "${ item.who }"))),
  ]

  /// A field of a model, a record that is looked up, and a field that both sides of a sync have.
  static let ways: [RuleCase] = [
    RuleCase("in a model", held("check: TR1502", incident("caller: \"${ item.host }\"")), .keptWithoutPolicy),
    RuleCase("in a model, and not written", held("check: TR1502", incident("link: \"${ item.host }\""))),
    RuleCase("in a model, and always the same", held("check: TR1502", incident("caller: desk@example.org"))),
    RuleCase(
      "in a record that is looked up",
      held("check: TR1502", people + incident("link: x", lookup: "{who: {get: staff.person, id: x}}")),
      .keptWithoutPolicy),
    RuleCase(
      "written to a record",
      held(
        "check: TR1502",
        people + incident("link: x", deliver: "{to: staff.person, do: create, fields: {mail: \"${ item.key }\"}}")),
      .keptWithoutPolicy),
    RuleCase(
      "in a sync", held("check: TR1502", people + sync("mail")), .keptWithoutPolicy),
    RuleCase("in a sync, and left out", held("check: TR1502", people + sync("number"))),
  ]

  private static func incident(
    _ field: String, lookup: String = "{}", deliver: String = "{to: help.ticket, do: upsert, fields: {title: x}}"
  ) -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        lookup: \(lookup)
        identify: item.id
        map: {model: incident, set: {key: "${ item.id }", state: new, severity: low, \(field)}}
        deliver: [\(deliver)]

    """
  }

  /// A system with people in it.
  private static let people = """
    connectors:
      directory:
        records:
          person:
            id: number
            changed: {field: changed}
            schema: {number: string, mail: {type: email, class: personal}, changed: timestamp}
            accepts: {number: string?, mail: {type: email?, class: personal}}
            get: {GET: "/people/${ id }"}
            list: {GET: /people, query: {since: "${ string(since) }"}}
            create: {POST: /people, json: "${ input }", gives: {id: body.number}, safety: {key: Idempotency-Key}}
            update: {PATCH: "/people/${ id }", json: "${ input }", safety: idempotent}
    systems:
      staff: {connector: directory, url: "${ inputs.crew-url }"}
      others: {connector: directory, url: "${ inputs.desk-url }"}
    models:
      person: {fields: {number: string?, mail: string?}}

    """

  private static func sync(_ field: String) -> String {
    """
    syncs:
      people:
        model: person
        sides: {staff: {record: staff.person, fields: {\(field): \(field)}}, others: {record: others.person, fields: {\(field): \(field)}}}
        rules: {\(field): {owner: staff}}
        create: [staff -> others]
        pull: every 5m
    """
  }

  @Test("wherever it is carried", arguments: ways)
  func carried(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled && added.codes(of: [.retention]) == rule.found.sorted(), "\(added.report)")
  }

  @Test("policies of another package are read, and only what uses them can be mended here")
  func ofAnotherPackage() throws {
    let house = """
      # treaty.yaml
      treaty: 1
      package: test/house
      version: 1.0.0
      # rules.treaty.yaml
      policies:
        retention: {short: {audit: 1d, hold: {reason: x}}, unused: {audit: 1d}}
        protection: {open: {seal: false, show: secret, keys: 900d}}
      """
    let demand = RuleCase.held(to: "check: TR1503, at-least: 365d", uses: "{package: ../house, as: theirs}")
    let spec = Self.report("retention: theirs/short\n    protection: theirs/open")
    let added = try RuleCase("", demand + spec).added(house: house)
    #expect(added.isRuled && added.codes(of: [.retention]) == [.auditTooShort, .unsealedPayload], "\(added.report)")
  }

  /// A flow with personal data to a system whose fields have no classes.
  private static func region(_ region: String, _ owner: String) -> String {
    report(owner: owner).replacing("help.ticket", with: "away.ticket")
      + """
      systems:
        away: {connector: desk, url: "${ inputs.desk-url }", account: us-at-desk, version: "2.4", posture: {clearance: personal, region: \(region)}}
      """
  }

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled && added.codes(of: [.retention]) == rule.found.sorted(), "\(added.report)")
  }
}
