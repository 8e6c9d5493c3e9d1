import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules
import TreatyTestSupport

/// A spec beside the base package, and what a rule says of it.
struct SpokenCase: CustomTestStringConvertible, Sendable {
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
    let live = try AddedToBase(spec).live
    let errors = live.filter { $0.severity == .error && $0.code != code && $0.code != .circularDependency }
    #expect(errors.isEmpty, "\(errors.map { $0.message })")
    return live.filter { $0.code == code }
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
  func answers(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let answersCases: [SpokenCase] = [
    SpokenCase(
      "nobody", .nobodyAnswers, ["nobody answers when flow `page` fails"], SpokenCase.flow()),
    SpokenCase("by a policy", .nobodyAnswers, [], SpokenCase.flow("failure: {escalate: by-day}")),
    SpokenCase("by the package's owner", .nobodyAnswers, [], SpokenCase.manifest("owner: front-desk")),
    SpokenCase("by an owner of failures", .nobodyAnswers, [], SpokenCase.flow("failure: {owner: front-desk}")),
    SpokenCase(
      "for one class only", .nobodyAnswers, ["nobody answers when flow `page` fails"],
      SpokenCase.flow("failure: {classes: {denied: {owner: front-desk}}}")),
    SpokenCase(
      "for each class by itself", .nobodyAnswers, [],
      SpokenCase.flow(
        "failure:", "  classes:",
        "    {outage: {owner: front-desk}, throttled: {owner: front-desk}, denied: {owner: front-desk},",
        "     conflict: {owner: front-desk}, rejected: {owner: front-desk}, gone: {owner: front-desk},",
        "     unsure: {owner: front-desk}, ours: {owner: front-desk}, expired: {owner: front-desk}}")),
  ]

  @Test("hours without anybody", arguments: hoursCases)
  func hours(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let hoursCases: [SpokenCase] = [
    SpokenCase("covered by another team", .uncoveredHour, [], SpokenCase.flow("owner: front-desk")),
    SpokenCase(
      "of an owner", .uncoveredHour, ["nobody of `night-watch` answers in 50 hours of the week"],
      SpokenCase.flow("owner: night-watch")),
    SpokenCase(
      "of a policy, once for all that lean on it", .uncoveredHour, ["`nightly` reaches nobody in 50 hours of the week"],
      "policies: {escalation: {nightly: {steps: [{call: night-watch}]}}}\n"
        + SpokenCase.flow("failure: {escalate: nightly, classes: {denied: {escalate: nightly}}}")),
    SpokenCase(
      "of a policy that nothing uses", .uncoveredHour, [],
      "policies: {escalation: {nightly: {steps: [{call: night-watch}]}}}\n"),
    SpokenCase(
      "of a team that says nothing about them", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: crew@example.org}}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "in a file", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {source: {file: desk-down.md}}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "by a rule that is no weekly one", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {windows: [{schedule: cron 0 8 * * *, for: 10h}]}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "by windows that come every day", .uncoveredHour,
      ["nobody of `crew` answers in 10 hours and 30 minutes of the week"],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {windows: [{schedule: daily at 08:00, for: 22h30m}]}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "holidays are none", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {weekly: [mon-sun 00:00-24:00], except: [2026-12-24..2026-12-26]}}\n"
        + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "included calendars count", .uncoveredHour, [],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [rota]}}\n"
        + "calendars: {rota: {includes: [office-hours, nights]}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "between two zones, in summer only", .uncoveredHour,
      ["nobody of `crew` answers in 7 hours of the week, in summer"],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [east, west]}}\n"
        + "calendars: {east: {zone: Europe/Berlin, weekly: [mon-sun 06:00-18:00]},"
        + " west: {zone: UTC, weekly: [mon-sun 17:00-05:00]}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "a stand-in who is not there either", .uncoveredHour, ["nobody of `crew` answers in 50 hours of the week"],
      "teams: {crew: {contacts: {mail: c@example.org}, on-call: [{during: always, team: night-watch}]}}\n"
        + "calendars: {always: {weekly: [mon-sun 00:00-24:00]}}\n" + SpokenCase.flow("owner: crew")),
    SpokenCase(
      "teams that stand in for each other", .uncoveredHour, [],
      "teams:\n  a: {contacts: {mail: a@example.org}, on-call: [office-hours, {during: nights, team: b}]}\n"
        + "  b: {contacts: {mail: b@example.org}, on-call: [nights, {during: office-hours, team: a}]}\n"
        + SpokenCase.flow("owner: b")),
    SpokenCase(
      "teams that only point at each other", .uncoveredHour, ["nobody of `a` answers in 168 hours of the week"],
      "teams:\n  a: {contacts: {mail: a@example.org}, on-call: [{during: nights, team: b}]}\n"
        + "  b: {contacts: {mail: b@example.org}, on-call: [{during: nights, team: a}]}\n" + SpokenCase.flow("owner: a")
    ),
    SpokenCase(
      "a vendor who always answers", .uncoveredHour, [],
      "contracts: {all: {vendor: All House, contacts: {phone: '+1'}}}\n"
        + "policies: {escalation: {nightly: {steps: [{call: night-watch}, {after: 5m, contract: all}]}}}\n"
        + SpokenCase.flow("failure: {escalate: nightly}")),
  ]

  @Test("gaps are said by the clocks of whoever works there")
  func words() throws {
    let item = SpokenCase("", .uncoveredHour, [], SpokenCase.flow("owner: night-watch"))
    let label = try #require(try item.found().first?.primary?.text)
    #expect(
      label == "mon 08:00 to mon 18:00, tue 08:00 to tue 18:00, wed 08:00 to wed 18:00 and 2 more (Europe/Berlin)")
  }

  @Test("teams that leave it to each other are named in their order")
  func circle() throws {
    func reason(_ teams: String) throws -> String? {
      let spec = "teams:\n\(teams)\n" + SpokenCase.flow("owner: a")
      return try SpokenCase("", .uncoveredHour, [], spec).found().first?.reason
    }
    func team(_ name: String, _ onCall: String) -> String {
      "  \(name): {contacts: {mail: \(name)@example.org}, on-call: [\(onCall)]}\n"
    }
    let ring =
      team("a", "office-hours, {during: nights, team: b}") + team("b", "{during: nights, team: c}")
      + team("c", "{during: nights, team: a}")
    #expect(
      try reason(ring)?.hasPrefix(
        "`a` leaves it to `b`, `b` leaves it to `c`, `c` leaves it to `a`, and nobody is on call then; ") == true)
    // Who stands in for whom in hours of their own is not why others are without anybody.
    let pair =
      team("a", "office-hours, {during: nights, team: b}")
      + team("b", "late, {during: office-hours, team: a}")
      + "calendars: {late: {zone: Europe/Berlin, weekly: [mon-fri 18:00-24:00]}}"
    #expect(try reason(pair)?.contains("leaves it to") == false)
  }

  @Test("runbooks and other files", arguments: filesCases)
  func files(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let filesCases: [SpokenCase] = [
    SpokenCase("none has one", .noRunbook, [], SpokenCase.flow("services: [shop]", "failure: {alert: x}")),
    SpokenCase(
      "of the policy of a class", .noRunbook, [],
      "policies: {escalation: {x: {steps: [{call: front-desk}], runbook: desk-down.md}}}\n"
        + SpokenCase.flow("services: [shop]", "failure: {classes: {denied: {escalate: x}}}")),
    SpokenCase(
      "of a service", .noRunbook, [],
      "services: {hall: {owner: front-desk, criticality: high, runbook: desk-down.md}}\n"
        + SpokenCase.flow("services: [hall]")),
    SpokenCase(
      "of another service than one on which much hangs", .noRunbook, ["nothing says what to do when flow `page` fails"],
      "services: {hall: {owner: front-desk, runbook: desk-down.md}}\n" + SpokenCase.flow("services: [shop]")),
    SpokenCase(
      "of another service than one on which little hangs", .noRunbook, [],
      "services: {hall: {owner: front-desk, runbook: desk-down.md}}\n" + SpokenCase.flow("services: [payments]")),
    SpokenCase("one of two has one", .noRunbook, [], runbooks(1, of: 2)),
    SpokenCase("two of four have one", .noRunbook, [], runbooks(2, of: 4)),
    SpokenCase(
      "three of four have one", .noRunbook, ["nothing says what to do when flow `page-4` fails"], runbooks(3, of: 4)),
    SpokenCase(
      "a profile demands it, and none has one", .noRunbook, ["nothing says what to do when flow `page-1` fails"],
      RuleCase.held(to: "check: TR1603") + runbooks(0, of: 1)),
    SpokenCase(
      "all that can be named", .missingRunbook,
      [
        "there is no calendar `rota.ics` in the package", "there is no report `scan.sarif` in the package",
        "there is no runbook `../x.md` in the package", "there is no runbook `x.md` in the package",
        "there is no runbook `y.md` in the package",
      ],
      "calendars: {rota: {source: {file: rota.ics}}}\n"
        + "findings: {f: {import: {sarif: scan.sarif}}}\n"
        + "policies: {escalation: {x: {steps: [{call: front-desk}], runbook: ../x.md}}}\n"
        + "services: {hall: {owner: front-desk, runbook: x.md}, b: {owner: front-desk, runbook: ./desk-down.md},"
        + " c: {owner: front-desk, runbook: 'https://x.example/y.md'}, d: {owner: front-desk, runbook: y.md}}\n"
    ),
  ]

  /// Flows of which some have a runbook.
  private static func runbooks(_ count: Int, of all: Int) -> String {
    "flows:\n"
      + (1...all).map { number in
        """
          page-\(number):
            on: {event: watch.alarm, path: /alarm-\(number), account: monitor-here}
            where: item.count == \(number)
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: x}}]
            \(number > count ? "" : "failure: {runbook: desk-down.md}")

        """
      }.joined()
  }

  @Test("who can be called", arguments: callsCases)
  func calls(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func step(_ step: String, with more: String = "") -> String {
    "policies: {escalation: {x: {steps: [\(step)]}}}\n\(more)"
  }

  private static let callsCases: [SpokenCase] = [
    SpokenCase(
      "not over that", .callsNobody, ["`night-watch` is called over `mail`, and has no such contact"],
      step("{call: night-watch, via: mail}")),
    SpokenCase("one of two will do", .callsNobody, [], step("{call: night-watch, via: [mail, phone]}")),
    SpokenCase(
      "a number of the one on call", .callsNobody, [],
      step("{call: crew, via: phone}", with: "teams: {crew: {on-call: [{during: nights, contact: '+49 1'}]}}")),
    SpokenCase(
      "a mail address of the one on call", .callsNobody, ["`crew` is called over `phone`, and has no such contact"],
      step("{call: crew, via: phone}", with: "teams: {crew: {on-call: [{during: nights, contact: a@b.example}]}}")),
    SpokenCase(
      "a parent's contact", .callsNobody, [],
      step("{call: crew, via: mail}", with: "teams: {crew: {parent: front-desk}}")),
    SpokenCase(
      "none at all", .callsNobody, ["`crew` is called and has no contact at all"],
      step("{call: crew}", with: "teams: {crew: {about: Nobody}}")),
    SpokenCase(
      "a vendor without a contact", .callsNobody, ["`v` is called and has no contact at all"],
      step("{contract: v}", with: "contracts: {v: {vendor: V}}")),
    SpokenCase(
      "called, and said there", .unreachableTeam, [],
      step("{call: crew, via: mail}", with: "teams: {crew: {contacts: {mail: a@b.example}}}")),
    SpokenCase(
      "who has to agree", .unreachableTeam, ["`crew` has to agree, and has no contact"],
      "teams: {crew: {about: Agrees}}\ngates: {g: {ask: {path: /g, account: desk-here, input: {a: string}},"
        + " rules: [{allow: 'true'}], approve: {by: crew}}}"),
    SpokenCase("that nothing leans on", .unreachableTeam, [], "teams: {crew: {about: Nobody}}"),
    SpokenCase(
      "at once", .disorderedEscalation,
      ["`night-watch` is called at the same time as `front-desk`, which stands before it"],
      step("{call: front-desk}, {call: night-watch}")),
    SpokenCase(
      "again too soon", .disorderedEscalation, ["`x` begins again after 10m, and its last step comes after 15m"],
      "policies: {escalation: {x: {steps: [{call: front-desk}, {after: 15m, call: night-watch}], again: 10m}}}"),
    SpokenCase(
      "nobody is called for what much hangs on", .noAlert,
      ["nobody is called when flow `page` fails, and `shop` is high"], SpokenCase.flow("services: [shop]")),
    SpokenCase(
      "an alert will do", .noAlert, [], SpokenCase.flow("services: [shop]", "failure: {alert: page-fails}")),
    SpokenCase("not for what is medium", .noAlert, [], SpokenCase.flow("services: [payments]")),
  ]

  @Test("addresses that are none", arguments: contactCases)
  func contacts(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func contact(_ contacts: String, lead: String = "Head of the hall") -> String {
    "teams: {hall: {contacts: {\(contacts)}, lead: \(lead)}}\n"
  }

  private static let contactCases: [SpokenCase] =
    [
      "desk@example.org", "desk@localhost", "\"Desk <desk@example.org>\"", "d.e+s-k@mail.example.org",
      "'\"a b\"@example.org'", "'desk@[192.0.2.1]'", "büro@bücher.example",
    ].map { SpokenCase("an address: \($0)", .malformedContact, [], contact("mail: \($0)")) }
    + [
      "desk", "desk@", "\"@example.org\"", "a@b@example.org", "a b@example.org", "desk@example..org",
      "desk@exa_mple.org", "mailto:desk@example.org",
    ].map {
      SpokenCase(
        "no address: \($0)", .malformedContact, ["`\($0.replacing("\"", with: ""))` is no mail address"],
        contact("mail: \($0)"))
    }
    + ["+49 30 1", "110", "tel:+1-800-CALL-NOW", "(030) 123/45 ext. 6"].map {
      SpokenCase("a number: \($0)", .malformedContact, [], contact("phone: \"\($0)\""))
    }
    + ["ask the front desk", "desk@example.org", "https://example.org/1"].map {
      SpokenCase(
        "no number: \($0)", .malformedContact,
        ["team `hall` is called at `\($0)`, which is no telephone number"], contact("phone: \"\($0)\""))
    }
    + [
      SpokenCase(
        "who leads it", .malformedContact, ["`head@` is no mail address"],
        contact("mail: a@example.org", lead: "head@")),
      SpokenCase(
        "of a vendor", .malformedContact, ["`help` is no mail address"],
        "contracts: {v: {vendor: V, contacts: {mail: help}}}"),
      SpokenCase(
        "nobody above who is asked", .nobodyAbove,
        ["gate `g` is to ask the parent of `night-watch` when nobody answers, and it has none"], gate("night-watch")),
      SpokenCase(
        "somebody above who is asked", .nobodyAbove, [],
        "teams: {hall: {parent: front-desk}}\n" + gate("hall")),
    ]

  private static func gate(_ team: String) -> String {
    "gates: {g: {ask: {path: /g, account: desk-here, input: {a: string}}, rules: [{allow: 'true'}],"
      + " approve: {by: \(team), within: 1d, else: escalate}}}\n"
  }

  @Test("a team of another package, by its alias")
  func alias() throws {
    let spec = """
      policies: {escalation: {x: {steps: [{call: x/board}, {after: 5m, call: night-watch}]}}}
      """
    let manifest = SpokenCase.manifest("").replacing("[std/itsm]", with: "[std/itsm, {package: ../shared, as: x}]")
    let files = [
      SourceText(path: "treaty.yaml", bytes: Array(manifest.utf8)),
      SourceText(path: "more.treaty.yaml", bytes: Array("\(spec)\n\(SpokenCase.flow("owner: x/board"))".utf8)),
    ]
    let found = Fixtures.compile(BrokenSpec.added(files, to: try BrokenSpec.base())).findings.all
    // That it has no contact is for its own package to mend; that it is called here is not.
    #expect(found.map { $0.message }.contains("`x/board` is called and has no contact at all"))
    #expect(!found.contains { $0.code == .unreachableTeam || $0.code == .nobodyAnswers })
  }

  @Test("contracts and calendars", arguments: contractsCases)
  func contracts(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func contract(_ text: String, levels: String = "{}") -> String {
    """
    contracts: {c: {vendor: V, contacts: {mail: v@example.org}, \(text)}}
    systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, contract: c, levels: \(levels)}}
    """
  }

  /// The day of the test is 2026-11-01.
  private static let contractsCases: [SpokenCase] = [
    SpokenCase("its last day", .endedContract, [], contract("until: 2026-11-01")),
    SpokenCase(
      "the day after", .endedContract, ["`c` ended on 2026-10-31, and system `old` relies on it"],
      contract("until: 2026-10-31")),
    SpokenCase("ended, and nothing uses it", .endedContract, [], "contracts: {c: {vendor: V, until: 2026-10-31}}"),
    SpokenCase("the last day for notice", .noticePassed, [], contract("until: 2026-12-31, notice: 60d")),
    SpokenCase(
      "a day later", .noticePassed, ["notice for `c` had to be given by 2026-10-31, and it holds until 2026-12-31"],
      contract("until: 2026-12-31, notice: 61d")),
    SpokenCase(
      "sooner than owed", .promiseBeyondContract, ["system `old` is to work again within 4h, and `c` promises 8h"],
      contract("classes: {any: {recovers-within: 8h}}", levels: "{recovers-within: 4h}")),
    SpokenCase(
      "as soon as owed", .promiseBeyondContract, [],
      contract("classes: {outage: {recovers-within: 4h}}", levels: "{recovers-within: 4h}")),
    SpokenCase(
      "any is not for what is named", .promiseBeyondContract, [],
      contract(
        "classes: {outage: {responds-within: 1h}, any: {recovers-within: 8h}}", levels: "{recovers-within: 4h}")),
    SpokenCase(
      "of a service", .promiseBeyondContract, ["service `hall` is to work again within 1h, and `c` promises 8h"],
      contract("classes: {outage: {recovers-within: 8h}}")
        + "\nservices: {hall: {owner: front-desk, systems: [old], levels: {recovers-within: 1h}}}"),
    SpokenCase(
      "hours for a gate", .wrongCalendar,
      ["`office-hours` holds hours in which somebody works, and is used for the answer of a gate"],
      "gates: {g: {ask: {path: /g, account: desk-here, input: {a: string}}, calendars: [office-hours],"
        + " rules: [{allow: 'true'}]}}"),
    SpokenCase(
      "a freeze that is waited for", .wrongCalendar,
      ["`freeze` holds times in which nothing is changed, and is used for the times that a step waits for"],
      "workflows: {w: {on: {event: help.changed, path: /w, account: desk-here}, identify: item.id,"
        + " steps: [{choose: [{steps: [{wait: {during: freeze}}]}]}]}}"),
    SpokenCase("another calendar's times", .emptyCalendar, [], "calendars: {c: {includes: [nights]}}"),
    SpokenCase("no times", .emptyCalendar, ["`c` has no times"], "calendars: {c: {windows: []}}"),
  ]
}
