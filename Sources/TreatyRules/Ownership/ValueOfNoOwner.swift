import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A value that comes from a system which has no say in it.
public struct ValueOfNoOwner: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .valueOfNoOwner, name: "value-of-no-owner", severity: .warning,
      title: "A value comes from where it is not decided",
      summary: "A flow carries a field on from a system that does not own it, while another does.",
      why: """
        The owner's value may be another by now. Whoever gets the copy of a copy will trust it, and nobody can say where it went wrong.
        """,
      mend: """
        Look the value up at its owner, or let it come with the owner's own events. Where the copy is good enough, name an agreement that allows
        `shared-fields` for the field.
        """,
      bad: """
        models:
          case:
            key: [id]
            fields: {id: string, state: {enum: [open, done]}, level: {enum: [low, high]}}
        systems:
          ledger: {connector: desk, url: "https://ledger.example.org", account: us-at-desk, version: "2.4", owns: [case.level]}
        flows:
          page:
            owner: front-desk
            serves: support
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: case, set: {id: "${ item.id }", state: "${ item.count == 0 ? 'done' : 'open' }", level: "${ item.level }"}}
            deliver:
              - to: help.ticket
                do: upsert
                fields: {title: "${ item.id }"}
                update: {fields: {level: "${ item.level }"}}
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
              - to: help.ticket
                do: upsert
                fields: {title: "${ item.id }"}
                update: {fields: {level: "${ item.level }"}}
        """,
      related: [.foreignField, .twoOwners], canBeAllowed: true),
    reason: "the owner may say something else by now")

  /// The rule.
  public init() {}

  /// Looks at what flows take over from whom.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    let owners = FieldOwners(package)
    guard !owners.isEmpty else { return }
    for activity in package.activities where activity.section == .flows {
      guard let flow = package.declared.flows[activity.name.value]?.value, let map = flow.map,
        let model = package.declared.canonical(map.model, .models), let source = activity.intakes.first?.party
      else { continue }
      let looked = Set(activity.readings.map { $0.party.systemName })
      for effect in activity.effects {
        for passage in effect.passages {
          for field in package.modelFields(in: passage).sorted() {
            let claims = owners[model, field]
            let known = looked.union([source.systemName, effect.party.systemName])
            guard let claim = claims.first, !claims.contains(where: { known.contains($0.system) }),
              !package.shares(field, of: model, activity)
            else { continue }
            report.add(
              Self.about.finding(
                "`\(model).\(field)` comes from `\(source.systemName)`, and `\(claim.system)` decides it",
                at: passage.node.span, related: [Label(span: claim.span, text: "claimed here")],
                mend: "look it up at `\(claim.system)`",
                "or name an agreement that allows `shared-fields` for `\(model).\(field)`"))
          }
        }
      }
    }
  }
}
