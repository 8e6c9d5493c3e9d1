import CEL
import Foundation
import NIOHTTP1
import Testing
import TreatyConnect
import TreatyTelemetry

@testable import TreatyHost

@Suite("A collector is sent what happened, as OTLP over HTTP says, and nothing waits for it")
struct ExportTests {
  private static let trace = "0af7651916cd43dd8448eb211c80319c"

  /// A host that exports to a collector, quickly.
  private static func run(
    _ desk: TicketDesk = TicketDesk(), sampler: TraceSampler = .standard, log: KeptLog = KeptLog(),
    metricMilliseconds: Int = 3_600_000,
    _ body: @escaping @Sendable (TestHost, Collector) async throws -> Void, after: (Collector) throws -> Void = { _ in }
  ) async throws {
    try await Collector.run { collector in
      var otlp = try #require(
        try OTLPConfiguration.read(
          ["OTEL_EXPORTER_OTLP_HEADERS": "api-key=canary-otlp-31aa"], endpoint: collector.url, version: "test"))
      otlp.sampler = sampler
      (otlp.spanMilliseconds, otlp.metricMilliseconds) = (10, metricMilliseconds)
      let configuration = otlp
      try await TestHost.withStorePath { path in
        try await TestHost.run(desk, storePath: path, log: log, change: { $0.otlp = configuration }) { host in
          try await body(host, collector)
        }
      }
      try after(collector)
    }
  }

  private static func text(_ value: Value?) -> String { value?.pieceText?.string ?? "" }

  private static func attribute(_ span: Value, _ name: String) -> String {
    let found = span["attributes"]?.asList?.first { text($0["key"]) == name }?["value"]
    return text(found?["stringValue"] ?? found?["intValue"])
  }

  /// Whether a span has the form that the protocol wants, key by key.
  private static func check(_ span: Value) {
    let known = [
      "traceId", "spanId", "parentSpanId", "traceState", "name", "kind", "startTimeUnixNano", "endTimeUnixNano",
      "attributes", "status", "flags", "links",
    ]
    for key in span.asMap?.entries.map({ text($0.key) }) ?? [] { #expect(known.contains(key), "\(key)") }
    #expect(text(span["traceId"]).wholeMatch(of: /[0-9a-f]{32}/) != nil)
    #expect(text(span["spanId"]).wholeMatch(of: /[0-9a-f]{16}/) != nil)
    #expect(span["parentSpanId"] == nil || text(span["parentSpanId"]).wholeMatch(of: /[0-9a-f]{16}/) != nil)
    // 64 bits are texts, enums are numbers.
    for key in ["startTimeUnixNano", "endTimeUnixNano"] {
      if case .text? = span[key] {} else { Issue.record("\(key) is no text") }
    }
    if case .int(let kind)? = span["kind"] {
      #expect((1...5).contains(kind))
    } else {
      Issue.record("kind is no number")
    }
    #expect(UInt64(text(span["startTimeUnixNano"])) ?? .max <= UInt64(text(span["endTimeUnixNano"])) ?? 0)
    for attribute in span["attributes"]?.asList ?? [] {
      #expect(!text(attribute["key"]).isEmpty && attribute["value"]?.asMap?.count == 1)
      if let number = attribute["value"]?["intValue"] {
        if case .text = number {} else { Issue.record("intValue is no text") }
      }
    }
  }

  @Test("intake, working out, each call and the whole delivery hang together, below the sender's span")
  func whole() async throws {
    let desk = TicketDesk()
    desk.disturb(.answer(503, "{}"))
    try await Self.run(desk) { host, collector in
      try await host.alert(
        "k", "secret title",
        headers: [("traceparent", "00-\(Self.trace)-b7ad6b7169203331-01"), ("tracestate", "vendor=1,other=2")])
      try await host.untilQuiet()
      try await host.until("not all spans came") { try collector.spans().count >= 5 }
      let spans = try collector.spans()
      spans.forEach(Self.check)
      func named(_ name: String) throws -> [Value] { spans.filter { Self.text($0["name"]) == name } }
      let intake = try #require(try named("POST /hooks/alert").first)
      let work = try #require(try named("work out alert-to-ticket").first)
      let delivery = try #require(try named("deliver desk.ticket").first)
      let calls = try named("POST desk.create")
      #expect(spans.allSatisfy { Self.text($0["traceId"]) == Self.trace })
      #expect(spans.allSatisfy { Self.text($0["traceState"]) == "vendor=1,other=2" })
      #expect(Self.text(intake["parentSpanId"]) == "b7ad6b7169203331")
      #expect(Self.text(work["parentSpanId"]) == Self.text(intake["spanId"]))
      #expect(Self.text(delivery["parentSpanId"]) == Self.text(intake["spanId"]))
      #expect(calls.count == 2)
      #expect(calls.allSatisfy { Self.text($0["parentSpanId"]) == Self.text(delivery["spanId"]) })
      #expect([intake, work, delivery, calls[0]].map { Self.text($0["kind"]) } == ["2", "1", "1", "3"])
      // By the conventions.
      #expect(Self.attribute(intake, "http.response.status_code") == "202")
      #expect(Self.attribute(intake, "http.route") == "/hooks/alert")
      let (first, second) = (calls[0], calls[1])
      #expect(Self.attribute(first, "error.type") == "503" && Self.text(first["status"]?["code"]) == "2")
      #expect(Self.attribute(first, "http.request.resend_count").isEmpty)
      #expect(Self.attribute(second, "http.request.resend_count") == "1" && second["status"]?.asMap?.count == 0)
      #expect(Self.attribute(second, "http.request.method") == "POST")
      #expect(Self.attribute(second, "url.full").hasSuffix("/api/tickets"))
      #expect(
        Self.attribute(delivery, "treaty.outcome") == "created" && Self.attribute(delivery, "treaty.attempts") == "2")
      // What went out is what is told of.
      let sent = desk.calls
      #expect(sent.compactMap { $0.trace?.span } == calls.map { Self.text($0["spanId"]) })
      #expect(sent.allSatisfy { $0.isSampled && $0.traceState == "vendor=1,other=2" })
      let lines = host.log.lines.filter { $0.contains("event=treaty.call") }
      for call in sent.compactMap(\.trace) {
        #expect(lines.contains { $0.contains("span=\(call.span) ") && $0.contains("trace=\(call.trace)") })
      }
      for request in collector.requests {
        #expect(!String(decoding: request.body, as: UTF8.self).contains("secret title"))
        #expect(request.headers.first(name: "content-type") == "application/json")
        #expect(request.headers.first(name: "api-key") == "canary-otlp-31aa")
      }
    }
  }

  @Test("what a sender does not record is not recorded, and the flag goes on as it came")
  func notSampled() async throws {
    let desk = TicketDesk()
    try await Self.run(desk) { host, _ in
      let answer = try await host.alert(
        "k", "t", headers: [("traceparent", "00-\(Self.trace)-b7ad6b7169203331-00")])
      #expect(answer.headers.first(name: "traceresponse")?.hasSuffix("-00") == true)
      try await host.untilQuiet()
      #expect(desk.calls.allSatisfy { !$0.isSampled })
    } after: { (collector) throws in
      #expect(try collector.spans().isEmpty)
    }
  }

  @Test("a sampler of no trace records none, and the metrics come all the same")
  func off() async throws {
    try await Self.run(sampler: TraceSampler(root: .never, followsParent: true), metricMilliseconds: 20) {
      host, collector in
      try await host.alert("k", "t")
      try await host.untilQuiet()
      try await host.until("no metrics came") { collector.requests.contains { $0.path == "/v1/metrics" } }
    } after: { (collector) throws in
      #expect(try collector.spans().isEmpty)
      let last = try #require(collector.requests.last { $0.path == "/v1/metrics" })
      let metrics = try last.items("resourceMetrics", "scopeMetrics", "metrics")
      let names = Set(metrics.map { Self.text($0["name"]) })
      #expect(
        names.isSuperset(of: ["treaty_calls", "treaty_call_seconds", "treaty_breaker_state", "process_open_fds"]))
      for metric in metrics {
        #expect(["sum", "gauge", "histogram"].count { metric[$0] != nil } == 1)
      }
    }
  }

  @Test("what a busy collector puts off is sent again; what it refuses is counted, said once, and lost")
  func retries() async throws {
    let log = KeptLog()
    try await Self.run(log: log) { host, collector in
      collector.answer(
        .init(status: 429, headers: ["retry-after": "0"]), .init(status: 503, headers: ["retry-after": "0"]))
      try await host.alert("k", "t")
      try await host.untilQuiet()
      try await host.until("not all spans came") {
        try await host.ask("GET", "/metrics").body.contains(#"treaty_exported_total{signal="traces",outcome="sent"}"#)
      }
      let bodies = collector.requests.prefix(3).map(\.body)
      #expect(bodies.count == 3 && bodies[0] == bodies[1] && bodies[1] == bodies[2])
      collector.answer(.init(body: #"{"partialSuccess":{"rejectedSpans":"1","errorMessage":"too old"}}"#))
      try await host.alert("l", "t")
      try await host.until("the rejection was not counted") {
        try await host.ask("GET", "/metrics").body.contains(
          #"treaty_exported_total{signal="traces",outcome="rejected"} 1"#)
      }
      #expect(log.lines.contains { $0.contains("took only a part") && $0.contains("cause=too old") })
      collector.answer(.init(status: 400), .init(status: 400))
      try await host.alert("m", "t")
      try await host.until("the failure was not counted") {
        try await host.ask("GET", "/metrics").body.contains(#"treaty_exported_total{signal="traces",outcome="failed"}"#)
      }
      #expect(log.lines.count { $0.contains("takes no telemetry") } == 1)
    }
    #expect(!log.lines.contains { $0.contains("canary-otlp-31aa") })
  }

  @Test("what is left is sent when the host stops")
  func flushed() async throws {
    try await Collector.run { collector in
      var otlp = try #require(try OTLPConfiguration.read([:], endpoint: collector.url, version: "test"))
      (otlp.spanMilliseconds, otlp.metricMilliseconds) = (3_600_000, 3_600_000)
      let configuration = otlp
      try await TestHost.withStorePath { path in
        try await TestHost.run(storePath: path, change: { $0.otlp = configuration }) { host in
          try await host.alert("k", "t")
          try await host.untilQuiet()
        }
      }
      #expect(try collector.spans().count == 4)
      #expect(collector.requests.contains { $0.path == "/v1/metrics" })
    }
  }

  @Test("a collector that is not there holds nobody up, not even at the end")
  func gone() async throws {
    var otlp = try #require(try OTLPConfiguration.read([:], endpoint: "http://127.0.0.1:1", version: "test"))
    otlp.spanMilliseconds = 10
    let configuration = otlp
    let began = ContinuousClock.now
    try await TestHost.withStorePath { path in
      try await TestHost.run(storePath: path, change: { $0.otlp = configuration }) { host in
        try await host.alert("k", "t")
        try await host.untilQuiet()
        #expect(host.desk.tickets.count == 1)
      }
    }
    #expect(ContinuousClock.now - began < .seconds(8))
  }
}
