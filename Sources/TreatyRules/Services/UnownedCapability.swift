import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A capability without an owner.
public struct UnownedCapability: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unownedCapability, name: "unowned-capability", severity: .warning,
      title: "A capability that is nobody's",
      summary: "A capability has no owner, in a package that declares teams.",
      why: """
        Whether its outcome is reached is nobody's question. When what serves it is to be changed, nobody can \
        say yes or no.
        """,
      mend: """
        Write `owner` on the capability: the team that answers for its outcome, whoever does the work. Its parts \
        are that team's too, where they name none.
        """,
      bad: """
        capabilities:
          lending: {about: Cars are lent out}
        flows:
          page:
            owner: front-desk
            serves: [support, lending]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      good: """
        capabilities:
          lending: {about: Cars are lent out, owner: front-desk}
        flows:
          page:
            owner: front-desk
            serves: [support, lending]
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.host }"}}]
        """,
      related: [.unservedCapability, .nobodyAnswers], canBeAllowed: true),
    reason: "whether its outcome is reached is nobody's question")

  /// The rule.
  public init() {}

  /// Looks at the package's own capabilities. The owner of the package answers for those that name none.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    guard !package.declared.teams.sorted.isEmpty, package.manifest.owner == nil else { return }
    for capability in package.own(\.capabilities) where !Self.isOwned(capability.value) {
      report.add(
        Self.about.finding(
          "nobody answers for `\(capability.name.value)`", at: capability.name.span, "has no `owner`",
          mend: "write `owner:` and a team on it, or in `treaty.yaml` for all"))
    }
  }

  /// Whether it has an owner, or each of its parts has.
  private static func isOwned(_ capability: CapabilityDeclaration) -> Bool {
    capability.owner != nil || (!capability.parts.isEmpty && capability.parts.allSatisfy { isOwned($0.value) })
  }
}
