import ArgumentParser
import TreatyHost

struct AccessWhoamiCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "Ask a host who one is to it, and what one may do.")

  @OptionGroup var store: StoreOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let report: CallerReport
    do throws(Operations.Failure) { report = try await store.operations.whoami() } catch { throw error.complain() }
    if json { return Terminal.print(ReportText.json(report)) }
    let roles = report.roles.map(\.rawValue).joined(separator: ", ")
    Terminal.print("\(report.name), by \(report.entry): \(roles.isEmpty ? "no role" : roles)")
  }
}
