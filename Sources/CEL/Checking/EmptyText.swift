extension Compilation {
  /// Whether the expression gives an empty text where all fields that may be missing are: `item.?name.orValue('')`.
  public var isEmptyWhereFieldsAreMissing: Bool {
    checked.map { EmptyText.isEmpty($0.expression) } ?? false
  }
}

private enum EmptyText {
  static func isEmpty(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .literal(.text(let text)): return text.byteCount == 0
    case .call(let name, _, let target, let arguments):
      let parts = [target].compactMap(\.self) + arguments
      switch (name, parts.count) {
      case ("_+_", 2): return parts.allSatisfy(isEmpty)
      case ("orValue", 2), ("default", 2): return isEmpty(parts[1])
      case ("lowerAscii", 1), ("upperAscii", 1), ("trim", 1), ("string", 1), ("truncate", 2): return isEmpty(parts[0])
      default: return false
      }
    default: return false
    }
  }
}
