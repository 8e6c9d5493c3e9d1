import ArgumentParser
import Foundation
import TreatyHost

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what is open, what holds it up and why, and what waits for a person.",
    discussion: """
        treaty status --store sqlite:treaty.sqlite
        treaty status --store sqlite:treaty.sqlite --watch
        treaty status --store sqlite:treaty.sqlite --json | jq -r '.bottlenecks[0].reason'
        treaty status --store sqlite:treaty.sqlite --json --watch 10 >> status.jsonl

      With --watch a terminal shows it live until Ctrl-C; elsewhere it is printed again each time, with --json as a line. The fields of \
      the JSON are described in docs/metrics.md.

      Exit codes: 0 printed; 3 there is no store; 4 the store cannot be had.
      """)

  @OptionGroup var store: StoreOption

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    defaultAsFlag: 2, help: ArgumentHelp("Show it again every so many seconds, until Ctrl-C.", valueName: "seconds"))
  var watch: Double?

  func validate() throws {
    guard watch.map({ (0.1...86_400).contains($0) }) ?? true else {
      throw ValidationError("`--watch` is 0.1 to 86400 seconds")
    }
  }

  func run() async throws {
    guard let watch else {
      let report: StatusReport
      do throws(Operations.Failure) { report = try await store.operations.status() } catch { throw error.complain() }
      return Terminal.print(
        json
          ? ReportText.json(report)
          : StatusText(colour: Terminal.hasColour(STDOUT_FILENO)).lines(report).joined(separator: "\n"))
    }
    try await StatusWatch(operations: try store.opened(), pause: .seconds(watch), form: form).run()
  }

  private var form: StatusWatch.Form {
    if json { return .json }
    return isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" ? .screen : .text
  }
}
