import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// A place at which a team must agree before something goes on.
struct Approval {
  /// What it belongs to: "gate `deploy`".
  let title: String
  /// Who answers for that.
  let owner: Located<String>?
  /// Who must agree; `nil` where the owner may.
  let by: Located<String>?
  /// Where that is said.
  let span: Span
  /// What is done when nobody answers; `nil` where nothing is.
  var otherwise: Located<ApprovalWord>?
}

extension RuledPackage {
  /// All places at which a team must agree: in gates, in steps of workflows, and where a reconcile would change too much.
  func approvals() -> [Approval] {
    let gates = declared.gates.sorted.compactMap { gate in
      gate.value.approve.map { Approval($0, "gate `\(gate.name.value)`", gate.value.duty.owner) }
    }
    let workflows = declared.workflows.sorted.flatMap { workflow in
      approvals(in: workflow.value.steps).map {
        Approval($0, "workflow `\(workflow.name.value)`", workflow.value.duty.owner)
      }
    }
    let reconciles = activities.compactMap { activity -> Approval? in
      guard activity.section == .reconciles, !activity.effects.isEmpty,
        let reconcile = declared.reconciles[activity.name.value]
      else { return nil }
      let approve = reconcile.value.guardrail.approve
      return Approval(
        title: activity.title, owner: reconcile.value.duty.owner, by: approve,
        span: approve?.span ?? reconcile.node["guard"]?.span ?? reconcile.name.span)
    }
    return gates + workflows + reconciles
  }

  private func approvals(in steps: [StepDeclaration]) -> [ApprovalDeclaration] {
    steps.flatMap { step in
      [step.approve].compactMap(\.self) + (step.choose ?? []).flatMap { approvals(in: $0.steps) }
        + (step.parallel ?? []).flatMap { approvals(in: $0.value) }
    }
  }
}

extension Approval {
  fileprivate init(_ declaration: ApprovalDeclaration, _ title: String, _ owner: Located<String>?) {
    self.init(
      title: title, owner: owner, by: declaration.by, span: declaration.by.span, otherwise: declaration.otherwise)
  }
}
