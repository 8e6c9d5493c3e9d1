import Foundation
import NIOCore
import NIOPosix

/// One run of the benchmark: what was measured so far, and what is held against what.
struct Session {
  let events: Int
  let rounds: Int
  let programs: Programs
  let group: MultiThreadedEventLoopGroup
  let host: Host
  /// The program `BenchEcho`.
  let echo: String

  /// Something that is to be reached.
  struct Bar {
    let isMet: Bool
    let text: String
  }

  private(set) var bars: [Bar] = []
  private var accepted = 0.0
  private var delivered = 0.0
  private var batch = 1.0
  private var memory = 0.0
  /// Numbers of events that were not used yet.
  private var next = 1_000_000

  init(
    events: Int, rounds: Int, programs: Programs, group: MultiThreadedEventLoopGroup, host: Host, echo: String
  ) {
    (self.events, self.rounds, self.programs, self.group, self.host, self.echo) = (
      events, rounds, programs, group, host, echo
    )
  }

  private var store: String { programs.folder + "/treaty.sqlite" }
  /// A copy of the store, which opens with the keys of its own.
  private func copyStore(to path: String) throws {
    for ending in ["", ".key", ".keys"] {
      try FileManager.default.copyItem(atPath: store + ending, toPath: path + ending)
    }
  }

  private var fullStore: String { programs.folder + "/full.sqlite" }

  private mutating func numbers(_ count: Int) -> Range<Int> {
    defer { next += count }
    return next..<next + count
  }

  private func line(_ name: String, _ figure: String) {
    print("  " + name.padding(toLength: 62, withPad: " ", startingAt: 0) + figure)
    // Whoever waits sees how far it is, also through a pipe.
    fflush(nil)
  }

  private mutating func bar(_ isMet: Bool, _ text: String) { bars.append(Bar(isMet: isMet, text: text)) }

  // MARK: The host

  mutating func measureHost(atHalf: Bool) async throws {
    print(
      "\nTreaty: \(events) events of \(Load.body(next).utf8.count) bytes, one a request, over \(host.connections) connections; rounds: \(rounds)"
    )
    var outcomes: [Host.Outcome] = []
    for round in 0..<rounds {
      // A store of its own for each: the first is what the others are made of later.
      let path = round == 0 ? store : programs.folder + "/round-\(round).sqlite"
      outcomes.append(try await host.run(path, numbers(events)))
    }
    accepted = median(outcomes.map { throughput(of: $0.intake).perSecond })
    delivered = median(outcomes.map(\.deliveredPerSecond))
    batch = median(outcomes.map(\.batch))
    memory = outcomes.map(\.memory.most).max() ?? 0
    line("accepted, on disk", "\(rounded(accepted))/s (\(throughput(of: outcomes[0].intake).latencies.text))")
    line("delivered, from the first request to the last effect", "\(rounded(delivered))/s")
    line("webhooks and answers in a commit, in the mean", rounded(batch))
    line("memory of the host, at most", "\(rounded(memory)) MiB")
    guard atHalf else { return }
    let half = delivered / 2
    let outcome = try await host.run(
      programs.folder + "/half.sqlite", numbers(min(events, Int(half * 10) + 1)), pace: .open(perSecond: half))
    line("at half of that (\(rounded(half))/s, from when due): accepted", throughput(of: outcome.intake).latencies.text)
    line("at half of that: delivered", outcome.effects.text)
  }

  // MARK: Bare limits

