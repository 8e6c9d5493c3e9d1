import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two flows that each make a record of the same thing.
public struct SplitLanes: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .splitLanes, name: "split-lanes", severity: .error, title: "Two flows that make a record each of one thing",
      summary: "Two flows take the same items, and make the same kind of record of them under different keys.",
      why: """
        Treaty keeps everything in order that concerns one record, and finds the record again, by the flow and its key. Two flows that take each \
        item of the same trigger, and make the same kind of record at the same system, make two records of one thing; and what the one writes \
        stands in no order to what the other does. Flows whose `where` or `each` differ may take different items, and are another check's matter.
        """,
      mend: """
        Make one flow of the two, with one `identify` and one delivery for the record. Where two records are meant, say with `where` which \
        items each flow takes, or name an agreement that allows `shared-scope`.
        """,
      bad: """
        flows:
          alarm-to-ticket:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          alarm-level:
            on: {event: watch.alarm, path: /alarm/level, account: monitor-here}
            identify: item.host
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", level: "${ item.level }"}}]
        """,
      good: """
        flows:
          alarm-to-ticket:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", level: "${ item.level }"}}]
        """,
      related: [.unstableKey, .circularFlows, .overlappingFlows], canBeAllowed: true),
    reason: "two records come of one thing, and what is written to them is in no order")

  /// The rule.
  public init() {}

  /// Looks at flows that are started by the same, two by two.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for keys in SplitLanes.groups(in: package) {
      for (index, later) in keys.enumerated() {
        // The first that it goes with is enough: with ten alike, nine findings tell all there is.
        guard let (earlier, effect) = keys[..<index].lazy.compactMap({ SplitLanes.shared($0, later) }).first else {
          continue
        }
        report.add(
          Self.about.finding(
            "\(earlier.activity.title) and \(later.activity.title) each make a `\(effect.party.name.value)` of the same item",
            at: later.use.span, "another key than that of `\(earlier.activity.name.value)`",
            related: [
              Label(span: earlier.use.span, text: "the key of `\(earlier.activity.name.value)`"),
              Label(span: effect.span, text: "a record of its own is made here"),
            ],
            mend: "make one flow of the two, with one `identify`",
            "or say with `where` which items each of them takes"))
      }
    }
  }

  /// Pairs of flows, by their names, that this rule finds, or of which it finds enough without them.
  static func pairs(in package: RuledPackage) -> Set<[String]> {
    var pairs: Set<[String]> = []
    for keys in groups(in: package) {
      for (index, later) in keys.enumerated() {
        for earlier in keys[..<index] where shared(earlier, later) != nil {
          pairs.insert([earlier.activity.name.value, later.activity.name.value].sorted())
        }
      }
    }
    return pairs
  }

  /// Flows that take the same items, and that no agreement lets do so.
  private static func groups(in package: RuledPackage) -> [[WorkKey]] {
    var groups: [String: [WorkKey]] = [:]
    for key in WorkKey.all(in: package) {
      guard let source = source(of: key, package), !package.allows(.sharedScope, key.activity) else { continue }
      groups[source, default: []].append(key)
    }
    return groups.sorted { $0.key < $1.key }.map { $0.value }
  }

  /// What the items of a flow come from, and which of them it takes: flows with the same take the same items. `nil` where that cannot be said.
  private static func source(of key: WorkKey, _ package: RuledPackage) -> String? {
    guard let flow = package.flow(key.activity), let name = flow.on.event ?? flow.on.poll,
      let party = package.party(name)
    else { return nil }
    let texts = [flow.on.scope?.text, flow.each.flatMap { ExpressionUse($0) }?.collapsed]
    let conditions = [flow.condition].compactMap { ExpressionUse($0)?.collapsed }
    let checks = flow.validate.compactMap { ExpressionUse($0.check)?.collapsed }
    return ([party.systemName, party.part] + texts.map { $0 ?? "" } + conditions + ["|"] + checks)
      .joined(separator: "\n")
  }

  /// The record that both make, where their keys differ: as the later of them makes it.
  private static func shared(_ earlier: WorkKey, _ later: WorkKey) -> (WorkKey, Effect)? {
    guard earlier.use.collapsed != later.use.collapsed else { return nil }
    let made = Set(earlier.activity.effects.filter(isMade).map { "\($0.party.systemName).\($0.party.part)" })
    return later.activity.effects.first { isMade($0) && made.contains("\($0.party.systemName).\($0.party.part)") }
      .map { (earlier, $0) }
  }

  private static func isMade(_ effect: Effect) -> Bool {
    effect.kind == .delivery && effect.verbs.contains(.create) && effect.conditions.isEmpty
  }
}
