import NIOHTTP1
import Testing
import TreatyStore
import TreatyStoreSQLite
import TreatyTestSupport

@testable import TreatyHost

@Suite(
  "A full disk stops nothing but what is new, and a host goes on by itself when there is room",
  .enabled(if: SmallDisk.canBeMade, SmallDisk.reason))
struct RoomTests {
  @Test("it fills while a call is out, and is freed")
  func fillsAndFrees() async throws {
    let disk = try SmallDisk(bytes: 16 << 20)
    try await TestHost.run(TicketDesk(), storePath: disk.path("store")) { host in
      try await host.alert("a", "first")
      try await host.untilQuiet()
      #expect(try await reserve(host) == 1 << 20)
      host.desk.disturb(.hold)
      try await host.alert("b", "second")
      try await host.until("no call left") { host.desk.calls.count == 2 }
      try disk.fill(leaving: 0)

      let refused = try await host.alert("c", "third")
      #expect(refused.status == 503 && refused.headers.first(name: "retry-after") == "30")
      #expect(refused.body.contains("There is no room to keep it. Nothing was taken"))
      #expect(try await host.ask("GET", "/readyz").body == "not ready: no room for the store\n")
      #expect(try await reserve(host) == 1 << 20, "kept for outcomes")

      host.desk.release()
      try await host.until("the outcome of the call was not written") {
        try await host.operations.status().census.deliveries == ["done": 2]
      }
      #expect(try await reserve(host) == 0)
      #expect(try await host.alert("c", "third").status == 503)
      #expect(host.desk.calls.count == 2, "no call began")

      disk.free()
      try await host.until("it did not go on") { try await host.ask("GET", "/readyz").status == 200 }
      #expect(try await reserve(host) == 1 << 20, "it was made again before anything was taken")
      #expect(try await host.alert("c", "third").status == 202)
      try await host.untilQuiet()
      #expect(host.desk.tickets.map(\.title) == ["first", "second", "third"])
      let report = try await host.operations.doctor()
      #expect(report.examination.isWell && report.host != nil)
    }
  }

  @Test("below the floor nothing is taken in, although there is room")
  func floor() async throws {
    let disk = try SmallDisk(bytes: 16 << 20)
    try await TestHost.run(TicketDesk(), storePath: disk.path("store")) { host in
      try await host.alert("a", "first")
      try await host.untilQuiet()
      try disk.fill(leaving: 1 << 19)
      #expect(try await host.alert("b", "second").status == 503)
      #expect(try await reserve(host) == 1 << 20)
      disk.free()
      try await host.until("it did not go on") { try await host.ask("GET", "/readyz").status == 200 }
      #expect(try await host.alert("b", "second").status == 202)
      try await host.untilQuiet()
    }
  }

  @Test("a host that ended with work to do on a disk that is full starts, takes nothing, and goes on with room")
  func starts() async throws {
    let disk = try SmallDisk(bytes: 16 << 20)
    let desk = TicketDesk()
    desk.disturb(.hang)
    try await TestHost.run(desk, storePath: disk.path("store"), grace: .zero, end: .atOnce) { host in
      try await host.alert("a", "first")
      try await host.until("no call left") { desk.calls.count == 1 }
    }
    try disk.fill(leaving: 300_000)
    try await TestHost.run(desk, storePath: disk.path("store")) { host in
      #expect(try await host.alert("b", "second").status == 503)
      disk.free()
      try await host.until("it did not go on") { try await host.ask("GET", "/readyz").status == 200 }
      try await host.alert("b", "second")
      try await host.untilQuiet()
      #expect(desk.tickets.map(\.title).sorted() == ["first", "second"])
    }
  }

  private func reserve(_ host: TestHost) async throws -> Int? {
    let line = try await host.ask("GET", "/metrics").body.split(separator: "\n").first {
      $0.hasPrefix("treaty_reserve_bytes ")
    }
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
  }
}
