/// What one of the rules cost in a run.
public struct RuleCost: Hashable, Sendable {
  /// The code of what it looks for.
  public let code: DiagnosticCode
  /// How long it took.
  public let nanoseconds: UInt64

  /// A cost.
  public init(code: DiagnosticCode, nanoseconds: UInt64) {
    self.code = code
    self.nanoseconds = nanoseconds
  }
}
