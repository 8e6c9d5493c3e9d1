import Foundation

/// The command line as people run it: a process of its own, in the folder of the repository.
enum TreatyProcess {
  /// What a run came to.
  struct Outcome {
    var code: Int32
    /// Whether a signal ended it, whose number `code` then is.
    var wasSignalled: Bool
    var output: [UInt8]
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs it to its end.
  /// - Parameter input: What it finds on standard input.
  static func run(_ arguments: [String], input: [UInt8] = []) async throws -> Outcome {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let given = folder.appending(path: "input")
    try Data(input).write(to: given)
    return try await run(try program(), arguments, input: try FileHandle(forReadingFrom: given), in: folder)
  }

  /// Runs a shell script in which `$treaty` is the program.
  static func shell(_ script: String) async throws -> Outcome {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let arguments = ["-c", "treaty='\(try program().path)'; \(script)"]
    return try await run(URL(filePath: "/bin/sh"), arguments, input: FileHandle.nullDevice, in: folder)
  }

  private static func run(_ program: URL, _ arguments: [String], input: FileHandle, in folder: URL) async throws
    -> Outcome
  {
    // Files, not pipes: nobody has to read while it writes.
    let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    process.environment = ProcessInfo.processInfo.environment.merging(["NO_COLOR": "1", "COLUMNS": "90"]) { $1 }
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    let (ended, end) = AsyncStream.makeStream(of: Never.self)
    // Waiting must not hold one of the few threads that all tests share.
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    for await _ in ended {}
    return Outcome(
      code: process.terminationStatus, wasSignalled: process.terminationReason == .uncaughtSignal,
      output: [UInt8](try Data(contentsOf: output)), errors: try String(contentsOf: errors, encoding: .utf8))
  }

  private static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-process-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// The program beside the tests.
  private static func program() throws -> URL {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let program = folder.appending(path: "treaty")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
      folder = folder.deletingLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }
}