  mutating func measureLimits() async throws {
    let bare = try BareSQLite(store: store, path: programs.folder + "/bare.sqlite", samples: min(events, 1_000))
    let group = max(1, Int(batch.rounded()))
    print(
      "\nbare limits; SQLite writes the same rows into tables without keys and indexes, and a message is \(rounded(bare.rows)) rows, \(rounded(bare.bytes)) bytes"
    )
    let seconds = events < 10_000 ? 0.5 : 2
    func sqlite(_ name: String, _ group: Int, _ part: BareSQLite.Part) throws -> Double {
      let speed = median(
        try (0..<rounds).map { _ in try bare.messagesPerSecond(group: group, part, seconds: seconds) })
      line("SQLite, \(name)", "\(rounded(speed))/s")
      return speed
    }
    let row = try sqlite("one message a commit, its own row", 1, .own)
    let rows = try sqlite("one message a commit, all its rows", 1, .all)
    let groupedRow = try sqlite("\(group) messages a commit, their own rows", group, .own)
    let groupedRows = try sqlite("\(group) messages a commit, all their rows", group, .all)
    let withoutTrail = try sqlite("\(group) messages a commit, all but the audit trail", group, .allButTrail)
    try measureKeeping(rowsOfTrail: 1e6 / groupedRows - 1e6 / withoutTrail)
    let (echo, latencies) = try await measureEcho()
    line("echo over HTTP, by the same server", "\(rounded(echo))/s (\(latencies.text))")
    compare(
      "accepted", accepted, [("a commit each", row), ("echo", echo)], beyond: ("commits of \(group)", groupedRow))
    compare(
      "delivered", delivered, [("a commit each", rows), ("echo", echo)], beyond: ("commits of \(group)", groupedRows))
  }

  /// - Parameter rowsOfTrail: What SQLite takes for an event's rows of the trail, in microseconds.
  private func measureKeeping(rowsOfTrail: Double) throws {
    let cost = try KeepingCost(store: store)
    let costs = try (0..<rounds).map { _ in try cost.measure(batch: batch) }
    let (sealing, naming) = (median(costs.map(\.sealing)), median(costs.map(\.naming)))
    let trail = median(costs.map(\.trail))
    func share(_ microseconds: Double) -> String {
      "\(rounded(microseconds)) us, \(rounded(100 * microseconds * delivered / 1e6)) % of a core at full load"
    }
    line(
      "sealing an event's \(rounded(cost.textsOfEvent)) texts, \(rounded(cost.bytesOfEvent)) bytes, and opening them",
      share(sealing))
    line("keyed hashes that it is found by", share(naming))
    line(
      "chaining its \(rounded(cost.entriesOfEvent)) entries of the trail, and signing", share(trail))
    line("rows of the audit trail in SQLite, as above", share(max(0, rowsOfTrail)))
  }

  /// - Parameter beyond: What is shown beside the limits: SQLite alone, spared a flush for most messages as the host is.
  private mutating func compare(
    _ name: String, _ speed: Double, _ limits: [(String, Double)], beyond: (String, Double)
  ) {
    let words = (limits + [beyond]).map { "\(rounded(speed / $1)) of \($0)" }.joined(separator: ", ")
    line("Treaty, \(name)", "\(rounded(speed))/s: \(words)")
    let least = limits.map(\.1).min() ?? 0
    bar(speed >= least / 2, "\(name): \(rounded(speed / least)) of the lesser bare limit, at least 0.5")
  }

