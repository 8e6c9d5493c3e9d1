import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A table that knows all its keys has an answer for others too.
public struct UselessElse: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .uselessElse, name: "useless-else", severity: .note,
      title: "An answer for keys that cannot come",
      summary: "A table has a row for every value of its enumeration, and `else` besides.",
      why: """
        `else` is never taken now. When the enumeration gets another value, nobody will be asked what it means: it silently becomes what stands
        there.
        """,
      mend: """
        Take `else` out: a value that comes later is then an error of the table, found before it runs.
        """,
      bad: """
        tables:
          words: {from: job.state, to: string, rows: {open: Open, done: Done}, else: Unknown}
        """,
      good: """
        tables:
          words: {from: job.state, to: string, rows: {open: Open, done: Done}}
        """,
      related: [.tableNotTotal, .missingRow], canBeAllowed: true),
    reason: "a value that comes later silently becomes what stands there")

  /// The rule.
  public init() {}

  /// Looks at tables over enumerations.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for table in package.own(\.tables) {
      guard let otherwise = table.value.otherwise,
        let planned = package.plan.tables.first(where: { $0.name == table.name.value }),
        let values = planned.from.names.first.flatMap({ package.expressions.type(named: $0)?.values })
      else { continue }
      let keys = Set(table.value.rows.map { $0.name.value })
      guard values.allSatisfy(keys.contains) else { continue }
      report.add(
        Self.about.finding(
          "`\(table.name.value)` has a row for each of its \(values.count) keys, and `else` for others",
          at: otherwise.span, mend: "take `else` out"))
    }
  }
}
