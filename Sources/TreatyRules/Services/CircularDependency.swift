import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Services that need each other in a circle.
public struct CircularDependency: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .circularDependency, name: "circular-dependency", severity: .error,
      title: "Services that need each other",
      summary: "A service needs itself, directly or by way of others.",
      why: """
        After an outage none of them can be started first. What each may promise, and what is hit when one \
        fails, cannot be told: an incident on one would hide behind the other, which hides behind the first.
        """,
      mend: """
        Take out the one that is not needed for working: asking now and then, or being told of something, is no \
        dependency. What both lean on becomes a service of its own.
        """,
      bad: """
        services:
          hall: {owner: front-desk, serves: support, depends-on: [doors]}
          doors: {owner: front-desk, depends-on: [hall]}
        """,
      good: """
        services:
          hall: {owner: front-desk, serves: support, depends-on: [doors]}
          doors: {owner: front-desk}
        """,
      related: [.criticalOnLess, .circularReference], canBeAllowed: true),
    reason: "none of them can be started first")

  /// The rule.
  public init() {}

  /// Says each circle once, by the shortest way round, at the service in it that comes first.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let needs = ServiceNeeds(package)
    var said: Set<String> = []
    for service in package.own(\.services) where !said.contains(service.name.value) {
      guard let way = needs.way(round: service), let first = way.first else { continue }
      let names = [service.name.value] + way.map { needs.parties[$0.party].name }
      said.formUnion(names)
      let shown = names.map { "`\($0)`" }
      let middle = shown.count > 8 ? shown.prefix(4) + ["…"] + shown.suffix(3) : shown[...]
      report.add(
        Self.about.finding(
          "`\(service.name.value)` needs itself\(way.count == 1 ? "" : ": " + middle.joined(separator: " → "))",
          at: first.name.span, "part of the circle",
          related: way.dropFirst().prefix(4).map { Label(span: $0.name.span, text: "and here") },
          mend: "take out the one of these that is not needed for working"))
    }
  }
}
