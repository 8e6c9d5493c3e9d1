import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A row for a key that never comes.
public struct UnreachableRow: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unreachableRow, name: "unreachable-row", severity: .warning,
      title: "A row for a key that never comes",
      summary: "A row of a table stands for a key that the conditions before it leave out.",
      why: """
        Wherever the table is read, its keys are known from `where` and `validate`, and this one is not among them. Either the row is old, or a
        condition leaves out more than was meant.
        """,
      mend: """
        Take the row out, or let the condition take its key.
        """,
      bad: """
        tables:
          urgency: {from: string, to: string, rows: {db: high, web: low, mail: low}}
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
      related: [.missingRow, .neverApplies], canBeAllowed: true),
    reason: "either the row is old, or a condition leaves out more than was meant")

  /// The rule.
  public init() {}

  /// Looks at tables of the package of which all keys are known. One over an enumeration must have all its rows.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let uses = Dictionary(grouping: package.tableUses.value) { $0.table }
    let inSides = sides(package)
    for table in package.own(\.tables) {
      guard let found = uses[table.name.value], found.allSatisfy({ $0.keys != nil }),
        !inSides.contains(table.name.value),
        let planned = package.plan.tables.first(where: { $0.name == table.name.value }), planned.from.names.isEmpty
      else { continue }
      let keys = Set(found.flatMap { $0.keys ?? [] }.map { table.value.normalised($0) })
      for row in table.value.rows where !keys.contains(table.value.normalised(row.name.value)) {
        report.add(
          Self.about.finding(
            "no item with `\(row.name.value)` comes where `\(table.name.value)` is read", at: row.name.span,
            related: found.compactMap { $0.condition }.prefix(2).map { Label(span: $0, text: "leaves it out") },
            mend: "take the row out, or let the condition take its key"))
      }
    }
  }

  /// Tables that sides of syncs and reconciles read, in both directions.
  private func sides(_ package: RuledPackage) -> Set<String> {
    let sides =
      package.declared.syncs.sorted.flatMap { $0.value.sides }
      + package.declared.reconciles.sorted.flatMap { $0.value.sides }
    return Set(
      sides.flatMap { $0.value.fields }.compactMap { $0.value.table }.compactMap {
        package.declared.canonical($0, .tables)
      })
  }
}
