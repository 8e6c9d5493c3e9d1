import Foundation
import Testing
import TreatyStore
import TreatyStoreSQLite

@testable import TreatyHost

@Suite("A backup is made while a host goes on, and what is restored from it makes no record a second time")
struct BackupTests {
  @Test("over the socket, while webhooks come in; a second of the same name is refused")
  func online() async throws {
    try await TestHost.run { host in
      let path = host.storePath + ".backup"
      async let alerts: Void = withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<40 { group.addTask { try await host.alert("k\(number)", "t").status } }
        for try await status in group { #expect(status == 202) }
      }
      let report = try await host.operations.backup(to: path) { _ in }
      #expect(report.state == .done && report.total > 0 && report.done == report.total)
      try await alerts
      try await host.untilQuiet()
      // It opens with the keys of its store, which are not in it.
      for ending in [".key", ".keys"] {
        try FileManager.default.copyItem(atPath: host.storePath + ending, toPath: path + ending)
      }
      let copy = try SQLiteStore.open(path: path)
      #expect(try await copy.examine().isWell)
      try await copy.close()
      await #expect(throws: Operations.Failure.self) { try await host.operations.backup(to: path) { _ in } }
      await #expect(throws: Operations.Failure.self) {
        try await host.operations.backup(to: host.storePath + "/none/backup") { _ in }
      }
      #expect(try await host.alert("after", "t").status == 202)
    }
  }

  private static func isRefused(_ operations: Operations, _ backup: String, replaces: Bool) -> Bool {
    do throws(Operations.Failure) {
      _ = try operations.restore(from: backup, replaces: replaces)
      return false
    } catch { return true }
  }

  @Test("backup, more is delivered, restore: everything that is there is found by its mark")
  func restored() async throws {
    try await TestHost.withStorePath { path in
      let desk = TicketDesk()
      let backup = path + ".backup"
      try await TestHost.run(desk, storePath: path) { host in
        try await host.alert("known", "known")
        try await host.untilQuiet()
        desk.disturb(.hold)
        try await host.alert("open", "open")
        try await host.until("no call left") { desk.calls.count == 2 }
        try await host.alert("open", "open, behind")
        _ = try await host.operations.backup(to: backup) { _ in }
        desk.release()
        try await host.alert("unseen", "unseen")
        try await host.untilQuiet()
        #expect(desk.tickets.map(\.title) == ["known", "open, behind", "unseen"])
        #expect(Self.isRefused(host.operations, backup, replaces: true), "the host has it")
      }
      let operations = Operations(storePath: path)
      #expect(Self.isRefused(operations, backup, replaces: false), "there is a store")
      #expect(try operations.restore(from: backup, replaces: true).aside == path + ".replaced-1")
      try await TestHost.run(desk, storePath: path) { host in
        try await host.alert("unseen", "unseen, again")
        try await host.alert("new", "new")
        try await host.untilQuiet()
        #expect(desk.tickets.map(\.title) == ["known", "open, behind", "unseen, again", "new"])
        #expect(try await host.operations.dead(flow: nil).isEmpty)
      }
    }
  }

  @Test("with a host nothing is mended")
  func notMended() async throws {
    try await TestHost.run { host in
      let report = try await host.operations.doctor()
      #expect(report.examination.isWell)
      await #expect(throws: Operations.Failure.self) { try await host.operations.mend() }
    }
  }
}
