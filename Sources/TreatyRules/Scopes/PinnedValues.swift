import CEL

/// The few values that fields have wherever a condition holds. Of two conditions that pin one field to different values it is plain that
/// they exclude each other: whoever compares hundreds of them with each other need not reason about those.
struct PinnedValues: Sendable {
  private let values: [[String]: Set<Condition.Literal>]

  /// What a condition pins. A field that may be missing where it holds is pinned to nothing.
  init(_ condition: Condition) {
    var values: [[String]: Set<Condition.Literal>] = [:]
    for path in condition.paths {
      guard let found = condition.values(of: path), condition.implies(.present(path)) == .yes else { continue }
      values[path] = Set(found)
    }
    self.values = values
  }

  /// Whether one field is pinned to other values than there.
  func exclude(_ other: PinnedValues) -> Bool {
    values.contains { path, found in other.values[path].map { found.isDisjoint(with: $0) } ?? false }
  }
}
