import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A sync gives the last word to a side that does not own the field.
public struct RuleAgainstOwner: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .ruleAgainstOwner, name: "rule-against-owner", severity: .error,
      title: "A sync decides against the owner of a field",
      summary: "A rule of a sync gives the last word to one side, while the other side owns the field.",
      why: """
        The sync puts back what people in the owning system decide. Both statements are in the same package, and one of them is wrong.
        """,
      mend: """
        Give the last word to the owning side, or let the other system own the field.
        """,
      bad: """
        models:
          case:
            key: [title]
            fields: {title: string, state: {enum: [open, done]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        syncs:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: title, state: state}}
              back: {record: ledger.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: front}, state: {owner: front}}
            create: [front -> back]
            pull: every 5m
        """,
      good: """
        models:
          case:
            key: [title]
            fields: {title: string, state: {enum: [open, done]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        syncs:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: title, state: state}}
              back: {record: ledger.ticket, fields: {title: title, state: state}}
            rules: {title: {owner: front}, state: {owner: back}}
            create: [front -> back]
            pull: every 5m
        """,
      related: [.sharedFieldWithoutAgreement, .foreignField], canBeAllowed: true),
    reason: "what the owner decides is put back")

  /// The rule.
  public init() {}

  /// Holds each rule against who owns the field.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let owners = FieldOwners(package)
    guard !owners.isEmpty else { return }
    for activity in package.activities where activity.section == .syncs {
      guard let sync = package.declared.syncs[activity.name.value]?.value,
        let model = package.declared.canonical(sync.model, .models)
      else { continue }
      for rule in sync.rules {
        let field = rule.name.value
        let claims = owners[model, field]
        guard let winner = rule.value.owner, !claims.isEmpty, !package.shares(field, of: model, activity),
          let system = package.system(of: winner.value, sync), !claims.contains(where: { $0.system == system }),
          let other = sync.sides.first(where: { $0.name.value != winner.value }),
          let loser = package.system(of: other.name.value, sync),
          let claim = claims.first(where: { $0.system == loser })
        else { continue }
        report.add(
          Self.about.finding(
            "`\(winner.value)` has the last word on `\(field)`, and `\(loser)` owns it", at: winner.span,
            related: [Label(span: claim.span, text: "claimed here")],
            mend: "write `\(field): {owner: \(other.name.value)}`",
            "or name an agreement that allows `shared-fields` for `\(model).\(field)`"))
      }
    }
  }
}

extension RuledPackage {
  /// The system of a sync's side, by its name in the plan.
  func system(of side: String, _ sync: SyncDeclaration) -> String? {
    sync.sides.first { $0.name.value == side }.flatMap { party($0.value.record) }?.systemName
  }
}
