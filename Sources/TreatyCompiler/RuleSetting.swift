public import TreatyDiagnostics
import TreatySpec

/// What a manifest says about findings of one kind.
public struct RuleSetting: Sendable {
  /// Their code.
  public var code: DiagnosticCode
  /// How much they matter; `nil` where nobody wants to hear of them.
  public var severity: Severity?
  /// Why that is less than usual.
  public var reason: String?
  /// The last day on which that holds; `nil` for ever.
  public var until: CalendarDay?
  /// Where it is said.
  public var span: Span

  /// What a declaration says; `nil` where it names no code, which the compiler finds.
  init?(_ declaration: Named<RuleSettingDeclaration>) {
    guard let code = DiagnosticCode(name: declaration.name.value) else { return nil }
    self.code = code
    severity = Severity(rawValue: declaration.value.severity.value.rawValue)
    reason = declaration.value.reason.flatMap { $0.value.allSatisfy(\.isWhitespace) ? nil : $0.value }
    until = declaration.value.until.flatMap { CalendarDay($0.value) }
    span = declaration.name.span
  }
}
