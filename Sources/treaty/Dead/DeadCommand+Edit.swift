import ArgumentParser
import Foundation
import TreatyHost

extension DeadCommand {
  struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change what one holds, and try it again.",
      discussion: """
        Opens $VISUAL or $EDITOR with what it holds, or takes it from --payload. What you may not see stands there as `***`, and must be replaced: it would \
        be written as it stands. What does not fit the flow's model is refused, and nothing is changed.
        """)

    @Argument(help: "Number of the delivery.") var number: Int64
    @Option(
      help: ArgumentHelp("File with what it shall hold, as JSON; `-` reads it from standard input.", valueName: "file"))
    var payload: String?
    @OptionGroup var store: StoreOption
    @OptionGroup var reason: ReasonOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let operations = try store.opened()
      do throws(Operations.Failure) {
        let bytes: [UInt8]
        if let payload { bytes = try Self.read(payload) } else { bytes = try await edited(operations) }
        let message = try await operations.edit(number, payload: bytes, reason: reason.reason)
        Terminal.print(
          json ? ReportText.json(DoneReport(number: number, message: message)) : "delivery \(number): \(message)")
      } catch { throw error.complain() }
    }

    private static func read(_ path: String) throws(Operations.Failure) -> [UInt8] {
      if path == "-" {
        do { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) } catch {
          throw .refused("standard input cannot be read: \(error.localizedDescription)")
        }
      }
      guard let data = FileManager.default.contents(atPath: path) else { throw .refused("`\(path)` cannot be read") }
      return Array(data)
    }

    private func edited(_ operations: Operations) async throws(Operations.Failure) -> [UInt8] {
      let environment = ProcessInfo.processInfo.environment
      guard let editor = environment["VISUAL"] ?? environment["EDITOR"], isatty(STDIN_FILENO) == 1 else {
        throw .refused("set $EDITOR to change it here, or give what it shall hold with `--payload FILE`")
      }
      guard let held = try await operations.delivery(number, withPayload: true, reason: reason.reason).payload else {
        throw .refused("what delivery \(number) holds is not kept any longer")
      }
      let file = FileManager.default.temporaryDirectory.appending(path: "treaty-\(number)-\(UUID().uuidString).json")
      defer { try? FileManager.default.removeItem(at: file) }  // it lies in the temporary folder, for its owner alone
      let before = Self.pretty(held)
      guard
        FileManager.default.createFile(
          atPath: file.path, contents: Data(before.utf8), attributes: [.posixPermissions: 0o600])
      else { throw .refused("`\(file.path)` cannot be written") }
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "\(editor) \"$1\"", "sh", file.path]
      do { try process.run() } catch { throw .refused("`\(editor)` cannot be started: \(error.localizedDescription)") }
      process.waitUntilExit()
      let after = try Self.read(file.path)
      guard process.terminationStatus == 0, after != Array(before.utf8) else {
        throw .refused("nothing was changed")
      }
      return after
    }

    private static func pretty(_ json: String) -> String {
      // What is no JSON is shown as it is.
      guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: [.fragmentsAllowed]),
        let data = try? JSONSerialization.data(
          withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
      else { return json }
      return String(decoding: data, as: UTF8.self) + "\n"
    }
  }
}
