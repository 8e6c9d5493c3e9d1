extension Condition {
  /// Texts with which a field begins wherever the condition holds, one for each way in which it can; `nil` where a way says nothing of how
  /// it begins.
  public func prefixes(of path: [String]) -> [String]? {
    guard objection == nil else { return nil }
    let field = Term.path(path.map { Text($0) })
    var found: [String] = []
    for one in cases.all {
      let texts = one.entries.compactMap { entry -> Text? in
        guard case .call("startsWith", let arguments) = entry.term.shape, arguments.first == field,
          entry.set.isSubset(of: .yes), case .text(let text)? = arguments.last?.literal
        else { return nil }
        return text
      }
      guard let longest = texts.max(by: { $0.byteCount < $1.byteCount }) else { return nil }
      found.append(longest.string)
    }
    return found
  }
}
