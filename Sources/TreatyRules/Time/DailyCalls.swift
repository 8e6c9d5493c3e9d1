import CEL
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatySpec
import TreatySyntax

/// How many calls a day go to a system, one source of them after the other, so that a person can follow the sum.
struct DailyCalls: Sendable {
  /// One source of calls.
  struct Summand: Sendable {
    /// What calls: "flow `page-to-ticket` polls every 1m".
    let what: String
    /// Calls a day.
    let calls: Double
    /// Where that is said.
    let place: Span
    /// Whether there may be fewer, since a condition leaves items out.
    let isMost: Bool

    /// As it stands in a sum.
    var text: String { "\(Amount.text(calls)) (\(what))" }
  }

  /// The sources, in the order of the activities.
  private(set) var summands: [Summand] = []

  /// All calls of a day.
  var total: Double { summands.reduce(0) { $0 + $1.calls } }

  /// The calls of a day that are made in any case.
  var certain: Double { summands.reduce(0) { $0 + ($1.isMost ? 0 : $1.calls) } }

  /// The sum in words: "1440 (flow `a` polls every 1m) + 200 (…) = 1640 calls a day".
  var text: String {
    if summands.count == 1, let only = summands.first {
      return "\(Amount.text(only.calls)) calls a day (\(only.what))"
    }
    return "\(summands.map { $0.text }.joined(separator: " + ")) = \(Amount.text(total)) calls a day"
  }

  mutating func add(_ what: String, _ calls: Double?, at place: Span, isMost: Bool = false) {
    if let calls, calls > 0 { summands.append(Summand(what: what, calls: calls, place: place, isMost: isMost)) }
  }
}

/// Numbers in messages.
enum Amount {
  /// A number of calls, as short as it is true: `1440`, `0.5`.
  static func text(_ number: Double) -> String {
    guard number.isFinite, number < 1e15 else { return "more than can be counted" }
    let rounded = (number * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int64(rounded))" : "\(rounded)"
  }

  /// How often something happens a day that happens once in so many milliseconds.
  static func perDay(every milliseconds: Int64) -> Double? {
    milliseconds > 0 ? Double(TimeUnit.day) / Double(milliseconds) : nil
  }

  /// How often a day a schedule comes, on the average of four weeks; `nil` for one that is not known.
  static func perDay(_ schedule: String) -> Double? {
    guard let schedule = try? Schedule(parsing: schedule) else { return nil }
    if case .every(let length) = schedule.rule { return perDay(every: length.milliseconds) }
    let weeks = (try? CalendarDate(parsing: "2026-11-02")).flatMap { first in first.adding(28).map { (first, $0) } }
    guard let (first, last) = weeks else { return nil }
    let times = schedule.occurrences(
      from: LocalDateTime(first, .midnight), to: LocalDateTime(last, .midnight), limit: 28 * 1440)
    return times.map { Double($0.count) / 28 }
  }
}

extension RuledPackage {
  /// The calls a day that go to a system, as far as they are known: no fewer than that. Where a calendar or a condition decides
  /// whether one is made, or an answer is kept, it is left out.
  func callsADay(to system: Named<SystemDeclaration>) -> DailyCalls {
    var count = DailyCalls()
    for activity in activities {
      addPolls(of: activity, to: system, &count)
      addItems(of: activity, to: system, &count)
      addProbe(activity, to: system, &count)
    }
    let connector = find(system.value.connector, in: \.connectors)
    if let health = system.value.health ?? connector?.value.health {
      let every = health.every?.value ?? TimeUnit.minute
      count.add(
        "its health is asked every \(Interval.text(every))", Amount.perDay(every: every),
        at: health.every?.span ?? system.name.span)
    }
    return count
  }

  private func addPolls(of activity: Activity, to system: Named<SystemDeclaration>, _ count: inout DailyCalls) {
    let lists = activity.readings.filter {
      ($0.kind == .list || $0.kind == .compare) && $0.party.systemName == system.name.value
    }
    guard !lists.isEmpty, trigger(activity)?.during == nil else { return }
    let number = Double(lists.count)
    if let every = trigger(activity)?.every {
      count.add(
        "\(activity.title) polls every \(Interval.text(every.value))", Amount.perDay(every: every.value), at: every.span
      )
      return
    }
    for (schedule, _) in schedules(activity) {
      let what = lists.count == 1 ? "lists" : "lists \(lists.count) times"
      count.add(
        "\(activity.title) \(what) \(schedule.value)", Amount.perDay(schedule.value).map { $0 * number },
        at: schedule.span)
    }
  }

  private func addItems(of activity: Activity, to system: Named<SystemDeclaration>, _ count: inout DailyCalls) {
    guard let flow = flow(activity), let volume = flow.choice?.volume, volume.value > 0 else { return }
    let calls = activity.callsPerItem(to: system.name.value, isEachCertain: true)
    guard calls > 0 else { return }
    let items = volume.value * 86_400
    count.add(
      "\(activity.title): \(Amount.text(items)) items × \(calls)", items * Double(calls), at: volume.span,
      isMost: flow.leavesItemsOut)
  }

  private func addProbe(_ activity: Activity, to system: Named<SystemDeclaration>, _ count: inout DailyCalls) {
    guard activity.section == .probes else { return }
    let calls =
      activity.readings.count { $0.kind == .expect && $0.party.systemName == system.name.value }
      + activity.effects.count { $0.party.systemName == system.name.value && $0.conditions.isEmpty }
    guard calls > 0 else { return }
    for (schedule, _) in schedules(activity) {
      count.add(
        "\(activity.title): \(calls) \(calls == 1 ? "call" : "calls") \(schedule.value)",
        Amount.perDay(schedule.value).map { $0 * Double(calls) }, at: schedule.span)
    }
  }
}

extension Activity {
  /// Calls to a system for each item: lookups that keep no answer, and what is delivered.
  /// - Parameter isEachCertain: Leaves out what is done only under a condition.
  func callsPerItem(to system: String, isEachCertain: Bool) -> Int {
    let lookups = readings.count { $0.kind == .lookup && $0.cache == nil && $0.party.systemName == system }
    let deliveries = effects.filter { effect in
      effect.kind == .delivery && effect.party.systemName == system && (!isEachCertain || effect.conditions.isEmpty)
    }
    return lookups + deliveries.reduce(0) { $0 + ($1.isReadBack ? 2 : 1) }
  }
}

extension FlowDeclaration {
  /// Whether fewer are delivered than there are, since some are left out or several become one.
  var leavesItemsOut: Bool { condition != nil || correlate != nil }
}

extension Party {
  /// How many calls a second its system takes; the system's own word goes before the connector's.
  var rate: Double? { system.value.limits.rate ?? connector.value.limits.rate }
  /// How many calls it takes in a long time, as calls a second.
  var quota: Located<Double>? { system.value.limits.quota ?? connector.value.limits.quota }
}
