import Synchronization
import TreatyEngine
import TreatyStore

/// What a host counts, as Prometheus reads it (text format 0.0.4).
final class Metrics: Sendable {
  private struct Histogram {
    static let bounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    var counts = [Int](repeating: 0, count: bounds.count)
    var count = 0
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      for (index, bound) in Histogram.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
      count += 1
      sum += seconds
    }
  }

  private struct Series {
    var counters: [String: [String: Int]] = [:]
    var histograms: [String: [String: Histogram]] = [:]
  }

  private static let help: [String: String] = [
    "treaty_intake_total": "Webhooks by flow and result.",
    "treaty_deliveries_total": "Deliveries that ended, by flow, system and outcome.",
    "treaty_calls_total": "Calls by system, operation and result.",
    "treaty_call_seconds": "Time from a call to its answer.",
    "treaty_delivery_seconds": "Time from the intake to the effect.",
    "treaty_retries_total": "Deliveries put off to be tried again, by class of failure.",
    "treaty_commits_total": "Transactions.", "treaty_purged_total": "Messages removed after their time.",
  ]

  private let series = Mutex(Series())

  func count(_ name: String, _ labels: [(String, String)], by amount: Int = 1) {
    let key = Metrics.key(labels)
    series.withLock { $0.counters[name, default: [:]][key, default: 0] += amount }
  }

  private func observe(_ name: String, _ labels: [(String, String)], milliseconds: Int64) {
    let key = Metrics.key(labels)
    series.withLock {
      $0.histograms[name, default: [:]][key, default: Histogram()].add(Double(max(0, milliseconds)) / 1000)
    }
  }

  /// Counts what the engine says happened.
  func note(_ notice: Notice) {
    switch notice {
    case .workedOut: break
    case .delivered(let flow, let system, _, let outcome, let milliseconds):
      count("treaty_deliveries_total", [("flow", flow), ("system", system), ("outcome", outcome)])
      observe("treaty_delivery_seconds", [("flow", flow)], milliseconds: milliseconds)
    case .answered(let system, let operation, let result, let milliseconds):
      count("treaty_calls_total", [("system", system), ("operation", operation), ("result", result)])
      observe("treaty_call_seconds", [("system", system)], milliseconds: milliseconds)
    case .retrying(let flow, let system, _, let failure, _, _):
      count("treaty_retries_total", [("flow", flow), ("system", system), ("class", failure)])
    case .dead(let flow, let system, _, _, _, _):
      count("treaty_deliveries_total", [("flow", flow), ("system", system), ("outcome", "dead")])
    case .asking(let flow, let system, _, _, _):
      count("treaty_deliveries_total", [("flow", flow), ("system", system), ("outcome", "asking")])
    case .purged(let count): self.count("treaty_purged_total", [], by: count)
    }
  }

  /// All of it, with what the store holds now.
  func render(_ census: StoreCensus, now: Instant, version: String) -> String {
    var lines = ["# TYPE treaty_build_info gauge", "treaty_build_info{version=\"\(version)\"} 1"]
    series.withLock { series in
      for (name, values) in series.counters.sorted(by: { $0.key < $1.key }) {
        lines += ["# HELP \(name) \(Metrics.help[name] ?? "")", "# TYPE \(name) counter"]
        lines += values.sorted { $0.key < $1.key }.map { "\(name)\(Metrics.braced($0.key)) \($0.value)" }
      }
      for (name, values) in series.histograms.sorted(by: { $0.key < $1.key }) {
        lines += ["# HELP \(name) \(Metrics.help[name] ?? "")", "# TYPE \(name) histogram"]
        for (key, histogram) in values.sorted(by: { $0.key < $1.key }) {
          let comma = key.isEmpty ? "" : ","
          for (bound, count) in zip(Histogram.bounds, histogram.counts) {
            lines.append("\(name)_bucket{\(key)\(comma)le=\"\(bound)\"} \(count)")
          }
          lines.append("\(name)_bucket{\(key)\(comma)le=\"+Inf\"} \(histogram.count)")
          lines += [
            "\(name)_sum\(Metrics.braced(key)) \(histogram.sum)",
            "\(name)_count\(Metrics.braced(key)) \(histogram.count)",
          ]
        }
      }
    }
    lines += [
      "# HELP treaty_open_deliveries Deliveries that have not ended, by system and state.",
      "# TYPE treaty_open_deliveries gauge",
    ]
    for (system, states) in census.open.sorted(by: { $0.key < $1.key }) {
      for (state, count) in states.sorted(by: { $0.key < $1.key }) {
        lines.append("treaty_open_deliveries{\(Metrics.key([("system", system), ("state", state)]))} \(count)")
      }
    }
    let age = census.oldestOpen.map { Double(max(0, now.milliseconds - $0.milliseconds)) / 1000 } ?? 0
    lines += [
      "# HELP treaty_oldest_open_seconds Age of the oldest delivery that has not ended.",
      "# TYPE treaty_oldest_open_seconds gauge", "treaty_oldest_open_seconds \(age)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func braced(_ key: String) -> String { key.isEmpty ? "" : "{\(key)}" }

  /// Labels in the text format: `\`, `"` and newlines are escaped.
  private static func key(_ labels: [(String, String)]) -> String {
    labels.map { name, value in
      let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      return "\(name)=\"\(escaped)\""
    }.joined(separator: ",")
  }
}
