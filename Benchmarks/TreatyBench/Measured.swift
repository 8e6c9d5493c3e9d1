/// Times of many of the same thing.
struct Latencies: Sendable {
  private let sorted: [Double]

  /// Times in milliseconds.
  init(milliseconds: [Double]) { sorted = milliseconds.sorted() }

  /// The time that this part of them did not exceed; 0 for none.
  func percentile(_ part: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
  }

  /// For a table.
  var text: String { "p50 \(rounded(percentile(0.5))) ms, p99 \(rounded(percentile(0.99))) ms" }
}

/// Three digits or so: 0.12, 3.4, 57, 1234.
func rounded(_ value: Double) -> String {
  let factor: Double = value < 1 ? 100 : value < 10 ? 10 : 1
  let number = (value * factor).rounded() / factor
  return number == number.rounded() ? String(Int(number)) : String(number)
}

/// The one in the middle.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

/// How many of them a second, and how long each took.
func throughput(of shots: [Shot]) -> (perSecond: Double, latencies: Latencies) {
  guard let first = shots.map({ $0.due }).min(), let last = shots.map({ $0.answered }).max(), last > first else {
    return (0, Latencies(milliseconds: []))
  }
  return (
    Double(shots.count) / (Double(last - first) / 1e9),
    Latencies(milliseconds: shots.map { Double($0.answered - $0.due) / 1e6 })
  )
}

extension Duration {
  /// Seconds, with fractions.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
