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

  /// A flow that makes records, and of which items.
  private struct Candidate {
    let activity: Activity
    let flow: FlowDeclaration
    /// What `where` lets through.
    let items: Condition
    let pinned: PinnedValues
    /// What it takes its message apart into.
    let parts: [String]?

    init(_ activity: Activity, _ flow: FlowDeclaration, _ package: RuledPackage) {
      self.activity = activity
      self.flow = flow
      items = package.condition(of: flow.condition)
      pinned = PinnedValues(items)
      parts = package.parts(of: flow)
    }
  }

  /// Compares flows that take the same events or records.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    var sources: [String: [(activity: Activity, flow: FlowDeclaration)]] = [:]
    // Of those it is said that they take the same items, and by which keys.
    let split = SplitLanes.pairs(in: package)
    for activity in package.activities where !activity.making.isEmpty {
      guard let flow = package.flow(activity), let party = activity.intakes.first?.party,
        !package.allows(.sharedScope, activity)
      else { continue }
      sources["\(party.systemName).\(party.part)", default: []].append((activity, flow))
    }
    // Most are alone on their source, and have nothing to be compared with.
    for (_, makers) in sources.sorted(by: { $0.key < $1.key }) where makers.count > 1 {
      let candidates = makers.map { Candidate($0.activity, $0.flow, package) }
      for (position, candidate) in candidates.enumerated() {
        for other in candidates[..<position] {
          // Items of one message that are taken apart in different ways are different items.
          if candidate.parts == other.parts, candidate.pinned.exclude(other.pinned) { continue }
          if split.contains([candidate.activity.name.value, other.activity.name.value].sorted()) { continue }
          compare(candidate, other, package, &report)
        }
      }
    }
  }

  private func compare(_ one: Candidate, _ two: Candidate, _ package: RuledPackage, _ report: inout Findings) {
    guard
      let effect = one.activity.making.first(where: { effect in two.activity.making.contains { $0.meets(effect) } }),
      let first = two.activity.making.first(where: { $0.meets(effect) })
    else { return }
    var (here, there) = (items(of: one, effect, package), items(of: two, first, package))
    let (name, other) = (one.activity.name.value, two.activity.name.value)
    if one.parts != two.parts {
      here = here.renamed("item", to: [name, "item"])
      there = there.renamed("item", to: [other, "item"])
    }
    let verdict = here.overlaps(there)
    if verdict == .no { return }
    let example = here.example(with: there).map { ": such as where \($0)" } ?? ""
    var finding = Self.about.finding(
      verdict == .yes
        ? "`\(name)` and `\(other)` both make a `\(effect.party.name.value)` of one item\(example)"
        : "`\(name)` and `\(other)` may both make a `\(effect.party.name.value)` of one item\(verdict.doubts)",
      at: effect.span,
      related: [
        Label(span: first.span, text: "made here too"),
        one.flow.condition?.node.map { Label(span: $0.span, text: "of these") },
        two.flow.condition?.node.map { Label(span: $0.span, text: "and of these") },
      ],
      mend: "let `where` of one exclude what the other takes",
      "or name an agreement that allows `shared-scope`, where two records are meant")
    if verdict != .yes { finding.severity = .warning }
    report.add(finding)
  }

  /// Of which items a flow makes a record.
  private func items(of candidate: Candidate, _ effect: Effect, _ package: RuledPackage) -> Condition {
    if candidate.flow.map != nil { return candidate.items }
    return effect.conditions.reduce(candidate.items) { $0.and(package.condition(of: $1)) }
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
