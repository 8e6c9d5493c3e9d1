import TreatyDiagnostics
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyTelemetry

extension StatusText.Section {
  /// Who runs, and how much there is.
  static let host = StatusText.Section("host") { report, text in
    var lines: [String] = []
    if let host = report.host {
      lines += [
        "host        running for \(StatusText.span(host.uptimeSeconds * 1000)), process \(host.process), listening at \(host.listening)",
        "plan        \(host.package)  \(host.plan)",
      ]
    } else {
      lines.append("host        \(text.toned("none runs on this store", .yellow))")
    }
    let deliveries = ["queued", "ready", "inFlight", "asking", "done", "dead", "dropped"]
    lines += [
      "messages    \(StatusText.counts(report.census.messages, ["accepted", "running", "done", "ended"]))",
      "deliveries  \(StatusText.counts(report.census.deliveries, deliveries))",
      "records     \(report.census.links) linked",
    ]
    if let oldest = report.census.oldestOpen {
      lines.append("oldest open \(StatusText.span(report.now.milliseconds - oldest.milliseconds)) old")
    }
    return lines
  }

  /// What holds work up, and why.
  static let bottlenecks = StatusText.Section("bottlenecks") { report, text in
    report.bottlenecks.prefix(6).enumerated().map { index, found in
      "\(index == 0 ? "bottleneck  " : "also        ")\(text.toned(found.reason, index == 0 ? .red : .yellow))"
    }
  }

  /// Systems, with the flows that deliver to each.
  static let systems = StatusText.Section("systems") { report, text in
    // What only sends is asked nothing.
    let names = Set(report.census.queues.map(\.system) + (report.limits?.flows.flatMap(\.systems) ?? [])).sorted()
    let rows = names.flatMap { SystemRows($0, report).rows }
    guard !rows.isEmpty else { return [] }
    return text.table(
      [
        "system, flow", "queued", "ready", "in flight", "asking", "dead", "oldest", "in/s", "out/s", "p95", "fail/s",
        "state",
      ],
      rows)
  }

  /// What sort of thing waits: what is not known to be done is a question; anything else that holds its lane says so.
  private static func kind(of parked: StoreCensus.Parked) -> String {
    guard parked.state == "asking" else { return "dead letter" }
    return parked.failure == FailureClass.unsure.rawValue ? "question" : "given up, its lane waits"
  }

  /// Dead letters and questions, by class.
  static let parked = StatusText.Section("parked") { report, text in
    guard !report.census.parked.isEmpty else { return [] }
    let rows = report.census.parked.map { parked in
      [
        parked.flow, parked.system, kind(of: parked),
        parked.failure.isEmpty ? "-" : parked.failure, "\(parked.number)",
        parked.oldest.map { StatusText.span(report.now.milliseconds - $0.milliseconds) } ?? "-",
      ]
    }
    return text.table(
      ["for a person: flow", "system", "kind", "class", "number", "oldest"], rows, texts: 4, lastIsText: false)
  }

  /// The newest of them.
  static let waiting = StatusText.Section("waiting") { report, _ in
    guard !report.waiting.isEmpty else { return [] }
    return ["waiting for a person (treaty dead show NUMBER, then retry or drop):"]
      + report.waiting.map {
        // Keys and causes come from elsewhere, and are as long as those who write them like.
        let what = "\($0.id)  \($0.state)  \($0.failure ?? "-")  \($0.flow) -> \($0.target)"
        let key = TerminalText.show($0.identity.utf8)
        return "  \(what)  [\(key)]  \(TerminalText.cut(TerminalText.show(($0.cause ?? "").utf8), to: 200))"
      }
  }
}

/// The lines of a system and its flows.
private struct SystemRows {
  let name: String
  let report: StatusReport
  let queues: [StoreCensus.Queue]
  let limits: LimitsReport.System?
  let activity: ActivityReport.System?

  init(_ name: String, _ report: StatusReport) {
    self.name = name
    self.report = report
    queues = report.census.queues.filter { $0.system == name }
    limits = report.limits?.systems.first { $0.name == name }
    activity = report.activity.systems.first { $0.system == name }
  }

  var rows: [[String]] {
    let flows = report.limits?.flows.filter { $0.systems.contains(name) }.map(\.name) ?? []
    let names = Set(queues.map(\.flow) + flows).sorted()
    return [
      row(
        name, queues, taken: names, p95: activity?.callP95, failures: activity?.failuresPerSecond, state: state)
    ]
      + names.map { flow in
        row(
          "  \(flow)", queues.filter { $0.flow == flow }, taken: [flow], p95: nil, failures: nil, state: state(of: flow)
        )
      }
  }

  private func row(
    _ name: String, _ queues: [StoreCensus.Queue], taken flows: [String], p95: Double?, failures: Double?, state: String
  ) -> [String] {
    func sum(_ state: String) -> String { "\(queues.reduce(0) { $0 + ($1.states[state] ?? 0) })" }
    let oldest = queues.compactMap(\.oldest).min()
    let done = report.activity.queues.filter { $0.system == self.name && flows.contains($0.flow) }
    return [
      name, sum("queued"), sum("ready"), sum("inFlight"), sum("asking"), sum("dead"),
      oldest.map { StatusText.span(report.now.milliseconds - $0.milliseconds) } ?? "-",
      StatusText.rate(flows.reduce(0) { $0 + (report.activity.takenPerSecond[$1] ?? 0) }),
      StatusText.rate(done.reduce(0) { $0 + $1.endedPerSecond }), p95.map { "\(Int(($0 * 1000).rounded())) ms" } ?? "-",
      failures.map { StatusText.rate($0) } ?? "-", state,
    ]
  }

  private var state: String {
    guard let limits else { return "" }
    func left(_ until: Instant) -> String { StatusText.span(until.milliseconds - report.now.milliseconds) }
    var words: [String] = []
    switch limits.breaker {
    case .closed: break
    case .open:
      let since = limits.openSince.map { " since \(StatusText.span(report.now.milliseconds - $0.milliseconds))" } ?? ""
      words.append("open\(since), tried in \(limits.triedAt.map(left) ?? "0s")")
    case .trying: words.append("one call tries whether it answers")
    }
    if let until = limits.throttledUntil { words.append("throttled for \(left(until))") }
    if limits.share > 0, limits.share < 1 { words.append("slow start: \(Int(limits.share * 100)) %") }
    words.append("\(limits.callsOut) of \(limits.concurrency) calls out")
    if let rate = limits.ratePerSecond { words.append("at most \(StatusText.rate(rate))/s") }
    return words.joined(separator: "; ")
  }

  private func state(of flow: String) -> String {
    guard let flow = report.limits?.flows.first(where: { $0.name == flow }) else { return "" }
    var words = flow.priority == "normal" ? [] : [flow.priority]
    if let left = flow.retriesLeft { words.append("\(Int(left)) retries left") }
    return words.joined(separator: "; ")
  }
}
