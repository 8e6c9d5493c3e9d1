/// How a condition stands to another that takes its place, by what can be proven of all states.
///
/// An answer is right in every state that the types of the environment allow; what cannot be proven is ``Verdict/unknown(because:)``. Both
/// are read over the same variables: where something that they read, such as a table, is another for each of them, nothing follows.
package struct ConditionComparison: Sendable {
  /// Whether there is a state in which the old one is true and the new one is not: it is false, or fails.
  package let leavesOut: Verdict
  /// Whether there is a state in which the new one is true and the old one is not.
  package let takesIn: Verdict
  /// Whether both are known to be true, false and a failure in the same states. Which of several failures it is may differ.
  package let isSame: Bool
  /// States in which that may be so which ``leavesOut`` and ``takesIn`` ask about. They keep to types, and not to lengths, limits
  /// and patterns: for somebody to try.
  package let leftOut, takenIn: State?

  /// Fields, as names that lead to them, and what they are; `nil` is missing. What does not stand here may be anything.
  package typealias State = [[String]: Value?]
}

extension Environment {
  /// How a condition stands to another that takes its place; `nil` where one of them does not compile here.
  package func comparison(of old: String, with new: String) -> ConditionComparison? {
    let (before, after) = (check(old, expecting: .bool), check(new, expecting: .bool))
    guard before.issues.isEmpty, after.issues.isEmpty else { return nil }
    let (holds, comes) = (Condition(before), Condition(after))
    let (left, taken) = (holds.and(comes.negated), comes.and(holds.negated))
    let (leavesOut, takesIn) = (holds.isSame(comes) ? .no : left.isEmpty.opposite, taken.isEmpty.opposite)
    let isAlike = leavesOut == .no && takesIn == .no
    return ConditionComparison(
      leavesOut: leavesOut, takesIn: holds.isSame(comes) ? .no : takesIn, isSame: isAlike && areFalseAlike(old, new),
      leftOut: leavesOut == .no ? nil : left.witness, takenIn: takesIn == .no ? nil : taken.witness)
  }

  /// Whether two conditions are false in the same states. Those that are true in the same ones as well fail in the same.
  private func areFalseAlike(_ old: String, _ new: String) -> Bool {
    // On a line of its own: a comment may stand at the end.
    let opposites = [old, new].map { check("!(\($0)\n)", expecting: .bool) }
    guard opposites.allSatisfy({ $0.issues.isEmpty }) else { return false }
    let (before, after) = (Condition(opposites[0]), Condition(opposites[1]))
    return before.implies(after) == .yes && after.implies(before) == .yes
  }

  /// A state in which all of these conditions hold; `nil` where none is known.
  package func state(where conditions: [String]) -> ConditionComparison.State? {
    conditions.reduce(Condition.always) { $0.and(Condition(check($1, expecting: .bool))) }.witness
  }
}

extension Condition {
  /// What fields are in a state in which it holds.
  fileprivate var witness: ConditionComparison.State? {
    guard let (_, fields) = state else { return nil }
    var witness: ConditionComparison.State = [:]
    for (term, guess) in fields {
      guard let path = term.path?.map(\.string) else { continue }
      switch guess {
      case .value(let value): witness.updateValue(value, forKey: path)
      case .missing: witness.updateValue(nil, forKey: path)
      // That it is there is all that is known.
      case .map, .other: break
      }
    }
    return witness
  }
}
