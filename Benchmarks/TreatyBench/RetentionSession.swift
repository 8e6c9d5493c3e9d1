import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// What removing costs those who are served meanwhile: a host with a large store, most of which is due, takes webhooks and delivers them at a
/// steady rate the whole time. Then nothing is due; then another plan keeps what is left for less long.
struct RetentionSession {
  let messages: Int
  /// Webhooks a second.
  let rate: Double
  let programs: Programs
  let group: MultiThreadedEventLoopGroup
  let host: Host
  /// How long it is measured without anything to remove, in seconds.
  let quiet: Double

  private(set) var bars: [Session.Bar] = []

  init(
    messages: Int, rate: Double, quiet: Double, programs: Programs, group: MultiThreadedEventLoopGroup, host: Host
  ) {
    (self.messages, self.rate, self.quiet) = (messages, rate, quiet)
    (self.programs, self.group, self.host) = (programs, group, host)
  }

  /// The longest pause that removing may be the cause of, in milliseconds.
  private static let longest = 50.0
  private static let day: Int64 = 86_400_000

  /// A part of the run, in nanoseconds of the monotonic clock.
  private struct Phase {
    let name: String
    let time: Range<UInt64>
  }

  /// What a host said of a pass.
  private struct Pass: Decodable {
    let messages, ms, longest: String
  }

  private typealias Phases = (phases: [Phase], passes: [(name: String, removed: Int, pass: Pass)], bytes: Int)

  /// The number of the first webhook.
  private static let first = 10_000_000

  private var store: String { programs.folder + "/retained.sqlite" }

  mutating func measure() async throws {
    let count = try await fill()
    let full = DiskProbe.bytes(of: store)
    let shorter = try compileShorter()
    print(
      "\nretention: \(count) messages, \(gigabytes(full)); \(rounded(rate)) webhooks a second, each due at its time, taken and delivered the whole time"
    )
    let probe = DiskProbe(beside: store)
    let isOver = Signal()
    let running = try await host.start(store, log: "retained", more: ["--log-format", "json"])
    defer { programs.stop(running.process) }
    let numbers = Self.first..<Self.first + Int(rate * 7_200)
    host.sink.expect(numbers)
    let load = host.load(running, numbers, pace: .open(perSecond: rate), until: isOver)
    let run = try await withThrowingTaskGroup(of: [Shot]?.self, returning: (Phases, [Shot]).self) { tasks in
      let group = group
      tasks.addTask { try await load.run(on: group) }
      tasks.addTask {
        try await probe.run()
        return nil
      }
      let measured = try await phases(running, shorter)
      isOver.set()
      var shots: [Shot] = []
      while let next = try await tasks.next() {
        guard let next else { continue }
        shots = next
        break
      }
      tasks.cancelAll()
      return (measured, shots)
    }
    let ((measured, passes, small), shots) = run
    try await host.sink.wait(for: shots.count)
    try show(measured, shots, passes, probe)
    let removed = passes.reduce(0) { $0 + $1.removed }
    line("the file: full, after it", "\(gigabytes(full)), \(gigabytes(small))")
    line("the WAL, at most", "\(rounded(Double(probe.mostWAL) / 1_048_576)) MiB")
    guard removed >= count * 9 / 10 else { throw BenchFailure("only \(removed) of \(count) were removed") }
  }

  // MARK: The store

  private func fill() async throws -> Int {
    let began = ContinuousClock.now
    let events = min(40_000, max(100, messages / 10))
    try await host.make(store, of: 1_000_000..<1_000_000 + events)
    let copies = max(1, messages / events - 1)
    // Nine of ten are long over; the others ended half a day ago.
    let kept = copies / 10
    let filling = StoreFilling(path: store, kind: .ended) { copy in
      copy > copies - kept ? RetentionSession.day / 2 : 40 * RetentionSession.day + Int64(copies - copy) * 60_000
    }
    let count = try await filling.fill(copies: copies)
    // What was not flushed meanwhile is on disk before anything is measured.
    let flushing = try programs.start("/usr/bin/sync", ["-f", store], log: "sync")
    try programs.wait(for: flushing, "sync")
    line("a store was made, and flushed", "\(rounded((ContinuousClock.now - began).inSeconds)) s")
    return count
  }

  /// The same plan, whose messages are kept for an hour instead of a day.
  private func compileShorter() throws -> String {
    let folder = programs.folder + "/shorter"
    try FileManager.default.copyItem(atPath: "Benchmarks/package", toPath: folder)
    let file = folder + "/readings.treaty.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("done: 1d", with: "done: 1h").write(toFile: file, atomically: true, encoding: .utf8)
    return try host.compile(folder, to: programs.folder + "/shorter.json")
  }

