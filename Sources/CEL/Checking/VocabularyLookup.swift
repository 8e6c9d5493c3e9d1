extension Compilation {
  /// A place at which something is looked up in a crosswalk: `tables.severity[item.level]`.
  public struct VocabularyLookup: Hashable, Sendable {
    /// The crosswalk, from the variable that holds it: `tables`, `severity`.
    public var path: [String]
    /// The field that it is looked up by; `nil` where that is no field as it is.
    public var key: [String]?
    /// Whether a key without a row gives nothing, and does not fail.
    public var isOptional: Bool
    /// Where it stands, in bytes of the source.
    public var range: Range<Int>
  }

  /// Everything that is looked up in what a variable holds.
  public func lookups(in variable: String) -> [VocabularyLookup] {
    guard let (expression, checker) = checked else { return [] }
    let references = References(checker: checker)
    var found: [VocabularyLookup] = []
    var pending = [expression]
    while let next = pending.popLast() {
      next.forEachChild { pending.append($0) }
      guard case .call(let name, _, nil, let parts) = next.kind, name == "_[_]" || name == "_[?_]", parts.count == 2,
        let path = references.path(of: parts[0]), path.first == variable, path.count > 1
      else { continue }
      found.append(
        VocabularyLookup(
          path: path, key: references.path(of: parts[1]), isOptional: name == "_[?_]", range: next.range))
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
