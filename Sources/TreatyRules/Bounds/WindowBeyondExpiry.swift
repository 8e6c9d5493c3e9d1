import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Items that are too old before they are gathered.
public struct WindowBeyondExpiry: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .windowBeyondExpiry, name: "window-beyond-expiry", severity: .warning,
      title: "Items expire before they are gathered",
      summary: "The `window` of a correlation is longer than `expires` of the flow.",
      why: """
        An item waits in the window for as long as others are gathered. One that expires before then is parked, \
        so the flow works for nobody.
        """,
      mend: "Shorten the window, or let items live longer under `expires`.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            correlate: {by: [item.host], window: 30m}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            expires: 15m
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            correlate: {by: [item.host], window: 5m}
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
            expires: 15m
        """,
      related: [.windowBeyondRetention], canBeAllowed: true),
    reason: "items are parked before they are delivered")

  /// The rule.
  public init() {}

  /// Looks at what flows gather.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for flow in package.declared.flows.sorted {
      guard let window = flow.value.correlate?.window, let expires = flow.value.expires, window.value > expires.value
      else { continue }
      let (long, short) = (Interval.text(window.value), Interval.text(expires.value))
      report.add(
        Self.about.finding(
          "flow `\(flow.name.value)` gathers items for \(long), and they expire after \(short)", at: window.span,
          related: [Label(span: expires.span, text: "older items are parked")],
          mend: "write a window below \(short)", "or an `expires` above \(long)"))
    }
  }
}
