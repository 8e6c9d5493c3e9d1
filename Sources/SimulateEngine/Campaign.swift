import Foundation
import TreatyEngine
import TreatySimulation
import TreatyStore
import TreatyStoreContract
import TreatyStoreSQLite

/// What a campaign keeps its messages in.
enum StoreKind: String, Sendable, CaseIterable {
  case sqlite, disk, memory
}

/// Many runs, some at once.
struct Campaign: Sendable {
  let plan: LinkedPlan
  let store: StoreKind
  let isTold: Bool

  /// Runs the scenarios of some seeds.
  func run(_ seeds: Range<UInt64>, jobs: Int) async throws -> CampaignReport {
    let progress = CampaignProgress(of: seeds.count)
    return try await withThrowingTaskGroup(of: CampaignReport.self) { group in
      for job in 0..<jobs {
        group.addTask {
          var report = CampaignReport()
          // One for all runs of a job: to make the tables takes longer than a run does.
          let memory = store == .sqlite ? try SQLiteStore.inMemory() : nil
          for seed in stride(from: seeds.lowerBound + UInt64(job), to: seeds.upperBound, by: jobs) {
            let outcome = try await outcome(Scenario(seed: seed, of: plan), in: memory, isTold: isTold)
            report.add(outcome, seed)
            progress.note(seed, hasFailed: !outcome.violations.isEmpty)
            if isTold { show(outcome) }
          }
          return report
        }
      }
      return try await group.reduce(into: CampaignReport()) { $0.add($1) }
    }
  }

  /// - Parameter memory: What a run over SQLite in memory may use.
  private func outcome(_ scenario: Scenario, in memory: SQLiteStore? = nil, isTold: Bool = false) async throws
    -> RunOutcome
  {
    switch store {
    case .memory: return try await outcome(scenario, over: ReferenceStore(), isTold: isTold)
    case .sqlite:
      guard let memory else { return try await outcome(scenario, over: SQLiteStore.inMemory(), isTold: isTold) }
      try await memory.erase()
      return try await outcome(scenario, over: memory, isTold: isTold, isClosed: false)
    case .disk:
      let folder = FileManager.default.temporaryDirectory.appending(path: "simulate-engine-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }  // what is left there harms nobody
      return try await outcome(
        scenario, over: SQLiteStore.open(path: folder.appending(path: "store").path), isTold: isTold)
    }
  }

  private func outcome(_ scenario: Scenario, over store: some Store, isTold: Bool, isClosed: Bool = true) async throws
    -> RunOutcome
  {
    // Over a database it takes longer than the run itself to look at everything after each step.
    let watchEvery = self.store == .memory ? 1 : 8
    var run = try SimulatedRun(scenario, of: plan, over: store, watchEvery: watchEvery, isTold: isTold)
    let outcome = try await run.outcome()
    if isClosed { try await store.close() }
    return outcome
  }

  /// Makes the scenario of a seed that failed smaller, and tells what happens in it.
  func explain(_ seed: UInt64) async throws {
    let smallest = try await Shrinking.smallest(Scenario(seed: seed, of: plan)) { scenario in
      try await !outcome(scenario).violations.isEmpty
    }
    print("\nseed \(seed) fails. The smallest of its kind:")
    show(try await outcome(smallest, isTold: true))
  }

  private func show(_ outcome: RunOutcome) {
    for line in outcome.story { print("  \(line)") }
    for violation in outcome.violations { print("  ✘ \(violation)") }
  }
}
