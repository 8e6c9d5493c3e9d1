import Foundation
import NIOCore
import NIOPosix

/// rsyslog, doing what it can of what Treaty does: JSON in, mapped, kept on disk with a flush for every record of its queue, out by HTTP.
/// What it leaves out: nobody hears that a record was taken, nothing is held against a schema, and an answer that was lost means that a
/// record is made twice.
struct Peer {
  let programs: Programs
  let group: MultiThreadedEventLoopGroup
  let sink: Sink
  let sinkPort: Int
  /// How many queues on disk share the work; each has one worker.
  let queues: Int

  private static let program = "/usr/sbin/rsyslogd"
  private static let modules = "/usr/lib/\(Peer.architecture)-linux-gnu/rsyslog/omelasticsearch.so"
  #if arch(x86_64)
    private static let architecture = "x86_64"
  #else
    private static let architecture = "aarch64"
  #endif

  /// What would have to be installed to measure it; `nil` where it is there.
  static var missing: String? {
    let isThere = [program, modules].allSatisfy { FileManager.default.fileExists(atPath: $0) }
    return isThere ? nil : "apt-get install rsyslog rsyslog-elasticsearch"
  }

  /// Records delivered in a second, of these numbers.
  func deliveredPerSecond(_ numbers: Range<Int>) async throws -> Double {
    let folder = programs.folder + "/rsyslog-\(queues)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var ports: [Int] = []
    for _ in 0..<queues { ports.append(try await programs.freePort(on: group)) }
    let file = folder + "/rsyslog.conf"
    try configuration(folder, ports).write(toFile: file, atomically: true, encoding: .utf8)
    let process = try programs.start(
      Peer.program, ["-n", "-i", folder + "/pid", "-f", file], log: "rsyslog-\(queues)")
    defer { programs.kill(process) }
    let (group, programs) = (group, programs)
    for port in ports {
      try await programs.until("rsyslog", process) { try await programs.isListening(port, on: group) }
    }
    sink.expect(numbers)
    let began = NIODeadline.now().uptimeNanoseconds
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for (index, port) in ports.enumerated() {
        tasks.addTask { try await send(numbers.dropFirst(index), every: queues, to: port) }
      }
      try await tasks.waitForAll()
    }
    try await sink.wait(for: numbers.count)
    let arrivals = sink.outcome.arrivals
    let arrived = arrivals.count { $0 > 0 }
    guard arrived == numbers.count else {
      throw BenchFailure("rsyslog delivered \(arrived) of \(numbers.count): see \(folder)")
    }
    return Double(arrived) / (Double((arrivals.max() ?? began) - began) / 1e9)
  }

  private func send(_ numbers: Range<Int>.SubSequence, every step: Int, to port: Int) async throws {
    let channel = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get()
    var lines = channel.allocator.buffer(capacity: 1 << 16)
    for number in stride(from: numbers.lowerBound, to: numbers.upperBound, by: step) {
      lines.writeString(Load.body(number) + "\n")
      if lines.readableBytes > 32_768 {
        try await channel.writeAndFlush(lines)
        lines.clear()
      }
    }
    try await channel.writeAndFlush(lines)
    try await channel.close()
  }

  private func configuration(_ folder: String, _ ports: [Int]) throws -> String {
    let common = try String(contentsOfFile: "Benchmarks/peers/rsyslog.conf", encoding: .utf8)
    let queue = try String(contentsOfFile: "Benchmarks/peers/rsyslog-queue.conf", encoding: .utf8)
    let parts =
      [common]
      + ports.enumerated().map { number, port in
        queue.replacing("@NUMBER@", with: "\(number)").replacing("@IN@", with: "\(port)")
      }
    return parts.joined(separator: "\n").replacing("@FOLDER@", with: folder).replacing("@OUT@", with: "\(sinkPort)")
  }
}
