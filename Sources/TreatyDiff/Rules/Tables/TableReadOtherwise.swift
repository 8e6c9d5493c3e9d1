import TreatyDiagnostics
import TreatyPlan

/// A table is read backwards in another way.
public struct TableReadOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .tableReadOtherwise, "table-read-otherwise", .breaks, .state, touchesState: true,
    also: [.note],
    title: "A table is read backwards in another way",
    consequence: "What comes back is translated into something else: records that were in step are not any more.",
    advice: "Look at what is on the other side now, and let a reconcile say what would change.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      tables: {colour: {to: int, rows: {red: 1, crimson: 1}, back: {"1": red}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      tables: {colour: {to: int, rows: {red: 1, crimson: 1}, back: {"1": crimson}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    let sides = plans.declared("tables")
    let level = { (path: [String]) -> ChangeLevel? in path.first == "owner" ? .note : nil }
    report.addChanged(Self.about, in: "tables", "table", plans, level: level)
    // A table stands here only where it has something to say.
    let whole = Set(plans.tables.both.map(\.new.name))
    func add(_ name: String, _ before: PlannedContent, _ after: PlannedContent, _ old: Int?, _ new: Int?) {
      guard whole.contains(name) else { return }
      for difference in ContentDifference.all(before, after, plans.meaning) {
        report.add(
          Self.about, at: plans.place("tables", "table", declared: name, old: old, new: new).part(difference.name),
          "table `\(name)` says \(difference.kind) `\(difference.name)`", before: difference.before,
          after: difference.after, level: level(difference.path))
      }
    }
    for one in sides.removed { add(one.element.name, one.element.content, .object([:]), one.element.index, nil) }
    for one in sides.added { add(one.element.name, .object([:]), one.element.content, nil, one.element.index) }
  }
}
