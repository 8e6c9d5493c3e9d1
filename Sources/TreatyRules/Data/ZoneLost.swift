import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A moment is written as text without its zone.
public struct ZoneLost: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .zoneLost, name: "zone-lost", severity: .warning,
      title: "A moment loses its zone",
      summary: "The text of a moment is cut, and with the rest goes the zone.",
      why: """
        `string(…)` writes a moment in UTC, with a `Z` at its end. Cut off, the same text is taken for local time by whoever reads it: an hour or two
        off, and another hour in summer.
        """,
      mend: """
        Write it for the reader: `formatTime(item.at, 'dd.MM.yyyy HH:mm', 'Europe/Berlin')`, in the zone that is meant there.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ string(item.at).substring(0, 16) }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ formatTime(item.at, 'dd.MM.yyyy HH:mm', 'Europe/Berlin') }"}}]
        """,
      related: [.clockTooCoarse, .truncation], canBeAllowed: true),
    reason: "whoever reads it takes it for local time")

  /// The rule.
  public init() {}

  /// Looks at all that activities write.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities {
      let passages = activity.effects.flatMap { $0.passages } + mapped(activity, package)
      for use in passages.flatMap({ $0.expressions }) {
        guard let range = package.expressions.compilation(of: use)?.cutZone else { continue }
        report.add(
          Self.about.finding(
            "the zone is cut off here", at: use.span(of: range),
            mend: "write it in the zone that is meant there: `formatTime(…, 'yyyy-MM-dd HH:mm', 'Europe/Berlin')`"))
      }
    }
  }

  private func mapped(_ activity: Activity, _ package: RuledPackage) -> [Passage] {
    guard activity.section == .flows else { return [] }
    return Passage.all(in: package.declared.flows[activity.name.value]?.value.map?.set.node)
  }
}
