/// Metrics as text, for whoever fetches them.
public enum MetricText: Sendable, Hashable {
  /// OpenMetrics 1.0.
  case openMetrics
  /// Prometheus' text format 0.0.4.
  case prometheus

  /// What the `accept` of a request asks for: OpenMetrics where it is named with a weight above 0 and none below that of plain text.
  public init(accepting accept: String?) {
    var weights = (open: 0.0, plain: 0.0)
    for part in (accept ?? "").lowercased().split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
      guard let type = pieces.first else { continue }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      let version = pieces.dropFirst().first { $0.hasPrefix("version=") }
      if type == "application/openmetrics-text", version == nil || version == "version=1.0.0" {
        weights.open = max(weights.open, weight)
      } else if type == "text/plain" {
        weights.plain = max(weights.plain, weight)
      }
    }
    self = weights.open > 0 && weights.open >= weights.plain ? .openMetrics : .prometheus
  }

  /// The media type.
  public var type: String {
    switch self {
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    }
  }

  /// Writes metrics. Those without a series are left out.
  public func render(_ families: [MetricFamily]) -> String {
    var text = ""
    for family in families where !family.points.isEmpty {
      header(family.name, &text)
      for point in family.points { sample(family.name, point, &text) }
    }
    if self == .openMetrics { text += "# EOF\n" }
    return text
  }

  private func header(_ name: MetricName, _ text: inout String) {
    // In the older format a counter's family has the name of its samples.
    let family = self == .openMetrics ? name.text : MetricText.sampleName(name)
    text += "# HELP \(family) \(MetricText.escaped(name.help, quotes: self == .openMetrics))\n"
    let kind =
      switch (self, name.kind) {
      case (.prometheus, .info), (.prometheus, .stateset): "gauge"
      case (_, let kind): kind.rawValue
      }
    text += "# TYPE \(family) \(kind)\n"
    if self == .openMetrics, let unit = name.unit { text += "# UNIT \(family) \(unit)\n" }
  }

  private static func sampleName(_ name: MetricName) -> String {
    switch name.kind {
    case .counter: name.text + "_total"
    case .info: name.text + "_info"
    case .gauge, .histogram, .stateset: name.text
    }
  }

  private func sample(_ name: MetricName, _ point: MetricFamily.Point, _ text: inout String) {
    let labels = zip(name.labels, point.labels).map { "\($0)=\"\(MetricText.escaped($1, quotes: true))\"" }
      .joined(separator: ",")
    let braced = labels.isEmpty ? "" : "{\(labels)}"
    switch point.value {
    case .count(let count): text += "\(MetricText.sampleName(name))\(braced) \(count)\n"
    case .number(let number): text += "\(MetricText.sampleName(name))\(braced) \(MetricText.written(number))\n"
    case .histogram(let histogram):
      var sum = 0
      for (index, bucket) in histogram.buckets.enumerated() {
        sum += bucket
        let bound = index < histogram.bounds.count ? MetricText.written(histogram.bounds[index]) : "+Inf"
        text += "\(name.text)_bucket{\(labels)\(labels.isEmpty ? "" : ",")le=\"\(bound)\"} \(sum)"
        if self == .openMetrics, let exemplar = histogram.exemplars[index] {
          text += " # {trace_id=\"\(MetricText.escaped(exemplar.trace, quotes: true))\"} "
          text += "\(MetricText.written(exemplar.value)) \(MetricText.written(Double(exemplar.milliseconds) / 1000))"
        }
        text += "\n"
      }
      text += "\(name.text)_sum\(braced) \(MetricText.written(histogram.sum))\n"
      text += "\(name.text)_count\(braced) \(sum)\n"
    }
  }

  /// A number as both formats read it.
  static func written(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    return "\(number)"
  }

  /// `\` and newlines are escaped, and `"` where a text stands in quotes.
  private static func escaped(_ value: String, quotes: Bool) -> String {
    guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
    let escaped = value.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    return quotes ? escaped.replacing("\"", with: "\\\"") : escaped
  }
}
