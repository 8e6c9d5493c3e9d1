import TreatyDiagnostics
import TreatyPlan

/// Something else is said of a system.
public struct SystemSaidOtherwise: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .systemSaidOtherwise, "system-said-otherwise", .weakens, .people,
    also: [.exposes, .note],
    title: "Something else is said of a system",
    consequence: "By whose account it is spoken to, what may reach it, or when it is to be given up is another.",
    advice: "Whoever owns it agrees.",
    before: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 90d, by: night-watch}}}
      systems: {old: {connector: desk, url: 'https://a.example', account: us-at-desk, version: '2.4'}}
      """,
    after: """
      flows:
        page:
          owner: front-desk
          on: {event: watch.alarm, path: /alarm, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
      accounts: {spare: {owner: front-desk, auth: {token: "${ secrets.desk-token }"}, review: {every: 90d, by: night-watch}}}
      systems: {old: {connector: desk, url: 'https://a.example', account: spare, version: '2.4'}}
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    report.addChanged(
      Self.about, in: "systems", "system", plans,
      level: { path in
        switch path.first {
        case "owner": .note
        // What may reach it, and who else may read it there.
        case "clearance", "posture", "audience": .exposes
        default: nil
        }
      }, opening: ["limits"],
      concerns: { _, path in !Self.isCarriedOut(path) })
  }

  /// What is carried out of it has rules of its own, and whether connections may go without TLS; why they may is for readers.
  static func isCarriedOut(_ path: [String]) -> Bool {
    switch path.first ?? "" {
    case "about", "connector", "url", "version", "health", "owns", "tls": true
    case "limits": path.last != "quota"
    default: false
    }
  }
}
