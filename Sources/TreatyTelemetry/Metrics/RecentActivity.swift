/// What the last minute was like, by system and queue: what `treaty status` shows, and what a bottleneck is told by.
public struct ActivityReport: Hashable, Sendable, Codable {
  /// Work of one flow for one system.
  public struct Queue: Hashable, Sendable, Codable {
    /// Flow.
    public var flow: String
    /// System.
    public var system: String
    /// Deliveries that ended in a second.
    public var endedPerSecond: Double

    /// A queue.
    public init(flow: String, system: String, endedPerSecond: Double) {
      self.flow = flow
      self.system = system
      self.endedPerSecond = endedPerSecond
    }
  }

  /// Calls of one system.
  public struct System: Hashable, Sendable, Codable {
    /// System.
    public var system: String
    /// Calls that were answered or given up in a second.
    public var callsPerSecond: Double
    /// Those of them that failed.
    public var failuresPerSecond: Double
    /// Time within which 95 of 100 calls of the last one to two minutes were answered, in seconds; `nil` without calls.
    public var callP95: Double?

    /// A system.
    public init(system: String, callsPerSecond: Double, failuresPerSecond: Double, callP95: Double?) {
      self.system = system
      self.callsPerSecond = callsPerSecond
      self.failuresPerSecond = failuresPerSecond
      self.callP95 = callP95
    }
  }

  /// Webhooks taken in a second, by flow.
  public var takenPerSecond: [String: Double]
  /// By system and flow.
  public var queues: [Queue]
  /// By name.
  public var systems: [System]
  /// Transactions a second.
  public var commitsPerSecond: Double
  /// Mean time of a transaction in seconds; `nil` without any.
  public var commitSeconds: Double?

  /// A report.
  public init(
    takenPerSecond: [String: Double] = [:], queues: [Queue] = [], systems: [System] = [], commitsPerSecond: Double = 0,
    commitSeconds: Double? = nil
  ) {
    self.takenPerSecond = takenPerSecond
    self.queues = queues
    self.systems = systems
    self.commitsPerSecond = commitsPerSecond
    self.commitSeconds = commitSeconds
  }
}

/// Counts of the last minute.
struct RecentActivity {
  /// A sum over the last minute, in steps of five seconds.
  struct Window {
    private var slots = [Double](repeating: 0, count: Window.count)
    private var last: Int64 = 0
    private static let count = 12
    private static let milliseconds: Int64 = 5_000

    mutating func add(_ amount: Double, at time: Int64) {
      move(to: time / Window.milliseconds)
      slots[Int(last % Int64(Window.count))] += amount
    }

    /// A clock that went back moves nothing.
    private mutating func move(to step: Int64) {
      guard step > last else { return }
      if step - last >= Int64(Window.count) {
        for index in slots.indices { slots[index] = 0 }
      } else {
        for passed in (last + 1)...step { slots[Int(passed % Int64(Window.count))] = 0 }
      }
      last = step
    }

    mutating func perSecond(at time: Int64) -> Double {
      move(to: time / Window.milliseconds)
      return slots.reduce(0, +) / 60
    }

    mutating func sum(at time: Int64) -> Double { perSecond(at: time) * 60 }
  }

  /// Calls of one system.
  private struct Calls {
    var all = Window()
    var failures = Window()
    /// Times of this minute and of the one before.
    private var times = (now: HistogramValue(Calls.bounds), before: HistogramValue(Calls.bounds))
    private var minute: Int64 = 0
    private static let bounds = MetricName.callTime.bounds

    mutating func add(_ seconds: Double, at time: Int64) {
      move(to: time / 60_000)
      times.now.add(max(0, seconds), nil, at: time)
    }

    private mutating func move(to minute: Int64) {
      guard minute > self.minute else { return }
      times.before = minute == self.minute + 1 ? times.now : HistogramValue(Calls.bounds)
      times.now = HistogramValue(Calls.bounds)
      self.minute = minute
    }

    mutating func percentile(_ share: Double, at time: Int64) -> Double? {
      move(to: time / 60_000)
      let buckets = zip(times.now.buckets, times.before.buckets).map { $0 + $1 }
      let count = buckets.reduce(0, +)
      guard count > 0 else { return nil }
      var before = 0
      for (index, number) in buckets.enumerated() {
        guard Double(before + number) >= share * Double(count), number > 0 else {
          before += number
          continue
        }
        // Between the bounds of its bucket, as `histogram_quantile` of Prometheus has it.
        let low = index == 0 ? 0 : Calls.bounds[index - 1]
        guard index < Calls.bounds.count else { return low }
        return low + (Calls.bounds[index] - low) * (share * Double(count) - Double(before)) / Double(number)
      }
      return Calls.bounds.last
    }
  }

  private var taken: [UInt64: Window] = [:]
  private var queues: [UInt64: Window] = [:]
  private var systems: [UInt64: Calls] = [:]
  private var commits = Window()
  private var commitTime = Window()

  mutating func came(_ flow: UInt64, at time: Int64) { taken[flow, default: Window()].add(1, at: time) }

  mutating func ended(_ queue: UInt64, at time: Int64) { queues[queue, default: Window()].add(1, at: time) }

  mutating func called(_ system: UInt64, isGood: Bool, seconds: Double, at time: Int64) {
    systems[system, default: Calls()].all.add(1, at: time)
    if !isGood { systems[system, default: Calls()].failures.add(1, at: time) }
    systems[system, default: Calls()].add(seconds, at: time)
  }

  mutating func committed(_ seconds: Double, at time: Int64) {
    commits.add(1, at: time)
    commitTime.add(seconds, at: time)
  }

  mutating func report(at time: Int64, _ name: (UInt64) -> String) -> ActivityReport {
    var report = ActivityReport()
    for (flow, var window) in taken { report.takenPerSecond[name(flow)] = window.perSecond(at: time) }
    for (queue, var window) in queues {
      report.queues.append(
        ActivityReport.Queue(
          flow: name(queue), system: name(queue >> 16), endedPerSecond: window.perSecond(at: time)))
    }
    report.queues.sort { ($0.system, $0.flow) < ($1.system, $1.flow) }
    for (system, var calls) in systems {
      report.systems.append(
        ActivityReport.System(
          system: name(system), callsPerSecond: calls.all.perSecond(at: time),
          failuresPerSecond: calls.failures.perSecond(at: time), callP95: calls.percentile(0.95, at: time)))
    }
    report.systems.sort { $0.system < $1.system }
    report.commitsPerSecond = commits.perSecond(at: time)
    let count = commits.sum(at: time)
    report.commitSeconds = count > 0 ? commitTime.sum(at: time) / count : nil
    return report
  }
}
