import TreatyDiagnostics
import TreatyPlan

/// A finding is allowed.
public struct FindingAllowed: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .findingAllowed, "finding-allowed", .weakens, .promise,
    title: "A finding is allowed",
    consequence: "What the check finds there does not count, until the day that is said.",
    advice: "Read the reason beside the comment.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          # treaty: allow TR0502 — the collector listens on this host, until 2027-03-01
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for (code, places) in packages.new.allows.sorted(by: { $0.key < $1.key }) {
      for (place, until) in places.sorted(by: { $0.key < $1.key }) {
        let before = packages.old.allows[code]?[place]
        // For ever is later than any day.
        guard before != until, before.map({ until.isEmpty || (!$0.isEmpty && until > $0) }) ?? true else { continue }
        report.add(
          Self.about, at: packages.place.part("allows.\(code).\(place)", pointer: "allows/\(code)/\(place)"),
          "\(code) is allowed in `\(place)`",
          before: before.map { $0.isEmpty ? "for ever" : "until \($0)" },
          after: until.isEmpty ? "for ever" : "until \(until)")
      }
    }
  }
}
