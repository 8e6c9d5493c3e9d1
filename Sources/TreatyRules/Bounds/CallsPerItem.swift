import TreatyCompiler
import TreatyDiagnostics
import TreatySpec

/// How many calls one item causes at most.
struct CallsPerItem {
  /// Calls that look something up. What is kept for a while is not asked for each time, and does not count.
  let lookups: Int
  /// Calls that change something.
  let effects: Int

  var total: Int { lookups &+ effects }

  /// As a person would work it out: "3 lookups + 20 effects = 23".
  var text: String { "\(lookups) lookups + \(effects) effects = \(total)" }

  /// The calls of a flow, gate or workflow, as it was declared; `nil` for what does not work item by item.
  init?(_ activity: Activity, _ package: RuledPackage) {
    switch activity.section {
    case .flows, .gates: effects = activity.effects.count
    case .workflows: effects = CallsPerItem.calls(of: package.workflow(activity)?.steps ?? [])
    default: return nil
    }
    lookups = activity.readings.filter { $0.kind == .lookup && $0.cache == nil }.count
  }

  /// Of several ways that exclude each other the longest counts. What undoes a step is not called when all goes well.
  private static func calls(of steps: [StepDeclaration]) -> Int {
    steps.reduce(0) { sum, step in
      let own = step.call != nil || step.to != nil ? 1 : 0
      let longest = (step.choose ?? []).map { calls(of: $0.steps) }.max() ?? 0
      let together = (step.parallel ?? []).map { calls(of: $0.value) }.reduce(0, &+)
      return sum &+ own &+ longest &+ together
    }
  }
}
