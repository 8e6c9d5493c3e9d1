import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two systems claim the last word on one field.
public struct TwoOwners: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .twoOwners, name: "two-owners", severity: .error,
      title: "Two systems own one field",
      summary: "Two systems claim the last word on one field, and no agreement says how they share it.",
      why: """
        When they differ, both are right: nothing can decide which value counts, and each correction starts the next one.
        """,
      mend: """
        Let one of them own the field. Where both must, write an agreement of their teams that lists the field and allows `shared-fields`.
        """,
      bad: """
        models:
          case:
            key: [id]
            fields: {id: string, state: {enum: [open, done]}, level: {enum: [low, high]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
          counter: {connector: desk, url: "https://counter.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        """,
      good: """
        models:
          case:
            key: [id]
            fields: {id: string, state: {enum: [open, done]}, level: {enum: [low, high]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
          counter: {connector: desk, url: "https://counter.example.org", account: us-at-desk, version: "2.4", owns: [case.level]}
        """,
      related: [.foreignField, .sharedFieldWithoutAgreement], canBeAllowed: true),
    reason: "when they differ, nothing decides which value counts")

  /// The rule.
  public init() {}

  /// Looks at each field that is claimed.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for (field, claims) in FieldOwners(package).all where claims.count > 1 && !isAgreed(field, claims, package) {
      guard let claim = claims.first(where: { package.isOwn($0.span) }),
        let other = claims.first(where: { $0.system != claim.system })
      else { continue }
      report.add(
        Self.about.finding(
          "`\(field)` is owned by `\(claim.system)` and by `\(other.system)`", at: claim.span,
          related: [Label(span: other.span, text: "claimed here too")],
          mend: "let one of them own it",
          "or write an agreement of both teams: `{between: […], fields: [\(field)], allows: [shared-fields]}`"))
    }
  }

  /// Whether an agreement lets the systems share a field: one of the teams that answer for them.
  private func isAgreed(_ field: String, _ claims: [FieldOwners.Claim], _ package: RuledPackage) -> Bool {
    guard let dot = field.lastIndex(of: ".") else { return false }
    let (model, name) = (String(field[..<dot]), String(field[field.index(after: dot)...]))
    let owners = claims.compactMap { package.declared.systems[$0.system]?.value.owner }
    let teams = Set(owners.compactMap { package.declared.canonical($0, .teams) })
    return package.declared.agreements.sorted.contains { agreement in
      let between = Set(agreement.value.between.compactMap { package.declared.canonical($0, .teams) })
      return agreement.value.allows(.sharedFields) && teams.isSubset(of: between)
        && !package.hasPassed(agreement.value.until)
        && agreement.value.fields.contains { package.names($0, model, name) }
    }
  }
}
