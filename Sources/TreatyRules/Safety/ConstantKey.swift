import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A key that is the same for everything.
public struct ConstantKey: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .constantKey, name: "constant-key", severity: .warning, title: "A key that is the same for everything",
      summary: "What tells one record from another reads nothing, so that all items are one.",
      why: """
        Items with the same key concern the same record, and stay in order. Where all have the same, a flow makes one record and writes \
        everything over it, one item after the other; and a workflow starts once, and never again.
        """,
      mend: "Read what tells one item from another: `item.id`, `item.number`, a fingerprint.",
      bad: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: "'alarm'"
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          note-alarm:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: "'alarm ' + item.id"
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.unstableKey, .splitLanes], canBeAllowed: true),
    reason: "all items are taken for one")

  /// The rule.
  public init() {}

  /// Looks at the keys of flows and workflows. A flow by the clock without a list has one item a time, whose record may well be one.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for key in WorkKey.all(in: package) where key.references.isEmpty {
      let isWorkflow = key.activity.section == .workflows
      let isLone = key.trigger.schedule != nil && key.trigger.list == nil
      guard isWorkflow || !isLone else { continue }
      report.add(
        Self.about.finding(
          "the key of \(key.activity.title) is the same for everything", at: key.use.span, "reads nothing of the item",
          reason: isWorkflow
            ? "the same key never starts a second: it runs once, and never again"
            : "all items concern one record, and each writes over the one before",
          mend: isLone
            ? "take the time for which it is due: `string(item.due)`"
            : "read what tells one item from another, such as its id"))
    }
  }
}
