import Testing
import TreatyDiagnostics

@Suite("Rules of lifecycles")
struct LifecycleRuleTests {
  private static func carts(_ lifecycle: String, _ rest: String = "") -> String {
    """
    systems:
      carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {\(lifecycle)}}

    """ + rest
  }

  private static func flow(to system: String) -> String {
    """
    flows:
      page:
        on: {event: watch.alarm, path: /alarm, account: monitor-here}
        identify: item.id
        deliver: [{to: \(system).job, do: create, fields: {what: "${ item.host }"}}]

    """
  }

  static let cases: [RuleCase] = [
    RuleCase(
      "on its last day a system still works",
      carts("stage: retiring, sunset: 2026-11-01, replaced-by: vans", flow(to: "carts")), .retiringSystem),
    RuleCase(
      "past its last day only that is said",
      carts("stage: retiring, sunset: 2026-10-31, replaced-by: vans", flow(to: "carts")), .sunsetPassed),
    RuleCase(
      "a last day that has passed is said of active systems too", carts("sunset: 2026-10-31", flow(to: "carts")),
      .sunsetPassed, .sunsetOfActive),
    RuleCase(
      "what is gone is said once", carts("stage: retired, sunset: 2026-10-31", flow(to: "carts")), .retiredSystem),
    RuleCase("nobody uses it, and it owns nothing", carts("stage: retiring")),
    RuleCase("used and without successor", carts("stage: retiring", flow(to: "carts")), .retiringSystem, .noSuccessor),
    RuleCase(
      "what takes its place is on trial",
      carts(
        "stage: pilot",
        "  old: {connector: crew, url: \"${ inputs.crew-url }\", account: us-at-crew, lifecycle: {stage: retired, replaced-by: carts}}\n"
      )),
    RuleCase("a pilot is used as any other", carts("stage: pilot", flow(to: "carts"))),
    RuleCase(
      "a pilot of a small service",
      carts("stage: pilot", "services: {tea: {owner: front-desk, criticality: low, systems: [carts]}}\n")),
    RuleCase(
      "an account that only those share that go",
      """
      accounts:
        us-at-carts: {auth: {basic: {user: carts, password: "${ secrets.crew-password }"}}}
      systems:
        carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-carts, lifecycle: {stage: retiring, retire: {revoke: [us-at-carts]}}}
        wagons: {connector: crew, url: "${ inputs.crew-url }", account: us-at-carts, lifecycle: {stage: retired}}
      """),
    RuleCase(
      "an account that another sender shows",
      carts("stage: retiring, replaced-by: vans, retire: {revoke: [monitor-here]}", flow(to: "vans")), .sharedRevocation
    ),
    RuleCase(
      "a version of a system that nothing uses",
      "systems: {counter: {connector: desk, url: \"${ inputs.desk-url }\", account: us-at-desk}}\n"),
  ]

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled && added.codes(of: [.lifecycle]) == rule.found.sorted(), "\(added.report)")
  }

  @Test("two of one name are told apart by what they are")
  func words() throws {
    let unknown = try AddedToBase(
      "systems: {desk: {connector: desk, url: \"${ inputs.desk-url }\", account: us-at-desk}}\n"
        + Self.flow(to: "vans").replacing(
          "vans.job, do: create, fields: {what:", with: "desk.ticket, do: create, fields: {title:")
    ).findings(of: .unknownVersion)
    #expect(
      unknown.map { $0.message } == ["nobody says whether system `desk` has a version that connector `desk` works with"]
    )
    let pilot = try AddedToBase(
      Self.carts("stage: pilot", "services: {carts: {owner: front-desk, criticality: high, systems: [carts]}}\n")
    ).findings(of: .pilotCarriesService)
    #expect(
      pilot.map { $0.message } == [
        "service `carts` is of criticality `high`, and system `carts`, which carries it, is on trial"
      ])
  }
}

/// The day of the test is 2026-11-01.
@Suite("Days of what was done lie behind, in their order")
struct DayTests {
  private static func agreement(_ days: String) -> String {
    "agreements: {shared: {between: [front-desk, night-watch], on: [systems.help], allows: [duty], \(days)}}\n"
  }

  private static func account(_ last: String) -> String {
    """
    accounts:
      old: {owner: front-desk, auth: {token: "${ secrets.old }"}, review: {every: 3650d, last: \(last), by: night-watch}}
    secrets: {old: {about: A token, rotate: 90d}}

    """
  }

  private static let cases: [RuleCase] = [
    RuleCase("agreed today", agreement("agreed: 2026-11-01")),
    RuleCase("agreed where it is tomorrow already", agreement("agreed: 2026-11-02")),
    RuleCase("agreed the day after tomorrow", agreement("agreed: 2026-11-03"), .dayAhead),
    RuleCase("reviewed", account("2026-10-31")), RuleCase("reviewed next year", account("2027-10-31"), .dayAhead),
    RuleCase(
      "found and decided next year",
      "findings: {f: {on: [systems.help], owner: front-desk, found: 2027-02-01}}\n"
        + "decisions: {d: {options: {a: {}, b: {}}, outcome: a, date: 2027-05-01}}\n", .dayAhead, .dayAhead),
    RuleCase("for one day", agreement("agreed: 2026-09-01, until: 2026-09-01")),
    RuleCase("ended before it was agreed", agreement("agreed: 2026-09-01, until: 2026-08-31"), .daysReversed),
    RuleCase(
      "due before it was found",
      "findings: {f: {on: [systems.help], owner: front-desk, found: 2026-02-01, due: 2026-01-31}}\n", .daysReversed),
    RuleCase(
      "looked at again before it was decided",
      "decisions: {d: {options: {a: {}, b: {}}, outcome: a, date: 2026-05-01, review: 2025-05-01}}\n", .daysReversed),
  ]

  @Test("just what is wrong", arguments: cases)
  func found(_ rule: RuleCase) throws {
    let added = try rule.added()
    #expect(added.isRuled && added.codes(of: [.lifecycle]) == rule.found.sorted(), "\(added.report)")
  }
}
