import Foundation
import NIOCore
import NIOPosix

/// Treaty as a process, between a load and a sink.
struct Host {
  /// The program `treaty`.
  let program: String
  let programs: Programs
  let group: MultiThreadedEventLoopGroup
  let sink: Sink
  let deskPort: Int
  let connections: Int

  /// The plan of the package, compiled once.
  func compile() throws { try compile("Benchmarks/package", to: plan) }

  /// Compiles a package.
  /// - Returns: where the plan is.
  @discardableResult
  func compile(_ package: String, to plan: String) throws -> String {
    try programs.wait(
      for: programs.start(program, ["compile", package, "-o", plan], log: "compile"), "treaty compile")
    return plan
  }

  private var plan: String { "\(programs.folder)/plan.json" }

  /// What came of a run.
  struct Outcome {
    let intake: [Shot]
    /// Milliseconds from when a notification was due to its effect.
    let effects: Latencies
    /// Effects in a second, from the first notification to the last effect.
    let deliveredPerSecond: Double
    /// Webhooks and answers in a commit, in the mean.
    let batch: Double
    /// Memory of the host in MiB: at the end of the run, and the most.
    let memory: (now: Double, most: Double)
  }

  /// A host that runs.
  struct Running {
    let process: Process
    let port: Int
    /// How long it took until it was ready.
    let start: Duration
  }

  /// Starts a host over a store.
  func start(_ store: String, log: String = "treaty", more: [String] = []) async throws -> Running {
    let port = try await programs.freePort(on: group)
    let began = ContinuousClock.now
    let process = try programs.start(
      program,
      [
        "run", plan, "--store", "sqlite:\(store)", "--listen", "127.0.0.1:\(port)",
        "--input", "desk-url=http://127.0.0.1:\(deskPort)",
      ] + more, log: log)
    try await programs.until("treaty", process) { try programs.get("http://127.0.0.1:\(port)/readyz") != nil }
    return Running(process: process, port: port, start: .now - began)
  }

  /// Starts a host over a store, and stops it: the store has its tables after that.
  func make(_ store: String) async throws { programs.stop(try await start(store).process) }

  /// Makes a store of notifications of these numbers, all delivered.
  func make(_ store: String, of numbers: Range<Int>) async throws { _ = try await run(store, numbers) }

  /// What sends notifications to a host.
  func load(_ running: Running, _ numbers: Range<Int>, pace: Load.Pace, until end: Signal? = nil) -> Load {
    Load(
      port: running.port, path: "/hooks/readings", headers: [("authorization", "Bearer bench")],
      connections: connections, numbers: numbers, pace: pace, end: end)
  }

  /// One host over a store: notifications of these numbers, and the wait until each has had its effect.
  func run(_ store: String, _ numbers: Range<Int>, pace: Load.Pace = .closed) async throws -> Outcome {
    let running = try await start(store)
    defer { programs.stop(running.process) }
    return try await run(running, numbers, pace: pace)
  }

  /// The same with a host that is there already.
  func run(_ running: Running, _ numbers: Range<Int>, pace: Load.Pace = .closed) async throws -> Outcome {
    sink.expect(numbers)
    let before = try counts(running)
    let shots = try await load(running, numbers, pace: pace).run(on: group)
    let accepted = shots.filter { $0.status == 202 }
    try await sink.wait(for: accepted.count)
    let after = try counts(running)
    let (arrivals, twice) = sink.outcome
    let effects = accepted.compactMap { shot in
      let arrival = arrivals[shot.number - numbers.lowerBound]
      return arrival == 0 ? nil : Double(arrival - min(arrival, shot.due)) / 1e6
    }
    guard accepted.count == shots.count, effects.count == accepted.count, twice == 0 else {
      throw BenchFailure(
        "\(shots.count) sent, \(accepted.count) accepted, \(effects.count) delivered, \(twice) of them twice: see \(programs.folder)"
      )
    }
    let first = shots.map(\.due).min() ?? 0
    let seconds = Double((arrivals.max() ?? 0) - first) / 1e9
    return Outcome(
      intake: accepted, effects: Latencies(milliseconds: effects),
      deliveredPerSecond: Double(effects.count) / seconds,
      batch: (after.inputs - before.inputs) / max(1, after.commits - before.commits),
      memory: try programs.memory(of: running.process))
  }

  private func counts(_ running: Running) throws -> (inputs: Double, commits: Double) {
    let page = try programs.get("http://127.0.0.1:\(running.port)/metrics") ?? ""
    func value(_ name: String) -> Double {
      page.split(separator: "\n").first { $0.hasPrefix(name + " ") }.flatMap { Double($0.dropFirst(name.count + 1)) }
        ?? 0
    }
    return (value("treaty_commit_inputs_sum"), value("treaty_commit_inputs_count"))
  }
}
