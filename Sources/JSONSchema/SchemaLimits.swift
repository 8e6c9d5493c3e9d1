/// What checking one value may take.
public struct SchemaLimits: Hashable, Sendable {
  /// Schemas that are applied to parts of the value, and what searching texts comes to. A step is some 20 ns: with the standard
  /// number no value takes longer than about a second, whatever the schema.
  public var steps: Int
  /// Most violations that are reported for one value.
  public var violations: Int

  /// Limits.
  public init(steps: Int = 20_000_000, violations: Int = 20) {
    self.steps = steps
    self.violations = violations
  }

  /// 20 million steps and 20 violations.
  public static let standard = SchemaLimits()
}
