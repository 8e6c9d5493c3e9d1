import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// How long it takes from what happened to its effect, at most.
struct DeliveryTime: Sendable {
  /// The times, in the order of the work.
  private(set) var sum = TimeSum()

  /// How long an activity takes; `nil` for what has no effect that could be late.
  init?(_ activity: Activity, in package: RuledPackage) {
    switch activity.section {
    case .flows, .workflows:
      guard let trigger = package.trigger(activity) else { return nil }
      addWait(trigger, activity)
    case .syncs:
      guard let sync = package.sync(activity) else { return nil }
      addPull(sync, activity)
    default: return nil
    }
    for reading in activity.readings where reading.kind == .lookup && reading.cache == nil { sum.add(reading.time) }
    if let window = package.flow(activity)?.correlate?.window {
      sum.add(.init(what: "gathered for", milliseconds: window.value, place: window.span))
    }
    switch activity.section {
    case .workflows:
      guard let workflow = package.workflow(activity) else { break }
      let ways = StepWays(through: workflow, package) { Self.time(of: $0, in: activity) }
      sum.add(ways.longest { $0.total })
    case .syncs:
      // One change crosses to one side: the slowest of them.
      let sides = activity.effects.filter { $0.kind == .side }
      if let slowest = sides.max(by: { $0.time.total < $1.time.total }) { sum.add(slowest.time) }
    default: for effect in activity.effects where effect.kind == .delivery { sum.add(effect.time) }
    }
  }

  // MARK: Waiting for it to begin

  private mutating func addWait(_ trigger: TriggerDeclaration, _ activity: Activity) {
    if let every = trigger.every {
      sum.add(.init(what: "poll every", milliseconds: every.value, place: every.span))
      activity.intakes.first?.party.map { addSearchDelay($0) }
    } else if let schedule = trigger.schedule, let interval = Interval.longest(of: schedule.value) {
      sum.add(.init(what: "once in", milliseconds: interval, place: schedule.span))
    }
  }

  /// A sync hears of a change by a push; without one for each side it is as late as the next comparison.
  private mutating func addPull(_ sync: SyncDeclaration, _ activity: Activity) {
    let pushed = Set(activity.intakes.filter { $0.kind == .push }.compactMap { $0.party?.systemName })
    let sides = activity.readings.filter { $0.kind == .compare }.map { $0.party }
    let unheard = sides.filter { !pushed.contains($0.systemName) }
    guard !unheard.isEmpty, let interval = Interval.longest(of: sync.pull.value) else { return }
    sum.add(.init(what: "compared once in", milliseconds: interval, place: sync.pull.span))
    unheard.max { $0.connector.value.searchDelay < $1.connector.value.searchDelay }.map { addSearchDelay($0) }
  }

  private mutating func addSearchDelay(_ party: Party) {
    sum.add(
      .init(
        what: "search delay", milliseconds: party.connector.value.searchDelay, place: party.name.span,
        source: "so long a search at `\(party.systemName)` may miss a change"))
  }

  // MARK: Steps

  /// What a step takes by itself. What people and others are waited for has no length that could be known.
  private static func time(of step: StepDeclaration, in activity: Activity) -> TimeSum {
    var sum = TimeSum()
    if let place = step.verb?.span ?? step.call?.span,
      let effect = activity.effects.first(where: { $0.kind == .step && $0.span == place })
    {
      sum.add(effect.time)
    }
    if let length = step.wait?.length {
      sum.add(.init(what: "wait", milliseconds: length.value, place: length.span))
    }
    return sum
  }
}

extension ChoiceDeclaration {
  /// Whether it takes real time, and what starts it polls more seldom than that: a contradiction by itself, whatever else takes time.
  func pollsTooSlowly(_ trigger: TriggerDeclaration?) -> Bool {
    guard take?.value == .realTime, let freshness, let every = trigger?.every else { return false }
    return every.value > freshness.value
  }
}
