/// Where telemetry goes, and how: as OpenTelemetry's environment variables say (specification, "OTLP Exporter" and "SDK Environment
/// Variables").
public struct OTLPConfiguration: Sendable {
  /// What is wrong with a setting.
  public struct Problem: Error, Hashable, Sendable {
    /// The variable or option.
    public var name: String
    /// What is wrong.
    public var message: String
  }

  /// Addresses that spans and metrics are sent to; `nil` where they are not.
  public var traces, metrics: String?
  /// Headers of each request. They may hold a credential: never to be printed.
  public var headers: [(name: String, value: String)]
  /// What the telemetry is about, `service.name` first.
  public var resource: [(name: String, value: String)]
  /// Which traces are recorded.
  public var sampler: TraceSampler
  /// How long a request may take, in milliseconds.
  public var timeoutMilliseconds = 10_000
  /// How often metrics are sent, in milliseconds.
  public var metricMilliseconds = 60_000
  /// How long spans are gathered at most, in milliseconds.
  public var spanMilliseconds = 5_000
  /// Spans that wait at most; more are dropped.
  public var mostSpans = 2_048
  /// Spans in a request at most.
  public var batch = 512

  /// From an environment, with an address from the command line before it.
  /// - Returns: `nil` where nothing says that telemetry is to be sent.
  public static func read(_ environment: [String: String], endpoint option: String?, version: String)
    throws(Problem) -> OTLPConfiguration?
  {
    // "An empty value is the same as an unset variable."
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if value("OTEL_SDK_DISABLED")?.lowercased() == "true" { return nil }
    let base = option ?? value("OTEL_EXPORTER_OTLP_ENDPOINT")
    func address(_ signal: String, _ exporter: String) throws(Problem) -> String? {
      if option == nil, value(exporter)?.lowercased() == "none" { return nil }
      // The variable for one signal is taken as it is.
      let name = "OTEL_EXPORTER_OTLP_\(signal.uppercased())_ENDPOINT"
      if option == nil, let own = value(name) { return try checked(own, name) }
      guard let base else { return nil }
      let sound = try checked(base, option == nil ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "--otlp")
      return (sound.hasSuffix("/") ? String(sound.dropLast()) : sound) + "/v1/\(signal)"
    }
    let traces = try address("traces", "OTEL_TRACES_EXPORTER")
    let metrics = try address("metrics", "OTEL_METRICS_EXPORTER")
    guard traces != nil || metrics != nil else { return nil }
    var configuration = OTLPConfiguration(
      traces: traces, metrics: metrics,
      headers: try pairs(value("OTEL_EXPORTER_OTLP_HEADERS"), "OTEL_EXPORTER_OTLP_HEADERS"),
      resource: try resource(value, version), sampler: try sampler(value))
    func number(_ name: String, _ path: WritableKeyPath<OTLPConfiguration, Int>) throws(Problem) {
      guard let text = value(name) else { return }
      guard let number = Int(text), number > 0 else {
        throw Problem(name: name, message: "`\(text)` is no number above 0")
      }
      configuration[keyPath: path] = number
    }
    try number("OTEL_EXPORTER_OTLP_TIMEOUT", \.timeoutMilliseconds)
    try number("OTEL_METRIC_EXPORT_INTERVAL", \.metricMilliseconds)
    try number("OTEL_BSP_SCHEDULE_DELAY", \.spanMilliseconds)
    try number("OTEL_BSP_MAX_QUEUE_SIZE", \.mostSpans)
    try number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", \.batch)
    if let spoken = value("OTEL_EXPORTER_OTLP_PROTOCOL"), spoken != "http/json" {
      throw Problem(
        name: "OTEL_EXPORTER_OTLP_PROTOCOL",
        message:
          "`\(spoken)` is not spoken: Treaty sends `http/json`, which collectors take at the same port as http/protobuf"
      )
    }
    return configuration
  }

  private static func checked(_ address: String, _ name: String) throws(Problem) -> String {
    let rest =
      address.hasPrefix("https://") ? address.dropFirst(8) : address.hasPrefix("http://") ? address.dropFirst(7) : ""
    guard let first = rest.utf8.first, first != UInt8(ascii: "/"), !rest.contains("@"), !rest.contains("?"),
      !rest.contains("#"),
      address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      // What stands before an @ may be a credential.
      throw Problem(
        name: name,
        message:
          "that is no address of a collector: it is like `http://127.0.0.1:4318`, without user, query or fragment")
    }
    return address
  }

  private static func resource(_ value: (String) -> String?, _ version: String) throws(Problem) -> [(
    name: String, value: String
  )] {
    var resource = [
      (name: "service.name", value: "treaty"), (name: "service.version", value: version),
      (name: "telemetry.sdk.name", value: "treaty"), (name: "telemetry.sdk.language", value: "swift"),
      (name: "telemetry.sdk.version", value: version),
    ]
    func set(_ name: String, _ value: String) {
      if let index = resource.firstIndex(where: { $0.name == name }) {
        resource[index].value = value
      } else {
        resource.append((name, value))
      }
    }
    for (name, value) in try pairs(value("OTEL_RESOURCE_ATTRIBUTES"), "OTEL_RESOURCE_ATTRIBUTES") { set(name, value) }
    // Before `service.name` among the attributes.
    if let service = value("OTEL_SERVICE_NAME") { set("service.name", service) }
    return resource
  }

  private static func sampler(_ value: (String) -> String?) throws(Problem) -> TraceSampler {
    guard let name = value("OTEL_TRACES_SAMPLER") else { return .standard }
    guard let sampler = TraceSampler(name: name, argument: value("OTEL_TRACES_SAMPLER_ARG")) else {
      throw Problem(
        name: "OTEL_TRACES_SAMPLER",
        message:
          "`\(name)` is none: always_on, always_off, traceidratio (with OTEL_TRACES_SAMPLER_ARG from 0 to 1), or one of these with `parentbased_` before it"
      )
    }
    return sampler
  }

  /// `name=value,name=value`, percent-encoded (W3C Baggage).
  private static func pairs(_ text: String?, _ name: String) throws(Problem) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    for part in (text ?? "").split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { trimmed($0) }
      guard sides.count == 2, !sides[0].isEmpty, let key = decoded(sides[0]), let value = decoded(sides[1]) else {
        throw Problem(name: name, message: "it is not of the form `name=value,name=value`, percent-encoded")
      }
      pairs.append((key, value))
    }
    return pairs
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? ""
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let code = UInt8(String(Substring(rest.prefix(2))), radix: 16), rest.count >= 2 else { return nil }
      rest = rest.dropFirst(2)
      bytes.append(code)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
