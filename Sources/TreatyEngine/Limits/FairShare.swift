import TreatyPlan

/// Who goes next where flows want more calls to a system than it allows: each gets its share of them in turn, however much it has waiting
/// (stride scheduling; C. Waldspurger and W. Weihl, 1995). A flow that had nothing to do for a while saves nothing up.
struct FairShare: Sendable {
  /// How far each flow has got: what it was given, divided by its weight.
  private var passes: [String: Double] = [:]
  /// How far the flow had got that was served last.
  private var reached = 0.0

  /// Shares out calls.
  /// - Parameters:
  ///   - count: How many calls there are to give.
  ///   - flows: Who wants some, without two of one name; each has a weight above 0.
  /// - Returns: flows in the order in which they go, with how many each gets.
  mutating func share(_ count: Int, among flows: [(name: String, weight: Double)]) -> [(name: String, count: Int)] {
    guard flows.count > 1 else {
      passes = [:]
      return flows.map { ($0.name, count) }
    }
    var places = flows.map { (pass: max(passes[$0.name] ?? 0, reached), count: 0) }
    var order: [Int] = []
    for _ in 0..<count {
      guard let next = places.indices.min(by: { places[$0].pass < places[$1].pass }) else { break }
      reached = places[next].pass
      places[next].pass += 1 / flows[next].weight
      if places[next].count == 0 { order.append(next) }
      places[next].count += 1
    }
    passes = Dictionary(
      zip(flows.map(\.name), places.map(\.pass)).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    return order.map { (flows[$0].name, places[$0].count) }
  }
}

extension FlowPriority {
  /// How many shares a flow has of the calls to a system that cannot take everything.
  var weight: Double {
    switch self {
    case .urgent: 16
    case .normal: 4
    case .bulk: 1
    }
  }
}
