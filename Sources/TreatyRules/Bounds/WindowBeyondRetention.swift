import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Items that are gathered for longer than what is done is kept.
public struct WindowBeyondRetention: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .windowBeyondRetention, name: "window-beyond-retention", severity: .warning,
      title: "Items are gathered for longer than they are kept",
      summary: """
        The `window` of a correlation, or the `within` of its `flapping`, is longer than `done` of the retention \
        policy.
        """,
      why: """
        Of an item that has ended nothing is known any more once it is deleted. Items that come later in the \
        window find nothing that they belong to, and become a second record.
        """,
      mend: "Shorten the window, or name a retention policy that keeps what is done at least as long.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            correlate: {by: [item.host], window: 10d}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            correlate: {by: [item.host], window: 10m}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.windowBeyondExpiry, .flappingUnseen], canBeAllowed: true),
    reason: "items that come late find nothing that they belong to, and become a second record")

  /// The rule.
  public init() {}

  /// Looks at what flows gather.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for flow in package.declared.flows.sorted {
      guard let correlate = flow.value.correlate else { continue }
      let policy = package.find(flow.value.retention, in: \.retentions)
      let done = policy?.value.done ?? RetentionDeclaration().done
      let times = [
        correlate.window.map { ("gathers items for", $0) },
        correlate.flapping.map { ("looks for flapping within", $0.within) },
      ].compactMap(\.self)
      guard let (what, time) = times.first(where: { $0.1.value > done }) else { continue }
      let kept = Interval.text(done)
      report.add(
        Self.about.finding(
          "flow `\(flow.name.value)` \(what) \(Interval.text(time.value)), and keeps what is done for \(kept)",
          at: time.span,
          related: [
            policy.map { Label(span: $0.node["done"]?.span ?? $0.name.span, text: "`done` is \(kept)") },
            flow.value.retention.map { Label(span: $0.span, text: "its retention policy") },
          ],
          mend: "write \(kept) or less",
          "or name a retention policy whose `done` is at least \(Interval.text(time.value))"))
    }
  }
}
