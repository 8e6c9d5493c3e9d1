import CEL
public import TreatyStore

/// What is sent to a collector: OTLP 1.x as proto3 JSON. Ids are lower-case hex, numbers of 64 bits are texts, enums are numbers
/// (opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).
public struct OTLPText: Sendable {
  /// What the telemetry is about.
  public var resource: [(name: String, value: String)]
  /// Version of Treaty.
  public var version: String

  /// About a resource.
  public init(resource: [(name: String, value: String)], version: String) {
    self.resource = resource
    self.version = version
  }

  /// A request of `/v1/traces`.
  public func traces(_ spans: [Span]) -> [UInt8] {
    whole("resourceSpans", "scopeSpans", "spans", spans.map(OTLPText.span))
  }

  /// A request of `/v1/metrics`: all since `began`, cumulative.
  public func metrics(_ families: [MetricFamily], began: Instant, now: Instant) -> [UInt8] {
    let found = families.filter { !$0.points.isEmpty }
    return whole(
      "resourceMetrics", "scopeMetrics", "metrics", found.map { OTLPText.metric($0, began: began, now: now) })
  }

  private func whole(_ outer: String, _ inner: String, _ name: String, _ items: [Value]) -> [UInt8] {
    let attributes = OTLPText.attributes(resource.map { ($0.name, .text($0.value)) })
    let scope = OTLPText.map([("name", .string("treaty")), ("version", .string(version))])
    let scoped = OTLPText.map([("scope", scope), (name, .list(items))])
    let all = OTLPText.map([("resource", OTLPText.map([("attributes", attributes)])), (inner, .list([scoped]))])
    return OTLPText.map([(outer, .list([all]))]).json()
  }

  // MARK: Traces

  private static func span(_ span: Span) -> Value {
    var fields: [(String, Value)] = [
      ("traceId", .string(span.trace)), ("spanId", .string(span.span)),
      ("name", .string(span.name)), ("kind", .int(Int64(span.kind.rawValue))),
      ("startTimeUnixNano", .string("\(span.began)")), ("endTimeUnixNano", .string("\(span.ended)")),
      ("attributes", attributes(span.attributes)),
      // STATUS_CODE_ERROR; what went well is left unset, as the conventions ask of instrumentations.
      ("status", span.isError ? map([("code", .int(2))]) : map([])),
      // Bit 0 is the sampled flag.
      ("flags", .int(1)),
    ]
    if let parent = span.parent { fields.append(("parentSpanId", .string(parent))) }
    if let state = span.state { fields.append(("traceState", .string(state))) }
    if !span.links.isEmpty {
      let links = span.links.map { map([("traceId", .string($0.trace)), ("spanId", .string($0.span))]) }
      fields.append(("links", .list(links)))
    }
    return map(fields)
  }

  private static func attributes(_ attributes: [(name: String, value: Span.Attribute)]) -> Value {
    .list(
      attributes.map { name, value in
        let written: Value =
          switch value {
          case .text(let text): map([("stringValue", .string(text))])
          case .number(let number): map([("intValue", .string("\(number)"))])
          }
        return map([("key", .string(name)), ("value", written)])
      })
  }

  private static func map(_ fields: [(String, Value)]) -> Value {
    .map(MapValue(fields: fields.map { (Text($0.0), $0.1) }))
  }

  // MARK: Metrics

  private static func metric(_ family: MetricFamily, began: Instant, now: Instant) -> Value {
    let name = family.name
    let points = family.points.map { point(name, $0, began: began, now: now) }
    var data: [(String, Value)] = [("dataPoints", .list(points))]
    let key: String
    // AGGREGATION_TEMPORALITY_CUMULATIVE is 2.
    switch name.kind {
    case .counter:
      key = "sum"
      data += [("aggregationTemporality", .int(2)), ("isMonotonic", .bool(true))]
    case .histogram:
      key = "histogram"
      data.append(("aggregationTemporality", .int(2)))
    case .gauge, .info, .stateset: key = "gauge"
    }
    let unit =
      switch name.unit {
      case "seconds": "s"
      case "bytes": "By"
      default: "1"
      }
    return map([
      ("name", .string(name.text)), ("description", .string(name.help)), ("unit", .string(unit)), (key, map(data)),
    ])
  }

  private static func point(_ name: MetricName, _ point: MetricFamily.Point, began: Instant, now: Instant) -> Value {
    var fields: [(String, Value)] = [
      ("attributes", attributes(zip(name.labels, point.labels).map { ($0, .text($1)) })),
      ("timeUnixNano", .string(nanoseconds(now))),
    ]
    switch name.kind {
    case .counter, .histogram: fields.append(("startTimeUnixNano", .string(nanoseconds(began))))
    case .gauge, .info, .stateset: break
    }
    switch point.value {
    case .count(let count): fields.append(("asInt", .string("\(count)")))
    case .number(let number): fields.append(("asDouble", .double(number)))
    case .histogram(let histogram):
      fields += [
        ("count", .string("\(histogram.count)")), ("sum", .double(histogram.sum)),
        ("bucketCounts", .list(histogram.buckets.map { .string("\($0)") })),
        ("explicitBounds", .list(histogram.bounds.map { .double($0) })),
      ]
      let exemplars = histogram.exemplars.compactMap(\.self).map { exemplar in
        map([
          ("timeUnixNano", .string(nanoseconds(Instant(milliseconds: exemplar.milliseconds)))),
          ("asDouble", .double(exemplar.value)), ("traceId", .string(exemplar.trace)),
        ])
      }
      if !exemplars.isEmpty { fields.append(("exemplars", .list(exemplars))) }
    }
    return map(fields)
  }

  private static func nanoseconds(_ time: Instant) -> String { "\(UInt64(clamping: time.milliseconds) &* 1_000_000)" }

  // MARK: Answers

  /// How many items a collector says it did not take (`partialSuccess`), and why.
  public static func rejected(by answer: [UInt8], _ count: String) -> (number: Int, why: String)? {
    // What is no JSON says nothing of it.
    guard let answer = try? Value(json: answer), let partial = answer["partialSuccess"] else { return nil }
    let why = partial["errorMessage"]?.pieceText?.string ?? ""
    let number = partial[count]?.pieceText.flatMap { Int($0.string) } ?? 0
    return number > 0 || !why.isEmpty ? (number, why) : nil
  }
}