  // MARK: The run

  private func phases(_ running: Host.Running, _ shorter: String) async throws -> Phases {
    let began = now
    let first = try await pass(1, running)
    let purged = now
    try await Task.sleep(for: .seconds(quiet))
    let calm = now
    let store = store
    try programs.wait(
      for: programs.start(
        host.program, ["apply", shorter, "--store", "sqlite:\(store)"], log: "apply"), "treaty apply")
    try programs.wait(
      for: programs.start(host.program, ["retention", "run", "--store", "sqlite:\(store)"], log: "retention"),
      "treaty retention run")
    let second = try await pass(2, running)
    let shortened = now
    let small = DiskProbe.bytes(of: store)
    return (
      [
        Phase(name: "nothing to remove", time: purged..<calm), Phase(name: "removing what is due", time: began..<purged),
        Phase(name: "a shorter policy begins", time: calm..<shortened),
      ],
      [("what is due", Int(first.messages) ?? 0, first), ("after a shorter policy", Int(second.messages) ?? 0, second)],
      small
    )
  }

  private var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

  /// Waits for what the host says of its pass of this number.
  private func pass(_ number: Int, _ running: Host.Running) async throws -> Pass {
    while running.process.isRunning {
      let log = try String(contentsOfFile: programs.log("retained"), encoding: .utf8)
      let passes = log.split(separator: "\n").filter { $0.contains("retention.pass") }
      if passes.count >= number { return try JSONDecoder().decode(Pass.self, from: Data(passes[number - 1].utf8)) }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw BenchFailure("treaty ended: see \(programs.log("retained"))")
  }

  // MARK: Figures

  private mutating func show(
    _ phases: [Phase], _ shots: [Shot], _ passes: [(name: String, removed: Int, pass: Pass)], _ probe: DiskProbe
  ) throws {
    let (arrivals, twice) = host.sink.outcome
    let first = Self.first
    guard shots.allSatisfy({ $0.status == 202 && arrivals[$0.number - first] > 0 }), twice == 0 else {
      let missing = shots.count { $0.status != 202 || arrivals[$0.number - first] == 0 }
      throw BenchFailure("of \(shots.count) webhooks \(missing) were not delivered, and \(twice) twice")
    }
    for pass in passes {
      let seconds = (Double(pass.pass.ms) ?? 0) / 1_000
      line(
        "removed, \(pass.name)",
        "\(pass.removed) in \(rounded(seconds)) s, \(rounded(Double(pass.removed) / max(0.001, seconds)))/s; longest transaction \(pass.pass.longest) ms"
      )
    }
    var calm: (intake: Double, delivery: Double) = (0, 0)
    for (index, phase) in phases.enumerated() {
      let during = shots.filter { phase.time.contains($0.due) }
      let intake = Latencies(milliseconds: during.map { Double($0.answered - $0.due) / 1e6 })
      let delivery = Latencies(
        milliseconds: during.map { Double(arrivals[$0.number - first] - min($0.due, arrivals[$0.number - first])) / 1e6 })
      line("\(phase.name) (\(during.count)): accepted", "\(intake.text), longest \(rounded(intake.percentile(1))) ms")
      line("\(phase.name): delivered", "\(delivery.text), longest \(rounded(delivery.percentile(1))) ms")
      let flushes = probe.flushes(phase.time)
      line("\(phase.name): a bare flush", "\(flushes.text), longest \(rounded(flushes.percentile(1))) ms")
      if index == 0 { calm = (intake.percentile(1), delivery.percentile(1)) } else {
        bar(intake.percentile(1) - calm.intake, "intake, \(phase.name)")
        bar(delivery.percentile(1) - calm.delivery, "delivery, \(phase.name)")
      }
    }
  }

  private mutating func bar(_ more: Double, _ what: String) {
    bars.append(
      Session.Bar(
        isMet: more <= Self.longest,
        text: "\(what): its longest pause is \(rounded(max(0, more))) ms longer than without, at most 50"))
  }

  private func line(_ name: String, _ figure: String) {
    print("  " + name.padding(toLength: 62, withPad: " ", startingAt: 0) + figure)
    fflush(nil)
  }

  private func gigabytes(_ bytes: Int) -> String { "\(rounded(Double(bytes) / 1e9)) GB" }
}

/// Something that happens once.
final class Signal: Sendable {
  private let value = Atomic(false)
  /// Whether it has happened.
  var isSet: Bool { value.load(ordering: .relaxed) }
  /// It happens.
  func set() { value.store(true, ordering: .relaxed) }
}
