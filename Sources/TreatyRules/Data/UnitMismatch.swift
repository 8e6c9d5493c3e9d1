import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A number in one unit is written to a field in another.
public struct UnitMismatch: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unitMismatch, name: "unit-mismatch", severity: .error,
      title: "A number in the wrong unit",
      summary: "A number is written as it is to a field that counts in another unit.",
      why: """
        Both fields are numbers, so no type tells them apart: 90 seconds become 90 minutes.
        """,
      mend: """
        Convert it where it is written: `item.wait / 60`.
        """,
      bad: """
        models:
          case: {key: [id], fields: {id: string, wait: {type: int, unit: minutes}}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: gauge.load, path: /load, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", wait: "${ item.wait }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        connectors:
          meter:
            auth: {token: {}}
            events:
              load: {schema: {id: string, percent: {type: int, min: 0, max: 100}, wait: {type: int, unit: seconds}}}
        systems:
          gauge: {connector: meter}
        """,
      good: """
        models:
          case: {key: [id], fields: {id: string, wait: {type: int, unit: minutes}}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: gauge.load, path: /load, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", wait: "${ item.wait / 60 }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        connectors:
          meter:
            auth: {token: {}}
            events:
              load: {schema: {id: string, percent: {type: int, min: 0, max: 100}, wait: {type: int, unit: seconds}}}
        systems:
          gauge: {connector: meter}
        """,
      related: [.narrowing], canBeAllowed: true),
    reason: "both are numbers, so nothing else tells them apart")

  /// The rule.
  public init() {}

  /// Looks at numbers that are written as they were read.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let cares = package.expressions.knowledge.fieldCares
    guard cares.contains(where: { $0.value.unit != nil }) else { return }
    for target in package.fieldTargets.value where target.passage.isSingle {
      guard let use = target.passage.expressions.first, let (owner, field) = package.expressions.field(of: use),
        let from = cares["\(owner).\(TypeText.name(field.name))"]?.unit,
        let to = cares["\(target.type).\(TypeText.name(target.field.name))"]?.unit, from != to
      else { continue }
      report.add(
        Self.about.finding(
          "`\(use.source)` counts \(from), and `\(target.name)` counts \(to)", at: use.span,
          related: [
            package.place(of: field.name, in: owner).map { Label(span: $0, text: "in \(from)") },
            package.place(of: target.field.name, in: target.type).map { Label(span: $0, text: "in \(to)") },
          ],
          mend: "convert it where it is written"))
    }
  }
}
