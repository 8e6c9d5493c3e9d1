import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two times that are held against each other more exactly than they were taken.
public struct ClockTooCoarse: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .clockTooCoarse, name: "clock-too-coarse", severity: .warning,
      title: "A clock too coarse to tell what came later",
      summary: "A sync takes the later change, and its sides cannot tell so exactly which one that is.",
      why: """
        `latest` holds the times of the last changes against each other. A system that counts in whole minutes gives two changes forty seconds \
        apart the same time, or turns them round. Within `tolerance` they count as the same, and the side under `tie` decides: so it may not be \
        smaller than the steps in which either side counts, `grain` of the record's `changed`.

        Where a side's record has no `changed` at all, nobody can know which change is the later one, and it is an error.
        """,
      mend:
        "Raise `tolerance` to the coarser `grain` of the two, and say under `tie` which side counts then. Or take another rule.",
      bad: """
        connectors:
          archive:
            records:
              box:
                id: id
                changed: {field: changed, grain: 1m}
                schema: {id: string, label: string, changed: timestamp}
                list: {GET: /boxes, query: {since: "${ string(since) }"}}
                update: {PUT: "/boxes/${ id }", json: "${ input }", safety: idempotent}
        systems:
          cellar: {connector: archive, url: "${ inputs.desk-url }"}
        models:
          thing: {key: [label], fields: {label: string}}
        syncs:
          boxes:
            model: thing
            sides:
              cellar: {record: cellar.box, fields: {label: label}}
              crew: {record: vans.job, fields: {label: what}}
            rules: {label: {latest: {tolerance: 2s}}}
            create: []
            pull: every 5m
        """,
      good: """
        connectors:
          archive:
            records:
              box:
                id: id
                changed: {field: changed, grain: 1m}
                schema: {id: string, label: string, changed: timestamp}
                list: {GET: /boxes, query: {since: "${ string(since) }"}}
                update: {PUT: "/boxes/${ id }", json: "${ input }", safety: idempotent}
        systems:
          cellar: {connector: archive, url: "${ inputs.desk-url }"}
        models:
          thing: {key: [label], fields: {label: string}}
        syncs:
          boxes:
            model: thing
            sides:
              cellar: {record: cellar.box, fields: {label: label}}
              crew: {record: vans.job, fields: {label: what}}
            rules: {label: {latest: {tolerance: 1m, tie: crew}}}
            create: []
            pull: every 5m
        """,
      related: [.missingRule, .skippedHour], canBeAllowed: true),
    reason: "of two changes near each other the earlier one may win")

  /// The rule.
  public init() {}

  /// Looks at fields for which the later change counts.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      guard let sync = package.sync(activity) else { continue }
      let parties = sync.sides.compactMap { package.party($0.value.record) }.filter { $0.record != nil }
      for rule in sync.rules where rule.value.word?.value == .latest || rule.value.latest != nil {
        if let blind = parties.first(where: { $0.record?.value.changed == nil }) {
          report.add(without(rule, blind))
        } else if let finding = coarse(rule, parties) {
          report.add(finding)
        }
      }
    }
  }

  private func without(_ rule: Named<RuleDeclaration>, _ party: Party) -> Diagnostic {
    var finding = Self.about.finding(
      "of `\(rule.name.value)` the later change counts, and `\(party.name.value)` does not tell when it was changed",
      at: rule.name.span,
      related: [Label(span: party.name.span, text: "this record has no `changed`")],
      reason: "which change came later cannot be known",
      mend: "say in the connector where `\(party.part)` has the time of its last change: `changed: {field: …}`",
      "or take another rule: `{owner: …}`, `{priority: […]}` or `{ask: …}`")
    finding.severity = .error
    return finding
  }

  private func coarse(_ rule: Named<RuleDeclaration>, _ parties: [Party]) -> Diagnostic? {
    let tolerance = rule.value.latest?.tolerance?.value ?? 2 * TimeUnit.second
    let grains = parties.compactMap { party in party.record?.value.changed.map { (party, $0.grain) } }
    guard let (party, grain) = grains.max(by: { $0.1 < $1.1 }), grain > tolerance else { return nil }
    let (text, coarse) = (Interval.text(tolerance), Interval.text(grain))
    return Self.about.finding(
      "changes of `\(rule.name.value)` are told apart to \(text), and `\(party.systemName)` counts in steps of \(coarse)",
      at: rule.value.latest?.tolerance?.span ?? rule.name.span,
      related: [Label(span: party.name.span, text: "counts in steps of \(coarse)")],
      mend: "let times nearer than that count as the same: `{latest: {tolerance: \(coarse), tie: …}}`",
      "or take another rule: `{owner: …}`, `{priority: […]}` or `{ask: …}`")
  }
}
