extension Compilation {
  /// Where a text that says a moment is cut, so that its zone is lost: `string(item.at).substring(0, 19)`. In bytes of the source; `nil`
  /// where none is.
  public var cutZone: Range<Int>? {
    guard let (expression, checker) = checked else { return nil }
    var pending = [expression]
    while let next = pending.popLast() {
      if case .call(let name, _, let target?, _) = next.kind, name == "substring" || name == "truncate",
        case .call("string", _, nil, let arguments) = target.kind, let moment = arguments.first,
        checker.types[moment.id] == .timestamp
      {
        return next.range
      }
      next.forEachChild { pending.append($0) }
    }
    return nil
  }
}
