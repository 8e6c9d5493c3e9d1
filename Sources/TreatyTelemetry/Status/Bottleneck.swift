public import TreatyEngine
public import TreatyStore

/// What holds work up, and why.
public struct Bottleneck: Hashable, Sendable, Codable {
  /// Kinds of reasons. The names are stable: scripts read them.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// No host runs on the store.
    case noHost
    /// There is no room on the store's disk.
    case diskFull
    /// A system does not answer and is left alone.
    case outage
    /// A system asked for patience, or its answers say that nothing is left.
    case throttled
    /// An account has no call left.
    case account
    /// A system allows fewer calls a second than are wanted.
    case rate
    /// All calls are out that a system allows at once.
    case concurrency
    /// A system is come back to slowly after an outage.
    case slowStart
    /// A flow has used up its budget of retries.
    case retryBudget
    /// A flow is bulk and yields to others.
    case bulk
    /// Others are ahead of it on the same records, which a person must decide of.
    case question
    /// Others are ahead of it on the same records.
    case lane
    /// What failed is put off to be tried again.
    case pause
    /// Transactions take long.
    case store
    /// More comes in than is worked out.
    case intake
  }

  /// The kind of reason.
  public var kind: Kind
  /// The system, where it is about one.
  public var system: String?
  /// The flow, where it is about one.
  public var flow: String?
  /// How many deliveries or messages it holds up.
  public var waiting: Int
  /// One sentence: what waits, and why.
  public var reason: String

  /// A reason.
  public init(kind: Kind, system: String? = nil, flow: String? = nil, waiting: Int, reason: String) {
    self.kind = kind
    self.system = system
    self.flow = flow
    self.waiting = waiting
    self.reason = reason
  }
}

/// How things stand, as far as it says what holds them up.
public struct WorkFacts: Sendable {
  /// Counts of the store.
  public var census: StoreCensus
  /// What calls are held back by; `nil` where no host runs.
  public var limits: LimitsReport?
  /// What the last minute was like.
  public var activity: ActivityReport
  /// Room on the store's disk.
  public var room: StoreRoom
  /// When somebody looks.
  public var now: Instant

  /// Facts.
  public init(
    census: StoreCensus, limits: LimitsReport?, activity: ActivityReport, room: StoreRoom = .ample, now: Instant
  ) {
    self.census = census
    self.limits = limits
    self.activity = activity
    self.room = room
    self.now = now
  }

  /// What holds work up, the worst first: what stops everything, then what holds up most. Nothing where nothing waits.
  public func bottlenecks() -> [Bottleneck] {
    let waiting = census.queues.reduce(0) { $0 + $1.open - $1.count("asking") } + (census.messages["accepted"] ?? 0)
    guard let limits else {
      guard waiting > 0 else { return [] }
      return [Bottleneck(kind: .noHost, waiting: waiting, reason: "no host runs on this store: \(wait(waiting))")]
    }
    var found: [Bottleneck] = []
    if room.isShort {
      found.append(
        Bottleneck(
          kind: .diskFull, waiting: waiting,
          reason:
            "disk full: \(room.free) bytes are free and \(room.floor) must be; nothing is taken in and no call begins until there are"
        ))
    }
    let held = limits.systems.flatMap { bottlenecks(of: $0, limits) } + [store(waiting), intake()].compactMap(\.self)
    // By number, then by name: the same facts give the same answer.
    return found
      + held.enumerated().sorted { ($1.element.waiting, $0.offset) < ($0.element.waiting, $1.offset) }.map(\.element)
  }

  // MARK: A system

  /// What waits for one system.
  struct Backlog {
    var queues: [StoreCensus.Queue]
    var ready, queued, asking, inFlight: Int
    /// What could go, or waits behind it.
    var open: Int { ready + queued + inFlight }

    init(_ queues: [StoreCensus.Queue]) {
      self.queues = queues
      func sum(_ state: String) -> Int { queues.reduce(0) { $0 + $1.count(state) } }
      (ready, queued, asking, inFlight) = (sum("ready"), sum("queued"), sum("asking"), sum("inFlight"))
    }
  }

  private func bottlenecks(of system: LimitsReport.System, _ limits: LimitsReport) -> [Bottleneck] {
    let backlog = Backlog(census.queues.filter { $0.system == system.name })
    guard backlog.ready + backlog.queued > 0 else { return [] }
    // Reasons that hold for the system as a whole, the strongest first.
    if let whole = outage(system, backlog) ?? throttle(system, backlog) ?? account(system, backlog, limits) {
      return [whole]
    }
    if let limit = slowStart(system, backlog) ?? rate(system, backlog) ?? concurrency(system, backlog) {
      return [limit]
    }
    return backlog.queues.compactMap { queue in
      budget(queue, limits) ?? bulk(queue, system, limits) ?? lane(queue) ?? pause(queue)
    }
  }

