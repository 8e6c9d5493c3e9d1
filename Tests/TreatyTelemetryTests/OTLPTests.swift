import CEL
import Testing
import TreatyEngine
import TreatyStore
import TreatyTelemetry
import TreatyTestSupport

@Suite("What a collector is sent is OTLP as proto3 JSON")
struct OTLPTests {
  private static let text = OTLPText(
    resource: [("service.name", "treaty"), ("deployment.environment.name", "test")], version: "1.2.3")

  private static let spans = [
    Span(
      trace: MetricsTests.trace, span: "00f067aa0ba902b7", parent: nil, state: "a=1", name: "POST /alerts",
      kind: .server,
      began: 1_700_000_000_123_456_789, ended: 1_700_000_000_200_000_000,
      attributes: [("http.request.method", .text("POST")), ("http.response.status_code", .number(202))]),
    Span(
      trace: MetricsTests.trace, span: "00f067aa0ba902b8", parent: "00f067aa0ba902b7", name: "create desk.ticket",
      kind: .client, began: 2, ended: 1, attributes: [("error.type", .text("503"))], isError: true,
      links: [.init(trace: "1af7651916cd43dd8448eb211c80319c", span: "00f067aa0ba902b9")]),
  ]

  @Test("spans")
  func traces() throws {
    try Golden.expect(
      String(decoding: Self.text.traces(Self.spans), as: UTF8.self) + "\n",
      is: "Tests/TreatyTelemetryTests/Fixtures/traces.json")
  }

  @Test("metrics")
  func metrics() throws {
    let bytes = Self.text.metrics(
      MetricsTests.families(), began: Instant(milliseconds: 1_000), now: MetricsTests.now)
    let text = String(decoding: bytes, as: UTF8.self).replacing("},{\"description\"", with: "},\n{\"description\"")
      .replacing("},{\"name\"", with: "},\n{\"name\"")
    try Golden.expect(text + "\n", is: "Tests/TreatyTelemetryTests/Fixtures/metrics.json")
  }

