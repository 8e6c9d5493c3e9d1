import CEL
import TreatyCompiler
import TreatySpec
import TreatySyntax

/// The ways through the steps of a workflow, each with the time that it takes: steps that are left out, branches of which one is taken, and
/// ways that are gone at once.
///
/// What excludes each other stands on no way together, as far as that is known. A way takes at least what it is said to take: of a step that
/// may be done, it may as well say nothing. Where there are many ways only the longest are followed, so that a longer one may be missed.
struct StepWays {
  /// One way.
  struct Way {
    /// What it takes.
    var sum = TimeSum()
    /// What is so where it is taken.
    fileprivate var condition: Condition
    /// How many conditions stand on it.
    fileprivate var guards = 0
    /// Whether one of them asks for the time, which goes on from one to the next.
    fileprivate var readsTime = false
    /// Whether it contradicts itself.
    fileprivate var isEmpty = Verdict.no
    /// Whether the workflow ends here.
    fileprivate var hasEnded = false

    /// Whether it can be taken: a condition by itself can hold, since one that cannot is found as that.
    fileprivate var isPossible: Bool { guards <= 1 || !readsTime && isEmpty == .no }
  }

  /// More are not followed.
  private static let most = 48

  private let package: RuledPackage
  private let time: (StepDeclaration) -> TimeSum
  private var ways: [Way] = []

  /// - Parameter time: What a step takes by itself, without the steps inside of it.
  init(through workflow: WorkflowDeclaration, _ package: RuledPackage, time: @escaping (StepDeclaration) -> TimeSum) {
    self.package = package
    self.time = time
    var start = Way(condition: .always)
    if let condition = workflow.condition { start = taking(condition, start) }
    start.guards = 0
    ways = after(workflow.steps, [start])
  }

  /// What the longest way takes that is known to be one.
  /// - Parameter length: What of a sum counts.
  func longest(by length: (TimeSum) -> Int64) -> TimeSum {
    let sorted = ways.map { (way: $0, length: length($0.sum)) }.sorted { $0.length > $1.length }
    return sorted.first { $0.way.isPossible }?.way.sum ?? TimeSum()
  }

  // MARK: Following them

  private func after(_ steps: [StepDeclaration], _ ways: [Way]) -> [Way] {
    steps.reduce(ways) { ways, step in StepWays.fewest(ways.flatMap { $0.hasEnded ? [$0] : after(step, $0) }) }
  }

  private func after(_ step: StepDeclaration, _ way: Way) -> [Way] {
    guard let condition = step.condition else { return done(step, way) }
    // What takes no time and ends nothing may as well be left out.
    guard matters(step) else { return [way] }
    return done(step, taking(condition, way)) + [mayEnd(step) ? leaving(condition, way) : way]
  }

  private func done(_ step: StepDeclaration, _ way: Way) -> [Way] {
    let own = time(step)
    var next = way
    next.sum.add(own)
    if step.stop != nil { next.hasEnded = true }
    var ways = [next]
    if let condition = step.approve?.condition { ways = [taking(condition, next), way] }
    if let branches = step.choose { ways = ways.flatMap { after(branches, $0) } }
    if let parallel = step.parallel, !parallel.isEmpty {
      // All must come to their end: no way through one of them is longer than what is waited for.
      ways = ways.flatMap { way in parallel.flatMap { after($0.value, [way]) } }
    }
    return ways
  }

  private func after(_ branches: [BranchDeclaration], _ way: Way) -> [Way] {
    var (rest, ways) = (way, [Way]())
    for branch in branches {
      guard let condition = branch.condition else { return ways + after(branch.steps, [rest]) }
      ways += after(branch.steps, [taking(condition, rest)])
      rest = leaving(condition, rest)
    }
    return ways + [branches.contains { $0.steps.contains(where: mayEnd) } ? rest : way]
  }

  /// Whether it makes a difference for the time whether a step is done.
  private func matters(_ step: StepDeclaration) -> Bool {
    step.contains(where: { $0.stop != nil || time($0).total > 0 })
  }

  /// Whether the workflow may end in a step: only where it does not, what stands behind it is done.
  private func mayEnd(_ step: StepDeclaration) -> Bool { step.contains(where: { $0.stop != nil }) }

  private func taking(_ condition: ScalarText, _ way: Way) -> Way { way.with(package.condition(of: condition)) }

  private func leaving(_ condition: ScalarText, _ way: Way) -> Way {
    way.with(package.condition(of: condition).negated)
  }

  /// The longest of many ways; those that cannot be are none.
  private static func fewest(_ ways: [Way]) -> [Way] {
    let possible = ways.filter { $0.isEmpty != .yes }
    guard possible.count > most else { return possible }
    return Array(possible.sorted { $0.sum.total > $1.sum.total }.prefix(most))
  }
}

extension StepWays.Way {
  fileprivate func with(_ other: Condition) -> Self {
    var way = self
    way.guards += 1
    if other.paths.contains(where: { $0.first == "now" }) {
      way.readsTime = true
    } else {
      way.condition = condition.and(other)
      way.isEmpty = way.condition.isEmpty
    }
    return way
  }
}

extension StepDeclaration {
  /// Whether something is so of the step, or of one within it.
  fileprivate func contains(where isSo: (StepDeclaration) -> Bool) -> Bool {
    isSo(self) || (choose ?? []).contains { $0.steps.contains { $0.contains(where: isSo) } }
      || (parallel ?? []).contains { $0.value.contains { $0.contains(where: isSo) } }
  }
}
