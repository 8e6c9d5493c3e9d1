import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyTestSupport

/// A spec beside the base package, and what a rule says of it.
struct RuleCase: CustomTestStringConvertible, Sendable {
  /// What is so.
  var testDescription: String
  var code: DiagnosticCode
  /// Messages, in the order of their places.
  var messages: [String]
  var spec: String

  init(_ description: String, _ code: DiagnosticCode, _ messages: [String], _ spec: String) {
    (testDescription, self.code, self.messages, self.spec) = (description, code, messages, spec)
  }

  /// What the rule says.
  func found() throws -> [Diagnostic] {
    let files = BrokenSpec.added([BrokenSpec.file(Array("\(spec)\n".utf8))], to: try BrokenSpec.base())
    let package = Fixtures.compile(files)
    let errors = package.findings.all.filter {
      $0.severity == .error && $0.code != code && $0.code != .circularDependency
    }
    #expect(errors.isEmpty, "\(errors.map { $0.message })")
    return package.findings.listed(in: package.sources).map { $0.diagnostic }.filter { $0.code == code }
  }

  /// A flow of the base package's parties, with more lines.
  static func flow(_ lines: String...) -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]

    """ + lines.map { "    \($0)\n" }.joined()
  }

  static func manifest(_ lines: String) -> String {
    """
    # treaty.yaml
    treaty: 1
    package: test/paging
    version: 1.0.0
    uses: [std/itsm]
    inputs: {desk-url: {type: url}, crew-url: {type: url}}
    secrets: {desk-token: {}, crew-password: {}}
    \(lines)
    """
  }
}

@Suite("Somebody answers at every hour, and knows what to do")
struct ResponseRuleTests {
  @Test("the base package has no finding")
  func base() throws {
    let package = Fixtures.compile(try BrokenSpec.base())
    #expect(package.findings.all.isEmpty, "\n\(Fixtures.report(package))")
  }

  @Test("who answers", arguments: answersCases)
  func answers(_ item: RuleCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let answersCases: [RuleCase] = [
    RuleCase(
      "nobody", .nobodyAnswers, ["nobody answers when flow `page` fails"], RuleCase.flow()),
    RuleCase("by a policy", .nobodyAnswers, [], RuleCase.flow("failure: {escalate: by-day}")),
    RuleCase("by the package's owner", .nobodyAnswers, [], RuleCase.manifest("owner: front-desk")),
    RuleCase("by an owner of failures", .nobodyAnswers, [], RuleCase.flow("failure: {owner: front-desk}")),
    RuleCase(
      "for one class only", .nobodyAnswers, ["nobody answers when flow `page` fails"],
      RuleCase.flow("failure: {classes: {denied: {owner: front-desk}}}")),
    RuleCase(
      "for each class by itself", .nobodyAnswers, [],
      RuleCase.flow(
        "failure:", "  classes:",
        "    {outage: {owner: front-desk}, throttled: {owner: front-desk}, denied: {owner: front-desk},",
        "     conflict: {owner: front-desk}, rejected: {owner: front-desk}, gone: {owner: front-desk},",
        "     unsure: {owner: front-desk}, ours: {owner: front-desk}}")),
  ]

  @Test("hours without anybody", arguments: hoursCases)
  func hours(_ item: RuleCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let hoursCases: [RuleCase] = [
    RuleCase("covered by another team", .uncoveredHour, [], RuleCase.flow("owner: front-desk")),
    RuleCase(
      "of an owner", .uncoveredHour, ["nobody of `night-watch` answers in 50 hours of the week"],
      RuleCase.flow("owner: night-watch")),
    RuleCase(
      "of a policy, once for all that lean on it", .uncoveredHour, ["`nightly` reaches nobody in 50 hours of the week"],
      "policies: {escalation: {nightly: {steps: [{call: night-watch}]}}}\n"
        + RuleCase.flow("failure: {escalate: nightly, classes: {denied: {escalate: nightly}}}")),
    RuleCase(
      "of a policy that nothing uses", .uncoveredHour, [],
      "policies: {escalation: {nightly: {steps: [{call: night-watch}]}}}\n"),
    RuleCase(
      "of a team that says nothing about them", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: crew@example.org}}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "in a file", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {source: {file: desk-down.md}}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "by a rule that is no weekly one", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {windows: [{schedule: cron 0 8 * * *, for: 10h}]}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "by windows that come every day", .uncoveredHour,
      ["nobody of `crew` answers in 10 hours and 30 minutes of the week"],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {windows: [{schedule: daily at 08:00, for: 22h30m}]}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "holidays are none", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {weekly: [mon-sun 00:00-24:00], except: [2026-12-24..2026-12-26]}}\n"
        + RuleCase.flow("owner: crew")),
    RuleCase(
      "included calendars count", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {includes: [office-hours, nights]}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "between two zones, in summer only", .uncoveredHour,
      ["nobody of `crew` answers in 7 hours of the week, in summer"],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [east, west]}}\n"
        + "calendars: {east: {zone: Europe/Berlin, weekly: [mon-sun 06:00-18:00]},"
        + " west: {zone: UTC, weekly: [mon-sun 17:00-05:00]}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "a stand-in who is not there either", .uncoveredHour, ["nobody of `crew` answers in 50 hours of the week"],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [{during: always, team: night-watch}]}}\n"
        + "calendars: {always: {weekly: [mon-sun 00:00-24:00]}}\n" + RuleCase.flow("owner: crew")),
    RuleCase(
      "teams that stand in for each other", .uncoveredHour, [],
      "teams:\n  a: {contacts: {mail: a@example.org}, on-call: [office-hours, {during: nights, team: b}]}\n"
        + "  b: {contacts: {mail: b@example.org}, on-call: [nights, {during: office-hours, team: a}]}\n"
        + RuleCase.flow("owner: b")),
    RuleCase(
      "teams that only point at each other", .uncoveredHour, ["nobody of `a` answers in 168 hours of the week"],
      "teams:\n  a: {contacts: {mail: a@example.org}, on-call: [{during: nights, team: b}]}\n"
        + "  b: {contacts: {mail: b@example.org}, on-call: [{during: nights, team: a}]}\n" + RuleCase.flow("owner: a")),
    RuleCase(
      "a vendor who always answers", .uncoveredHour, [],
      "contracts: {all: {vendor: All House, contacts: {phone: '+1'}}}\n"
        + "policies: {escalation: {nightly: {steps: [{call: night-watch}, {after: 5m, contract: all}]}}}\n"
        + RuleCase.flow("failure: {escalate: nightly}")),
  ]

  @Test("gaps are said by the clocks of whoever works there")
  func words() throws {
    let item = RuleCase("", .uncoveredHour, [], RuleCase.flow("owner: night-watch"))
    let label = try #require(try item.found().first?.primary?.text)
    #expect(
      label == "mon 08:00 to mon 18:00, tue 08:00 to tue 18:00, wed 08:00 to wed 18:00 and 2 more (Europe/Berlin)")
  }

  @Test("runbooks and other files", arguments: filesCases)
  func files(_ item: RuleCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let filesCases: [RuleCase] = [
    RuleCase("none has one", .noRunbook, [], RuleCase.flow()),
    RuleCase(
      "of the policy of a class", .noRunbook, [],
      "policies: {escalation: {x: {steps: [{call: front-desk}], runbook: desk-down.md}}}\n"
        + RuleCase.flow("failure: {classes: {denied: {escalate: x}}}")),
    RuleCase(
      "of a service", .noRunbook, [],
      "services: {hall: {owner: front-desk, runbook: desk-down.md}}\n" + RuleCase.flow("services: [hall]")),
    RuleCase(
      "of another service", .noRunbook, ["nothing says what to do when flow `page` fails"],
      "services: {hall: {owner: front-desk, runbook: desk-down.md}}\n" + RuleCase.flow()),
    RuleCase(
      "all that can be named", .missingRunbook,
      [
        "there is no calendar `rota.ics` in the package", "there is no report `scan.sarif` in the package",
        "there is no runbook `../x.md` in the package", "there is no runbook `x.md` in the package",
        "there is no runbook `y.md` in the package", "there is no certificate `house.pem` in the package",
      ],
      "calendars: {rota: {source: {file: rota.ics}}}\n"
        + "findings: {f: {import: {sarif: scan.sarif}}}\n"
        + "policies: {escalation: {x: {steps: [{call: front-desk}], runbook: ../x.md}}}\n"
        + "services: {hall: {owner: front-desk, runbook: x.md}, b: {owner: front-desk, runbook: ./desk-down.md},"
        + " c: {owner: front-desk, runbook: 'https://x.example/y.md'}, d: {owner: front-desk, runbook: y.md}}\n"
        + "systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, tls: {authority: house.pem}}}"
    ),
  ]

  @Test("who can be called", arguments: callsCases)
  func calls(_ item: RuleCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func step(_ step: String, with more: String = "") -> String {
    "policies: {escalation: {x: {steps: [\(step)]}}}\n\(more)"
  }

  private static let callsCases: [RuleCase] = [
    RuleCase(
      "not over that", .callsNobody, ["`night-watch` is called over `mail`, and has no such contact"],
      step("{call: night-watch, via: mail}")),
    RuleCase("one of two will do", .callsNobody, [], step("{call: night-watch, via: [mail, phone]}")),
    RuleCase(
      "a number of the one on call", .callsNobody, [],
      step("{call: crew, via: phone}", with: "teams: {crew: {on-call: [{during: nights, contact: '+49 1'}]}}")),
    RuleCase(
      "a mail address of the one on call", .callsNobody, ["`crew` is called over `phone`, and has no such contact"],
      step("{call: crew, via: phone}", with: "teams: {crew: {on-call: [{during: nights, contact: a@b.example}]}}")),
    RuleCase(
      "a parent's contact", .callsNobody, [],
      step("{call: crew, via: mail}", with: "teams: {crew: {parent: front-desk}}")),
    RuleCase(
      "none at all", .callsNobody, ["`crew` is called and has no contact at all"],
      step("{call: crew}", with: "teams: {crew: {about: Nobody}}")),
    RuleCase(
      "a vendor without a contact", .callsNobody, ["`v` is called and has no contact at all"],
      step("{contract: v}", with: "contracts: {v: {vendor: V}}")),
    RuleCase(
      "called, and said there", .unreachableTeam, [],
      step("{call: crew, via: mail}", with: "teams: {crew: {contacts: {mail: a@b.example}}}")),
    RuleCase(
      "who has to agree", .unreachableTeam, ["`crew` has to agree, and has no contact"],
      "teams: {crew: {about: Agrees}}\ngates: {g: {ask: {path: /g, account: desk-here, input: {a: string}},"
        + " rules: [{allow: 'true'}], approve: {by: crew}}}"),
    RuleCase("that nothing leans on", .unreachableTeam, [], "teams: {crew: {about: Nobody}}"),
    RuleCase(
      "at once", .disorderedEscalation,
      ["`night-watch` is called at the same time as `front-desk`, which stands before it"],
      step("{call: front-desk}, {call: night-watch}")),
    RuleCase(
      "again too soon", .disorderedEscalation, ["`x` begins again after 10m, and its last step comes after 15m"],
      "policies: {escalation: {x: {steps: [{call: front-desk}, {after: 15m, call: night-watch}], again: 10m}}}"),
    RuleCase(
      "nobody is called for what much hangs on", .noAlert,
      ["nobody is called when flow `page` fails, and `shop` is high"], RuleCase.flow("services: [shop]")),
    RuleCase(
      "an alert will do", .noAlert, [], RuleCase.flow("services: [shop]", "failure: {alert: page-fails}")),
    RuleCase("not for what is medium", .noAlert, [], RuleCase.flow("services: [payments]")),
  ]

  @Test("a team of another package, by its alias")
  func alias() throws {
    let spec = """
      policies: {escalation: {x: {steps: [{call: x/board}, {after: 5m, call: night-watch}]}}}
      """
    let manifest = RuleCase.manifest("").replacing("[std/itsm]", with: "[std/itsm, {package: ../shared, as: x}]")
    let files = [
      SourceText(path: "treaty.yaml", bytes: Array(manifest.utf8)),
      SourceText(path: "more.treaty.yaml", bytes: Array("\(spec)\n\(RuleCase.flow("owner: x/board"))".utf8)),
    ]
    let found = Fixtures.compile(BrokenSpec.added(files, to: try BrokenSpec.base())).findings.all
    // That it has no contact is for its own package to mend; that it is called here is not.
    #expect(found.map { $0.message }.contains("`x/board` is called and has no contact at all"))
    #expect(!found.contains { $0.code == .unreachableTeam || $0.code == .nobodyAnswers })
  }

  @Test("contracts and calendars", arguments: contractsCases)
  func contracts(_ item: RuleCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func contract(_ text: String, levels: String = "{}") -> String {
    """
    contracts: {c: {vendor: V, contacts: {mail: v@example.org}, \(text)}}
    systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, contract: c, levels: \(levels)}}
    """
  }

  /// The day of the test is 2026-11-01.
  private static let contractsCases: [RuleCase] = [
    RuleCase("its last day", .endedContract, [], contract("until: 2026-11-01")),
    RuleCase(
      "the day after", .endedContract, ["`c` ended on 2026-10-31, and system `old` relies on it"],
      contract("until: 2026-10-31")),
    RuleCase("ended, and nothing uses it", .endedContract, [], "contracts: {c: {vendor: V, until: 2026-10-31}}"),
    RuleCase("the last day for notice", .noticePassed, [], contract("until: 2026-12-31, notice: 60d")),
    RuleCase(
      "a day later", .noticePassed, ["notice for `c` had to be given by 2026-10-31, and it holds until 2026-12-31"],
      contract("until: 2026-12-31, notice: 61d")),
    RuleCase(
      "sooner than owed", .promiseBeyondContract, ["system `old` is to work again within 4h, and `c` promises 8h"],
      contract("classes: {any: {recovers-within: 8h}}", levels: "{recovers-within: 4h}")),
    RuleCase(
      "as soon as owed", .promiseBeyondContract, [],
      contract("classes: {outage: {recovers-within: 4h}}", levels: "{recovers-within: 4h}")),
    RuleCase(
      "any is not for what is named", .promiseBeyondContract, [],
      contract(
        "classes: {outage: {responds-within: 1h}, any: {recovers-within: 8h}}", levels: "{recovers-within: 4h}")),
    RuleCase(
      "of a service", .promiseBeyondContract, ["service `hall` is to work again within 1h, and `c` promises 8h"],
      contract("classes: {outage: {recovers-within: 8h}}")
        + "\nservices: {hall: {owner: front-desk, systems: [old], levels: {recovers-within: 1h}}}"),
    RuleCase(
      "hours for a gate", .wrongCalendar,
      ["`office-hours` holds hours in which somebody works, and is used for the answer of a gate"],
      "gates: {g: {ask: {path: /g, account: desk-here, input: {a: string}}, calendars: [office-hours],"
        + " rules: [{allow: 'true'}]}}"),
    RuleCase(
      "a freeze that is waited for", .wrongCalendar,
      ["`freeze` holds times in which nothing is changed, and is used for the times that a step waits for"],
      "workflows: {w: {on: {event: help.changed, path: /w, account: desk-here}, identify: item.id,"
        + " steps: [{choose: [{steps: [{wait: {during: freeze}}]}]}]}}"),
    RuleCase("another calendar's times", .emptyCalendar, [], "calendars: {c: {includes: [nights]}}"),
    RuleCase("no times", .emptyCalendar, ["`c` has no times"], "calendars: {c: {windows: []}}"),
  ]
}
