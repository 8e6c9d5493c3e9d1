import TreatySimulation

/// What came of many runs.
struct CampaignReport: Sendable {
  private(set) var runs = 0
  private(set) var tally = Tally()
  private(set) var failed: [UInt64] = []

  mutating func add(_ outcome: RunOutcome, _ seed: UInt64) {
    runs += 1
    tally = tally + outcome.tally
    if !outcome.violations.isEmpty { failed.append(seed) }
  }

  mutating func add(_ other: CampaignReport) {
    runs += other.runs
    tally = tally + other.tally
    failed = (failed + other.failed).sorted()
  }

  /// As brokers report it.
  func table(took: Duration) -> String {
    let rows: [(String, Int)] = [
      ("sent", tally.sent), ("accepted", tally.accepted), ("delivered", tally.delivered), ("lost", tally.lost),
      ("doubled", tally.doubled), ("unsure", tally.unsure), ("recovered", tally.recovered),
    ]
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    let lines = rows.map { "\($0.0.padded(to: 10))\(String($0.1).leftPadded(to: 12))" }
    return
      (["\(runs) runs, \(tally.turns) turns, \(tally.calls) calls, \(tally.faults) faults, \(Int(seconds * 1000)) ms"]
      + lines).joined(
        separator: "\n")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
