package import TreatyDiagnostics
package import TreatySpec
import TreatySyntax

extension WorkflowDeclaration {
  /// Its steps, with those on each of its ways.
  package var allSteps: [StepDeclaration] { steps.withInner }
}

extension [StepDeclaration] {
  /// The steps, and those within them.
  package var withInner: [StepDeclaration] { flatMap { $0.withInner } }
}

extension StepDeclaration {
  /// The step, and those within it. No deeper than a spec can be nested.
  fileprivate var withInner: [StepDeclaration] {
    [self] + (choose ?? []).flatMap { $0.steps.flatMap { $0.withInner } }
      + (parallel ?? []).flatMap { $0.value.flatMap { $0.withInner } }
  }
}

extension StepDeclaration {
  /// Where the step can be shown: at its name, or else at what it does.
  package var place: Span? {
    if let span = (name ?? call ?? to)?.span ?? verb?.span ?? condition?.node?.span { return span }
    if let wait { return wait.length?.span ?? wait.until?.node?.span ?? (wait.during ?? wait.event)?.span }
    return approve?.by.span ?? stop?.reason.node?.span ?? set?.node?.span ?? firstInner?.place
  }

  /// The first step within it.
  private var firstInner: StepDeclaration? {
    choose?.lazy.compactMap { $0.steps.first }.first ?? parallel?.lazy.compactMap { $0.value.first }.first
  }
}
