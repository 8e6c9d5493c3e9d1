import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// An account that is taken back with one system, and used by another.
public struct SharedRevocation: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .sharedRevocation, name: "shared-revocation", severity: .error,
      title: "Another system needs an account that is taken back",
      summary: """
        When a system is taken out of use, an account is taken back that another system, or whoever sends to the \
        host, still uses.
        """,
      why: """
        On the day of the retirement the other system refuses every call. That day nobody is looking for a fault \
        there, since nothing was changed on it.
        """,
      mend: """
        Give the system that goes an account of its own, and take back that one. Or leave the shared account out \
        of `revoke`.
        """,
      bad: """
        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-crew, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans, retire: {revoke: [us-at-crew]}}}
        """,
      good: """
        accounts:
          us-at-carts: {auth: {basic: {user: carts, password: "${ secrets.crew-password }"}}}

        systems:
          carts: {connector: crew, url: "${ inputs.crew-url }", account: us-at-carts, lifecycle: {stage: retiring, sunset: 2027-03-31, replaced-by: vans, retire: {revoke: [us-at-carts]}}}
        """,
      related: [.retiringSystem, .retiredSystem], canBeAllowed: true),
    reason: "on that day the other one refuses every call")

  /// The rule.
  public init() {}

  /// Looks at the accounts that are taken back with systems of the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for system in package.own(\.systems) {
      for revoked in system.value.lifecycle.retire?.revoke ?? [] {
        guard let account = package.find(revoked, in: \.accounts)?.name.value,
          let other = use(of: account, besides: system, in: package)
        else { continue }
        report.add(
          Self.about.finding(
            "`\(revoked.value)` is taken back with `\(system.name.value)`, and \(other.who) still uses it",
            at: revoked.span, related: [Label(span: other.span, text: "used here as well")],
            mend: "give `\(system.name.value)` an account of its own, and take back that one",
            "or leave `\(revoked.value)` out of `revoke`"))
      }
    }
  }

  /// Who else uses an account: a system that stays, or a sender that is not the system at hand.
  private func use(
    of account: String, besides system: Named<SystemDeclaration>, in package: RuledPackage
  ) -> (who: String, span: Span)? {
    for other in package.declared.systems.sorted
    where other.name.value != system.name.value && !other.value.lifecycle.isLeaving {
      guard let used = other.value.account, package.find(used, in: \.accounts)?.name.value == account else { continue }
      return ("`\(other.name.value)`", used.span)
    }
    for activity in package.activities {
      for intake in activity.intakes {
        if let sender = intake.party?.system, sender.value.lifecycle.isLeaving || sender.name.value == system.name.value
        {
          continue
        }
        guard let used = intake.account, package.find(used, in: \.accounts)?.name.value == account else { continue }
        return ("whoever sends to \(activity.title)", used.span)
      }
    }
    return nil
  }
}
