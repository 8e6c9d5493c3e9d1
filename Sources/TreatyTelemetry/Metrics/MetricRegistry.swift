import Synchronization
public import TreatyEngine
public import TreatyStore

/// What a host counts as it goes.
///
/// On the hot path: several times for each event. Names become small numbers by one look-up each, and a series is found by those; its labels
/// are written when somebody reads them. What a turn came to is taken in under one lock.
public final class MetricRegistry: Sendable {
  /// Names that are told apart. Flows and systems of a plan are far fewer; what comes beyond them, such as names of plans long gone, is
  /// counted together.
  static let mostNames = 4_096
  /// In place of the names beyond.
  static let other = "(other)"

  /// Which series of a metric: four numbers of names.
  typealias Key = UInt64

  struct State {
    private(set) var texts: [String] = [MetricRegistry.other]
    private var numbers: [String: UInt64] = [:]
    var counters = [[Key: Int]](repeating: [:], count: MetricName.allCases.count)
    var histograms = [[Key: HistogramValue]](repeating: [:], count: MetricName.allCases.count)
    var recent = RecentActivity()

    mutating func number(_ name: String) -> UInt64 {
      if let known = numbers[name] { return known }
      guard texts.count < MetricRegistry.mostNames else { return 0 }
      let number = UInt64(texts.count)
      texts.append(name)
      numbers[name] = number
      return number
    }

    mutating func count(_ name: MetricName, _ key: Key, by amount: Int = 1) {
      counters[name.rawValue][key, default: 0] += amount
    }

    mutating func observe(_ name: MetricName, _ key: Key, _ value: Double, _ trace: String?, at time: Int64) {
      histograms[name.rawValue][key, default: HistogramValue(name.bounds)].add(max(0, value), trace, at: time)
    }

    func labels(_ key: Key, _ count: Int) -> [String] {
      (0..<count).map { texts[Int(truncatingIfNeeded: (key >> (16 * UInt64($0))) & 0xFFFF)] }
    }
  }

  let state = Mutex(State())

  /// Counts from zero.
  public init() {}

  // MARK: Counting

  /// Counts a webhook for one flow.
  public func noteIntake(flow: String, status: Int, took: Duration, trace: String?, at now: Instant) {
    state.withLock { state in
      let flow = state.number(flow)
      state.count(.intake, flow | state.number("\(status)") << 16)
      state.observe(.intakeTime, flow, took / .seconds(1), trace, at: now.milliseconds)
      if status < 300 { state.recent.came(flow, at: now.milliseconds) }
    }
  }

  /// Counts a transaction.
  public func noteCommit(of inputs: Int, took: Duration, at now: Instant) {
    let seconds = took / .seconds(1)
    state.withLock { state in
      state.count(.commits, 0)
      state.observe(.batch, 0, Double(inputs), nil, at: now.milliseconds)
      state.observe(.commitTime, 0, seconds, nil, at: now.milliseconds)
      state.recent.committed(seconds, at: now.milliseconds)
    }
  }

  /// Counts what was handed to a collector, or was not.
  public func noteExport(_ signal: String, _ outcome: String, _ count: Int) {
    guard count > 0 else { return }
    state.withLock { state in
      let key = state.number(signal) | state.number(outcome) << 16
      state.count(.exported, key, by: count)
    }
  }

  /// Counts an alert that a channel sent or could not send.
  public func noteAlert(channel: String, isSent: Bool) {
    state.withLock { state in
      let key = state.number(channel) | state.number(isSent ? "sent" : "failed") << 16
      state.count(.alerts, key)
    }
  }

  /// Counts what came of asking for a system's health.
  public func noteHealth(of system: String, isGood: Bool, seconds: Double, at now: Instant) {
    state.withLock { state in
      let system = state.number(system)
      let key = system | state.number(isGood ? "good" : "bad") << 16
      state.count(.probes, key)
      state.observe(.probeTime, system, seconds, nil, at: now.milliseconds)
    }
  }

  /// Counts what the engine says happened in a turn.
  public func note(_ notices: [Notice], at now: Instant) {
    guard !notices.isEmpty else { return }
    state.withLock { state in
      for notice in notices { state.note(notice, at: now.milliseconds) }
    }
  }

  // MARK: Reading

  /// Everything that was counted, in the order of ``MetricName``; metrics without any series are left out.
  public func families() -> [MetricFamily] {
    let state = state.withLock { $0 }
    return MetricName.allCases.compactMap { name in
      func points<Value>(_ series: [Key: Value], _ make: (Value) -> MetricFamily.Value) -> [MetricFamily.Point] {
        series.map { MetricFamily.Point(state.labels($0.key, name.labels.count), make($0.value)) }
          .sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
      }
      let found =
        points(state.counters[name.rawValue]) { .count($0) }
        + points(state.histograms[name.rawValue]) { .histogram($0) }
      return found.isEmpty ? nil : MetricFamily(name, found)
    }
  }

  /// What the last minute was like.
  public func activity(at now: Instant) -> ActivityReport {
    state.withLock { state in
      let texts = state.texts
      return state.recent.report(at: now.milliseconds) { texts[Int(truncatingIfNeeded: $0 & 0xFFFF)] }
    }
  }
}

extension MetricRegistry.State {
  fileprivate mutating func note(_ notice: Notice, at time: Int64) {
    switch notice {
    case .workedOut(let flow, let trace, _, let milliseconds):
      observe(.workedOutTime, number(flow), Double(milliseconds) / 1000, trace, at: time)
    case .sent(let flow, let system, let milliseconds):
      observe(.waitTime, number(flow) | number(system) << 16, Double(milliseconds) / 1000, nil, at: time)
    case .answered(let system, let operation, let result, let milliseconds):
      let system = number(system)
      let call = system | number(operation) << 16
      count(.calls, call | number(result) << 32)
      observe(.callTime, call, Double(milliseconds) / 1000, nil, at: time)
      recent.called(system, isGood: result == "ok", seconds: Double(milliseconds) / 1000, at: time)
    case .delivered(let flow, let system, let trace, let outcome, let milliseconds):
      let queue = number(flow) | number(system) << 16
      count(.deliveries, queue | number(outcome) << 32)
      observe(.deliveryTime, queue, Double(milliseconds) / 1000, trace, at: time)
      recent.ended(queue, at: time)
    case .retrying(let flow, let system, _, let failure, _, _):
      count(.retries, number(flow) | number(system) << 16 | number(failure) << 32)
    case .dead(let flow, let system, _, _, _, _):
      let queue = number(flow) | number(system) << 16
      count(.deliveries, queue | number("dead") << 32)
      recent.ended(queue, at: time)
    case .asking(let flow, let system, _, _, _, _):
      count(.deliveries, number(flow) | number(system) << 16 | number("asking") << 32)
    case .leftOut(let flow, let system, _, _, _, _, let outcome):
      let queue = number(flow) | number(system) << 16
      count(.deliveries, queue | number(outcome) << 32)
      recent.ended(queue, at: time)
    case .purged(let count): self.count(.purged, 0, by: count)
    case .systemDown(let system, _): count(.outages, number(system))
    case .systemThrottles(let system, _): count(.throttlings, number(system))
    case .systemUp, .logged, .acted: break
    }
  }
}
