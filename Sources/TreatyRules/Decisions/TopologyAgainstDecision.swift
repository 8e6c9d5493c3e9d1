import TreatyCompiler
public import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A flow goes another way between systems than was decided.
public struct TopologyAgainstDecision: Rule {
  /// What the rule is.
  public static let about = RuleDescription(
    CheckPage(
      code: .topologyAgainstDecision, name: "topology-against-decision", severity: .error,
      title: "A flow goes another way than was decided",
      summary: """
        A decision says that systems are joined through models (`hub`) or directly (`direct`), and a flow that \
        it binds does the other.
        """,
      why: """
        With a hub each system is described once, against the model. A flow that goes past it ties two systems \
        to each other, and a change of either then has to be followed in each such flow.
        """,
      mend: """
        Give the flow a `map` to a model, or none where it is to go directly. Only records count that are \
        written to another system than the one they come from: a call of an operation, such as a remark on a \
        ticket, carries no record. That a decision for `direct` is broken is said only of flows that it names.
        """,
      bad: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {topology: hub}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.host }"}}]
        """,
      good: """
        decisions:
          planning:
            binds: [flows.page]
            requires: {topology: hub}

        flows:
          page:
            on: {event: watch.alarm, path: /alarm, account: monitor-here}
            identify: item.id
            map: {model: job, set: {number: "${ item.id }", what: "${ item.host }", state: open}}
            deliver: [{to: vans.job, do: create, fields: {what: "${ item.what }"}}]
        """,
      related: [.modelBypassed], canBeAllowed: true),
    reason: "a change of either system has to be followed in each such flow")

  /// The rule.
  public init() {}

  /// Looks at the flows that the decisions of the package bind.
  public func check(_ package: RuledPackage, _ report: inout Findings) {
    for decision in package.bindingDecisions {
      guard let topology = decision.value.requires.topology else { continue }
      for activity in package.activities where decision.binds(activity, in: package) {
        guard let flow = package.flow(activity) else { continue }
        switch topology.value {
        case .hub where flow.map == nil: past(activity, decision, topology.span, &report)
        case .direct where decision.names(activity, in: package):
          guard let map = flow.map else { continue }
          report.add(
            Self.about.finding(
              "\(activity.title) goes through the model `\(map.model.value)`, and `\(decision.name.value)` decided for direct ways",
              at: map.model.span, related: [decision.label(topology.span)],
              mend: "map the item directly under `deliver`, without `map`",
              "or replace the decision by a new one, if it no longer holds"))
        default: continue
        }
      }
    }
  }

  /// A flow that takes a record from one system to another without a model between them.
  private func past(
    _ activity: Activity, _ decision: BindingDecision, _ place: Span, _ report: inout Findings
  ) {
    guard let source = activity.intakes.compactMap({ $0.party }).first,
      let effect = activity.effects.first(where: { effect in
        effect.party.systemName != source.systemName && effect.verbs != [.call] && effect.verbs != [.delete]
      })
    else { return }
    report.add(
      Self.about.finding(
        "\(activity.title) goes from `\(source.systemName)` to `\(effect.party.systemName)` past all models, and `\(decision.name.value)` decided for a hub",
        at: effect.party.name.span, "not made over into a record of a model",
        related: [Label(span: source.name.span, text: "it comes from here"), decision.label(place)],
        mend: "add `map`, with the model that such records go through",
        decision.bindsAll
          ? "or name under `binds` what the decision is about, if this is not it"
          : "or take it out of the decision's `binds`, if the decision is not about it"))
  }
}
