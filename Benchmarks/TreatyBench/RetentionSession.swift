import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// What removing costs those who are served meanwhile. A host with a large store takes webhooks and delivers them at a steady rate the whole time:
/// at first nothing is due; then a plan takes over that keeps messages for an hour instead of a day, and all that the store was filled with is.
struct RetentionSession {
  let messages: Int
  /// Webhooks a second.
  let rate: Double
  let programs: Programs
  let group: MultiThreadedEventLoopGroup
  let host: Host
  /// How long it is measured without anything to remove, in seconds.
  let quiet: Double
  /// After how many seconds of removing it ends, also where there is more; 0 is never.
  let atMost: Double

  private(set) var bars: [Session.Bar] = []

  init(
    messages: Int, rate: Double, quiet: Double, atMost: Double, programs: Programs, group: MultiThreadedEventLoopGroup,
    host: Host
  ) {
    (self.messages, self.rate, self.quiet, self.atMost) = (messages, rate, quiet, atMost)
    (self.programs, self.group, self.host) = (programs, group, host)
  }

  /// The longest pause that removing may be the cause of, in milliseconds.
  private static let longest = 50.0
  /// In milliseconds.
  private static let halfDay: Int64 = 43_200_000

  /// Parts of the run, in nanoseconds of the monotonic clock.
  private struct Phases {
    let calm, removing: Range<UInt64>
  }

  /// What a host said of a pass.
  private struct Pass: Decodable {
    let messages, ms, longest: String
  }

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
      let measured = try await phases(shorter)
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
    let (measured, shots) = run
    try await host.sink.wait(for: shots.count)
    let small = DiskProbe.bytes(of: store)
    // A pass that is under way says how far it has come.
    programs.stop(running.process)
    let pass = try lastPass()
    let (removed, seconds) = (Int(pass.messages) ?? 0, (Double(pass.ms) ?? 0) / 1_000)
    line("removed", "\(removed) in \(rounded(seconds)) s, \(rounded(Double(removed) / max(0.001, seconds)))/s")
    line("the longest of its transactions", "\(pass.longest) ms")
    line("the file: before, after", "\(gigabytes(full)), \(gigabytes(small))")
    line("the WAL, at most", "\(rounded(Double(probe.mostWAL) / 1_048_576)) MiB")
    try show(measured, shots, probe)
    guard atMost > 0 || removed >= count * 8 / 10 else {
      throw BenchFailure("only \(removed) of \(count) were removed")
    }
  }

  // MARK: The store

  private func fill() async throws -> Int {
    let began = ContinuousClock.now
    let events = min(40_000, max(100, messages / 10))
    try await host.make(store, of: 1_000_000..<1_000_000 + events)
    let copies = max(1, messages / events - 1)
    // Nine of ten ended half a day ago, the others just now.
    let filling = StoreFilling(path: store, kind: .ended) { copy in
      copy > copies - copies / 10 ? 0 : RetentionSession.halfDay
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

  private func phases(_ shorter: String) async throws -> Phases {
    // The first connections are made, and what the host had to do at its start is done.
    try await Task.sleep(for: .seconds(min(5, quiet)))
    let calm = now
    try await Task.sleep(for: .seconds(quiet))
    let began = now
    try programs.wait(
      for: programs.start(host.program, ["apply", shorter, "--store", "sqlite:\(store)"], log: "apply"), "treaty apply")
    let pass = try programs.start(
      host.program, ["retention", "run", "--store", "sqlite:\(store)"], log: "retention")
    while pass.isRunning, atMost == 0 || Double(now - began) / 1e9 < atMost {
      try await Task.sleep(for: .milliseconds(100))
    }
    let ended = now
    if pass.isRunning { programs.kill(pass) }
    return Phases(calm: calm..<began, removing: began..<ended)
  }

  private var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

  /// What the host says of its last pass.
  private func lastPass() throws -> Pass {
    let log = try String(contentsOfFile: programs.log("retained"), encoding: .utf8)
    guard let line = log.split(separator: "\n").last(where: { $0.contains("retention.pass") }) else {
      throw BenchFailure("nothing was removed: see \(programs.log("retained"))")
    }
    return try JSONDecoder().decode(Pass.self, from: Data(line.utf8))
  }

  // MARK: Figures

  private mutating func show(_ phases: Phases, _ shots: [Shot], _ probe: DiskProbe) throws {
    let (arrivals, twice) = host.sink.outcome
    let first = Self.first
    let missing = shots.count { $0.status != 202 || arrivals[$0.number - first] == 0 }
    guard missing == 0, twice == 0 else {
      throw BenchFailure("of \(shots.count) webhooks \(missing) were not delivered, and \(twice) twice")
    }
    var longest: [(intake: Double, delivery: Double)] = []
    for (name, time) in [("nothing to remove", phases.calm), ("while it removes", phases.removing)] {
      let during = shots.filter { time.contains($0.due) }
      let intake = Latencies(milliseconds: during.map { Double($0.answered - $0.due) / 1e6 })
      let ends = during.map { shot in max(shot.due, arrivals[shot.number - first]) }
      let delivery = Latencies(milliseconds: zip(during, ends).map { Double($1 - $0.due) / 1e6 })
      line("\(name): accepted (\(during.count))", text(intake) + worst(during, since: time.lowerBound))
      line("\(name): delivered", text(delivery))
      line("\(name): 4 KiB flushed beside it, 40 times a second", text(probe.flushes(time)))
      let own = (
        longestWait(during.map { $0.due..<max($0.due, $0.answered) }, besides: probe),
        longestWait(zip(during, ends).map { shot, end in shot.due..<end }, besides: probe)
      )
      line(
        "\(name): longest, without what the disk was silent",
        "accepted \(rounded(own.0)) ms, delivered \(rounded(own.1)) ms")
      longest.append(own)
    }
    bar(longest[1].intake - longest[0].intake, "intake while most is removed")
    bar(longest[1].delivery - longest[0].delivery, "delivery while most is removed")
  }

  /// The longest of waits, in milliseconds, without the time in which the disk did not take a flush of 4 KiB from anybody else either: such
  /// moments come with and without removing, and the longest of many is longer.
  private func longestWait(_ waits: [Range<UInt64>], besides probe: DiskProbe) -> Double {
    waits.reduce(0) { longest, wait in
      let all = Double(wait.upperBound - wait.lowerBound) / 1e6
      return all <= longest ? longest : max(longest, all - probe.silence(in: wait))
    }
  }

  /// When those were due that waited longest, in seconds after the phase began: a pause that comes once has another cause than one that comes again.
  private func worst(_ shots: [Shot], since began: UInt64) -> String {
    let times = shots.sorted { $0.answered - $0.due > $1.answered - $1.due }.prefix(200).map { shot in
      Int(Double(shot.due - began) / 1e8)
    }
    let moments = times.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }.prefix(5)
    return ", those after \(moments.map { "\(rounded(Double($0) / 10)) s" }.joined(separator: ", "))"
  }

  private func text(_ latencies: Latencies) -> String {
    "\(latencies.text), longest \(rounded(latencies.percentile(1))) ms"
  }

  private mutating func bar(_ more: Double, _ what: String) {
    bars.append(
      Session.Bar(
        isMet: more <= Self.longest,
        text:
          "\(what): its longest pause that is not the disk's is \(rounded(max(0, more))) ms longer than without, at most 50"
      ))
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
