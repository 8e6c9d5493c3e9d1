import CEL
import Crypto
import Foundation
import Testing
import TreatyDiagnostics
import TreatyEngine
import TreatyKeys
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite

@testable import TreatyHost

@Suite(
  "What need not be kept goes when its time has come, without anybody asking, and never before it is where it has to be"
)
struct RetentionTests {
  /// The plan of the tests, whose first flow is kept by the standard policy and whose second by another.
  private static func file(_ change: (inout RetentionPolicy) -> Void) throws -> PlanFile {
    var plan = try TestHost.plan().plan
    let standard = plan.retentions[plan.flows[0].retention]
    var other = standard
    other.name = "other"
    change(&other)
    let isFirst = plan.flows.map { $0.trigger.path == "/hooks/alert" }
    plan.retentions = [other, standard]
    for (index, isFirst) in isFirst.enumerated() { plan.flows[index].retention = Position(isFirst ? 1 : 0) }
    return try PlanFile(plan: plan, origins: [:])
  }

  /// Runs a host by a plan, that goes by a clock of the test where it looks for what is due.
  private static func host(
    _ path: String, _ file: PlanFile, _ clock: ManualClock, _ body: @escaping @Sendable (TestHost) async throws -> Void
  ) async throws {
    try await TestHost.run(
      storePath: path,
      change: {
        $0.plan = file
        $0.keepingClock = clock.keeping
      }, body)
  }

  /// Sends what the second flow takes.
  private static func other(_ host: TestHost, _ key: String) async throws {
    let password = Data("monitor:\(TestHost.password)".utf8).base64EncodedString()
    let answer = try await host.ask(
      "POST", "/hooks/basic", headers: [("content-type", "application/json"), ("authorization", "Basic \(password)")],
      body: Array(#"{"key":"\#(key)","title":"t"}"#.utf8))
    #expect(answer.status == 202)
  }

  private static func messages(_ host: TestHost) async throws -> Int {
    try await host.operations.status().census.messages.values.reduce(0, +)
  }

  @Test("a message goes once it is as old as its policy says, and not before")
  func comesDue() async throws {
    let clock = ManualClock()
    try await TestHost.withStorePath { path in
      try await TestHost.run(storePath: path, change: { $0.keepingClock = clock.keeping }) { host in
        try await host.alert("a", "t")
        try await host.untilQuiet()
        #expect(try await host.operations.retentionPlan().next != nil)
        clock.advance(.seconds(6 * 86_400))
        #expect(try await host.operations.runRetention(reason: nil).removed == 0)
        #expect(try await Self.messages(host) == 1)
        try await host.until("nobody waits") { clock.nextLeft != nil }
        clock.advance(.seconds(86_400 + 60))
        try await host.until("it never went") { try await Self.messages(host) == 0 }
      }
    }
  }

  @Test("what ends later and is due sooner wakes whoever waits for something else")
  func sooner() async throws {
    let clock = ManualClock()
    let file = try Self.file { $0.doneMilliseconds = 120_000 }
    try await TestHost.withStorePath { path in
      try await Self.host(path, file, clock) { host in
        try await host.until("nobody waits") { clock.nextLeft.map { $0 > .seconds(3_000) } ?? false }
        try await host.alert("long", "t")
        try await host.untilQuiet()
        try await Self.other(host, "short")
        try await host.untilQuiet()
        try await host.until("nobody was woken") { clock.nextLeft.map { $0 <= .seconds(120) } ?? false }
        clock.advance(.seconds(121))
        try await host.until("it never went") { try await Self.messages(host) == 1 }
      }
    }
  }

  // MARK: Archives

  /// What is in an archive, a line for each message; fails where a file is not as its manifest says.
  private static func read(_ folder: String, publicKey: [UInt8]) throws -> [Value] {
    let manifest = try Data(contentsOf: URL(filePath: folder + "/manifest.ndjson"))
    let verifier = try Curve25519.Signing.PublicKey(rawRepresentation: Data(publicKey))
    var files: [String: ArchiveFolder.Entry] = [:]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for line in manifest.split(separator: UInt8(ascii: "\n")) {
      // A line that was cut says nothing.
      guard var entry = try? JSONDecoder().decode(ArchiveFolder.Entry.self, from: line) else { continue }
      files[entry.file] = entry
      let signature = try #require(entry.signature.flatMap { Data(base64Encoded: $0) })
      entry.signature = nil
      #expect(verifier.isValidSignature(signature, for: try encoder.encode(entry)))
    }
    let there = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "manifest.ndjson" }
    #expect(Set(there) == Set(files.keys), "no file without a line, no line without a file, nothing half written")
    return try files.values.sorted { $0.file < $1.file }.flatMap { entry in
      let path = "\(folder)/\(entry.file)"
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.count == entry.bytes)
      #expect(SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined() == entry.sha256)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      let lines = try decompressed(path).split(separator: UInt8(ascii: "\n"))
      #expect(lines.count == entry.messages)
      return try lines.map { try Value(json: Array($0)) }
    }
  }

