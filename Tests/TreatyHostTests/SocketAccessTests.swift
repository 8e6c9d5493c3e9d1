import Foundation
import Testing

@testable import TreatyHost

@Suite("At the socket the system says who asks")
struct SocketAccessTests {
  private static let curl = "/usr/bin/curl"
  private static let setpriv = "/usr/bin/setpriv"
  /// Only root can be somebody else.
  static var canBeAnother: Bool {
    geteuid() == 0 && [curl, setpriv].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What another user is told, and the status of the answer; empty where the socket does not open for them.
  private static func ask(_ socket: String, _ path: String, method: String = "GET", group: UInt32) async throws
    -> String
  {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: setpriv)
    process.arguments = [
      "--reuid=65534", "--regid=\(group)", "--clear-groups", curl, "-s", "-X", method, "-H",
      "\(ControlSocket.sudoField): root", "-w", " %{http_code}", "--unix-socket", socket, "http://localhost\(path)",
    ]
    process.standardOutput = output
    let (ended, end) = AsyncStream.makeStream(of: Never.self)
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    for await _ in ended {}
    return String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }

  @Test(
    "another user is not let in; of a group that is they may look; what else the file says",
    .enabled(if: SocketAccessTests.canBeAnother))
  func another() async throws {
    let group: UInt32 = 65_534
    try await TestHost.withStorePath { path in
      chmod(URL(filePath: path).deletingLastPathComponent().path, 0o755)
      let socket = ControlSocket.path(store: path)
      try await TestHost.run(storePath: path) { _ in
        let answer = try await Self.ask(socket, "/whoami", group: group)
        #expect(answer == " 000")
      }
      let file = try OperatorsFile(path + ".operators")
      try await TestHost.run(
        storePath: path,
        change: { configuration in
          configuration.controlGroup = group
          configuration.accessPath = file.path
        },
        { host in
          let name = SystemUser(65_534).name
          try await host.until("the group was not let in") {
            try await Self.ask(socket, "/whoami", group: group)
              == #"{"entry":"socket","name":"\#(name)","roles":["viewer"]} 200"#
          }
          let act = try await Self.ask(socket, "/dead/1/drop", method: "POST", group: group)
          #expect(act.hasSuffix(" 403") && act.contains(#""role":"operator""#))
          try file.change { $0.users[name] = [.operator] }
          let known = try await Self.ask(socket, "/dead/1/drop", method: "POST", group: group)
          #expect(known.hasSuffix(" 200"))
        })
    }
  }
}
