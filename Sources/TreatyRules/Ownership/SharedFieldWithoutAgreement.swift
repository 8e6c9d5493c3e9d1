import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Two sides may change a field that one of them owns.
public struct SharedFieldWithoutAgreement: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .sharedFieldWithoutAgreement, name: "shared-field-without-agreement", severity: .error,
      title: "Both sides change a field that one of them owns",
      summary: "A sync lets both sides change a field that one system owns, and no agreement says so.",
      why: """
        `latest`, `merge`, `priority` and `ask` let the other side win at times. Whoever reads that the system owns the field will believe that it
        always does.
        """,
      mend: """
        Write `{owner: …}` with the owning side. Where both teams want to share the field, write an agreement that lists it and allows
        `shared-fields`, and name it under `agreements` of the sync.
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
            rules: {title: {owner: front}, state: {priority: [front, back]}}
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
      related: [.ruleAgainstOwner, .twoOwners], canBeAllowed: true),
    reason: "the other side wins at times, and who reads that the field is owned does not expect it")

  /// The rule.
  public init() {}

  /// Holds each rule by which both sides may win against who owns the field.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let owners = FieldOwners(package)
    guard !owners.isEmpty else { return }
    for activity in package.activities where activity.section == .syncs {
      guard let sync = package.declared.syncs[activity.name.value]?.value,
        let model = package.declared.canonical(sync.model, .models)
      else { continue }
      let systems = Set(sync.sides.compactMap { package.party($0.value.record)?.systemName })
      for rule in sync.rules where rule.value.owner == nil {
        let field = rule.name.value
        guard let claim = owners[model, field].first(where: { systems.contains($0.system) }),
          !package.shares(field, of: model, activity)
        else { continue }
        report.add(
          Self.about.finding(
            "both sides may change `\(field)`, and `\(claim.system)` owns it", at: rule.name.span,
            related: [Label(span: claim.span, text: "claimed here")],
            mend: "give the last word to the side of `\(claim.system)`",
            "or name an agreement that allows `shared-fields` for `\(model).\(field)`"))
      }
    }
  }
}
