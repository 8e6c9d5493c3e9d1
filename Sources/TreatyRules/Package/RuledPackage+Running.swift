import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// When and how often activities run.
extension RuledPackage {
  /// What starts a flow or workflow.
  func trigger(_ activity: Activity) -> TriggerDeclaration? { flow(activity)?.on ?? workflow(activity)?.on }

  /// The retry policy that holds for an activity, and its name where one is named.
  func retryPolicy(_ activity: Activity) -> (name: String?, policy: RetryDeclaration) {
    guard let named = find(activity.retry, in: \.retries) else { return (nil, RetryDeclaration()) }
    return (named.name.value, named.value)
  }

  /// Schedules by which an activity runs, each with the zone that is said beside it.
  func schedules(_ activity: Activity) -> [(schedule: Located<String>, zone: Located<String>?)] {
    switch activity.section {
    case .flows, .workflows:
      guard let trigger = trigger(activity), let schedule = trigger.schedule else { return [] }
      return [(schedule, trigger.zone)]
    case .syncs: return sync(activity).map { [($0.pull, nil)] } ?? []
    case .reconciles:
      guard let reconcile = declared.reconciles[activity.name.value]?.value else { return [] }
      return [(reconcile.on, reconcile.zone)]
    case .probes:
      guard let on = declared.probes[activity.name.value]?.value.on else { return [] }
      return [(on, nil)]
    default: return []
    }
  }
}
