import TreatyGrammar

/// Amounts and times that a declaration has as they were written.
enum AmountText {
  /// Keys of what is read by a small grammar; under any other a text may look like one, and is none.
  private static let keys: Set<String> = [
    "at", "every", "max", "pull", "quota", "rate", "schedule", "volume", "weekly",
  ]

  /// Whether a value stands among those that are written somewhere: they are sent as they are, whatever they are called.
  static func isWritten(_ path: [String]) -> Bool {
    path.contains {
      ["answer", "answers", "fields", "form", "headers", "json", "query", "rows", "set", "with"].contains($0)
    }
  }

  /// Whether two texts are the same amount or time, such as `5MiB` and `5120KiB`, or `every 2m` and `every 120s`.
  /// - Parameter path: where they stand in the declaration.
  static func isSame(_ old: String, _ new: String, at path: [String]) -> Bool {
    // Elements of a list are known by the list.
    guard !isWritten(path), let key = path.last(where: { Int($0) == nil }), keys.contains(key) else { return false }
    func areSame<Value: GrammarValue>(_ kind: Value.Type) -> Bool {
      // `try?`: what is no such text is perhaps another.
      guard let before = try? Value(parsing: old), let after = try? Value(parsing: new) else { return false }
      return before == after
    }
    return areSame(ByteSize.self) || areSame(Rate.self) || areSame(WeeklyHours.self) || areSame(Schedule.self)
  }
}