  @Test("counts of a histogram add up, and there is one more of them than bounds")
  func histograms() throws {
    let all = try Value(
      json: Self.text.metrics(MetricsTests.families(), began: Instant(milliseconds: 1), now: MetricsTests.now))
    let metrics = try #require(
      all["resourceMetrics"]?.asList?.first?["scopeMetrics"]?.asList?.first?["metrics"]?.asList)
    let points = metrics.compactMap { $0["histogram"]?["dataPoints"]?.asList }.flatMap(\.self)
    #expect(points.count > 6)
    for point in points {
      let counts = try #require(point["bucketCounts"]?.asList).compactMap { Int($0.pieceText?.string ?? "") }
      #expect(counts.count == (point["explicitBounds"]?.asList?.count ?? 0) + 1)
      #expect("\(counts.reduce(0, +))" == point["count"]?.pieceText?.string)
    }
  }

  @Test(
    "a partial success is understood, as a text and as a number",
    arguments: [
      (#"{"partialSuccess":{"rejectedSpans":"3","errorMessage":"why"}}"#, 3, "why"),
      (#"{"partialSuccess":{"rejectedSpans":3}}"#, 3, ""), (#"{"partialSuccess":{"errorMessage":"slow"}}"#, 0, "slow"),
    ])
  func partial(answer: String, number: Int, why: String) {
    let found = OTLPText.rejected(by: Array(answer.utf8), "rejectedSpans")
    #expect(found?.number == number && found?.why == why)
  }

  @Test("all else is none", arguments: ["{}", "", #"{"partialSuccess":{}}"#, "no JSON", "[]"])
  func whole(answer: String) { #expect(OTLPText.rejected(by: Array(answer.utf8), "rejectedSpans") == nil) }

  @Test("the environment says where to, as OpenTelemetry has it")
  func environment() throws {
    let configuration = try #require(
      try OTLPConfiguration.read(
        [
          "OTEL_EXPORTER_OTLP_ENDPOINT": "https://otel.example.org/base/",
          "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://127.0.0.1:9/m",
          "OTEL_EXPORTER_OTLP_HEADERS": "api-key=a%2Cb, x=y",
          "OTEL_SERVICE_NAME": "alerts", "OTEL_RESOURCE_ATTRIBUTES": "service.name=not,host.name=h%C3%A9",
          "OTEL_TRACES_SAMPLER": "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG": "0.25",
          "OTEL_BSP_SCHEDULE_DELAY": "50", "OTEL_BSP_MAX_QUEUE_SIZE": "",
        ], endpoint: nil, version: "1"))
    #expect(configuration.traces == "https://otel.example.org/base/v1/traces")
    #expect(configuration.metrics == "http://127.0.0.1:9/m")
    #expect(configuration.headers.map { "\($0.name):\($0.value)" } == ["api-key:a,b", "x:y"])
    #expect(configuration.resource.first.map { "\($0.name):\($0.value)" } == "service.name:alerts")
    #expect(configuration.resource.contains { $0.name == "host.name" && $0.value == "hé" })
    #expect(configuration.sampler == TraceSampler(root: .ratio(0.25), followsParent: true))
    #expect(configuration.spanMilliseconds == 50 && configuration.mostSpans == 2_048)
    #expect(try OTLPConfiguration.read([:], endpoint: nil, version: "1") == nil)
    #expect(try OTLPConfiguration.read(["OTEL_SDK_DISABLED": "true"], endpoint: "http://a", version: "1") == nil)
    #expect(try OTLPConfiguration.read([:], endpoint: "http://a:1", version: "1")?.traces == "http://a:1/v1/traces")
  }

  @Test(
    "what is wrong is said by name, and without what may be a secret",
    arguments: [
      ("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://a"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:hunter2@a"),
      ("OTEL_EXPORTER_OTLP_HEADERS", "hunter2"), ("OTEL_TRACES_SAMPLER", "sometimes"),
      ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"),
    ])
  func wrong(name: String, value: String) {
    var environment = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"]
    environment[name] = value
    #expect {
      try OTLPConfiguration.read(environment, endpoint: nil, version: "1")
    } throws: { error in
      let problem = error as? OTLPConfiguration.Problem
      return problem?.name == name && problem?.message.contains("hunter2") == false
    }
  }

  @Test(
    "sent again only as the protocol says",
    arguments: [
      (200, nil, ExportRetry.Verdict.done), (429, "7", .again(afterMilliseconds: 7_000)),
      (503, nil, .again(afterMilliseconds: nil)), (502, "soon", .again(afterMilliseconds: nil)),
      (504, nil, .again(afterMilliseconds: nil)), (nil, nil, .again(afterMilliseconds: nil)), (400, nil, .givenUp),
      (500, "1", .givenUp), (404, nil, .givenUp), (302, nil, .givenUp),
    ] as [(Int?, String?, ExportRetry.Verdict)])
  func retry(status: Int?, after: String?, verdict: ExportRetry.Verdict) {
    #expect(ExportRetry.judge(status: status, retryAfter: after) == verdict)
  }

  @Test("a full queue drops, counts, and does not wait")
  func full() throws {
    var configuration = try #require(try OTLPConfiguration.read([:], endpoint: "http://a", version: "1"))
    (configuration.mostSpans, configuration.batch) = (3, 2)
    let queue = SpanQueue(configuration)
    queue.add(Array(repeating: Self.spans[0], count: 5))
    #expect(queue.takeDropped() == 2 && queue.takeDropped() == 0)
    #expect([queue.next().count, queue.next().count, queue.next().count] == [2, 1, 0])
  }
}

@Suite("Traces go on as W3C Trace Context and OpenTelemetry say")
struct TraceTests {
  @Test(
    "which traces are recorded",
    arguments: [
      ("always_on", nil, nil, true), ("always_on", nil, false, true), ("always_off", nil, true, false),
      ("parentbased_always_on", nil, false, false), ("parentbased_always_off", nil, true, true),
      ("parentbased_always_off", nil, nil, false), ("traceidratio", "0", nil, false),
      ("traceidratio", "1", false, true),
      // The last 56 bits of the trace are 0x48eb211c80319c of 2^56: 0.285.
      ("traceidratio", "0.28", nil, false), ("traceidratio", "0.29", nil, true),
    ] as [(String, String?, Bool?, Bool)])
  func sampled(name: String, argument: String?, parent: Bool?, isRecorded: Bool) throws {
    let sampler = try #require(TraceSampler(name: name, argument: argument))
    #expect(sampler.records(MetricsTests.trace, parent: parent) == isRecorded)
  }

  @Test(
    "tracestate is passed on, but for what is too much or not sound",
    arguments: [
      (["a=1"], "a=1"), (["a=1, b=2", "c=3"], "a=1,b=2,c=3"), (["a=1,a=2"], "a=1"), ([" , ,a=1 "], "a=1"),
      (["vendor@x=1*/"], "vendor@x=1*/"), (["A=1"], nil), (["a=1=2"], nil), (["a"], nil), ([], nil), (["a=\u{7}"], nil),
      ([(1...40).map { "k\($0)=1" }.joined(separator: ",")], (1...32).map { "k\($0)=1" }.joined(separator: ",")),
    ] as [([String], String?)])
  func state(fields: [String], kept: String?) { #expect(TraceState.read(fields) == kept) }

  @Test("a span is told apart by delivery and by when it began, and the same after a restart")
  func numbers() {
    func number(_ id: Int64, _ deadline: Int64, _ trace: String = MetricsTests.trace) -> UInt64 {
      var delivery = Delivery(
        message: MessageID(1), trace: trace, item: 0, step: 0, lane: LaneKey(flow: "f", target: "s.r", identity: "i"),
        system: "s", payload: [], created: Instant(milliseconds: 1), deadline: Instant(milliseconds: deadline))
      delivery.id = DeliveryID(id)
      return SpanNumber.of(delivery)
    }
    let all = Set((1...1_000).flatMap { [number($0, 5), number($0, 6), number($0, 5, "other")] })
    #expect(all.count == 3_000 && !all.contains(0))
    #expect(number(7, 5) == number(7, 5))
    #expect(SpanNumber.text(0xAB) == "00000000000000ab")
  }
}
