import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A service that promises more than what it needs.
public struct AvailabilityBeyondDependency: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .availabilityBeyondDependency, name: "availability-beyond-dependency", severity: .warning,
      title: "More availability than what it needs has",
      summary: """
        A service promises more availability than the services and systems that it needs promise together.
        """,
      why: """
        It works only while all that it needs works. Shares of time multiply: a service on two others of 99.5% \
        each has 99.0025% at the most, some seven hours a month less than all.

        What one of them promises stands for all that it needs itself; where it promises nothing, what it needs \
        is looked at. Whatever promises nothing at all is counted as always there.
        """,
      mend: """
        Promise no more than the product, or less of what the service needs: a dependency that it can do without \
        for a while, because it keeps a copy or a queue, does not belong under `depends-on`. Where a dependency \
        is better than it promises, let its owner promise it.
        """,
      bad: """
        services:
          hall: {owner: front-desk, serves: support, depends-on: [doors, lamps], levels: {availability: 99.9%}}
          doors: {owner: front-desk, levels: {availability: 99.5%}}
          lamps: {owner: front-desk, levels: {availability: 99.9%}}
        """,
      good: """
        services:
          hall: {owner: front-desk, serves: support, depends-on: [doors, lamps], levels: {availability: 99.4%}}
          doors: {owner: front-desk, levels: {availability: 99.5%}}
          lamps: {owner: front-desk, levels: {availability: 99.9%}}
        """,
      related: [.recoveryBeyondDependency, .promiseBeyondContract], canBeAllowed: true),
    reason: "it works only while all that it needs works")

  /// The rule.
  public init() {}

  /// Multiplies what each of the package's own services needs.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    var needs = ServiceNeeds(package)
    for service in package.own(\.services) {
      guard let promised = service.value.levels.availability, let share = Self.percentage(promised)?.share else {
        continue
      }
      let found = needs.independent(needs.promising(of: service) { $0.availability != nil })
      let shares = found.map { needs.parties[$0] }.compactMap { party in
        Self.percentage(party.levels.availability).map { (party, $0) }
      }
      let product = shares.reduce(1.0) { $0 * $1.1.share }
      // Shares have six decimals of a percent; what is less is the arithmetic's.
      guard product < share - 1e-9 else { continue }
      let total = Self.text(product)
      let factors = shares.map { "\($0.1) of \($0.0.title)" }
      let labels = shares.prefix(4).compactMap { party, value in
        party.levels.availability.map { Label(span: $0.span, text: "\(value) of \(party.title)") }
      }
      report.add(
        Self.about.finding(
          "`\(service.name.value)` promises \(promised.value), and what it needs has \(total) at the most",
          at: promised.span, factors.count == 1 ? factors.joined() : "\(Self.product(factors)) = \(total)",
          related: labels, mend: "promise \(total) or less here",
          "or let what it needs promise more, or do without some of it"))
    }
  }

  private static func percentage(_ text: Located<String>?) -> Percentage? {
    text.flatMap { try? Percentage(parsing: $0.value) }
  }

  /// "99.9% of `a` × 99.5% of `b`", of many the first.
  private static func product(_ factors: [String]) -> String {
    factors.count > 4
      ? factors.prefix(4).joined(separator: " × ") + " × \(factors.count - 4) more" : factors.joined(separator: " × ")
  }

  /// A share as a percentage that it does not lie below.
  private static func text(_ share: Double) -> String {
    Percentage(millionths: Int64((share * 100_000_000 + 1e-6).rounded(.down)))?.description ?? "less"
  }
}
