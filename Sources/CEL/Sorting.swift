/// Puts values into order.
enum Sorting {
  /// Elements in the order of their keys; those with equal keys stay as they stood. A failure where two keys have no order.
  static func sorted(_ elements: [Value], by keys: [Value]) -> Value {
    if let first = keys.first, let strange = keys.first(where: { !isOrdered($0) || $0.typeName != first.typeName }) {
      return .failure(
        .badArgument,
        isOrdered(strange)
          ? "\(first.typeName) and \(strange.typeName) have no order" : "\(strange.typeName) has no order")
    }
    // Swift's sort is stable, but does not promise it: places decide between equal keys.
    let places = keys.indices.sorted { left, right in
      switch Relation.order(keys[left], keys[right]) {
      case .less: true
      case .greater: false
      default: left < right
      }
    }
    return .list(places.map { elements[$0] })
  }

  private static func isOrdered(_ value: Value) -> Bool {
    switch value {
    case .bool, .int, .uint, .double, .text, .bytes, .timestamp, .duration: true
    default: false
    }
  }
}
