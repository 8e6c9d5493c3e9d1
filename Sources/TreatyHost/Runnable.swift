public import TreatyDiagnostics
public import TreatyPlan

/// Whether a host can carry a plan out.
public enum Runnable {
  /// What in a plan can be declared and is checked, and this version does not carry out. A plan with any of it is not run: half of an
  /// agreement would be none.
  public static func refusals(of file: PlanFile) -> [Diagnostic] {
    file.plan.unsupported.enumerated().map { index, feature in
      let origin = file.origin(of: "/unsupported/\(index)").map { " (\($0.file):\($0.line))" } ?? ""
      return Diagnostic(
        code: .notRunnable, severity: .error,
        message: "`\(feature.declaration)` needs what this version does not carry out: \(feature.feature)\(origin)",
        primary: nil, reason: "it was checked, and is in the plan",
        fixes: [Fix(title: "take it out to run the rest, or run the plan with a version that carries it out")])
    }
  }
}
