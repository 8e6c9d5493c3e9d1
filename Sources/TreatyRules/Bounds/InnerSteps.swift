import TreatySpec

extension StepDeclaration {
  /// The step, and all steps in its ways.
  var withInner: [StepDeclaration] {
    let branches = (choose ?? []).flatMap { $0.steps } + (parallel ?? []).flatMap { $0.value }
    return [self] + branches.flatMap(\.withInner)
  }
}
