import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A write into a field that the system written to has the last word on.
public struct ForeignField: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .foreignField, name: "foreign-field", severity: .error,
      title: "A field that another side owns is written",
      summary: "A flow changes a field of which the system that it writes to has the last word.",
      why: """
        Where a system owns a field, people there decide what it says. A flow that writes it puts their decision back at the next event, and they
        will not know why. When the record is made the field has to be filled by somebody; what comes after is the owner's.
        """,
      mend: """
        Write it under `create` only, or leave it out. Where both teams want it so, write an agreement that allows `shared-fields` for this
        field, and name it under `agreements` of the flow.
        """,
      bad: """
        models:
          case:
            key: [id]
            fields: {id: string, state: {enum: [open, done]}, level: {enum: [low, high]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", state: "${ item.count == 0 ? 'done' : 'open' }", level: "${ item.level }"}}
            deliver:
              - to: ledger.ticket
                do: upsert
                fields: {title: "${ item.id }"}
                update: {fields: {state: "${ item.state }"}}
        """,
      good: """
        models:
          case:
            key: [id]
            fields: {id: string, state: {enum: [open, done]}, level: {enum: [low, high]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.state]}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", state: "${ item.count == 0 ? 'done' : 'open' }", level: "${ item.level }"}}
            deliver:
              - to: ledger.ticket
                do: upsert
                fields: {title: "${ item.id }"}
                update: {fields: {level: "${ item.level }"}}
        """,
      related: [.ruleAgainstOwner, .twoOwners, .sharedFieldWithoutAgreement], canBeAllowed: true),
    reason: "what the owner decides is written over at the next event")

  /// The rule.
  public init() {}

  /// Looks at what flows change in records.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let owners = FieldOwners(package)
    guard !owners.isEmpty else { return }
    for activity in package.activities where activity.section == .flows {
      guard let map = package.declared.flows[activity.name.value]?.value.map,
        let model = package.declared.canonical(map.model, .models), let source = activity.intakes.first?.party
      else { continue }
      for effect in activity.effects where effect.party.systemName != source.systemName {
        for passage in effect.updates {
          for field in package.modelFields(in: passage).sorted() {
            let claims = owners[model, field]
            guard let claim = claims.first(where: { $0.system == effect.party.systemName }),
              !claims.contains(where: { $0.system == source.systemName }),
              !package.shares(field, of: model, activity)
            else { continue }
            report.add(
              Self.about.finding(
                "`\(effect.party.systemName)` owns `\(model).\(field)`, and \(activity.title) writes it there",
                at: passage.node.span, "from `\(source.systemName)`",
                related: [Label(span: claim.span, text: "claimed here")],
                mend: "write it under `create` only, or leave it out",
                "or name an agreement that allows `shared-fields` for `\(model).\(field)`"))
          }
        }
      }
    }
  }
}
