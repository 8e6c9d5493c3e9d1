import Foundation
import NIOCore
import NIOPosix

/// How fast Treaty takes in and delivers, beside what this machine can do at best of the same on the same run.
///
///     TreatyBench PROGRAM [EVENTS [CONNECTIONS]]
@main
struct Bench {
  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 2 else { return fail("usage: TreatyBench PROGRAM [EVENTS [CONNECTIONS]]") }
    let events = words.count > 2 ? Int(words[2]) ?? 10_000 : 10_000
    let connections = words.count > 3 ? Int(words[3]) ?? 32 : 32
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "treaty-bench-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try await measure(program: words[1], folder: folder.path, events: events, connections: connections)
      try FileManager.default.removeItem(at: folder)
    } catch {
      fail("the benchmark could not be run: \(error)")
    }
  }

  private static func measure(program: String, folder: String, events: Int, connections: Int) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    print("\(events) events, one a notification, over \(connections) connections\n")
    let commits = try BareLimits.commitsPerSecond(folder: folder, seconds: 2)
    line("bare: SQLite commits, one row each, one after the other", "\(rounded(commits))/s")

    let echo = try await BareLimits.echo(on: group)
    let port = echo.localAddress?.port ?? 0
    let bare = try await Load(
      port: port, path: "/", headers: [], connections: connections, count: events * 2, body: { #"{"value":\#($0)}"# }
    ).run(on: group)
    try await echo.close()
    let limit = throughput(of: bare)
    line("bare: HTTP echo", "\(rounded(limit.perSecond))/s, \(limit.latencies.text)")

    let treaty = TreatyUnderLoad(program: program, folder: folder)
    let outcome = try await treaty.run(count: events, connections: connections, on: group)
    let intake = throughput(of: outcome.intake)
    line("Treaty: accepted, on disk", "\(rounded(intake.perSecond))/s, \(intake.latencies.text)")
    line("Treaty: delivered to the stand-in", "\(rounded(outcome.deliveredPerSecond))/s")
    line("Treaty: from intake to effect, under that load", outcome.effects.text)
    if outcome.refused > 0 { line("Treaty: not accepted (asked to come again)", "\(outcome.refused)") }
    if outcome.missing > 0 { throw BenchFailure("\(outcome.missing) accepted events have no record: see \(folder)") }
    try await group.shutdownGracefully()
  }

  private static func line(_ name: String, _ figure: String) {
    print("  " + name.padding(toLength: 58, withPad: " ", startingAt: 0) + figure)
  }

  private static func fail(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(1)
  }
}
