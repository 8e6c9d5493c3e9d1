import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A comparison corrects the owner of a field by what another says.
public struct CorrectionAgainstOwner: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .correctionAgainstOwner, name: "correction-against-owner", severity: .error,
      title: "A correction overwrites the owner",
      summary: "A reconcile writes one side's values over fields that the other side owns.",
      why: """
        What a full comparison corrects, it corrects in bulk: hundreds of decisions of the owner are gone in one night.
        """,
      mend: """
        Correct by the owning side, leave the field out of `compare`, or only report what differs.
        """,
      bad: """
        models:
          case:
            key: [title]
            fields: {title: string, state: {enum: [open, done]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        reconciles:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: title, state: state}}
              back: {record: ledger.ticket, fields: {title: title, state: state}}
            match: item.title
            compare: [state]
            on: daily at 03:00
            correct: {differs: front}
        """,
      good: """
        models:
          case:
            key: [title]
            fields: {title: string, state: {enum: [open, done]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        reconciles:
          cases:
            owner: front-desk
            serves: support
            model: case
            sides:
              front: {record: help.ticket, fields: {title: title, state: state}}
              back: {record: ledger.ticket, fields: {title: title, state: state}}
            match: item.title
            compare: [state]
            on: daily at 03:00
            correct: {differs: back}
        """,
      related: [.foreignField, .ruleAgainstOwner, .openGuard], canBeAllowed: true),
    reason: "many decisions of the owner are written over in one run")

  /// The rule.
  public init() {}

  /// Looks at what reconciles correct.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let owners = FieldOwners(package)
    guard !owners.isEmpty else { return }
    for activity in package.activities where activity.section == .reconciles {
      guard let reconcile = package.declared.reconciles[activity.name.value]?.value,
        let differs = reconcile.correct.differs, let model = package.declared.canonical(reconcile.model, .models)
      else { continue }
      let source = reconcile.sides.first { $0.name.value == differs.value }.flatMap { package.party($0.value.record) }
      for side in reconcile.sides where side.name.value != differs.value {
        guard let target = package.party(side.value.record), target.systemName != source?.systemName else { continue }
        for field in side.value.fields where isCompared(field.name.value, reconcile) {
          let claims = owners[model, field.name.value]
          guard let claim = claims.first(where: { $0.system == target.systemName }),
            !claims.contains(where: { $0.system == source?.systemName }),
            !package.shares(field.name.value, of: model, activity)
          else { continue }
          report.add(
            Self.about.finding(
              "`\(differs.value)` is written over `\(field.name.value)`, which `\(target.systemName)` owns",
              at: differs.span, related: [Label(span: claim.span, text: "claimed here")],
              mend: "correct by `\(side.name.value)`, or leave the field out of `compare`"))
        }
      }
    }
  }

  private func isCompared(_ field: String, _ reconcile: ReconcileDeclaration) -> Bool {
    let isShared = reconcile.sides.allSatisfy { side in side.value.fields.contains { $0.name.value == field } }
    return isShared && (reconcile.compare.isEmpty || reconcile.compare.contains { $0.value == field })
  }
}
