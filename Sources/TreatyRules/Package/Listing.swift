/// Several things in one sentence.
package enum Listing {
  /// "a, b and 3 more".
  package static func text(_ items: [String], most: Int = 3) -> String {
    if items.count > most {
      return "\(items.prefix(most).joined(separator: ", ")) and \(items.count - most) more"
    }
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return "\(items.dropLast().joined(separator: ", ")) and \(last)"
  }
}
