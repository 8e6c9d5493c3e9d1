import TreatyDiagnostics
import TreatyPlan
import TreatySpec

/// What becomes of deliveries that fail (`failure: {lane: …, classes: {…: {do: …}}}`).
extension Lowering {
  /// The policies of a flow; `nil` where all is as usual.
  mutating func failures(of flow: FlowDeclaration) -> FailurePolicies? {
    var policies = FailurePolicies()
    if flow.duty.failure.lane?.value == .block { policies.lane = .block }
    for entry in flow.duty.failure.classes {
      guard let failure = FailureClass(rawValue: entry.name.value), let said = entry.value.policy,
        let policy = FailurePolicy(rawValue: said.value.rawValue), hold(said, of: failure)
      else { continue }
      if policy == .compensate, !flow.deliver.contains(where: { $0.undo != nil }) {
        findings.add(.nothingToUndo(said, flow))
        continue
      }
      if policy != failure.usual || failure == .unsure {
        policies.classes.append(FailurePolicies.ClassPolicy(failure, policy))
      }
    }
    policies.classes.sort { $0.failureClass.rawValue < $1.failureClass.rawValue }
    return policies == FailurePolicies() ? nil : policies
  }

  /// Whether a class can be dealt with so.
  private mutating func hold(_ said: Located<FailurePolicyWord>, of failure: FailureClass) -> Bool {
    guard let policy = FailurePolicy(rawValue: said.value.rawValue), !failure.possible.contains(policy) else {
      return true
    }
    findings.add(
      Diagnostic(
        code: .invalidValue, severity: .error,
        message: "what fails as `\(failure.rawValue)` cannot be met with `\(said.value.rawValue)`",
        primary: Label(span: said.span), reason: failure.reasonAgainst,
        fixes: [Fix(title: "say \(failure.possible.map { "`\($0.rawValue)`" }.joined(separator: " or "))")]))
    return false
  }
}

extension FailureClass {
  /// Why not everything can be done about it.
  fileprivate var reasonAgainst: String {
    switch self {
    case .unsure: "nobody knows whether it was done: anything else could do it twice, or leave it half done"
    case .expired: "it is too old already, and only gets older"
    default: "the same mapping would fail in the same way again"
    }
  }
}

extension Diagnostic {
  /// Something is to be undone, and nothing says how.
  fileprivate static func nothingToUndo(_ said: Located<FailurePolicyWord>, _ flow: FlowDeclaration) -> Diagnostic {
    let other = flow.deliver.lazy.compactMap { $0.to }.first
    return Diagnostic(
      code: .invalidValue, severity: .error, message: "no delivery of this flow says how it is undone",
      primary: Label(span: said.span),
      related: other.map { [Label(span: $0.span, text: "what is written here would stay")] } ?? [],
      reason: "`compensate` writes what `undo` says to the records of the item's other deliveries",
      fixes: [
        Fix(title: "give them an `undo`, such as `undo: {fields: {Status: rejected}}`"),
        Fix(title: "or say `skip`: the other deliveries stay as they are"),
      ])
  }
}
