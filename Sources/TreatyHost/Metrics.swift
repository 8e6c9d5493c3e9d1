import Synchronization
import TreatyEngine
import TreatyStore

/// What a host counts, as Prometheus reads it (text format 0.0.4).
final class Metrics: Sendable {
  /// What is counted, by name. One list: what stands here is what `/metrics` has.
  private enum Name: String, CaseIterable {
    case intake = "treaty_intake_total"
    case intakeTime = "treaty_intake_seconds"
    case deliveries = "treaty_deliveries_total"
    case deliveryTime = "treaty_delivery_seconds"
    case calls = "treaty_calls_total"
    case callTime = "treaty_call_seconds"
    case retries = "treaty_retries_total"
    case commits = "treaty_commits_total"
    case batch = "treaty_commit_inputs"
    case purged = "treaty_purged_total"
    case outages = "treaty_system_outages_total"
    case throttled = "treaty_system_throttled_total"
    case alerts = "treaty_alerts_total"
    case probes = "treaty_health_checks_total"
    case probeTime = "treaty_health_check_seconds"

    var help: String {
      switch self {
      case .intake: "Webhooks by flow and status of the answer."
      case .intakeTime: "Time from a webhook's head to its answer, which is sent when it is on disk."
      case .deliveries: "Deliveries that ended or wait for a person, by flow, system and outcome."
      case .deliveryTime: "Time from a webhook to its effect, by flow."
      case .calls: "Calls by system, operation and result: `ok` or a class of failure."
      case .callTime: "Time from a call to its answer, by system and operation."
      case .retries: "Deliveries put off to be tried again, by flow, system and class of failure."
      case .commits: "Transactions."
      case .batch: "Webhooks, answers and acts in a transaction."
      case .purged: "Messages removed after their time."
      case .outages: "Times that a system was left alone because it did not answer, by system."
      case .alerts: "Alerts by channel and result: `sent`, or `failed` where the channel gave up."
      case .probes: "Times that a system was asked for its health, by system and result."
      case .probeTime: "Time from a health check to its answer, by system."
      case .throttled: "Answers by which a system asked for patience, by system."
      }
    }
  }

  private struct Histogram {
    static let seconds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    static let counts: [Double] = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]

    let bounds: [Double]
    var buckets: [Int]
    var count = 0
    var sum = 0.0

    init(_ bounds: [Double]) {
      self.bounds = bounds
      buckets = [Int](repeating: 0, count: bounds.count)
    }

