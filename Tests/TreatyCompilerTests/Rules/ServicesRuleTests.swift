import Testing
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules

@Suite("The map of services holds together")
struct ServicesRuleTests {
  @Test("what serves what", arguments: servingCases)
  func serving(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let servingCases: [SpokenCase] = [
    SpokenCase("by its service", .flowWithoutCapability, [], SpokenCase.flow("services: [shop]")),
    SpokenCase(
      "by a service that serves none", .flowWithoutCapability, ["flow `page` serves no capability"],
      SpokenCase.flow("services: [payments]")),
    SpokenCase(
      "a part of a part", .unservedCapability, ["nothing serves `a.b.d`"],
      "capabilities: {a: {owner: front-desk, parts: {b: {parts: {c: {about: C}, d: {about: D}}}}}}\n"
        + SpokenCase.flow("serves: [a.b.c]")),
    SpokenCase(
      "the whole serves its parts", .unservedCapability, [],
      "capabilities: {a: {owner: front-desk, parts: {b: {parts: {c: {about: C}, d: {about: D}}}}}}\n"
        + SpokenCase.flow("serves: [a]")),
    SpokenCase(
      "parts with owners of their own", .unownedCapability, [],
      "capabilities: {a: {parts: {b: {owner: front-desk}, c: {owner: night-watch}}}}"),
    SpokenCase(
      "one part without", .unownedCapability, ["nobody answers for `a`"],
      "capabilities: {a: {parts: {b: {owner: front-desk}, c: {about: C}}}}"),
  ]

  @Test("what much hangs on", arguments: weightyCases)
  func weighty(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func services(_ lines: String...) -> String {
    "services:\n" + lines.map { "  \($0)\n" }.joined()
  }

  private static let weightyCases: [SpokenCase] = [
    SpokenCase(
      "critical, and nothing runs for it", .unprobedService, [],
      services("a: {owner: front-desk, criticality: critical}")),
    SpokenCase(
      "critical, and something does", .unprobedService, ["`a` is critical, and no probe tries it out"],
      services("a: {owner: front-desk, criticality: critical}") + SpokenCase.flow("services: [a]")),
    SpokenCase(
      "a probe that names it", .unprobedService, [],
      services("a: {owner: front-desk, criticality: critical}") + SpokenCase.flow("services: [a]")
        + "probes: {p: {on: every 5m, services: [a], steps: [{call: vans.dispatch, with: {job: x, by: '${ now }'}}],"
        + " expect: [{check: 'true'}]}}"),
    SpokenCase(
      "high, without an escalation", .unescalatedService, ["`a` is high, and nobody is called when it fails"],
      services("a: {owner: front-desk, criticality: high}")),
    SpokenCase("medium, as it is where nothing is said", .unescalatedService, [], services("a: {owner: front-desk}")),
    SpokenCase(
      "critical on one that says nothing", .criticalOnLess, ["`a` is critical and needs `b`, which is medium"],
      services("a: {owner: front-desk, criticality: critical, depends-on: [b]}", "b: {owner: front-desk}")),
    SpokenCase(
      "one step less", .criticalOnLess, [],
      services(
        "a: {owner: front-desk, criticality: critical, depends-on: [b]}", "b: {owner: front-desk, criticality: high}")),
  ]

  @Test("circles", arguments: circlesCases)
  func circles(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static let circlesCases: [SpokenCase] = [
    SpokenCase(
      "itself", .circularDependency, ["`a` needs itself"], services("a: {owner: front-desk, depends-on: [a]}")),
    SpokenCase(
      "by others, once", .circularDependency, ["`a` needs itself: `a` → `b` → `c` → `a`"],
      services(
        "a: {owner: front-desk, depends-on: [b]}", "b: {owner: front-desk, depends-on: [c]}",
        "c: {owner: front-desk, depends-on: [a]}", "d: {owner: front-desk, depends-on: [a]}")),
    SpokenCase(
      "promises in a circle come to an end", .availabilityBeyondDependency,
      [
        "`a` promises 99.9%, and what it needs has 99% at the most"
      ],
      services(
        "a: {owner: front-desk, depends-on: [b], levels: {availability: 99.9%}}",
        "b: {owner: front-desk, depends-on: [c]}",
        "c: {owner: front-desk, depends-on: [a, b], levels: {availability: 99%}}")),
  ]

  @Test("promises", arguments: promisesCases)
  func promises(_ item: SpokenCase) throws { #expect(try item.found().map { $0.message } == item.messages) }

  private static func needing(_ needs: String, _ share: String, _ others: String...) -> String {
    "services:\n  a: {owner: front-desk, depends-on: [\(needs)], levels: {availability: \(share)}}\n"
      + others.map { "  \($0)\n" }.joined()
  }

  private static let promisesCases: [SpokenCase] = [
    SpokenCase(
      "just the product", .availabilityBeyondDependency, [],
      needing(
        "b, c", "99.0025%", "b: {owner: front-desk, levels: {availability: 99.5%}}",
        "c: {owner: front-desk, levels: {availability: 99.5%}}")),
    SpokenCase(
      "a little more", .availabilityBeyondDependency,
      [
        "`a` promises 99.0026%, and what it needs has 99.0025% at the most"
      ],
      needing(
        "b, c", "99.0026%", "b: {owner: front-desk, levels: {availability: 99.5%}}",
        "c: {owner: front-desk, levels: {availability: 99.5%}}")),
    SpokenCase(
      "what is part of another's promise counts once", .availabilityBeyondDependency, [],
      needing(
        "b, c", "99.5%", "b: {owner: front-desk, depends-on: [c], levels: {availability: 99.5%}}",
        "c: {owner: front-desk, levels: {availability: 99.5%}}")),
    SpokenCase(
      "beyond one that promises nothing", .availabilityBeyondDependency,
      [
        "`a` promises 99.9%, and what it needs has 99.5% at the most"
      ],
      needing(
        "b", "99.9%", "b: {owner: front-desk, depends-on: [c]}", "c: {owner: front-desk, levels: {availability: 99.5%}}"
      )),
    SpokenCase(
      "of a system", .availabilityBeyondDependency, ["`a` promises 99.9%, and what it needs has 99% at the most"],
      "services: {a: {owner: front-desk, systems: [old], levels: {availability: 99.9%}}}\n"
        + "systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, levels: {availability: 99%}}}"
    ),
    SpokenCase(
      "again later than promised", .recoveryBeyondDependency,
      [
        "`a` is to work again within 1h, and `c`, which it needs, within 1d"
      ],
      services(
        "a: {owner: front-desk, depends-on: [b, c], levels: {recovers-within: 1h}}",
        "b: {owner: front-desk, levels: {recovers-within: 4h}}",
        "c: {owner: front-desk, levels: {recovers-within: 24h}}")),
    SpokenCase(
      "as soon", .recoveryBeyondDependency, [],
      services(
        "a: {owner: front-desk, depends-on: [b], levels: {recovers-within: 1h}}",
        "b: {owner: front-desk, levels: {recovers-within: 60m}}")),
  ]
}
