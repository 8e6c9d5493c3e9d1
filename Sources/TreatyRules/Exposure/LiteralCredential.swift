import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A token or password written into a spec.
public struct LiteralCredential: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
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
          us-at-archive: {owner: front-desk, auth: {token: 4f6c-90ab-77d1}}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      good: """
        accounts:
          us-at-archive: {owner: front-desk, auth: {token: "${ secrets.archive-token }"}}
        secrets:
          archive-token: {about: Token of the account at the archive}
        systems:
          archive: {connector: desk, url: https://archive.example.org, account: us-at-archive}
        """,
      related: [.secretOutOfPlace, .missingSecret], canBeAllowed: true),
    reason: "it would lie in the repository, in every plan, and with whoever reads either")

  /// The rule.
  public init() {}

  /// Looks at each part of a proof that must stay secret.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for account in package.own(\.accounts) {
      for (part, text) in account.value.auth.credentials {
        guard let node = text.node, isLiteral(Passage(node), package) else { continue }
        report.add(
          Self.about.finding(
            "the \(part) stands in the spec itself", at: node.span,
            mend: "declare a secret, and write `${ secrets.name }`; the host then binds its value"))
      }
    }
  }

  /// Whether all of a credential can be read in the spec: a text, an expression that reads nothing, or an input that has a default.
  private func isLiteral(_ passage: Passage, _ package: RuledPackage) -> Bool {
    if let constant = passage.constant { return !constant.isEmpty }
    return passage.expressions.allSatisfy { use in
      guard let paths = package.expressions.compilation(of: use)?.references else { return false }
      return paths.allSatisfy { path in
        path.count == 2 && path[0] == "inputs" && package.declared.inputs[path[1]]?.value.fallback != nil
      }
    }
  }
}
