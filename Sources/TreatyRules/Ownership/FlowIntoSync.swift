import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A flow changes records that a sync keeps in step.
public struct FlowIntoSync: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .flowIntoSync, name: "flow-into-sync", severity: .warning,
      title: "A flow writes where a sync does",
      summary: "A flow changes fields that a sync keeps in step, of records that may lie in its scope.",
      why: """
        The sync takes what the flow writes for a decision of that side and carries it across, or puts it back. Two hands are on one field, and
        which of them counts depends on which comes last.
        """,
      mend: """
        Let the sync's scope leave out what the flow makes, let the flow write the field only under `create`, or name an agreement that allows
        `shared-scope`.
        """,
      bad: """
        models:
          case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "level = 'low'", fields: {title: title, state: state}}
              away: {record: east.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: home}, state: {owner: away}}
            create: [home -> away]
            pull: every 5m
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", level: low}}]
        """,
      good: """
        models:
          case: {key: [title], fields: {title: string, state: {enum: [open, done]}}}
        systems:
          east: {connector: desk, url: "https://east.example.org", account: us-at-desk, version: "2.4"}
        syncs:
          eastward:
            owner: front-desk
            serves: support
            model: case
            sides:
              home: {record: help.ticket, scope: "level = 'low'", fields: {title: title, state: state}}
              away: {record: east.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: home}, state: {owner: away}}
            create: [home -> away]
            pull: every 5m
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }", level: high}}]
        """,
      related: [.overlappingSyncs, .foreignField], canBeAllowed: true),
    reason: "which of the two counts depends on which comes last")

  /// The rule.
  public init() {}

  /// Holds what flows change against what syncs keep in step.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let sides = package.activities.filter { $0.section == .syncs }.flatMap { sync in
      sync.writtenSides(package).map { (sync, $0.0, $0.1) }
    }
    for flow in package.activities where flow.section == .flows {
      for effect in flow.effects where effect.verbs.contains(.update) {
        for (sync, side, party) in sides
        where party.systemName == effect.party.systemName && party.part == effect.party.part {
          compare(flow, effect, sync, side, package, &report)
        }
      }
    }
  }

  private func compare(
    _ flow: Activity, _ effect: Effect, _ sync: Activity, _ side: Named<SideDeclaration>, _ package: RuledPackage,
    _ report: inout Findings
  ) {
    guard !package.allows(.sharedScope, flow), !package.allows(.sharedScope, sync),
      let passage = effect.updates.first(where: { $0.path.first.map(side.value.written.contains) ?? false })
    else { return }
    let verdict = package.written(effect.passages).overlaps(package.records(of: side.value))
    if verdict == .no { return }
    report.add(
      Self.about.finding(
        "`\(flow.name.value)` changes `\(passage.path.joined(separator: "."))` of a `\(effect.party.name.value)`, which "
          + "`\(sync.name.value)` keeps in step\(verdict.doubts)",
        at: passage.node.span,
        related: [Label(span: side.value.scope?.node?.span ?? side.value.record.span, text: "of these records")],
        mend: "let the scope of the sync leave out what the flow makes",
        "or name an agreement that allows `shared-scope`"))
  }
}
