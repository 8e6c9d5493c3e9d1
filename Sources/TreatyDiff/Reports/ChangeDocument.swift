import TreatyDiagnostics
public import TreatyPlan

/// Changes for programs. Fields are added, and never taken away or given another meaning, while ``version`` stays: who reads it ignores what it does
/// not know.
public struct ChangeDocument: Codable, Hashable, Sendable {
  /// A plan.
  public struct Side: Codable, Hashable, Sendable {
    /// Name of its package, and its version.
    public var package, version: String
  }

  /// A change.
  public struct Entry: Codable, Hashable, Sendable {
    /// Code and name of the rule.
    public var code, name: String
    /// How much it matters.
    public var level: ChangeLevel
    /// Whom it concerns.
    public var concern: ChangeConcern
    /// Whether it touches what a store holds already.
    public var touchesState: Bool
    /// What it is about, and the place within the declarations.
    public var subject, path: String
    /// What is different, what comes of it, what to do about it.
    public var message, consequence, advice: String
    /// What stood there, and what stands there now.
    public var before, after: String?
    /// Inputs that show it, where some were found.
    public var counterexamples: [Counterexample]?
    /// Who has to act or agree.
    public var owner: String?
    /// Names the change across runs: 16 hex digits.
    public var fingerprint: String
    /// Who has agreed to it, and why.
    public var approval: Approvals.Entry?
    /// Where it was written, on both sides.
    public var oldPlace, newPlace: Origin?
    /// How many samples come out differently here.
    public var samples: SampleShare?
  }

  /// Version of this form.
  public var version = 1
  /// The plans.
  public var old, new: Side
  /// Which part of the version must rise.
  public var bump: VersionBump
  /// Whether the version of the new side says enough.
  public var isVersionEnough: Bool
  /// How many there are of each level.
  public var counts: [String: Int]
  /// The changes, by subject, the worst first.
  public var changes: [Entry]
  /// What samples showed; not there where none were given.
  public var samples: SampleReport?

  /// The document of a comparison.
  /// - Parameter places: where elements of either plan were written.
  public init(_ comparison: Comparison, old before: PlanFile? = nil, new after: PlanFile? = nil) {
    old = Side(package: comparison.old.package, version: comparison.old.version)
    new = Side(package: comparison.new.package, version: comparison.new.version)
    samples = comparison.samples
    bump = comparison.bump
    isVersionEnough = comparison.version.isEnough
    counts = Dictionary(uniqueKeysWithValues: ChangeLevel.allCases.map { ($0.rawValue, comparison.counts[$0] ?? 0) })
    let names = Dictionary(uniqueKeysWithValues: ChangeRules.all.map { ($0.about.code, $0.about.name) })
    changes = comparison.changes.map { change in
      Entry(
        code: change.code.name, name: names[change.code] ?? "", level: change.level, concern: change.concern,
        touchesState: change.touchesState, subject: change.subject, path: change.path, message: change.message,
        consequence: change.consequence, advice: change.advice, before: change.before, after: change.after,
        counterexamples: change.counterexamples.isEmpty ? nil : change.counterexamples, owner: change.owner,
        fingerprint: change.fingerprint.description, approval: change.approval,
        oldPlace: change.oldPointer.flatMap { before?.origin(of: $0) },
        newPlace: change.newPointer.flatMap { after?.origin(of: $0) }, samples: change.samples)
    }
  }
}
