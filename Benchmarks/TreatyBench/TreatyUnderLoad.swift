import Foundation
import NIOCore
import NIOPosix

/// Treaty and a stand-in as processes, while notifications come in.
struct TreatyUnderLoad {
  /// The program `treaty`.
  let program: String
  /// Where plan, store and logs go.
  let folder: String

  /// What came of a run.
  struct Outcome {
    let intake: [Shot]
    /// Milliseconds from sending a notification to the record being made at the desk.
    let effects: Latencies
    /// Records made in a second, from the first notification to the last record.
    let deliveredPerSecond: Double
    let refused: Int
    let missing: Int
  }

  /// Posts `count` notifications of one event each over `connections`, and waits until the desk has a record for every one.
  func run(count: Int, connections: Int, on group: MultiThreadedEventLoopGroup) async throws -> Outcome {
    let (deskPort, port) = (try freePort(), try freePort())
    let plan = folder + "/plan.json"
    try wait(for: start(["compile", "Benchmarks/package", "-o", plan], log: "compile"))
    let desk = try start(["stand-in", "Benchmarks/package", "desk", "--port", "\(deskPort)"], log: "desk")
    defer { stop(desk) }
    try await ready("http://127.0.0.1:\(deskPort)/-/ready", desk)
    let host = try start(
      [
        "run", plan, "--store", "sqlite:\(folder)/treaty.sqlite", "--listen", "127.0.0.1:\(port)",
        "--input", "desk-url=http://127.0.0.1:\(deskPort)",
      ], log: "treaty")
    defer { stop(host) }
    try await ready("http://127.0.0.1:\(port)/readyz", host)

    let zero = Date().timeIntervalSince1970 * 1000 - Double(NIODeadline.now().uptimeNanoseconds) / 1e6
    let load = Load(
      port: port, path: "/hooks/readings", headers: [("authorization", "Bearer bench")], connections: connections,
      count: count, body: { #"{"sensor":"sensor-\#($0)","value":\#($0)}"# })
    let shots = try await load.run(on: group)
    let accepted = shots.filter { $0.status == 202 }
    let records = try await records(at: deskPort, atLeast: accepted.count)
    return outcome(shots: shots, accepted: accepted, records: records, zero: zero)
  }

  private func outcome(shots: [Shot], accepted: [Shot], records: [Record], zero: Double) -> Outcome {
    let created = Dictionary(records.map { ($0.fields.sensor, $0.created) }, uniquingKeysWith: { first, _ in first })
    var latencies: [Double] = []
    for shot in accepted {
      guard let made = created["sensor-\(shot.number)"] else { continue }
      latencies.append(made - (zero + Double(shot.sent) / 1e6))
    }
    let first = accepted.map { zero + Double($0.sent) / 1e6 }.min() ?? 0
    let last = created.values.max() ?? 0
    return Outcome(
      intake: accepted, effects: Latencies(milliseconds: latencies),
      deliveredPerSecond: last > first ? Double(latencies.count) / ((last - first) / 1000) : 0,
      refused: shots.count - accepted.count, missing: accepted.count - latencies.count)
  }

  // MARK: The desk's records

  /// One record, as the stand-in's control pages tell it.
  private struct Record: Decodable {
    struct Fields: Decodable { let sensor: String }
    let fields: Fields
    /// Milliseconds since the epoch.
    let created: Double
  }

  /// All records, once there are enough of them or nothing has been added for ten seconds.
  private func records(at port: Int, atLeast wanted: Int) async throws -> [Record] {
    var (seen, since) = (-1, ContinuousClock.now)
    while true {
      let page = try await get("http://127.0.0.1:\(port)/-/records/entry")
      let records = try JSONDecoder().decode([Record].self, from: page)
      if records.count >= wanted { return records }
      if records.count != seen { (seen, since) = (records.count, .now) }
      if ContinuousClock.now - since > .seconds(10) { return records }
      try await Task.sleep(for: .milliseconds(300))
    }
  }

  // MARK: Processes

  private func start(_ arguments: [String], log name: String) throws -> Process {
    let path = "\(folder)/\(name).log"
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

  private func stop(_ process: Process) {
    process.terminate()
    process.waitUntilExit()
  }

  private func wait(for process: Process) throws {
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchFailure("the package does not compile: see \(folder)/compile.log")
    }
  }

  private func ready(_ address: String, _ process: Process) async throws {
    for _ in 0..<200 {
      guard process.isRunning else { throw BenchFailure("a process ended at once: see the logs in \(folder)") }
      if (try? await get(address)) != nil { return }  // Not there yet, and asked again.
      try await Task.sleep(for: .milliseconds(100))
    }
    throw BenchFailure("\(address) does not answer: see the logs in \(folder)")
  }

  /// A small GET of its own: this runs before the measuring and after it.
  private func get(_ address: String) async throws -> Data {
    let (output, error) = (Pipe(), Pipe())
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/curl")
    curl.arguments = ["-fsS", "--max-time", "20", address]
    curl.standardOutput = output
    curl.standardError = error
    try curl.run()
    let body = try output.fileHandleForReading.readToEnd() ?? Data()
    curl.waitUntilExit()
    guard curl.terminationStatus == 0 else { throw BenchFailure("\(address) does not answer") }
    return body
  }

  /// A port that nobody listens at now.
  private func freePort() throws -> Int {
    let channel = try ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(host: "127.0.0.1", port: 0)
      .wait()
    defer { try? channel.close().wait() }  // Nobody has connected; what could fail does not matter.
    guard let port = channel.localAddress?.port else { throw BenchFailure("no free port") }
    return port
  }
}

/// Why a benchmark cannot go on.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
