import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A number that can lie outside what its field takes.
public struct Narrowing: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .narrowing, name: "narrowing", severity: .warning,
      title: "A number can lie outside its field",
      summary: "A number is written to a field whose least or greatest value it can pass.",
      why: """
        Declared bounds on both sides show that some values that come in can never be written. They would be refused there, one by one, at night.
        """,
      mend: """
        Bring it into the bounds: `math.least(…)`, `math.greatest(…)`, or a table; or widen the bounds of the field.
        """,
      bad: """
        models:
          case: {key: [id], fields: {id: string, share: {type: int, min: 0, max: 10}}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: gauge.load, path: /load, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", share: "${ item.percent }"}}
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
          case: {key: [id], fields: {id: string, share: {type: int, min: 0, max: 100}}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: gauge.load, path: /load, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", share: "${ item.percent }"}}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
        connectors:
          meter:
            auth: {token: {}}
            events:
              load: {schema: {id: string, percent: {type: int, min: 0, max: 100}, wait: {type: int, unit: seconds}}}
        systems:
          gauge: {connector: meter}
        """,
      related: [.truncation, .unitMismatch], canBeAllowed: true),
    reason: "values that come in are refused there")

  /// The rule.
  public init() {}

  /// Looks at numbers that are written as they were read.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for target in package.fieldTargets.value where !target.isLossy && target.passage.isSingle {
      let bounds = target.field.constraints
      if bounds?.minimum == nil, bounds?.maximum == nil { continue }
      guard let use = target.passage.expressions.first, let (owner, field) = package.expressions.field(of: use),
        let problem = problem(field, target.field)
      else { continue }
      report.add(
        Self.about.finding(
          "`\(use.source)` can be \(problem.found), and `\(target.name)` takes \(problem.taken)", at: use.span,
          related: [
            package.place(of: field.name, in: owner).map { Label(span: $0, text: "can be \(problem.found)") },
            package.place(of: target.field.name, in: target.type).map {
              Label(span: $0, text: "takes \(problem.taken)")
            },
          ],
          mend: "bring it into the bounds before it is written"))
    }
  }

  private func problem(_ source: PlannedField, _ target: PlannedField) -> (found: String, taken: String)? {
    if let most = target.constraints?.maximum, let found = source.constraints?.maximum, found > most {
      return (Self.shown(found), "\(Self.shown(most)) at most")
    }
    if let least = target.constraints?.minimum, let found = source.constraints?.minimum, found < least {
      return (Self.shown(found), "\(Self.shown(least)) at least")
    }
    return nil
  }

  private static func shown(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : "\(number)"
  }
}
