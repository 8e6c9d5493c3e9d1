import CEL
import TreatyDiagnostics
import TreatyPlan

/// Something is not hidden any more.
public struct RedactionDropped: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .redactionDropped, "redaction-dropped", .exposes, .exposure,
    title: "Something is not hidden any more",
    consequence: "What has the class is written in the clear to logs, reports and answers that are kept.",
    advice: "Whoever the data belong to agrees to it.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {redact: [personal, secret]}}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          protection: mine
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      policies: {protection: {mine: {redact: [secret]}}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    plans.eachProtection { flow, old, new, place in
      let lost = Set(old.redact).subtracting(new.redact).sorted()
      guard !lost.isEmpty else { return }
      report.add(
        Self.about, at: place.part("redact"),
        "\(lost.map { "`\($0.rawValue)`" }.joined(separator: ", ")) of flow `\(flow)` is not hidden any more",
        before: old.redact.map(\.rawValue).joined(separator: ", "),
        after: new.redact.map(\.rawValue).joined(separator: ", "))
    }
  }
}
