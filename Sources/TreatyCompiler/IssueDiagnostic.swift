public import CEL
public import TreatyDiagnostics

extension Diagnostic {
  /// What is wrong with an expression, as a finding at the place where the expression has it.
  public init(_ issue: Issue, at span: Span) {
    self.init(code: DiagnosticCode(issue.kind), severity: .error, message: issue.message, primary: Label(span: span))
    if !issue.notes.isEmpty { reason = issue.notes.joined(separator: "; ") }
    fixes = ((issue.suggestion.map { ["did you mean `\($0)`?"] } ?? []) + issue.mends).map { Fix(title: $0) }
  }
}

extension DiagnosticCode {
  init(_ kind: IssueKind) {
    switch kind {
    case .syntax: self = .expressionSyntax
    case .tooDeep, .tooLong, .tooCostly: self = .expressionLimit
    case .undeclaredName: self = .undeclaredName
    case .unknownField: self = .unknownField
    case .noOverload: self = .noOverload
    case .typeMismatch: self = .typeMismatch
    case .notInEnum: self = .notInEnum
    case .badPattern: self = .badPattern
    }
  }
}
