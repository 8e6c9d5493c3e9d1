import Foundation

/// A second process (`StoreCrasher`) that writes into a store until it is killed, and reports each transaction that is on disk.
final class WritingProcess {
  /// What it keeps in one transaction.
  static let messagesPerTransaction = 3

  private let process = Process()
  private let output: URL
  private let ended: AsyncStream<Never>

  var id: Int32 { process.processIdentifier }

  init(store path: String) throws {
    guard let program = Self.program else { throw CocoaError(.fileNoSuchFile) }
    output = URL(filePath: path + ".reported")
    try Data().write(to: output)
    let (ended, end) = AsyncStream.makeStream(of: Never.self)
    self.ended = ended
    process.executableURL = program
    process.arguments = [path]
    process.standardOutput = try FileHandle(forWritingTo: output)
    // Waiting must not hold one of the few threads that all tests share.
    process.terminationHandler = { _ in end.finish() }
    try process.run()
  }

  /// Numbers of the transactions that it has reported.
  func reported() throws -> [Int] {
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    // A line that was cut off by the kill was not reported.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int($0) }
  }

  /// Waits until it has reported something, or has ended by itself.
  func untilWriting() async throws {
    while process.isRunning, try reported().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Kills it, and waits until it is gone.
  func kill() async {
    end()
    for await _ in ended {}
  }

  private func end() { if process.isRunning { Foundation.kill(id, SIGKILL) } }

  deinit { end() }

  /// The program beside the tests.
  private static let program: URL? = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let program = folder.appending(path: "StoreCrasher")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()
}
