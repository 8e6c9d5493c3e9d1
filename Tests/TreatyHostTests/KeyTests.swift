import Foundation
import Testing
import TreatyStore
import TreatyStoreSQLite

@testable import TreatyHost

@Suite("The master key is changed while a host takes in, and what is forgotten nobody can read")
struct KeyTests {
  @Test(
    "while webhooks come in the key is changed again and again; all of it is there afterwards, with the last one alone")
  func rotation() async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      let first = try Data(contentsOf: URL(filePath: try await Self.made(path)))
      try await TestHost.run(desk, storePath: path) { host in
        async let alerts: Void = withThrowingTaskGroup(of: Int.self) { group in
          for number in 0..<40 { group.addTask { try await host.alert("k\(number)", "t").status } }
          for try await status in group { #expect(status == 202) }
        }
        for _ in 0..<5 { _ = try await host.operations.rotateKeys(to: nil, reason: "yearly") }
        try await alerts
        try await host.untilQuiet()
      }
      #expect(desk.tickets.count == 40)
      #expect(try Data(contentsOf: URL(filePath: path + ".key")) != first)
      let store = try SQLiteStore.open(path: path)
      #expect(try await store.examine().isWell)
      #expect(try await AuditReports.verify(store).findings.isEmpty)
      try await store.close()
      try first.write(to: URL(filePath: path + ".key"))
      let ring = try Data(contentsOf: URL(filePath: path + ".keys"))
      #expect(throws: StoreError.self) { _ = try SQLiteStore.open(path: path) }
      #expect(try Data(contentsOf: URL(filePath: path + ".keys")) == ring, "nothing is changed")
    }
  }

  /// Makes a store.
  /// - Returns: its key file.
  private static func made(_ path: String) async throws -> String {
    try await SQLiteStore.open(path: path).close()
    return path + ".key"
  }

  @Test("what a forgotten key has sealed is in no backup either")
  func forgotten() async throws {
    try await TestHost.withStorePath { path in
      let backup = path + ".backup"
      try await TestHost.run(storePath: path) { host in
        try await host.alert("key-of-somebody", "title-of-somebody")
        try await host.untilQuiet()
        _ = try await host.operations.backup(to: backup) { _ in }
        let keys = try await host.operations.keys().keys
        let sealed = try #require(keys.first { $0.messages > 0 })
        _ = try await host.operations.forgetKey(sealed.number, reason: "erasure request 114")
        await #expect(throws: Operations.Failure.self) {
          _ = try await host.operations.forgetKey(sealed.number, reason: nil)
        }
        let delivery = try await host.operations.delivery(1)
        #expect(delivery.isForgotten)
      }
      // The ring is in no backup: what a restored store has is the ring of today.
      try FileManager.default.copyItem(atPath: path + ".key", toPath: backup + ".key")
      try FileManager.default.copyItem(atPath: path + ".keys", toPath: backup + ".keys")
      let store = try SQLiteStore.open(path: backup)
      let report = try #require(try await Reports.delivery(store, 1, withPayload: true, nil))
      #expect(report.isForgotten && report.payload == nil)
      try await store.close()
    }
  }
}
