import TreatyDiagnostics
import TreatyEngine
import TreatyPlan

/// What came of a plan that was to take over.
public struct ApplyReport: Codable, Sendable {
  /// Why it did not.
  public struct Finding: Codable, Sendable {
    /// Code, like `TR0704`.
    public var code: String
    /// What is so.
    public var message: String
    /// Why that matters.
    public var reason: String?
    /// How to mend it.
    public var mend: [String]

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code.name
      message = diagnostic.message
      reason = diagnostic.reason
      mend = diagnostic.fixes.map(\.title)
    }
  }

  /// Whether it runs.
  public var isDone = false
  /// Package and version.
  public var package: String
  /// Digest.
  public var plan: String
  /// Digest of the plan that ran before.
  public var before: String
  /// Deliveries that were open, and go on under the new plan.
  public var moves = 0
  /// Paths at which webhooks are taken that were not before.
  public var begins: [String]
  /// Paths at which they are taken no longer.
  public var ends: [String]
  /// Why it does not run, or would not; empty where nothing is in the way.
  public var findings: [Finding] = []

  init(plan file: PlanFile, before: RunningPlan) {
    package = "\(file.plan.package) \(file.plan.version)"
    plan = file.digest
    self.before = before.linked.digest
    let (old, new) = (Set(before.routes.keys), Set(file.plan.flows.map(\.trigger.path)))
    begins = new.subtracting(old).sorted()
    ends = old.subtracting(new).sorted()
  }
}
