import Glibc
import Foundation
import Testing

@testable import TreatyHost

@Suite("Who has started a host hears how it stands, as sd_notify(3) says it")
struct ServiceManagerTests {
  /// A socket that hears what is told.
  private final class Ear: Sendable {
    let name: String
    private let descriptor: Int32

    init() throws {
      name = "@treaty-test-\(UUID().uuidString)"
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      let bytes: [UInt8] = [0] + name.utf8.dropFirst()
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
      }
      try #require(result == 0)
    }

    deinit { close(descriptor) }

    /// What was told so far.
    func heard() -> [String] {
      var (heard, room) = ([String](), [UInt8](repeating: 0, count: 4_096))
      while true {
        let count = recv(descriptor, &room, room.count, Int32(MSG_DONTWAIT))
        guard count > 0 else { return heard }
        heard.append(String(decoding: room.prefix(count), as: UTF8.self))
      }
    }
  }

  @Test("ready, alive, stopping")
  func course() async throws {
    let ear = try Ear()
    try await TestHost.withStorePath { path in
      try await TestHost.run(
        storePath: path,
        change: {
          $0.manager = ServiceManager(
            environment: ["NOTIFY_SOCKET": ear.name, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": "\(getpid())"],
            process: getpid())
        },
        { host in
          #expect(ear.heard().first == "READY=1\nSTATUS=running")
          try await host.until("it was silent") { ear.heard().contains("WATCHDOG=1") }
        })
      #expect(ear.heard().contains { $0.hasPrefix("STOPPING=1\n") })
    }
  }

  @Test("reloading comes with the time of the monotonic clock, for systemd to know which reload it was")
  func reloading() throws {
    let ear = try Ear()
    ServiceManager(environment: ["NOTIFY_SOCKET": ear.name], process: 1).reloading()
    let told = try #require(ear.heard().first?.split(separator: "\n"))
    #expect(told.first == "RELOADING=1" && told.last?.hasPrefix("MONOTONIC_USEC=") == true)
  }

  @Test(
    "a watchdog counts where it is for this process, and there is somebody to tell",
    arguments: [
      (["NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "1000"], true),
      (["NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "7"], true),
      (["NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "8"], false),
      (["WATCHDOG_USEC": "1000"], false), (["NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "0"], false),
      (["NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "soon"], false),
      (["NOTIFY_SOCKET": "run/x", "WATCHDOG_USEC": "1"], false),
    ])
  func watchdog(environment: [String: String], counts: Bool) {
    #expect((ServiceManager(environment: environment, process: 7).watchdog != nil) == counts)
  }

  @Test("where nobody listens nothing is told")
  func nobody() {
    for socket in ["/nowhere/notify", "@" + String(repeating: "a", count: 200)] {
      ServiceManager(environment: ["NOTIFY_SOCKET": socket], process: 1).ready("running")
    }
  }
}
