import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A rule that is never reached, since earlier ones take all that it is for.
public struct ShadowedRule: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .shadowedRule, name: "shadowed-rule", severity: .error,
      title: "A rule that is never reached",
      summary: "Whatever a rule is for, earlier ones have decided already.",
      why: """
        The first rule that holds counts. A later one that holds only where an earlier one does is never asked: the exception that somebody wrote
        does not apply. That is decided by what the rules say, however they are written. Where a list can hold in too many ways to go through all of
        them, a note says so.
        """,
      mend: """
        Move it up, above what takes its cases, or narrow the earlier rule.
        """,
      bad: """
        gates:
          release:
            owner: front-desk
            serves: support
            ask: {path: /gates/release, account: desk-here, input: {stage: {enum: [test, live]}, risk: int}}
            rules:
              - {allow: item.stage == 'test', reason: Tests are always open}
              - {deny: item.risk > 5 && item.stage == 'test', reason: Too much at once}
              - {allow: "true", reason: Nothing speaks against it}
        """,
      good: """
        gates:
          release:
            owner: front-desk
            serves: support
            ask: {path: /gates/release, account: desk-here, input: {stage: {enum: [test, live]}, risk: int}}
            rules:
              - {allow: item.stage == 'test', reason: Tests are always open}
              - {deny: item.risk > 5 && item.stage == 'live', reason: Too much at once}
              - {allow: "true", reason: Nothing speaks against it}
        """,
      related: [.deadBranch, .neverApplies], canBeAllowed: true),
    reason: "the exception that somebody wrote never applies")

  /// The rule.
  public init() {}

  /// Looks at lists of rules of which the first counts that holds: those of gates, and those of connectors about answers.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for gate in package.declared.gates.sorted {
      check(gate.value.rules.map { ExpressionUse($0.allow ?? $0.wait ?? $0.deny) }, package, &report)
    }
    for connector in package.own(\.connectors) {
      check(connector.value.failures.map { ExpressionUse($0.when) }, package, &report)
      let operations =
        connector.value.records.flatMap { $0.value.verbs.map { $0.operation } }
        + connector.value.operations.map { $0.value }
      for operation in operations { check(operation.failures.map { ExpressionUse($0.when) }, package, &report) }
    }
  }

  private func check(_ rules: [ExpressionUse?], _ package: RuledPackage, _ report: inout Findings) {
    var conditions = EarlierConditions()
    var earlier: [ExpressionUse] = []
    var undecided: [ExpressionUse] = []
    for use in rules.compactMap(\.self) {
      let condition = package.condition(of: use)
      // One that can hold nowhere is found as that.
      if !earlier.isEmpty, condition.isEmpty != .yes {
        let verdict = conditions.cover(condition)
        if conditions.hasGivenUp { undecided.append(use) }
        if verdict == .yes {
          report.add(.neverAsked(use, conditions.firstCovering(condition).map { earlier[$0] }, earlier))
        }
      }
      conditions.append(condition)
      earlier.append(use)
    }
    if let first = undecided.first { report.add(.undecided(first, undecided.count)) }
  }
}

extension Diagnostic {
  /// - Parameter one: The rule that alone takes all of it; `nil` where several do together.
  fileprivate static func neverAsked(_ use: ExpressionUse, _ one: ExpressionUse?, _ earlier: [ExpressionUse])
    -> Diagnostic
  {
    let places = one.map { [$0] } ?? earlier
    return ShadowedRule.about.finding(
      "this is never asked: where it holds, \(places.count == 1 ? "an earlier rule has" : "earlier rules have") decided",
      at: use.span,
      related: places.map { Label(span: $0.span, text: "takes \(one == nil ? "a part" : "all") of it") },
      mend: "move it up, or narrow what stands before it")
  }

  fileprivate static func undecided(_ use: ExpressionUse, _ count: Int) -> Diagnostic {
    var finding = ShadowedRule.about.finding(
      "it could not be decided whether \(count == 1 ? "this is" : "this and \(count - 1) more are") ever asked",
      at: use.span, reason: "the conditions up to here can hold in more ways than are gone through",
      mend: "let each rule ask for less at once, or divide the list")
    finding.severity = .note
    return finding
  }
}
