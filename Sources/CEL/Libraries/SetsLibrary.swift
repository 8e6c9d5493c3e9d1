extension Library {
  /// Lists as sets: their order, and how often an element stands in them, is of no account.
  public static let sets = Library(
    name: "sets", doc: "Lists as sets: their order, and how often an element stands in them, is of no account.",
    functions: [
      relation(
        "contains", "Whether the first list has every element of the second.", "sets.contains([1, 2, 3], [3, 1])"
      ) { contains($0, $1, &$2) },
      relation(
        "equivalent", "Whether each of two lists has every element of the other.", "sets.equivalent([1, 2], [2, 1, 1])"
      ) { contains($0, $1, &$2) && contains($1, $0, &$2) },
      relation("intersects", "Whether two lists have an element in common.", "sets.intersects([1, 2], [2, 3])") {
        let index = ValueIndex($1, &$2)
        for value in $0 where index.contains(value, &$2) { return true }
        return false
      },
    ])

  private static func contains(_ list: [Value], _ values: [Value], _ steps: inout Int) -> Bool {
    let index = ValueIndex(list, &steps)
    for value in values where !index.contains(value, &steps) { return false }
    return true
  }

  private static func relation(
    _ name: String, _ doc: String, _ example: String,
    _ holds: @escaping @Sendable ([Value], [Value], inout Int) -> Bool
  ) -> Function {
    let list = CELType.list(.parameter("A"))
    return Function(
      "sets.\(name)", doc, example: example, cost: .deep, [.global([list, list], .bool)],
      .two { left, right in
        guard case .list(let first) = left, case .list(let second) = right else {
          return .noOverload("sets.\(name)", [left, right])
        }
        var steps = ValueIndex.mostSteps
        let result = holds(first, second, &steps)
        return steps >= 0 ? .bool(result) : Frame.tooManySteps
      })
  }
}
