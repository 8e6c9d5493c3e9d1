import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Something that runs, and serves no capability.
public struct FlowWithoutCapability: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .flowWithoutCapability, name: "flow-without-capability", severity: .warning,
      title: "Something runs, and nobody says what for",
      summary: """
        Something runs that serves no capability, in a package that says what the organisation must be able to \
        do.
        """,
      why: """
        When it is to be changed or switched off, nobody can tell what then stops. It is missing from every \
        answer to the question by what a capability is carried.
        """,
      mend: """
        Write `serves` with the capability, or with a part of it: `support.detect`. What belongs to a service \
        that serves one needs none of its own. Where it serves none, ask whether it is needed, or declare what \
        it is for.
        """,
      bad: """
        flows:
          page:
            owner: front-desk
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        flows:
          page:
            owner: front-desk
            serves: support.detect
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.unservedCapability], canBeAllowed: true),
    reason: "nobody can tell what stops when it does")

  /// The rule.
  public init() {}

  /// Looks at all that runs but probes, which serve what they try.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let own = package.own(\.capabilities)
    guard let example = own.first?.name ?? package.activities.lazy.compactMap({ $0.duty.serves.first }).first else {
      return
    }
    for activity in package.activities where activity.section != .probes && !package.serves(activity) {
      report.add(
        Self.about.finding(
          "\(activity.title) serves no capability", at: activity.name.span, "has no `serves`",
          mend: "write `serves:` and a capability or a part of one, such as `\(example.value)`",
          "or name under `services` the service that it belongs to, if that serves one"))
    }
  }
}
