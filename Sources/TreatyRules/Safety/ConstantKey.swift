import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A key that is the same for everything, or has few values.
public struct ConstantKey: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .constantKey, name: "constant-key", severity: .warning, title: "A key that is the same for everything",
      summary: "What tells one record from another reads nothing, or what has few values, so that many items are one.",
      why: """
        Items with the same key concern the same record, and stay in order. Where all have the same, a flow makes one record and writes \
        everything over it, one item after the other; and a workflow starts once, and never again.

        A key that reads something can be as good as constant: a field of an enumeration, or one of which the condition leaves few values, as \
        `identify: item.state` behind `where: item.state == 'open'`. A record for each value may be meant where nothing else of an item is \
        written to it; that is left alone.
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
    for key in WorkKey.all(in: package) {
      let isWorkflow = key.activity.section == .workflows
      let isLone = key.trigger.schedule != nil && key.trigger.list == nil
      guard isWorkflow || !isLone else { continue }
      if key.references.isEmpty {
        report.add(constant(key, "reads nothing of the item", isLone: isLone))
      } else if let values = key.fewValues(in: package) {
        if values.count == 1 {
          report.add(constant(key, "is always \(values[0]) here", isLone: isLone))
        } else if isWorkflow || key.isOverwritten(in: package) {
          report.add(few(key, values))
        }
      }
    }
  }

  private func constant(_ key: WorkKey, _ text: String, isLone: Bool) -> Diagnostic {
    Self.about.finding(
      "the key of \(key.activity.title) is the same for everything", at: key.use.span, text,
      reason: key.activity.section == .workflows
        ? "the same key never starts a second: it runs once, and never again"
        : "all items concern one record, and each writes over the one before",
      mend: isLone
        ? "take the time for which it is due: `string(item.due)`"
        : "read what tells one item from another, such as its id")
  }

  private func few(_ key: WorkKey, _ values: [String]) -> Diagnostic {
    Self.about.finding(
      "the key of \(key.activity.title) can only be one of \(values.count): \(Listing.text(values, most: values.count))",
      at: key.use.span, "has few values",
      reason: key.activity.section == .workflows
        ? "the same key never starts a second: it runs once for each, and never again"
        : "all items with the same value concern one record, and each writes over the one before",
      mend: "add what tells one item from another, such as its id")
  }
}
