import Foundation
import TreatyAlert
import TreatyEngine
import TreatyPlan
import TreatyStore

/// The alert desk as the engine's loop has it: what it knows is kept in the turn's own transaction.
///
/// A message is in the store before it leaves, so one that nobody knows of whether it was sent is sent again, with the same key. What is only
/// counted is written every few seconds at most: a host that is killed forgets that much of counts, and nothing of who was told.
struct AlertBook: Sendable {
  private(set) var desk: AlertDesk
  /// When counts are written again.
  private var nextKeeping: Instant?
  /// When budgets are.
  private var nextBudgets: Instant?
  /// When what waits is counted again.
  private var nextDepth: Instant?
  /// When it is counted what waits for systems in trouble.
  private var nextCensus: Instant?
  private var isChanged = false

  /// What of it is in the store.
  private static let note = "alerts"
  private static let budgetsNote = "alerts.budgets"
  /// Milliseconds between two writings of what is only counted.
  private static let pause: Int64 = 5_000
  private static let minute: Int64 = 60_000
  /// How much of a flow that waits is looked at.
  private static let mostWaiting = 10_000

  init(timing: AlertTiming) { desk = AlertDesk(timing: timing) }

  /// Goes on from what the store has.
  mutating func load(_ timing: AlertTiming, in tx: some StoreTransaction) throws(StoreError) {
    let state: AlertState? = AlertBook.read(try tx.note(AlertBook.note))
    let budgets: [String: ErrorBudget]? = AlertBook.read(try tx.note(AlertBook.budgetsNote))
    desk = AlertDesk(state: state ?? AlertState(), budgets: budgets ?? [:], timing: timing)
  }

  /// One turn, in the transaction of the engine's.
  mutating func step(
    _ inputs: [AlertInput], _ notices: [Notice], plan: AlertPlan, at now: Instant, in tx: inout some StoreTransaction
  ) throws(StoreError) -> AlertOutput {
    let depths = try depths(plan, now, in: tx) + backlogs(now, in: tx)
    if inputs.isEmpty, notices.isEmpty, depths.isEmpty, !isDue(now) {
      var output = AlertOutput()
      output.wake = wake
      return output
    }
    let output = desk.step(notices.map { .notice($0) } + inputs + depths, plan: plan, at: now)
    wake = output.wake
    isChanged = isChanged || !inputs.isEmpty || notices.contains { $0.isOfAlerts }
    try keep(output.mustKeep, now, in: &tx)
    return output
  }

  /// When the desk wants to be asked.
  private(set) var wake: Instant?

  private func isDue(_ now: Instant) -> Bool {
    if let wake, now >= wake { return true }
    return isChanged && (nextKeeping.map { now >= $0 } ?? true)
  }

  private mutating func keep(_ must: Bool, _ now: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    if must || isChanged && (nextKeeping.map { now >= $0 } ?? true) {
      nextKeeping = now.advanced(milliseconds: AlertBook.pause)
      if let text = AlertBook.text(desk.state) { try tx.set(note: AlertBook.note, to: text) }
      isChanged = false
    }
    guard !desk.budgets.isEmpty, nextBudgets.map({ now >= $0 }) ?? true else { return }
    nextBudgets = now.advanced(milliseconds: AlertBook.minute)
    if let text = AlertBook.text(desk.budgets) { try tx.set(note: AlertBook.budgetsNote, to: text) }
  }

  /// What waits of flows that promise how much may.
  private mutating func depths(_ plan: AlertPlan, _ now: Instant, in tx: some StoreTransaction) throws(StoreError)
    -> [AlertInput]
  {
    guard nextDepth.map({ now >= $0 }) ?? true else { return [] }
    nextDepth = now.advanced(milliseconds: AlertBook.minute)
    var inputs: [AlertInput] = []
    for (flow, levels) in plan.measured where levels.backlog != nil || levels.ageMilliseconds != nil {
      let limit = min(max(1_000, (levels.backlog ?? 0) + 1), AlertBook.mostWaiting)
      let open = try tx.deliveries(in: [.queued, .ready, .inFlight], flow: flow, limit: limit)
      inputs.append(.depth(flow: flow, waiting: open.count, oldest: open.map(\.created).min()))
    }
    return inputs
  }

  /// What waits for systems that are in trouble: before a message is made of it, and twice a minute.
  private mutating func backlogs(_ now: Instant, in tx: some StoreTransaction) throws(StoreError) -> [AlertInput] {
    let troubled = desk.troubled
    guard !troubled.isEmpty, desk.isAboutToTell(at: now) || (nextCensus.map { now >= $0 } ?? true) else { return [] }
    nextCensus = now.advanced(milliseconds: AlertBook.minute / 2)
    let open = try tx.census().open
    return troubled.sorted().map { system in
      let states = open[system] ?? [:]
      return .backlog(system: system, waiting: states.filter { $0.key != "dead" }.values.reduce(0, +))
    }
  }

  /// When what waits is counted next; `nil` where nobody asks.
  func nextTurn(_ plan: AlertPlan) -> Instant? {
    let counts = plan.measured.contains { $0.levels.backlog != nil || $0.levels.ageMilliseconds != nil }
    return [wake, counts ? nextDepth : nil, isChanged ? nextKeeping : nil].compactMap(\.self).min()
  }

  // MARK: JSON

  private static func text(_ value: some Encodable) -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Numbers that JSON does not have are in none of them: nothing is lost.
    return (try? encoder.encode(value)).map { Array($0) }
  }

  /// What was kept; `nil` where nothing was, or by a version that knew it otherwise: then incidents begin anew.
  static func read<Read: Decodable>(_ text: [UInt8]?) -> Read? {
    text.flatMap { try? JSONDecoder().decode(Read.self, from: Data($0)) }  // see above
  }

  /// What a store has of incidents, for those who look into one that no host has.
  static func state(in tx: some StoreTransaction) throws(StoreError) -> AlertState {
    read(try tx.note(note)) ?? AlertState()
  }
}

extension Notice {
  /// Whether the desk counts it.
  fileprivate var isOfAlerts: Bool {
    switch self {
    case .retrying, .dead, .asking, .systemDown, .systemUp: true
    default: false
    }
  }
}
