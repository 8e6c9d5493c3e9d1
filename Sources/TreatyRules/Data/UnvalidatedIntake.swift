import CEL
import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// What comes in says nothing of its form, and nobody looks at it.
public struct UnvalidatedIntake: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .unvalidatedIntake, name: "unvalidated-intake", severity: .warning,
      title: "What comes in has no form",
      summary: "An event of which nothing is declared is used without a check.",
      why: """
        Whatever is sent is taken: a field that is missing or of another kind fails deep in the work, or is written as it is. With a schema, or a
        `validate`, what is malformed is put aside with a reason before it does any harm.
        """,
      mend: """
        Declare the fields under `schema` of the event, or say under `validate` what must be so.
        """,
      bad: """
        connectors:
          sensor: {auth: {token: {}}, events: {tick: {schema: {body: any}}}}
        systems:
          field: {connector: sensor}
        flows:
          ticks:
            owner: front-desk
            serves: support
            on: {event: field.tick, path: /tick, account: monitor-here}
            identify: string(item.body.id)
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ string(item.body.name) }"}}]
        """,
      good: """
        connectors:
          sensor: {auth: {token: {}}, events: {tick: {schema: {body: any}}}}
        systems:
          field: {connector: sensor}
        flows:
          ticks:
            owner: front-desk
            serves: support
            on: {event: field.tick, path: /tick, account: monitor-here}
            validate: [{check: "has(item.body.id) && has(item.body.name)", reason: Not a tick}]
            identify: string(item.body.id)
            deliver: [{to: help.ticket, do: upsert, fields: {title: "${ string(item.body.name) }"}}]
        """,
      related: [.unknownField], canBeAllowed: true),
    reason: "what is malformed fails deep in the work, or is written as it is")

  /// The rule.
  public init() {}

  /// Looks at flows that events start of which no field has a type.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for activity in package.activities where activity.section == .flows {
      guard let flow = package.declared.flows[activity.name.value]?.value, flow.validate.isEmpty,
        let intake = activity.intakes.first, intake.kind == .event || intake.kind == .queue, let party = intake.party
      else { continue }
      let fields = package.expressions.type(named: party.readType)?.fields ?? []
      guard !fields.isEmpty, fields.allSatisfy({ $0.type == "dyn" }), let event = party.event else { continue }
      report.add(
        Self.about.finding(
          "nothing is declared of what `\(party.name.value)` brings, and \(activity.title) does not look at it",
          at: intake.span, related: [Label(span: event.name.span, text: "declares no types")],
          mend: "declare the fields under `schema` of the event", "or say under `validate` what must be so"))
    }
  }
}
