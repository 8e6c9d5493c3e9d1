import TreatyPlan

extension Constant {
  /// The constant as it would be written as a key.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let value): value
    }
  }

  /// Whether it stands before another where constants are in order: numbers by size, all else as it is written.
  func precedes(_ other: Constant) -> Bool {
    if case (.int(let left), .int(let right)) = (self, other) { return left < right }
    return shown < other.shown
  }
}
