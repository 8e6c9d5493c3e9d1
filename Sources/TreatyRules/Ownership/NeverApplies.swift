import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A condition that can never hold.
public struct NeverApplies: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .neverApplies, name: "never-applies", severity: .error,
      title: "A condition that can never hold",
      summary: "A condition contradicts itself, so that what it guards never happens.",
      why: """
        Each part of it is sound, and together they exclude each other: a number above ten and below five, a value that the enumeration does not
        have, two prefixes for one text. What stands behind it is dead, and nobody notices that it does not run.
        """,
      mend: """
        Look for the parts that exclude each other. Often `&&` stands where `||` was meant.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'high' && item.level == 'low'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'high' || item.level == 'low'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.shadowedRule, .deadBranch, .contradictoryScope], canBeAllowed: true),
    reason: "what it guards never happens, and nobody notices")

  /// The rule.
  public init() {}

  /// Looks at conditions of all that runs, and at those of what is done under them.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for guarded in Guarded.all(in: package) { check(guarded, under: [], package, &report) }
  }

  private func check(
    _ guarded: Guarded, under outer: [ExpressionUse], _ package: RuledPackage, _ report: inout Findings
  ) {
    var outer = outer
    if let use = guarded.use {
      // What never happens, happens under no condition either: it is said where that begins.
      if isFound(use, under: outer, package, &report) { return }
      outer.append(use)
    }
    for inner in guarded.inner { check(inner, under: outer, package, &report) }
  }

  /// Whether a condition can never hold where it stands, which is then reported.
  private func isFound(
    _ use: ExpressionUse, under outer: [ExpressionUse], _ package: RuledPackage, _ report: inout Findings
  ) -> Bool {
    let condition = package.condition(of: use)
    if condition.isEmpty == .yes {
      // `false` is written on purpose.
      if use.source != "false" {
        report.add(
          Self.about.finding("this can never hold", at: use.span, mend: "look for the parts that exclude each other"))
      }
      return true
    }
    // The time goes on from one condition to the next.
    guard !condition.paths.contains(["now"]) else { return false }
    let around = outer.filter { !package.condition(of: $0).paths.contains(["now"]) }
    guard !around.isEmpty, around.reduce(condition, { $0.and(package.condition(of: $1)) }).isEmpty == .yes else {
      return false
    }
    let one = around.last { condition.and(package.condition(of: $0)).isEmpty == .yes }
    report.add(
      Self.about.finding(
        "this can never hold where it stands", at: use.span,
        related: (one.map { [$0] } ?? around).map { Label(span: $0.span, text: "only what is so comes here") },
        mend: "look for the parts that exclude each other"))
    return true
  }
}

/// A condition, and what stands under it.
private struct Guarded {
  /// The condition; `nil` where there is none.
  var use: ExpressionUse?
  var inner: [Guarded] = []

  init(_ text: ScalarText?, _ inner: [Guarded] = []) {
    use = ExpressionUse(text)
    self.inner = inner
  }

  /// All conditions of a package.
  static func all(in package: RuledPackage) -> [Guarded] {
    let gates = package.declared.gates.sorted.flatMap { $0.value.rules.flatMap { [$0.allow, $0.wait, $0.deny] } }
    let sides =
      package.declared.syncs.sorted.flatMap { $0.value.sides }
      + package.declared.reconciles.sorted.flatMap { $0.value.sides }
    return package.declared.flows.sorted.flatMap { flow($0.value) }
      + package.declared.workflows.sorted.map { Guarded($0.value.condition, steps($0.value.steps)) }
      + gates.map { Guarded($0) } + sides.map { Guarded($0.value.condition) }
  }

  /// A flow's `where` holds for what comes after it, as long as no mapping makes another item of it.
  private static func flow(_ flow: FlowDeclaration) -> [Guarded] {
    let deliveries = flow.deliver.map { delivery in
      Guarded(delivery.condition, [Guarded(delivery.create?.condition), Guarded(delivery.update?.condition)])
    }
    let checks = flow.validate.map { Guarded($0.check) }
    return flow.map == nil
      ? [Guarded(flow.condition, deliveries)] + checks : [Guarded(flow.condition)] + checks + deliveries
  }

  private static func steps(_ steps: [StepDeclaration]) -> [Guarded] {
    steps.map { step in
      let branches = (step.choose ?? []).map { Guarded($0.condition, self.steps($0.steps)) }
      return Guarded(step.condition, branches + (step.parallel ?? []).flatMap { self.steps($0.value) })
    }
  }
}
