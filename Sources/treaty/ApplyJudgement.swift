import TreatyDiagnostics
import TreatyDiff
import TreatyHost
import TreatyPlan

/// What a plan that is to take over means, beside the one that runs: the same that `treaty diff` says of the two.
struct ApplyJudgement {
  private let comparison: Comparison
  private let running, new: PlanFile

  /// - Returns: `nil` where nothing runs, or a plan that this version cannot read: the host says what is to be said of that.
  init?(of new: PlanFile, beside running: [UInt8]?) {
    guard let running, let file = try? PlanFile.read(running) else { return nil }  // as said
    (self.running, self.new) = (file, new)
    comparison = Comparison(file.plan, new.plan)
  }

  /// In lines: how much changes, and what of it touches what is stored.
  var lines: [String] {
    guard !comparison.changes.isEmpty else { return [] }
    return ["  by `treaty diff`: \(ChangeText.head(comparison))"]
      + comparison.changes.filter(\.touchesState).map { "    \($0.code.name) \($0.level.rawValue): \($0.sentence)" }
  }

  /// All of it, for programs.
  var document: ChangeDocument { ChangeDocument(comparison, old: running, new: new) }
}

/// What the host says, and beside it what changes.
struct JudgedReport: Encodable {
  let report: ApplyReport
  let judgement: ApplyJudgement?

  private enum CodingKeys: String, CodingKey { case diff }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(judgement?.document, forKey: .diff)
  }
}
