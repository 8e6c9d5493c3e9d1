import ArgumentParser
import TreatySimulation

/// Runs the engine through made-up worlds, and says what it lost or did twice: nothing, or which seed shows it.
@main
struct SimulateEngine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "SimulateEngine",
    abstract: "Run the engine through scenarios with faults, each drawn from a seed, and judge what came of them.",
    discussion: """
      The engine and the store are the real ones; time, partners and faults are made up. A run is judged by what the partners \
      have in the end. A seed that breaks a promise is made smaller, and told step by step.

        swift run -c release SimulateEngine --seeds 10000
        swift run -c release SimulateEngine --from 4711 --seeds 1 --tell

      Exit codes: 0 all promises were kept; 1 one was broken; 2 wrong usage.
      """)

  @Option(help: "How many scenarios.")
  var seeds: UInt64 = 1_000

  @Option(help: "The first seed.")
  var from: UInt64 = 0

  @Option(help: "How many run at once.")
  var jobs = 2

  @Option(
    help:
      "Where the store lies: sqlite (in memory), disk (a file), or memory (the reference of the contract, the quickest)."
  )
  var store = StoreKind.sqlite

  @Flag(help: "Tell what happens in each run.")
  var tell = false

  func validate() throws {
    guard jobs >= 1, seeds >= 1 else { throw ValidationError("`--jobs` and `--seeds` are at least 1") }
  }

  func run() async throws {
    let campaign = Campaign(plan: try SimulatedPackage.linked(), store: store, isTold: tell)
    let began = ContinuousClock.now
    let report = try await campaign.run(from..<from + seeds, jobs: jobs)
    print(report.table(took: ContinuousClock.now - began))
    for seed in report.failed.prefix(3) { try await campaign.explain(seed) }
    if report.failed.count > 3 {
      print("and \(report.failed.count - 3) more: \(report.failed.dropFirst(3).prefix(20))")
    }
    if !report.failed.isEmpty { throw ExitCode(1) }
  }
}

extension StoreKind: ExpressibleByArgument {}
