import CEL
import TreatyDiagnostics
import TreatyPlan

/// Something is hidden that was not.
public struct RedactionAdded: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .redactionAdded, "redaction-added", .note, .exposure,
    title: "Something is hidden that was not",
    consequence: "Who looks for the cause of a failure sees stars.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {redact: [secret]}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {redact: [personal, secret]}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachProtection { flow, old, new, place in
      let more = Set(new.redact).subtracting(old.redact).sorted()
      guard !more.isEmpty else { return }
      report.add(
        Self.about, at: place.part("redact"),
        "\(more.map { "`\($0.rawValue)`" }.joined(separator: ", ")) of flow `\(flow)` is hidden",
        before: old.redact.map(\.rawValue).joined(separator: ", "),
        after: new.redact.map(\.rawValue).joined(separator: ", "))
    }
  }
}
