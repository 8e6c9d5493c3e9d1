import Testing
import TreatyStoreContract

@testable import TreatySimulation

@Suite("What was accepted is carried out once, whatever goes wrong")
struct RunTests {
  @Test("runs of made-up scenarios keep all promises", arguments: 0..<8)
  func promises(_ part: UInt64) async throws {
    let plan = try SimulatedPackage.linked()
    var tally = Tally()
    for seed in part * 50..<part * 50 + 50 {
      let scenario = Scenario(seed: seed, of: plan)
      var run = try SimulatedRun(scenario, of: plan, over: ReferenceStore())
      let outcome = try await run.outcome()
      #expect(outcome.violations == [], "seed \(seed)")
      tally = tally + outcome.tally
    }
  }
}
