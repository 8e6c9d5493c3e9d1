import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something is looked up, and nothing uses it.
public struct UnusedLookup: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unusedLookup, name: "unused-lookup", severity: .warning,
      title: "Something is looked up for nothing",
      summary: "What a lookup brings is used by nothing that comes after it.",
      why: """
        It costs a call for each item, can fail, and brings data in that nobody needs.
        """,
      mend: """
        Use it, or take it out.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            lookup: {known: {get: help.ticket, id: "${ item.id }", missing: leave}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            lookup: {known: {get: help.ticket, id: "${ item.id }", missing: leave}}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, when: "!has(lookup.known)", fields: {title: "${ item.host }"}}]
        """,
      related: [.wideFanOut], canBeAllowed: true),
    reason: "each item costs a call that can fail, and brings data in that nobody needs")

  /// The rule.
  public init() {}

  /// Looks at each lookup, and at all expressions of what has it. One that refuses what it does not find is of use by that alone.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let lookups =
      package.declared.flows.sorted.map { ($0.node, $0.value.lookup) }
      + package.declared.gates.sorted.map { ($0.node, $0.value.lookup) }
      + package.declared.workflows.sorted.map { ($0.node, $0.value.lookup) }
    for (node, lookups) in lookups where !lookups.isEmpty {
      let read = names(in: node, package)
      for lookup in lookups where lookup.value.missing.value == .leave && !read.contains(lookup.name.value) {
        report.add(
          Self.about.finding(
            "nothing uses what `\(lookup.name.value)` brings", at: lookup.name.span, mend: "use it, or take it out"))
      }
    }
  }

  /// Names of lookups that expressions in a declaration read; all of them where one reads `lookup` as a whole.
  private func names(in node: Node, _ package: RuledPackage) -> Set<String> {
    var names: Set<String> = []
    for use in package.expressions.uses(below: node) {
      for path in package.expressions.compilation(of: use)?.references ?? [] where path.first == "lookup" {
        guard path.count > 1 else { return .all(of: node) }
        names.insert(path[1])
      }
    }
    return names
  }
}

extension Set where Element == String {
  /// The names of all lookups of a declaration.
  fileprivate static func all(of node: Node) -> Set<String> {
    Set((node["lookup"]?.entries.map { $0.key.text }) ?? [])
  }
}
