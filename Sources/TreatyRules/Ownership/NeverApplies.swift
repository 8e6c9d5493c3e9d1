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
    for guarded in Guarded.all(in: package) {
      let condition = package.condition(of: guarded.use)
      if condition.isEmpty == .yes {
        // `false` is written on purpose.
        if guarded.use.source == "false" { continue }
        report.add(
          Self.about.finding(
            "this can never hold", at: guarded.use.span, mend: "look for the parts that exclude each other"))
      } else if let outer = guarded.outer, package.condition(of: outer).and(condition).isEmpty == .yes {
        report.add(
          Self.about.finding(
            "this can never hold where it stands", at: guarded.use.span,
            related: [Label(span: outer.span, text: "only what is so comes here")],
            mend: "look for the parts that exclude each other"))
      }
    }
  }
}

/// A condition, and the one under which it stands.
private struct Guarded {
  let use: ExpressionUse
  var outer: ExpressionUse?

  /// All conditions of a package. A flow's `where` holds for what comes after it, as long as no mapping makes another item of it.
  static func all(in package: RuledPackage) -> [Guarded] {
    var all: [Guarded] = []
    for flow in package.declared.flows.sorted {
      let value = flow.value
      let outer = value.map == nil ? ExpressionUse(value.condition) : nil
      all += [value.condition].compactMap { ExpressionUse($0) }.map { Guarded(use: $0) }
      all += value.validate.compactMap { ExpressionUse($0.check) }.map { Guarded(use: $0) }
      for delivery in value.deliver {
        let inner = [delivery.condition, delivery.create?.condition, delivery.update?.condition]
        all += inner.compactMap { ExpressionUse($0) }.map { Guarded(use: $0, outer: outer) }
      }
    }
    for workflow in package.declared.workflows.sorted {
      let outer = ExpressionUse(workflow.value.condition)
      all += [outer].compactMap(\.self).map { Guarded(use: $0) }
      all += steps(workflow.value.steps).map { Guarded(use: $0, outer: outer) }
    }
    for gate in package.declared.gates.sorted {
      all += gate.value.rules.flatMap { [$0.allow, $0.wait, $0.deny] }.compactMap { ExpressionUse($0) }
        .map { Guarded(use: $0) }
    }
    let sides =
      package.declared.syncs.sorted.flatMap { $0.value.sides }
      + package.declared.reconciles.sorted.flatMap { $0.value.sides }
    all += sides.compactMap { ExpressionUse($0.value.condition) }.map { Guarded(use: $0) }
    return all
  }

  private static func steps(_ steps: [StepDeclaration]) -> [ExpressionUse] {
    steps.flatMap { step -> [ExpressionUse] in
      let own = [step.condition].compactMap { ExpressionUse($0) }
      let branches = (step.choose ?? []).flatMap { branch in
        [branch.condition].compactMap { ExpressionUse($0) } + self.steps(branch.steps)
      }
      return own + branches + (step.parallel ?? []).flatMap { self.steps($0.value) }
    }
  }
}
