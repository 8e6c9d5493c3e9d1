import Foundation
import Glibc
import NIOCore
import NIOPosix

/// Programs that are measured, or measured with: each is stopped by its process id.
struct Programs {
  /// Where logs go.
  let folder: String

  /// Starts a program whose output goes to a log of that name.
  func start(_ program: String, _ arguments: [String], log name: String) throws -> Process {
    let path = log(name)
    try Data().write(to: URL(filePath: path))
    let log = try FileHandle(forWritingTo: URL(filePath: path))
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "TREATY_SECRET_DESK_TOKEN": "bench", "TREATY_SECRET_HOOK_TOKEN": "bench",
    ]) { $1 }
    process.standardOutput = log
    process.standardError = log
    try process.run()
    return process
  }

  func log(_ name: String) -> String { "\(folder)/\(name).log" }

  func stop(_ process: Process) {
    process.terminate()
    process.waitUntilExit()
  }

  /// Ends a program at once. What Foundation starts may have SIGTERM blocked, as the threads of its caller have, and not every program takes
  /// that back.
  func kill(_ process: Process) {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for a program that ends by itself.
  func wait(for process: Process, _ name: String) throws {
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchFailure("\(name) failed: see \(log(name))") }
  }

  /// Waits until something is there.
  func until(_ what: String, _ process: Process, _ isThere: () async throws -> Bool) async throws {
    for _ in 0..<1_200 {
      guard process.isRunning else { throw BenchFailure("\(what) ended at once: see the logs in \(folder)") }
      if try await isThere() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw BenchFailure("\(what) does not answer: see the logs in \(folder)")
  }

  /// A small GET of its own: this runs before the measuring and after it.
  func get(_ address: String) throws -> String? {
    let output = Pipe()
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/curl")
    curl.arguments = ["-fsS", "--max-time", "20", address]
    curl.standardOutput = output
    curl.standardError = Pipe()
    try curl.run()
    let body = try output.fileHandleForReading.readToEnd() ?? Data()
    curl.waitUntilExit()
    return curl.terminationStatus == 0 ? String(decoding: body, as: UTF8.self) : nil
  }

  /// Whether somebody listens at a port.
  func isListening(_ port: Int, on group: MultiThreadedEventLoopGroup) async throws -> Bool {
    // Nobody there is what is asked about.
    guard let channel = try? await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get() else {
      return false
    }
    try await channel.close()
    return true
  }

  /// A port that nobody listens at now.
  func freePort(on group: MultiThreadedEventLoopGroup) async throws -> Int {
    let channel = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
    guard let port = channel.localAddress?.port else { throw BenchFailure("no free port") }
    try await channel.close()
    return port
  }

  /// Memory of a process in MiB: what it holds now, and the most that it ever did.
  func memory(of process: Process) throws -> (now: Double, most: Double) {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    func field(_ name: String) -> Double {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
      return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
    }
    return (field("VmRSS:"), field("VmHWM:"))
  }
}

/// Why a benchmark cannot go on.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
