import ArgumentParser
import TreatyAlert
import TreatyHost

struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "Say what is wrong, whose fault it is, and who was told.",
    discussion: """
        treaty alerts --store sqlite:treaty.sqlite
        treaty alerts --recent --store sqlite:treaty.sqlite
        treaty alerts --store sqlite:treaty.sqlite --json | jq .open

      Exit codes: 0 nothing is open; 1 something is; 3 there is no store; 4 the store cannot be had.
      """)

  @OptionGroup var store: StoreOption
  @Flag(help: "Show what is over as well.") var recent = false
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let report: AlertsReport
    do throws(Operations.Failure) { report = try await store.operations.alerts() } catch { throw error.complain() }
    Terminal.print(json ? ReportText.json(report) : AlertsText(report).whole(withRecent: recent))
    if !report.open.isEmpty { throw Exit.findings }
  }
}