    mutating func add(_ value: Double) {
      // Each has all that is in those before it.
      var index = buckets.count
      while index > 0, value <= bounds[index - 1] {
        index -= 1
        buckets[index] += 1
      }
      count += 1
      sum += value
    }
  }

  private struct Series {
    var counters: [Name: [String: Int]] = [:]
    var histograms: [Name: [String: Histogram]] = [:]
  }

  private let version: String
  private let started: Instant
  private let series = Mutex(Series())
  /// What the alert desk knows.
  private let alerts = Mutex<(open: Int, unsent: Int, budgets: [String: Double])>((0, 0, [:]))
  /// Whether each system was well when it was last asked.
  private let health = Mutex<[String: Bool]>([:])

  /// Counts from zero.
  init(version: String, started: Instant) {
    self.version = version
    self.started = started
  }

  // MARK: Counting

  /// Counts a webhook for one flow.
  func noteIntake(flow: String, status: Int, took: Duration) {
    count(.intake, [("flow", flow), ("status", "\(status)")])
    observe(.intakeTime, [("flow", flow)], took / .seconds(1))
  }

  /// Counts a transaction.
  func noteCommit(of inputs: Int) {
    count(.commits, [])
    observe(.batch, [], Double(inputs), in: Histogram.counts)
  }

  /// Counts what the engine says happened.
  func note(_ notice: Notice) {
    switch notice {
    case .workedOut: break
    case .delivered(let flow, let system, _, let outcome, let milliseconds):
      count(.deliveries, [("flow", flow), ("system", system), ("outcome", outcome)])
      observe(.deliveryTime, [("flow", flow)], Double(milliseconds) / 1000)
    case .answered(let system, let operation, let result, let milliseconds):
      count(.calls, [("system", system), ("operation", operation), ("result", result)])
      observe(.callTime, [("system", system), ("operation", operation)], Double(milliseconds) / 1000)
    case .retrying(let flow, let system, _, let failure, _, _):
      count(.retries, [("flow", flow), ("system", system), ("class", failure)])
    case .dead(let flow, let system, _, _, _, _):
      count(.deliveries, [("flow", flow), ("system", system), ("outcome", "dead")])
    case .asking(let flow, let system, _, _, _):
      count(.deliveries, [("flow", flow), ("system", system), ("outcome", "asking")])
    case .purged(let count): self.count(.purged, [], by: count)
    case .systemDown(let system, _): count(.outages, [("system", system)])
    case .systemThrottles(let system, _): count(.throttled, [("system", system)])
    case .systemUp: break
    }
  }

  /// Counts an alert that a channel sent or could not send.
  func noteAlert(channel: String, isSent: Bool) {
    count(.alerts, [("channel", channel), ("result", isSent ? "sent" : "failed")])
  }

  /// Notes how the alert desk stands.
  func noteAlerts(open: Int, unsent: Int, budgets: [String: Double]) {
    alerts.withLock { $0 = (open, unsent, budgets) }
  }

  /// Counts what came of asking for a system's health.
  func noteHealth(of system: String, isGood: Bool, seconds: Double) {
    count(.probes, [("system", system), ("result", isGood ? "good" : "bad")])
    observe(.probeTime, [("system", system)], seconds)
    health.withLock { $0[system] = isGood }
  }

  private func count(_ name: Name, _ labels: [(String, String)], by amount: Int = 1) {
    let key = Metrics.key(labels)
    series.withLock { $0.counters[name, default: [:]][key, default: 0] += amount }
  }

  private func observe(
    _ name: Name, _ labels: [(String, String)], _ value: Double, in bounds: [Double] = Histogram.seconds
  ) {
    let key = Metrics.key(labels)
    series.withLock { $0.histograms[name, default: [:]][key, default: Histogram(bounds)].add(max(0, value)) }
  }

  // MARK: Rendering

  /// All of it, with what the store holds now.
  func render(_ census: StoreCensus, callsOut: Int, room: StoreRoom = .ample, now: Instant) -> String {
    let series = series.withLock { $0 }
    var lines = Metrics.gauge(
      "treaty_build_info", "Version of Treaty.", ["{\(Metrics.key([("version", version)]))} 1"])
    lines += Metrics.gauge(
      "treaty_start_time_seconds", "When the host started.", [" \(Double(started.milliseconds) / 1000)"])
    for name in Name.allCases {
      let counters = (series.counters[name] ?? [:]).sorted { $0.key < $1.key }
      let histograms = (series.histograms[name] ?? [:]).sorted { $0.key < $1.key }
      guard !counters.isEmpty || !histograms.isEmpty else { continue }
      lines.append("# HELP \(name.rawValue) \(name.help)")
      lines.append("# TYPE \(name.rawValue) \(histograms.isEmpty ? "counter" : "histogram")")
      lines += counters.map { "\(name.rawValue)\(Metrics.braced($0.key)) \($0.value)" }
      lines += histograms.flatMap { Metrics.lines(of: $0.value, name.rawValue, $0.key) }
    }
    lines += Metrics.gauges(census, callsOut: callsOut, now: now)
    let (incidents, unsent, budgets) = alerts.withLock { $0 }
    lines += Metrics.gauge("treaty_incidents_open", "Incidents that somebody hears of.", [" \(incidents)"])
    lines += Metrics.gauge(
      "treaty_alerts_unsent", "Messages that no channel could send since the last that one could.", [" \(unsent)"])
    lines += Metrics.gauge(
      "treaty_error_budget_left",
      "Share of what may fail that is left, by flow and promise; below 0 where it is used up.",
      budgets.sorted { $0.key < $1.key }.map { name, left in
        let parts = name.split(separator: "/").map(String.init)
        let flow = parts.dropLast().joined(separator: "/")
        return "{\(Metrics.key([("flow", flow), ("promise", parts.last ?? "")]))} \(left)"
      })
    let known = health.withLock { $0 }.sorted { $0.key < $1.key }
    lines += Metrics.gauge(
      "treaty_system_healthy", "1 where a system was well when it was last asked for its health, 0 where not.",
      known.map { "{\(Metrics.key([("system", $0.key)]))} \($0.value ? 1 : 0)" })
    if room != .ample {
      lines += Metrics.gauge(
        "treaty_disk_free_bytes", "Bytes that are free on the disk of the store.", [" \(room.free)"])
      lines += Metrics.gauge(
        "treaty_disk_floor_bytes", "Bytes below which nothing is taken in.", [" \(room.floor)"])
      lines += Metrics.gauge(
        "treaty_reserve_bytes", "Bytes that are set aside for outcomes; 0 where they were needed.",
        [" \(room.reserve)"])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of histogram: Histogram, _ name: String, _ key: String) -> [String] {
    let comma = key.isEmpty ? "" : ","
    return zip(histogram.bounds, histogram.buckets).map { "\(name)_bucket{\(key)\(comma)le=\"\($0)\"} \($1)" } + [
      "\(name)_bucket{\(key)\(comma)le=\"+Inf\"} \(histogram.count)",
      "\(name)_sum\(braced(key)) \(histogram.sum)",
      "\(name)_count\(braced(key)) \(histogram.count)",
    ]
  }

  private static func gauges(_ census: StoreCensus, callsOut: Int, now: Instant) -> [String] {
    let age = census.oldestOpen.map { Double(max(0, now.milliseconds - $0.milliseconds)) / 1000 } ?? 0
    let open = census.open.sorted { $0.key < $1.key }.flatMap { system, states in
      states.sorted { $0.key < $1.key }.map { "{\(key([("system", system), ("state", $0.key)]))} \($0.value)" }
    }
    func byState(_ counts: [String: Int]) -> [String] {
      counts.sorted { $0.key < $1.key }.map { "{\(key([("state", $0.key)]))} \($0.value)" }
    }
    return gauge("treaty_calls_out", "Calls that are out.", [" \(callsOut)"])
      + gauge("treaty_messages", "Messages in the store, by state.", byState(census.messages))
      + gauge("treaty_stored_deliveries", "Deliveries in the store, by state.", byState(census.deliveries))
      + gauge("treaty_open_deliveries", "Deliveries that have not ended, by system and state.", open)
      + gauge("treaty_oldest_open_seconds", "Age of the oldest delivery that has not ended.", [" \(age)"])
  }

  private static func gauge(_ name: String, _ help: String, _ values: [String]) -> [String] {
    values.isEmpty ? [] : ["# HELP \(name) \(help)", "# TYPE \(name) gauge"] + values.map { name + $0 }
  }

  private static func braced(_ key: String) -> String { key.isEmpty ? "" : "{\(key)}" }

  /// Labels in the text format: `\`, `"` and newlines are escaped.
  private static func key(_ labels: [(String, String)]) -> String {
    var key = ""
    for (name, value) in labels {
      key += key.isEmpty ? "" : ","
      key += name
      key += "=\""
      key += escaped(value)
      key += "\""
    }
    return key
  }

  private static func escaped(_ value: String) -> String {
    // This is done several times for each event, and hardly ever is there anything to escape.
    guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
    return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
