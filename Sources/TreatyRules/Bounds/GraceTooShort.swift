import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Records that are closed before anybody looked twice.
public struct GraceTooShort: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .graceTooShort, name: "grace-too-short", severity: .warning,
      title: "A record is gone before anybody looked twice",
      summary: """
        A sync closes or deletes a record when the other one is gone, and `grace` is shorter than two of its \
        pulls.
        """,
      why: """
        One look at a system that answers with half a list, during a restore or with a filter left on, is then \
        enough to close or delete what is still needed. With two looks the second finds it again.
        """,
      mend: """
        Make `grace` at least twice the time between two pulls. A sync that says nothing has a grace of one day.
        """,
      bad: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}, number: {read: "${ item.id }"}, state: {field: state}}}
              crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}, number: {read: "${ item.number }"}, state: {field: status, table: job-state}}}
            rules: {what: {owner: desk}, number: {owner: desk}, state: {owner: crew}}
            create: [desk -> crew]
            delete: {act: delete, grace: 10m}
            pull: every 15m
        """,
      good: """
        syncs:
          jobs:
            model: job
            sides:
              desk: {record: help.ticket, fields: {what: {read: "${ item.title }", write: {title: "${ value.truncate(40) }"}}, number: {read: "${ item.id }"}, state: {field: state}}}
              crew: {record: vans.job, fields: {what: {field: what, lossy: No bound is known}, number: {read: "${ item.number }"}, state: {field: status, table: job-state}}}
            rules: {what: {owner: desk}, number: {owner: desk}, state: {owner: crew}}
            create: [desk -> crew]
            delete: {act: delete, grace: 1h}
            pull: every 15m
        """,
      related: [.openGuard], canBeAllowed: true),
    reason: "one look at half a list is enough to close or delete what is still needed")

  /// The rule.
  public init() {}

  /// What holds where nothing is said: a day.
  private static let usual: Int64 = 86_400_000

  /// Looks at the syncs that close or delete.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for sync in package.declared.syncs.sorted where sync.value.delete.act.value != .keep {
      guard let pull = Interval.longest(of: sync.value.pull.value) else { continue }
      let (two, overflow) = pull.multipliedReportingOverflow(by: 2)
      let grace = sync.value.delete.grace?.value ?? Self.usual
      guard !overflow, grace < two else { continue }
      let act = sync.value.delete.act
      let done = act.value == .close ? "closed" : "deleted"
      report.add(
        Self.about.finding(
          "in sync `\(sync.name.value)` a record is \(done) after \(Interval.text(grace)), before it was looked for twice",
          at: sync.value.delete.grace?.span ?? act.span, "2 × \(Interval.text(pull)) = \(Interval.text(two))",
          related: [Label(span: sync.value.pull.span, text: "up to \(Interval.text(pull)) from one look to the next")],
          mend: "write `grace: \(Interval.text(two))` or more"))
    }
  }
}