  private func outage(_ system: LimitsReport.System, _ backlog: Backlog) -> Bottleneck? {
    guard system.breaker != .closed else { return nil }
    let since = system.openSince.map { " since \(span(now.milliseconds - $0.milliseconds))" } ?? ""
    let next =
      system.triedAt.map { "next try in \(span($0.milliseconds - now.milliseconds))" }
      ?? "one call is out that tries it"
    return Bottleneck(
      kind: .outage, system: system.name, waiting: backlog.open,
      reason:
        "\(system.name): \(wait(backlog.open)), its breaker is open\(since), \(counted(system.failures, "failure")) in a row, \(next)"
    )
  }

  private func throttle(_ system: LimitsReport.System, _ backlog: Backlog) -> Bottleneck? {
    let name = system.name
    if let until = system.throttledUntil {
      return Bottleneck(
        kind: .throttled, system: name, waiting: backlog.open,
        reason:
          "\(name): \(wait(backlog.open)), it asked for patience for another \(span(until.milliseconds - now.milliseconds))"
      )
    }
    guard let left = system.left, left <= 0 else { return nil }
    return Bottleneck(
      kind: .throttled, system: name, waiting: backlog.open,
      reason: "\(name): \(wait(backlog.open)), its answers say that no call is left for now")
  }

  private func account(_ system: LimitsReport.System, _ backlog: Backlog, _ limits: LimitsReport) -> Bottleneck? {
    guard let account = limits.accounts.first(where: { $0.name == system.account }), account.free == 0 else {
      return nil
    }
    let allowed = [account.ratePerSecond.map { "\(figure($0)) calls/s" }, account.concurrency.map { "\($0) at once" }]
      .compactMap(\.self).joined(separator: " and ")
    return Bottleneck(
      kind: .account, system: system.name, waiting: backlog.open,
      reason:
        "\(system.name): \(wait(backlog.open)), its account \(account.name) allows \(allowed) at all systems together, and they are used up"
    )
  }

  private func rate(_ system: LimitsReport.System, _ backlog: Backlog) -> Bottleneck? {
    guard let allowed = system.ratePerSecond, system.free == 0, system.callsOut < system.concurrency else { return nil }
    let comes = comesIn(for: backlog)
    let more = comes - allowed
    let outlook =
      more > 0
      ? "backlog grows \(figure(more))/s, empty never at this rate"
      : more < 0 ? "empty in \(span(Int64(Double(backlog.open) / -more * 1000)))" : "backlog stays"
    return Bottleneck(
      kind: .rate, system: system.name, waiting: backlog.open,
      reason:
        "\(system.name) allows \(figure(allowed)) calls/s and \(figure(comes))/s come in: \(counted(backlog.open, "delivery", "deliveries")) wait, \(outlook)"
    )
  }

  private func slowStart(_ system: LimitsReport.System, _ backlog: Backlog) -> Bottleneck? {
    guard system.share > 0, system.share < 1, system.free == 0 else { return nil }
    return Bottleneck(
      kind: .slowStart, system: system.name, waiting: backlog.open,
      reason:
        "\(system.name): \(wait(backlog.open)), it is come back to slowly after an outage, with \(figure(system.share * 100)) % of what it allows"
    )
  }

  private func concurrency(_ system: LimitsReport.System, _ backlog: Backlog) -> Bottleneck? {
    guard system.free == 0, system.callsOut >= system.concurrency else { return nil }
    let calls = activity.systems.first { $0.system == system.name }
    let pace = calls.flatMap { calls in
      calls.callP95.map { ", and they take up to \(span(Int64($0 * 1000))) (p95)" }
    }
    let comes = comesIn(for: backlog)
    let goes = backlog.queues.reduce(0) { $0 + ended($1) }
    let outlook =
      comes > goes && comes > 0
      ? "; \(figure(comes))/s come in and \(figure(goes))/s get done" : ""
    return Bottleneck(
      kind: .concurrency, system: system.name, waiting: backlog.open,
      reason:
        "\(system.name): \(wait(backlog.open)), all \(system.concurrency) calls that it allows at once are out\(pace ?? "")\(outlook)"
    )
  }

  // MARK: A flow