  private mutating func measureEcho() async throws -> (Double, Latencies) {
    let process = try programs.start(echo, [], log: "echo")
    defer { programs.stop(process) }
    let log = programs.log("echo")
    var port: Int?
    try await programs.until("BenchEcho", process) {
      port = try Int(String(contentsOfFile: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
      return port != nil
    }
    var shots: [[Shot]] = []
    for _ in 0..<rounds {
      let load = Load(
        port: port ?? 0, path: "/hooks/readings", headers: [("authorization", "Bearer bench")],
        connections: host.connections, numbers: numbers(events))
      shots.append(try await load.run(on: group))
    }
    guard shots.joined().allSatisfy({ $0.status == 202 }) else { throw BenchFailure("the echo did not answer all") }
    return (median(shots.map { throughput(of: $0).perSecond }), throughput(of: shots[0]).latencies)
  }

  // MARK: A peer

  mutating func measurePeer() async throws {
    print("\na peer, with a queue on disk that is flushed")
    if let missing = Peer.missing { return line("rsyslog", "is not there: \(missing)") }
    // One queue keeps the order, as Treaty does for each record; with several side by side nothing does.
    for queues in [1, 8] {
      let peer = Peer(programs: programs, group: group, sink: host.sink, sinkPort: host.deskPort, queues: queues)
      let speed = try await peer.deliveredPerSecond(numbers(max(500, events / 4)))
      line("rsyslog, lines over TCP, mapped, POST; queues: \(queues)", "\(rounded(speed))/s")
      line("Treaty, delivered", "\(rounded(delivered / speed)) of it")
      if queues == 1 { bar(delivered > speed, "delivered: \(rounded(delivered / speed)) of rsyslog, more than 1") }
    }
  }

  // MARK: A large store

  mutating func measureStored(_ stored: Int) async throws {
    let began = ContinuousClock.now
    try copyStore(to: fullStore)
    defer { try? FileManager.default.removeItem(atPath: fullStore) }  // The folder is removed at the end.
    let count = try await StoreFilling(path: fullStore, kind: .ended).fill(copies: max(1, stored / events - 1))
    print(
      "\n\(count) stored messages (made in \(rounded((ContinuousClock.now - began).inSeconds)) s), beside an empty store"
    )
    var (empty, full): ([Host.Outcome], [Host.Outcome]) = ([], [])
    for round in 0..<rounds {
      let path = programs.folder + "/empty-\(round).sqlite"
      empty.append(try await host.run(path, numbers(events)))
      full.append(try await host.run(fullStore, numbers(events)))
    }
    func speed(_ outcomes: [Host.Outcome]) -> Double { median(outcomes.map(\.deliveredPerSecond)) }
    func most(_ outcomes: [Host.Outcome]) -> Double { median(outcomes.map(\.memory.most)) }
    line("delivered: empty, full", "\(rounded(speed(empty)))/s, \(rounded(speed(full)))/s")
    line("memory: empty, full", "\(rounded(most(empty))) MiB, \(rounded(most(full))) MiB")
    let ratio = speed(full) / speed(empty)
    bar(ratio >= 0.9, "\(count) stored messages: \(rounded(ratio)) of the speed over an empty store, at least 0.9")
    bar(isFlat(most(full), most(empty)), "memory over them: \(rounded(most(full))) MiB, \(Session.flatWords)")
  }

  mutating func measureBacklog(_ backlog: Int) async throws {
    let path = programs.folder + "/backlog.sqlite"
    try copyStore(to: path)
    defer { try? FileManager.default.removeItem(atPath: path) }  // As above.
    _ = try await StoreFilling(path: path, kind: .backlog).fill(copies: max(1, backlog / events))
    let running = try await host.start(path)
    defer { programs.stop(running.process) }
    let made = host.sink.made
    // Some of it is worked off meanwhile.
    try await Task.sleep(for: .seconds(events < 10_000 ? 1 : 20))
    let memory = try programs.memory(of: running.process)
    print(
      "\na backlog of \(max(1, backlog / events) * events) deliveries; \(host.sink.made - made) of them went while it was looked at"
    )
    line("ready after the start", "\(rounded(running.start.inSeconds)) s")
    line("memory now, at most", "\(rounded(memory.now)) MiB, \(rounded(memory.most)) MiB")
    bar(isFlat(memory.most, self.memory), "memory with the backlog: \(rounded(memory.most)) MiB, \(Session.flatWords)")
  }

  /// SQLite's cache may be filled: 64 MiB (`PRAGMA cache_size` of the store), however much there is.
  private func isFlat(_ most: Double, _ empty: Double) -> Bool { most <= empty + 72 }
  private static let flatWords = "at most 72 more than over an empty store (64 of them are SQLite's cache)"
}
