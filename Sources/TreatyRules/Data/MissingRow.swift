import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A key that can come has no row.
public struct MissingRow: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .missingRow, name: "missing-row", severity: .error,
      title: "A key that can come has no row",
      summary: "A table is read by a key that the conditions let through, and has neither a row for it nor `else`.",
      why: """
        Every item with that key fails in the mapping and ends as a dead letter. The values that can come are worked out from `where` and
        `validate`, whatever their form.
        """,
      mend: """
        Add the row, or `else` for all others; or let `where` leave such items out.
        """,
      bad: """
        tables:
          urgency: {from: string, to: string, rows: {db: high}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.host in ['db', 'web']
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ tables.urgency[item.host] }"}}]
        """,
      good: """
        tables:
          urgency: {from: string, to: string, rows: {db: high, web: low}}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            where: item.host in ['db', 'web']
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ tables.urgency[item.host] }"}}]
        """,
      related: [.tableNotTotal, .unreachableRow, .uselessElse], canBeAllowed: true),
    reason: "every item with that key fails in the mapping")

  /// The rule.
  public init() {}

  /// Looks at each place at which a table is read by keys that are known.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for use in package.tableUses.value where !use.isOptional {
      guard let keys = use.keys, let table = package.declared.tables[use.table], table.value.otherwise == nil else {
        continue
      }
      let rows = Set(table.value.rows.map { table.value.normalised($0.name.value) })
      let missing = keys.filter { !rows.contains(table.value.normalised($0)) }
      guard !missing.isEmpty else { continue }
      report.add(
        Self.about.finding(
          "`\(use.table)` has no row for \(missing.map { "`\($0)`" }.joined(separator: ", "))", at: use.span,
          related: [
            Label(span: table.name.span, text: "the table"),
            use.condition.map { Label(span: $0, text: "lets it through") },
          ],
          mend: "add the row, or `else` for all others", "or leave such items out"))
    }
  }
}
