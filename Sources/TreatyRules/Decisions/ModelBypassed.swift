import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// Records go through another model than was decided.
public struct ModelBypassed: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .modelBypassed, name: "model-bypassed", severity: .error,
      title: "Records do not go through the model decided for",
      summary: """
        A decision names the model that everything it binds goes through, and a flow, sync or reconcile that it \
        binds goes through another, or through none.
        """,
      why: """
        Two models for one kind of record say the same in two ways. Their states and severities drift apart, and \
        a report that counts by one of them misses what went through the other.
        """,
      mend: """
        Use the decided model. Where the decision is about some activities only, name them under `binds`. A \
        decision that names nothing cannot mean that devices go through the model of incidents: it is held \
        against those activities alone that go through another model, and all of whose records go through the \
        decided one elsewhere in the package.
        """,
      bad: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {model: job}

        models:
          work:
            fields: {name: string}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: work, set: {name: "${ item.host }"}}
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.name }"}}]
        """,
      good: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {model: job}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: job, set: {number: "${ item.id }", what: "${ item.host }", state: open}}
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.what }"}}]
        """,
      related: [.topologyAgainstDecision], canBeAllowed: true),
    reason: "two models for one kind of record drift apart")

  /// The rule.
  public init() {}

  /// Looks at what goes through models in the package.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      guard let required = decision.value.requires.model,
        let model = package.find(required, in: \.models)?.name.value
      else { continue }
      let kinds = decision.bindsAll ? exchanged(through: model, package) : []
      for activity in package.activities where decision.binds(activity, in: package) {
        if decision.bindsAll, !records(activity).isSubset(of: kinds) { continue }
        guard
          let place = place(
            of: activity, otherThan: model, isNamed: decision.names(activity.section, activity.name.value), package)
        else { continue }
        let way = place.other.map { "goes through `\($0)`" } ?? "writes records without a model"
        report.add(
          Self.about.finding(
            "\(activity.title) \(way), and `\(decision.name.value)` decided for `\(required.value)`", at: place.span,
            related: [decision.label(required.span)], mend: "use the model `\(required.value)`",
            decision.bindsAll
              ? "or name under `binds` what the decision is about, if this is not it"
              : "or take \(activity.title) out of the decision's `binds`, if it is not about it"))
      }
    }
  }

  /// Where an activity says that it goes through another model, or, where the decision names it, writes records without any.
  private func place(
    of activity: Activity, otherThan model: String, isNamed: Bool, _ package: RuledPackage
  ) -> (span: Span, other: String?)? {
    if let other = package.modelName(of: activity) {
      guard let name = package.model(of: activity)?.name.value, name != model else { return nil }
      return (other.span, other.value)
    }
    guard isNamed, activity.section == .flows else { return nil }
    return activity.effects.first { $0.verbs != [.call] && $0.verbs != [.delete] }.map { ($0.party.name.span, nil) }
  }

  /// Kinds of records that it has to do with, as `connector.part`.
  private func records(_ activity: Activity) -> Set<String> {
    let parties =
      activity.intakes.compactMap { $0.party } + activity.readings.map { $0.party } + activity.effects.map { $0.party }
    return Set(parties.map { $0.readType })
  }

  /// Kinds of records that go through a model.
  private func exchanged(through name: String, _ package: RuledPackage) -> Set<String> {
    package.activities.reduce(into: []) { kinds, activity in
      guard package.model(of: activity)?.name.value == name else { return }
      kinds.formUnion(records(activity))
    }
  }
}
