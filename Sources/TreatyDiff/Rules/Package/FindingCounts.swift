import TreatyDiagnostics
import TreatyPlan

/// A finding is allowed no more.
public struct FindingCounts: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .findingCounts, "finding-counts", .note, .promise,
    title: "A finding is allowed no more",
    consequence: "What the check finds there counts, or will sooner.",
    advice: "Nothing.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          # treaty: allow TR0502 — the collector listens on this host, until 2027-03-01
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard let packages = plans.packages else { return }
    for (code, places) in packages.old.allows.sorted(by: { $0.key < $1.key }) {
      for (place, before) in places.sorted(by: { $0.key < $1.key }) {
        let until = packages.new.allows[code]?[place]
        guard before != until, until.map({ before.isEmpty || (!$0.isEmpty && $0 < before) }) ?? true else { continue }
        report.add(
          Self.about, at: packages.place.part("allows.\(code).\(place)", pointer: "allows/\(code)/\(place)"),
          "\(code) is allowed in `\(place)` \(until == nil ? "no more" : "for less long")",
          before: before.isEmpty ? "for ever" : "until \(before)", after: until.map { "until \($0)" })
      }
    }
  }
}
