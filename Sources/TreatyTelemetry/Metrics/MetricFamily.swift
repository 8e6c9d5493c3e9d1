/// All series of a metric at one moment: what every form is written from.
public struct MetricFamily: Sendable {
  /// One series.
  public struct Point: Sendable {
    /// Values of the labels, in the order of ``MetricName/labels``.
    public var labels: [String]
    /// Its value.
    public var value: Value

    /// A series.
    public init(_ labels: [String], _ value: Value) {
      self.labels = labels
      self.value = value
    }
  }

  /// What a series is at.
  public enum Value: Sendable {
    case count(Int)
    case number(Double)
    case histogram(HistogramValue)
  }

  /// Which metric.
  public var name: MetricName
  /// Its series.
  public var points: [Point]

  /// A metric with its series.
  public init(_ name: MetricName, _ points: [Point]) {
    self.name = name
    self.points = points
  }

  /// A metric with one series and no labels.
  public init(_ name: MetricName, _ value: Value) { self.init(name, [Point([], value)]) }
}

/// How values are spread.
public struct HistogramValue: Sendable {
  /// One of the values, and the trace in which it came about.
  public struct Exemplar: Sendable, Hashable {
    /// The value.
    public var value: Double
    /// Trace id.
    public var trace: String
    /// When, in milliseconds since the epoch.
    public var milliseconds: Int64
  }

  /// Upper bounds of the buckets, but for the last, which has none.
  public let bounds: [Double]
  /// How many values are in each bucket and in none before it; one more than bounds.
  public private(set) var buckets: [Int]
  /// The last value of each bucket whose trace is known.
  public private(set) var exemplars: [Exemplar?]
  /// The sum of all values.
  public private(set) var sum = 0.0

  /// Nothing yet.
  public init(_ bounds: [Double]) {
    self.bounds = bounds
    buckets = [Int](repeating: 0, count: bounds.count + 1)
    exemplars = [Exemplar?](repeating: nil, count: bounds.count + 1)
  }

  /// How many values there are.
  public var count: Int { buckets.reduce(0, +) }

  /// Adds a value.
  mutating func add(_ value: Double, _ trace: String?, at milliseconds: Int64) {
    var index = 0
    while index < bounds.count, value > bounds[index] { index += 1 }
    buckets[index] += 1
    sum += value
    if let trace { exemplars[index] = Exemplar(value: value, trace: trace, milliseconds: milliseconds) }
  }
}
