/// What came of a run.
package struct RunOutcome: Sendable {
  /// What the run was of.
  package var scenario: Scenario
  /// Counts.
  package var tally: Tally
  /// What must not be; empty where all promises were kept.
  package var violations: [String]
  /// What happened; empty where nobody asked.
  package var story: [String]
}
