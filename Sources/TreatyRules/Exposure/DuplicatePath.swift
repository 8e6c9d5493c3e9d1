import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two flows on one path that ask for different credentials.
public struct DuplicatePath: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .duplicatePath, name: "duplicate-path", severity: .error,
      title: "One path for two senders",
      summary: "Two flows take the same path, and differ in the sender, its proof or the event.",
      why: """
        A request can show only one credential, and has one body. One of the two flows would refuse every request that the other one takes, \
        and would never start. Flows that agree in all three may share a path: each of them starts.
        """,
      mend: "Give one of them a path of its own, and enter it at the sender.",
      bad: """
        flows:
          page:
            on: {event: watch.alarm, path: /hooks, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          follow:
            on: {event: help.changed, path: /hooks, account: desk-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "Ticket ${ item.id }"}}]
        """,
      good: """
        flows:
          page:
            on: {event: watch.alarm, path: /hooks/monitor, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
          follow:
            on: {event: help.changed, path: /hooks/desk, account: desk-here}
            identify: item.id
            deliver: [{to: vans.job, do: upsert, fields: {what: "Ticket ${ item.id }"}}]
        """,
      related: [.openWebhook]),
    reason: "a request can show only one credential, so one of the two would never start")

  /// The rule.
  public init() {}

  /// Compares whatever the host takes over HTTP with what came before it on the same path.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    var taken: [String: [Intake]] = [:]
    for activity in package.activities {
      for intake in activity.intakes {
        guard let path = intake.path else { continue }
        defer { taken[path.value, default: []].append(intake) }
        guard let earlier = taken[path.value]?.first(where: { !$0.isShared(with: intake, package) }) else { continue }
        report.add(
          Self.about.finding(
            "`\(path.value)` is taken already, by another sender or event", at: path.span,
            related: [earlier.path.map { Label(span: $0.span, text: "taken here") }],
            mend: "give one of them a path of its own"))
      }
    }
  }
}

extension Intake {
  /// Whether one request can be meant for both: the same event of the same system, shown by the same account. Of questions and requests
  /// each has a path of its own.
  fileprivate func isShared(with other: Intake, _ package: RuledPackage) -> Bool {
    guard let party, let others = other.party else { return false }
    return party.systemName == others.systemName && party.part == others.part
      && account.flatMap { package.declared.canonical($0, .accounts) }
        == other.account.flatMap { package.declared.canonical($0, .accounts) }
  }
}
