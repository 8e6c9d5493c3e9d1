import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A service, or something that runs, that promises more than what it needs.
public struct AvailabilityBeyondDependency: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .availabilityBeyondDependency, name: "availability-beyond-dependency", severity: .warning,
      title: "More availability than what it needs has",
      summary: """
        A service, or something that runs, promises more availability than the services and systems that it needs promise together.
        """,
      why: """
        It works only while all that it needs works. Shares of time multiply: a service on two others of 99.5% \
        each has 99.0025% at the most, some seven hours a month less than all.

        What one of them promises stands for all that it needs itself; where it promises nothing, what it needs \
        is looked at. Whatever promises nothing at all is counted as always there.

        A flow, workflow, sync, reconcile or gate needs the systems that it writes to each time, and those that it asks each time and keeps \
        no answers of. What it promises as `success` is held against them only where its `retry` policy says `attempts: 1`: what is tried \
        again may well end better than a single call, and what a condition leaves out ends well without any.
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

  /// Multiplies what each of the package's own services needs, and each activity.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    checkServices(package, &report)
    for activity in package.activities where activity.section != .probes && package.isOwn(activity.name.span) {
      let systems = package.neededSystems(of: activity)
      if let promised = activity.duty.levels.availability {
        let shares = systems.compactMap { Factor($0, $0.value.levels.availability) }
        exceeded(promised, of: activity.title, "", shares).map { report.add($0) }
      }
      if let promised = activity.duty.levels.success, package.retryPolicy(activity).policy.attempts == 1,
        package.takesAll(activity)
      {
        let shares = systems.compactMap { system in
          let levels = system.value.levels
          return [levels.success, levels.availability].compactMap { Factor(system, $0) }.min { $0.share < $1.share }
        }
        exceeded(promised, of: activity.title, " success", shares).map { report.add($0) }
      }
    }
  }

  private func checkServices(_ package: RuledPackage, _ report: inout Findings) {
    var needs = ServiceNeeds(package)
    for service in package.own(\.services) {
      guard let promised = service.value.levels.availability else { continue }
      let found = needs.independent(needs.promising(of: service) { $0.availability != nil })
      let shares = found.map { needs.parties[$0] }.compactMap { Factor($0.title, $0.levels.availability) }
      exceeded(promised, of: "`\(service.name.value)`", "", shares).map { report.add($0) }
    }
  }

  /// What one of those that are needed promises.
  private struct Factor {
    let title: String
    let place: Span
    let percentage: Percentage

    var share: Double { percentage.share }
    var text: String { "\(percentage) of \(title)" }

    init?(_ title: String, _ promised: Located<String>?) {
      guard let promised, let percentage = try? Percentage(parsing: promised.value) else { return nil }
      (self.title, place, self.percentage) = (title, promised.span, percentage)
    }

    init?(_ system: Named<SystemDeclaration>, _ promised: Located<String>?) {
      self.init("system `\(system.name.value)`", promised)
    }
  }

  /// A finding where more is promised than all that is needed promises together.
  private func exceeded(
    _ promised: Located<String>, of title: String, _ what: String, _ shares: [Factor]
  ) -> Diagnostic? {
    guard let share = (try? Percentage(parsing: promised.value))?.share else { return nil }
    let product = shares.reduce(1.0) { $0 * $1.share }
    // Shares have six decimals of a percent; what is less is the arithmetic's.
    guard product < share - 1e-9 else { return nil }
    let total = Self.text(product)
    let factors = shares.map { $0.text }
    return Self.about.finding(
      "\(title) promises \(promised.value)\(what), and what it needs has \(total) at the most",
      at: promised.span, factors.count == 1 ? factors.joined() : "\(Self.product(factors)) = \(total)",
      related: shares.prefix(4).map { Label(span: $0.place, text: $0.text) }, mend: "promise \(total) or less here",
      "or let what it needs promise more, or do without some of it")
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

extension RuledPackage {
  /// Systems without which an activity does nothing: those that it writes to each time, and those that it asks anew each time; each once.
  fileprivate func neededSystems(of activity: Activity) -> [Named<SystemDeclaration>] {
    let asked = activity.readings.filter { $0.cache == nil }.map { $0.party }
    let written = activity.effects.filter { isDoneEachTime($0, by: activity) }.map { $0.party }
    var seen: Set<String> = []
    return (asked + written).filter { seen.insert($0.systemName).inserted }.map { $0.system }
  }

  private func isDoneEachTime(_ effect: Effect, by activity: Activity) -> Bool {
    guard effect.conditions.isEmpty, ![.undo, .cleaning, .comment].contains(effect.kind) else { return false }
    if let flow = flow(activity) {
      return flow.deliver.contains { delivery in
        (delivery.verb?.span ?? delivery.call?.span) == effect.span && delivery.create?.condition == nil
          && delivery.update?.condition == nil
      }
    }
    // What stands on one of several ways is not always done.
    if let workflow = workflow(activity) {
      return workflow.steps.contains { ($0.verb?.span ?? $0.call?.span) == effect.span }
    }
    return true
  }

  /// Whether each message of an activity goes the whole way.
  fileprivate func takesAll(_ activity: Activity) -> Bool {
    if let workflow = workflow(activity) { return workflow.condition == nil }
    guard let flow = flow(activity) else { return false }
    return flow.condition == nil && flow.each == nil && flow.validate.isEmpty && flow.correlate == nil
  }
}
