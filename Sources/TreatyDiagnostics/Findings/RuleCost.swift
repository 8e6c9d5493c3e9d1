/// What one of the rules cost in a run.
public struct RuleCost: Hashable, Sendable {
  /// The code of what it looks for.
  public let code: DiagnosticCode
  /// How long it took.
  public let nanoseconds: UInt64

  /// A cost.
  public init(code: DiagnosticCode, nanoseconds: UInt64) {
    self.code = code
    self.nanoseconds = nanoseconds
  }
}

extension RuleCost {
  /// The table for people: what each rule cost and its share, the dearest first, and what all of them cost. Whoever first asks for what
  /// several rules share pays for it. Empty where nothing was measured.
  public static func table(_ costs: [RuleCost], _ catalogue: Catalogue = Catalogue()) -> String {
    guard !costs.isEmpty else { return "" }
    let all = costs.reduce(0) { $0 &+ $1.nanoseconds }
    let rows = costs.sorted { ($1.nanoseconds, $0.code) < ($0.nanoseconds, $1.code) }.map { cost in
      let share = all == 0 ? 0 : Double(cost.nanoseconds) / Double(all)
      let name = catalogue[cost.code].map { "  \($0.name)" } ?? ""
      return "\(right(milliseconds(cost.nanoseconds), 10))  \(right(percent(share), 5))  \(cost.code.name)\(name)"
    }
    let head = "\(right("ms", 10))  share  code"
    let sum = "\(right(milliseconds(all), 10))  100 %  all \(costs.count) checks"
    return ([head] + rows + [sum]).map { $0 + "\n" }.joined()
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// In thousandths of a millisecond, with a point.
  private static func milliseconds(_ nanoseconds: UInt64) -> String {
    let micro = nanoseconds / 1000
    let rest = String(micro % 1000)
    return "\(micro / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
