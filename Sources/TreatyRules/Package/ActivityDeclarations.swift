import TreatyCompiler
import TreatyDiagnostics
package import TreatySpec
import TreatySyntax

extension RuledPackage {
  /// The flow behind an activity; `nil` for one of another kind.
  package func flow(_ activity: Activity) -> FlowDeclaration? {
    activity.section == .flows ? declared.flows[activity.name.value]?.value : nil
  }

  /// The sync behind an activity; `nil` for one of another kind.
  package func sync(_ activity: Activity) -> SyncDeclaration? {
    activity.section == .syncs ? declared.syncs[activity.name.value]?.value : nil
  }

  /// The reconcile behind an activity; `nil` for one of another kind.
  package func reconcile(_ activity: Activity) -> ReconcileDeclaration? {
    activity.section == .reconciles ? declared.reconciles[activity.name.value]?.value : nil
  }

  /// The workflow behind an activity; `nil` for one of another kind.
  package func workflow(_ activity: Activity) -> WorkflowDeclaration? {
    activity.section == .workflows ? declared.workflows[activity.name.value]?.value : nil
  }

  /// The probe behind an activity; `nil` for one of another kind.
  package func probe(_ activity: Activity) -> ProbeDeclaration? {
    activity.section == .probes ? declared.probes[activity.name.value]?.value : nil
  }

  /// The name of the model that an activity's records are of, where it names it.
  package func modelName(of activity: Activity) -> Located<String>? {
    flow(activity)?.map?.model ?? sync(activity)?.model ?? reconcile(activity)?.model
  }

  /// The model that an activity's records are of.
  package func model(of activity: Activity) -> Named<ModelDeclaration>? { find(modelName(of: activity), in: \.models) }
}
