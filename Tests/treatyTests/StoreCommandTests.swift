import Foundation
import GRDB
import Testing
import TreatyStore
import TreatyStoreSQLite
import TreatyTestSupport

@Suite("treaty doctor, backup and restore say what is so, what they did, and how to go on")
struct StoreCommandTests {
  /// A folder with a store in it, as two lanes of work leave it.
  private static func withStore(
    _ tampering: String = "", _ body: (_ folder: String) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-doctor-\(UUID().uuidString.prefix(8))")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }  // What is left is in the temporary folder.
    let path = folder + "/treaty.sqlite"
    let store = try SQLiteStore.open(path: path)
    try await store.transaction { (tx) throws(StoreError) in
      for number in 0..<4 {
        var message = Message(
          trace: "\(number)", parentSpan: nil, flow: "f", received: Instant(milliseconds: 0), body: [1], headers: [],
          plan: "p", deliveryKey: nil)
        message.id = try tx.insert(message).id
        message.state = .running
        try tx.update(message)
        _ = try tx.insert(
          Delivery(
            message: message.id, trace: "\(number)", item: 0, step: 0,
            lane: LaneKey(flow: "f", target: "s.r", identity: "\(number % 2)"), system: "s", payload: [1],
            created: Instant(milliseconds: 1), deadline: Instant(milliseconds: 9)))
      }
    }
    try await store.close()
    let queue = try DatabaseQueue(path: path)
    try await queue.writeWithoutTransaction { try $0.execute(sql: tampering) }
    try queue.close()
    try await body(folder)
  }

  /// What differs from machine to machine is left out: sizes, the version of SQLite and what is to be said of it.
  private static func plain(_ text: String) -> String {
    text.split(separator: "\n\n").filter { !$0.hasPrefix("note[wal-reset]") }.joined(separator: "\n\n")
      .replacing(/[0-9.]+ (B|KiB|MiB|GiB)/, with: "N bytes").replacing(/in \d+ pages, \d+ of/, with: "in N pages, N of")
      .replacing(/sqlite    [0-9.]+/, with: "sqlite    N") + (text.hasSuffix("\n") ? "" : "\n")
  }

  @Test("doctor, of a store that is well")
  func well() async throws {
    try await Self.withStore { folder in
      let outcome = try await TreatyProcess.run(["doctor", "--store", "sqlite:\(folder)/treaty.sqlite"])
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      try Golden.expect(Self.plain(outcome.text), is: "Tests/treatyTests/Fixtures/doctor/well.txt")
    }
  }

  private static let tampering = """
    UPDATE deliveries SET state = 'queued' WHERE state = 'ready'; DELETE FROM counts;
    UPDATE messages SET state = 'done' WHERE id = 4
    """

  @Test("doctor, of a store with mistakes; --mend mends what it can and says where the store is as it was")
  func mistakes() async throws {
    try await Self.withStore(Self.tampering) { folder in
      let store = ["--store", "sqlite:\(folder)/treaty.sqlite"]
      let outcome = try await TreatyProcess.run(["doctor"] + store)
      #expect(outcome.code == 1 && outcome.errors.isEmpty)
      try Golden.expect(Self.plain(outcome.text), is: "Tests/treatyTests/Fixtures/doctor/mistakes.txt")
      let json = try await TreatyProcess.run(["doctor", "--json"] + store)
      #expect(json.code == 1 && json.text.contains(#""check" : "lane-stuck""#))
      let mended = try await TreatyProcess.run(["doctor", "--mend"] + store)
      #expect(mended.code == 1, "what is not to be mended is still there")
      #expect(
        mended.errors
          == "mended lane-stuck, counts; as it was it is in `\(folder)/treaty.sqlite.before-mend-1`\n")
      try Golden.expect(Self.plain(mended.text), is: "Tests/treatyTests/Fixtures/doctor/mended.txt")
    }
  }

  @Test("a file that is damaged is named so")
  func damaged() async throws {
    try await Self.withStore { folder in
      let path = folder + "/treaty.sqlite"
      var bytes = try Data(contentsOf: URL(filePath: path))
      // The page of deliveries loses its count of cells.
      let queue = try DatabaseQueue(path: path)
      let root = try await queue.read {
        try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'plans'")
      }
      try queue.close()
      bytes[(try #require(root) - 1) * 4_096 + 6] = 0xFF
      try bytes.write(to: URL(filePath: path))
      let outcome = try await TreatyProcess.run(["doctor", "--store", "sqlite:\(path)"])
      #expect(outcome.code == 1)
      #expect(outcome.text.contains("damage[integrity]: the file is damaged in `plans`"))
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes, "it was only looked at")
    }
  }

  @Test("backup and restore, and what each refuses")
  func backup() async throws {
    try await Self.withStore { folder in
      let outcome = try await TreatyProcess.shell(
        """
        cd \(folder)
        say() { echo "$ treaty $*"; $treaty "$@" 2>&1; echo "= $?"; }
        say doctor --store sqlite:none.sqlite
        say backup --store sqlite:treaty.sqlite --to monday.sqlite
        say backup --store sqlite:treaty.sqlite --to monday.sqlite
        say restore --from none.sqlite --store sqlite:treaty.sqlite
        say restore --from monday.sqlite --store sqlite:treaty.sqlite
        say restore --from monday.sqlite --store sqlite:treaty.sqlite --replace
        echo a letter > letter; say restore --from letter --store sqlite:treaty.sqlite --replace
        ls
        """)
      let text = outcome.text.replacing(folder, with: "FOLDER").replacing(/\d+ pages/, with: "N pages")
        .replacing(/\d{4}-\d\d-\d\dT[0-9:.]+Z/, with: "TIME")
      try Golden.expect(text, is: "Tests/treatyTests/Fixtures/doctor/backup.txt")
    }
  }
}
