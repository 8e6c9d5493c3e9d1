public import TreatyDiagnostics
import TreatyPlan

/// A token or password written into a spec.
public struct LiteralCredential: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CodePage(
      code: .literalCredential, name: "literal-credential", severity: .error,
      title: "A credential in the spec",
      summary: "A token or password stands in the spec itself.",
      why: """
        It would lie in the repository and its history, in every plan that is compiled from it, and with whoever reads either. It could not be \
        changed without a new plan either.
        """,
      mend: """
        Declare a secret, and write its name in the account: `${ secrets.desk-token }`. The host binds the value, from an environment variable \
        or a file. Change the credential that stood here: it has been seen.
        """,
      bad: """
        accounts:
          us-at-archive: {auth: {token: 4f6c-90ab-77d1}}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      good: """
        accounts:
          us-at-archive: {auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.secretOutOfPlace, .missingSecret], canBeAllowed: true),
    reason: "it would lie in the repository, in every plan, and with whoever reads either")

  /// The rule.
  public init() {}

  /// Looks at how each system and each sender proves who it is.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (index, system) in package.plan.systems.enumerated() {
      check(system.authentication, at: "/systems/\(index)/authentication", package, &report)
    }
    for (index, flow) in package.plan.flows.enumerated() {
      check(flow.trigger.authentication, at: "/flows/\(index)/trigger/authentication", package, &report)
    }
  }

  private func check(
    _ authentication: PlannedAuthentication, at pointer: String, _ package: RuledPackage, _ report: inout Findings
  ) {
    let credential: (PlannedTemplate, String)? =
      switch authentication {
      case .none: nil
      case .token(_, _, let token): (token, "token")
      case .basic(_, let password): (password, "password")
      }
    guard let (template, part) = credential, template.constantText != nil else { return }
    report.add(
      Diagnostic(
        code: LiteralCredential.about.code, severity: LiteralCredential.about.severity,
        message: "the \(part) stands in the spec itself", primary: package.label("\(pointer)/\(part)"),
        reason: LiteralCredential.about.reason,
        fixes: [Fix(title: "declare a secret, and write `${ secrets.name }`; the host then binds its value")]))
  }
}