  /// By a program that is not ours.
  private static func decompressed(_ path: String) throws -> Data {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", path]
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }

  private static func publicKey(_ path: String) async throws -> [UInt8] {
    let store = try SQLiteStore.open(path: path)
    let key = store.keys.publicKey
    try await store.close()
    return key
  }

  @Test(
    "a host that dies between the archive and the removal loses nothing: the next one writes the same file, and then removes"
  )
  func dies() async throws {
    try await TestHost.withStorePath { path in
      let folder = path + ".archive"
      let file = try Self.file {
        $0.doneMilliseconds = 0
        $0.archive = PlannedArchive(to: PlannedTemplate(text: folder), keepMilliseconds: nil)
      }
      let clock = ManualClock()
      try await Self.host(path, file, clock) { host in
        for key in ["a", "b", "größe \\\"c\\\""] { try await Self.other(host, key) }
        try await host.untilQuiet()
      }
      // As a host does it, up to the moment that the file is on disk; then it is no more.
      var configuration = try TestHost.configuration(path, file: file)
      configuration.plan = file
      let (store, sweep) = (configuration.store, Sweep(try HostProcess.link(configuration)))
      let step = try await store.transaction { (tx) throws(StoreError) in try sweep.step(limit: 10, at: .now(), in: &tx)
      }
      let messages = try #require(step.toArchive[folder])
      let written = try ArchiveFolder(path: folder).write(messages, keeping: nil, at: .now(), keys: store.keys)
      try await store.close()
      // The line that it would have written next was cut.
      let manifest = try FileHandle(forWritingTo: URL(filePath: folder + "/manifest.ndjson"))
      try manifest.seekToEnd()
      try manifest.write(contentsOf: Data(#"{"file":"messages-9"#.utf8))
      try manifest.close()

      try await Self.host(path, file, clock) { host in
        #expect(try await Self.messages(host) == 3)
        try await host.until("nobody waits") { clock.nextLeft != nil }
        clock.advance(.seconds(2 * 3_600))
        try await host.until("they never went") { try await Self.messages(host) == 0 }
      }
      let lines = try Self.read(folder, publicKey: try await Self.publicKey(path))
      let keys = lines.compactMap { $0["body"]?["key"]?.pieceText?.string }
      #expect(keys.sorted() == ["a", "b", #"größe "c""#], "each once, and whole")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).contains(written.file))
    }
  }

  @Test("two stores that share a folder, or one that was restored and counts anew, take nothing from each other")
  func shared() async throws {
    try await TestHost.withStorePath { path in
      let folder = path + ".archive"
      let file = try Self.file {
        $0.doneMilliseconds = 0
        $0.archive = PlannedArchive(to: PlannedTemplate(text: folder), keepMilliseconds: nil)
      }
      var found: Set<String> = []
      for store in ["1", "2"] {
        let clock = ManualClock()
        try await Self.host(path + store, file, clock) { host in
          try await Self.other(host, "of \(store)")
          try await host.untilQuiet()
          let report = try await host.operations.runRetention(reason: nil)
          #expect(report.archived == 1 && report.removed == 1)
        }
      }
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".gz") {
        for line in try Self.decompressed("\(folder)/\(name)").split(separator: UInt8(ascii: "\n")) {
          found.insert(try Value(json: Array(line))["body"]?["key"]?.pieceText?.string ?? "")
        }
      }
      #expect(found == ["of 1", "of 2"])
    }
  }
}
