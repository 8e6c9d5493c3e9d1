import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A service that promises to work again sooner than what it needs.
public struct RecoveryBeyondDependency: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .recoveryBeyondDependency, name: "recovery-beyond-dependency", severity: .warning,
      title: "Works again sooner than what it needs",
      summary: "A service promises to work again in less time than a service or system that it needs.",
      why: """
        When the one that it needs is down, the service is down as long. Its owner cannot keep the promise by \
        anything that they do.
        """,
      mend: """
        Promise no less than the longest of what it needs, or agree with the owners of those on less. What the \
        service can work without for that long does not belong under `depends-on`.
        """,
      bad: """
        services:
          hall: {owner: front-desk, serves: support, depends-on: [doors], levels: {recovers-within: 1h}}
          doors: {owner: front-desk, levels: {recovers-within: 4h}}
        """,
      good: """
        services:
          hall: {owner: front-desk, serves: support, depends-on: [doors], levels: {recovers-within: 4h}}
          doors: {owner: front-desk, levels: {recovers-within: 4h}}
        """,
      related: [.availabilityBeyondDependency, .promiseBeyondContract], canBeAllowed: true),
    reason: "while what it needs is down, it is down")

  /// The rule.
  public init() {}

  /// Compares each of the package's own services with what it needs.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let needs = ServiceNeeds(package)
    for service in package.own(\.services) {
      guard let promised = service.value.levels.recoversWithin else { continue }
      let found = needs.promising(of: service) { $0.recoversWithin != nil }.map { needs.parties[$0] }
      let longer = found.compactMap { party in
        party.levels.recoversWithin.flatMap { $0.value > promised.value ? (party, $0) : nil }
      }
      guard let (worst, limit) = longer.max(by: { $0.1.value < $1.1.value }) else { continue }
      let (time, length) = (Interval.text(promised.value), Interval.text(limit.value))
      report.add(
        Self.about.finding(
          "`\(service.name.value)` is to work again within \(time), and \(worst.title), which it needs, within \(length)",
          at: promised.span, "sooner than what it needs",
          related: longer.prefix(4).map { party, limit in
            Label(span: limit.span, text: "\(Interval.text(limit.value)) of \(party.title)")
          },
          mend: "promise \(length) or more here", "or agree on \(time) with the owner of \(worst.title)"))
    }
  }
}
