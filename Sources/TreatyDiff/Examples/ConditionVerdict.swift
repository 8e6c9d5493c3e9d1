/// How a condition stands to the one before it.
struct ConditionVerdict {
  enum Kind {
    /// They are true, false and a failure for the same inputs.
    case same
    /// What goes on now went on before; some that did is left out.
    case narrower
    /// What went on before goes on; some goes on that did not.
    case wider
    /// Neither is known.
    case other
  }

  private(set) var kind: Kind
  /// Inputs that show it: one that is left out, one that is taken in, one that fails on one side.
  private(set) var examples: [Counterexample] = []
  /// Whether it is proven that nothing is left out, or that nothing is taken in.
  private var leavesNothingOut, takesNothingIn: Bool
  /// Whether it is proven that there is no other difference: one of them fails where the other does not hold.
  private var failsAlike = false

  init(kind: Kind) {
    self.kind = kind
    (leavesNothingOut, takesNothingIn) = (kind == .same, kind == .same)
  }

  /// What is proven by reasoning.
  init(leavesNothingOut: Bool, takesNothingIn: Bool) {
    kind = .other
    (self.leavesNothingOut, self.takesNothingIn) = (leavesNothingOut, takesNothingIn)
    settle()
  }

  /// Adds what a search has found, or has not found where it went through everything.
  mutating func add(_ answer: ExampleSearch.Answer) {
    if answer.absent.contains(.leavesOut) { leavesNothingOut = true }
    if answer.absent.contains(.takesIn) { takesNothingIn = true }
    if answer.absent.contains(.other) { failsAlike = true }
    examples = [.leavesOut, .takesIn].compactMap { answer.examples[$0] }
    if examples.isEmpty { examples = [answer.examples[.other]].compactMap(\.self) }
    settle()
  }

  private mutating func settle() {
    kind =
      switch (leavesNothingOut, takesNothingIn) {
      case (true, false): .wider
      case (false, true): .narrower
      case (true, true) where failsAlike: .same
      default: .other
      }
  }
}
