package import TreatySpec

extension WorkflowDeclaration {
  /// Its steps, with those on each of its ways.
  package var allSteps: [StepDeclaration] { steps.flatMap { $0.withInner } }
}

extension StepDeclaration {
  /// The step, and those within it. No deeper than a spec can be nested.
  fileprivate var withInner: [StepDeclaration] {
    [self] + (choose ?? []).flatMap { $0.steps.flatMap { $0.withInner } }
      + (parallel ?? []).flatMap { $0.value.flatMap { $0.withInner } }
  }
}
