import ArgumentParser
import Foundation
import NIOCore
import NIOPosix

/// How fast Treaty takes in and delivers, beside what this machine can do at best of the same, and beside a program that does something
/// like it, in the same run.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "TreatyBench")

  @Argument(help: "The program `treaty`; BenchEcho stands beside it.")
  var program: String

  @Option(help: "Events of a round.")
  var events = 40_000

  @Option(help: "Connections that they come over.")
  var connections = 64

  @Option(help: "Rounds; the median counts.")
  var rounds = 3

  @Option(help: "Messages that are stored already in the store that is compared with an empty one; 0 leaves it out.")
  var stored = 10_000_000

  @Option(help: "Deliveries that wait when memory is measured; 0 leaves it out.")
  var backlog = 1_000_000

  @Option(
    help: "Messages of the store from which most are removed while it is looked how others wait; 0 leaves it out.")
  var retained = 0

  @Option(help: "Webhooks a second while messages are removed.")
  var rate = 200.0

  @Option(help: "After how many seconds of removing it ends, also where there is more to remove; 0 is never.")
  var removingAtMost = 0.0

  @Flag(help: "Measure removing alone.")
  var retentionOnly = false

  @Flag(help: "See that it runs, with few of everything and no bars.")
  var short = false

  @Flag(
    help: "Measure the host over an empty store alone, and keep the folder: for whoever looks for what takes the time.")
  var hostOnly = false

  mutating func validate() throws {
    guard short else { return }
    (events, rounds, stored, backlog) = (min(events, 2_000), 1, min(stored, 8_000), min(backlog, 8_000))
    retained = 8_000
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "treaty-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let sink = Sink()
    let entrance = try await sink.listen(on: group)
    let programs = Programs(folder: folder.path)
    let host = Host(
      program: program, programs: programs, group: group, sink: sink, deskPort: entrance.localAddress?.port ?? 0,
      connections: connections)
    try host.compile()
    var session = Session(
      events: events, rounds: rounds, programs: programs, group: group, host: host,
      echo: URL(filePath: program).deletingLastPathComponent().appending(path: "BenchEcho").path)
    if hostOnly {
      try await session.measureHost(atHalf: false)
      return print("  in \(folder.path)")
    }
    if !retentionOnly { try await measure(&session) }
    let removing = try await measureRemoving(programs, group, host)
    try await entrance.close()
    try await group.shutdownGracefully()
    try FileManager.default.removeItem(at: folder)
    guard !short else { return }
    print("\nbars")
    let bars = session.bars + removing
    for bar in bars { print("  \(bar.isMet ? "met   " : "MISSED") \(bar.text)") }
    if bars.contains(where: { !$0.isMet }) { throw ExitCode(1) }
  }

  private func measure(_ session: inout Session) async throws {
    try await session.measureHost(atHalf: true)
    try await session.measureLimits()
    try await session.measurePeer()
    if stored > 0 { try await session.measureStored(stored) }
    if backlog > 0 { try await session.measureBacklog(backlog) }
  }

  private func measureRemoving(_ programs: Programs, _ group: MultiThreadedEventLoopGroup, _ host: Host) async throws
    -> [Session.Bar]
  {
    guard retained > 0 else { return [] }
    var session = RetentionSession(
      // The longest of many waits is longer than the longest of few: both parts last as long where one is limited.
      messages: retained, rate: rate, quiet: short ? 2 : max(60, removingAtMost), atMost: removingAtMost,
      programs: programs, group: group, host: host)
    try await session.measure()
    return session.bars
  }
}