  private func budget(_ queue: StoreCensus.Queue, _ limits: LimitsReport) -> Bottleneck? {
    guard let left = limits.flows.first(where: { $0.name == queue.flow })?.retriesLeft, left < 1,
      queue.count("ready") > 0
    else { return nil }
    return Bottleneck(
      kind: .retryBudget, system: queue.system, flow: queue.flow, waiting: queue.waiting,
      reason:
        "retry budget of flow \(queue.flow) used up: \(wait(queue.waiting)) for \(queue.system), one more is tried every 10 s"
    )
  }

  private func bulk(_ queue: StoreCensus.Queue, _ system: LimitsReport.System, _ limits: LimitsReport) -> Bottleneck? {
    guard limits.flows.first(where: { $0.name == queue.flow })?.priority == "bulk", system.bulkFree == 0,
      queue.count("ready") > 0
    else { return nil }
    return Bottleneck(
      kind: .bulk, system: queue.system, flow: queue.flow, waiting: queue.waiting,
      reason:
        "flow \(queue.flow) is bulk and yields: \(wait(queue.waiting)), the calls to \(queue.system) that are left are for others"
    )
  }

  private func lane(_ queue: StoreCensus.Queue) -> Bottleneck? {
    let (queued, ready, asking) = (queue.count("queued"), queue.count("ready"), queue.count("asking"))
    guard queued > ready else { return nil }
    let isAsked = asking > 0
    let ahead = isAsked ? counted(asking, "question") + " for a person" : "others on the same records"
    return Bottleneck(
      kind: isAsked ? .question : .lane, system: queue.system, flow: queue.flow, waiting: queued,
      reason: "flow \(queue.flow): \(queued) for \(queue.system) wait behind \(ahead), so as to stay in order")
  }

  private func pause(_ queue: StoreCensus.Queue) -> Bottleneck? {
    guard let oldest = queue.oldest, now.milliseconds - oldest.milliseconds > 10_000, queue.count("ready") > 0 else {
      return nil
    }
    return Bottleneck(
      kind: .pause, system: queue.system, flow: queue.flow, waiting: queue.waiting,
      reason:
        "flow \(queue.flow): \(wait(queue.waiting)) for \(queue.system) after failures, until they are tried again; the oldest is \(span(now.milliseconds - oldest.milliseconds)) old"
    )
  }

  // MARK: Treaty itself

  /// A commit of this length, in seconds, is worth a word.
  private static let slowCommit = 0.02

  private func store(_ waiting: Int) -> Bottleneck? {
    guard let mean = activity.commitSeconds, mean >= WorkFacts.slowCommit, activity.commitsPerSecond * mean > 0.5 else {
      return nil
    }
    return Bottleneck(
      kind: .store, waiting: waiting,
      reason:
        "store: commits take \(span(Int64(mean * 1000))), \(figure(activity.commitsPerSecond)) of them a second are all that the disk does"
    )
  }

  private func intake() -> Bottleneck? {
    let accepted = census.messages["accepted"] ?? 0
    guard accepted > 256 else { return nil }
    let comes = activity.takenPerSecond.values.reduce(0, +)
    return Bottleneck(
      kind: .intake, waiting: accepted,
      reason: "\(accepted) messages wait to be worked out; \(figure(comes))/s come in")
  }

  // MARK: Figures

  private func ended(_ queue: StoreCensus.Queue) -> Double {
    activity.queues.first { $0.flow == queue.flow && $0.system == queue.system }?.endedPerSecond ?? 0
  }

  private func comesIn(for backlog: Backlog) -> Double {
    Set(backlog.queues.map(\.flow)).reduce(0) { $0 + (activity.takenPerSecond[$1] ?? 0) }
  }
}

extension StoreCensus.Queue {
  fileprivate func count(_ state: String) -> Int { states[state] ?? 0 }
  /// What is not done and does not wait for a person.
  fileprivate var waiting: Int { count("ready") + count("queued") + count("inFlight") }
}

private func wait(_ count: Int) -> String { "\(count) wait\(count == 1 ? "s" : "")" }

private func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// A figure with as many digits as mean something.
func figure(_ number: Double) -> String {
  let rounded = number >= 10 ? number.rounded() : (number * 10).rounded() / 10
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}

/// A length of time in its largest unit, for people.
func span(_ milliseconds: Int64) -> String {
  let time = max(0, milliseconds)
  switch time {
  case ..<1_000: return "\(time) ms"
  case ..<120_000: return "\(time / 1_000) s"
  case ..<7_200_000: return "\(time / 60_000)m"
  case ..<172_800_000: return "\(time / 3_600_000)h"
  default: return "\(time / 86_400_000)d"
  }
}
