import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// One event makes two records, by two flows.
public struct OverlappingFlows: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .overlappingFlows, name: "overlapping-flows", severity: .error,
      title: "One event makes two records",
      summary: "Two flows take the same events, and both make a record of the same kind of some of them.",
      why: """
        Each flow keeps its own account of what it made, so neither finds the other's record: one alarm, two tickets. Whether both conditions can hold
        for one item is decided by what they say, not by how they are written; where that cannot be decided, the finding says what could not.
        """,
      mend: """
        Let the conditions exclude each other, or make one flow of the two. Where two records are meant, name an agreement that allows
        `shared-scope`.
        """,
      bad: """
        flows:
          loud:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          many:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.count > 10
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host } again"}}]
        """,
      good: """
        flows:
          loud:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'high'
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          many:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.level == 'low' && item.count > 10
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host } again"}}]
        """,
      related: [.overlappingSyncs, .flowIntoSync, .splitLanes], canBeAllowed: true),
    reason: "each flow makes its own record: one event, two tickets")

  /// The rule.
  public init() {}

  /// Compares flows that take the same events or records.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let flows = package.activities.filter { $0.section == .flows }
    var earlier: [String: [Activity]] = [:]
    for flow in flows {
      guard let intake = flow.intakes.first, let party = intake.party else { continue }
      let source = "\(party.systemName).\(party.part)"
      for other in earlier[source] ?? [] { compare(flow, other, package, &report) }
      earlier[source, default: []].append(flow)
    }
  }

  private func compare(_ flow: Activity, _ other: Activity, _ package: RuledPackage, _ report: inout Findings) {
    guard let effect = flow.making.first(where: { effect in other.making.contains { $0.meets(effect) } }),
      let first = other.making.first(where: { $0.meets(effect) }), !package.allows(.sharedScope, flow),
      !package.allows(.sharedScope, other), let one = package.declared.flows[flow.name.value]?.value,
      let two = package.declared.flows[other.name.value]?.value
    else { return }
    var (here, there) = (items(of: one, effect, package), items(of: two, first, package))
    if package.parts(of: one) != package.parts(of: two) {
      here = here.renamed("item", to: [flow.name.value, "item"])
      there = there.renamed("item", to: [other.name.value, "item"])
    }
    let verdict = here.overlaps(there)
    if verdict == .no { return }
    let example = here.example(with: there).map { ": such as where \($0)" } ?? ""
    var finding = Self.about.finding(
      verdict == .yes
        ? "`\(flow.name.value)` and `\(other.name.value)` both make a `\(effect.party.name.value)` of one item\(example)"
        : "`\(flow.name.value)` and `\(other.name.value)` may both make a `\(effect.party.name.value)` of one item\(verdict.doubts)",
      at: effect.span,
      related: [
        Label(span: first.span, text: "made here too"),
        one.condition?.node.map { Label(span: $0.span, text: "of these") },
        two.condition?.node.map { Label(span: $0.span, text: "and of these") },
      ],
      mend: "let `where` of one exclude what the other takes",
      "or name an agreement that allows `shared-scope`, where two records are meant")
    if verdict != .yes { finding.severity = .warning }
    report.add(finding)
  }

  /// Of which items a flow makes a record.
  private func items(of flow: FlowDeclaration, _ effect: Effect, _ package: RuledPackage) -> Condition {
    var condition = package.condition(of: flow.condition)
    if flow.map == nil {
      for use in effect.conditions { condition = condition.and(package.condition(of: use)) }
    }
    return condition
  }
}

extension Activity {
  /// What it makes.
  fileprivate var making: [Effect] { effects.filter { $0.verbs.contains(.create) } }
}

extension Effect {
  /// Whether both write records of one kind in one system.
  fileprivate func meets(_ other: Effect) -> Bool {
    party.systemName == other.party.systemName && party.part == other.party.part
  }
}

extension RuledPackage {
  /// What a flow takes its message apart into: a path, or the expression where it is none; `nil` for the message as a whole.
  fileprivate func parts(of flow: FlowDeclaration) -> [String]? {
    ExpressionUse(flow.each).map { expressions.compilation(of: $0)?.path ?? [$0.source] }
  }
}
