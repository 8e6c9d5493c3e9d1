import Testing
import TreatyEngine
import TreatyStore
import TreatyTelemetry
import TreatyTestSupport

@Suite("What a host measures can be read by those who read metrics")
struct MetricsTests {
  static let now = Instant(milliseconds: 10_000)
  static let trace = "0af7651916cd43dd8448eb211c80319c"

  static func registry() -> MetricRegistry {
    let registry = MetricRegistry()
    registry.noteIntake(flow: #"a"b\c"# + "\n", status: 202, took: .milliseconds(20), trace: trace, at: now)
    registry.noteCommit(of: 3, took: .milliseconds(2), at: now)
    registry.note(
      [
        .workedOut(flow: "f", trace: trace, deliveries: 1, milliseconds: 3),
        .sent(flow: "f", system: "s", waitedMilliseconds: 30),
        .answered(system: "s", operation: "create", result: "ok", milliseconds: 40),
        .answered(system: "s", operation: "create", result: "outage", milliseconds: 4_000),
        .delivered(flow: "f", system: "s", trace: trace, outcome: "created", milliseconds: 1_200),
        .delivered(flow: "f", system: "s", trace: trace, outcome: "created", milliseconds: -5),
        .retrying(flow: "f", system: "s", trace: trace, failure: "outage", cause: "", inMilliseconds: 1),
        .dead(flow: "f", system: "s", trace: trace, delivery: 1, failure: "rejected", cause: ""),
        .asking(flow: "f", system: "s", trace: trace, delivery: 1, failure: "unsure", cause: ""),
        .systemDown(system: "s", triedInMilliseconds: 1), .systemThrottles(system: "s", forMilliseconds: 1), .purged(7),
      ], at: now)
    registry.noteExport("traces", "sent", 12)
    registry.noteAlert(channel: "post", isSent: true)
    registry.noteHealth(of: "s", isGood: false, seconds: 0.5, at: now)
    return registry
  }

  static func gauges() -> MetricGauges {
    let census = StoreCensus(
      messages: ["done": 2], deliveries: ["done": 2, "ready": 1, "dead": 1], open: [:], oldestOpen: nil, links: 1,
      flows: ["f": ["done": 2]],
      queues: [.init(system: "s", flow: "f", states: ["ready": 1, "dead": 1], oldest: Instant(milliseconds: 9_000))],
      parked: [
        .init(
          system: "s", flow: "f", state: "dead", failure: "rejected", number: 1, oldest: Instant(milliseconds: 4_000))
      ])
    let limits = LimitsReport(
      systems: [
        .init(
          name: "s", callsOut: 1, ratePerSecond: 20, free: 0, breaker: .open, failures: 5,
          openSince: Instant(milliseconds: 1_000), triedAt: Instant(milliseconds: 12_500), share: 0,
          throttledUntil: Instant(milliseconds: 11_000))
      ], accounts: [.init(name: "bot", callsOut: 1, concurrency: 2, ratePerSecond: nil, free: 1)],
      flows: [.init(name: "f", retriesLeft: 9.5, systems: ["s"])])
    var gauges = MetricGauges(
      census: census, limits: limits, room: StoreRoom(free: 9, floor: 3, reserve: 1, wantedReserve: 1),
      size: .init(bytes: 4_096, walBytes: 512, freePages: 2),
      process: .init(cpuSeconds: 1.5, resident: 1_024, virtual: 2_048, files: 7, mostFiles: 64, started: 1.25),
      version: "1.2.3", now: now)
    (gauges.care.incidents, gauges.care.unsent) = (1, 2)
    (gauges.care.budgets, gauges.care.health) = (["f/success": -0.25], ["s": false])
    return gauges
  }

  static func families() -> [MetricFamily] { registry().families() + gauges().families }

  @Test("OpenMetrics 1.0 and Prometheus 0.0.4, all of it", arguments: [MetricText.openMetrics, .prometheus])
  func golden(form: MetricText) throws {
    let name = form == .openMetrics ? "openmetrics" : "prometheus"
    try Golden.expect(form.render(Self.families()), is: "Tests/TreatyTelemetryTests/Fixtures/\(name).txt")
  }

  @Test("every metric of the list is measured, and has the labels that it says")
  func complete() {
    let families = Self.families()
    #expect(Set(families.filter { !$0.points.isEmpty }.map(\.name)) == Set(MetricName.allCases))
    for family in families { for point in family.points { #expect(point.labels.count == family.name.labels.count) } }
  }

  @Test("names: a unit is at the end, nothing ends in what a form adds", arguments: MetricName.allCases)
  func name(_ name: MetricName) {
    #expect(!["_total", "_count", "_sum", "_bucket", "_info"].contains { name.text.hasSuffix($0) })
    #expect(name.text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
    #expect(name.help.hasSuffix(".") && !name.help.contains("\n"))
    #expect(name.bounds == name.bounds.sorted())
  }

  @Test(
    "the form is the one that is asked for",
    arguments: [
      (nil, MetricText.prometheus), ("*/*", .prometheus), ("text/plain", .prometheus),
      ("application/openmetrics-text; version=1.0.0", .openMetrics), ("application/openmetrics-text", .openMetrics),
      // As Prometheus 2.42 asks.
      (
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        .openMetrics
      ),
      ("application/openmetrics-text;version=0.0.1", .prometheus),
      ("text/plain, application/openmetrics-text;q=0.2", .prometheus),
      ("application/openmetrics-text;q=0", .prometheus),
    ] as [(String?, MetricText)])
  func negotiated(accept: String?, form: MetricText) { #expect(MetricText(accepting: accept) == form) }

  @Test("names without end do not make series without end")
  func bounded() {
    let registry = MetricRegistry()
    let notices = (0..<10_000).map { Notice.sent(flow: "flow-\($0)", system: "s", waitedMilliseconds: 1) }
    registry.note(notices, at: Self.now)
    let points = registry.families().flatMap(\.points)
    #expect(points.count < 4_100)
    #expect(points.contains { $0.labels == ["(other)", "s"] })
  }

  @Test("the last minute is told by itself, and what is older is forgotten")
  func activity() {
    let registry = Self.registry()
    let report = registry.activity(at: Self.now.advanced(milliseconds: 5_000))
    #expect(report.systems.map(\.callsPerSecond) == [2.0 / 60] && report.systems.map(\.failuresPerSecond) == [1.0 / 60])
    #expect(report.queues.map(\.endedPerSecond) == [3.0 / 60])
    #expect(report.systems[0].callP95.map { $0 > 2.5 && $0 <= 5 } == true)
    #expect(report.commitSeconds.map { abs($0 - 0.002) < 1e-9 } == true)
    let later = registry.activity(at: Self.now.advanced(milliseconds: 300_000))
    #expect(later.systems.map(\.callsPerSecond) == [0] && later.systems[0].callP95 == nil)
    #expect(later.commitSeconds == nil)
  }
}
