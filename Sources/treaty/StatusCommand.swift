import ArgumentParser
import Foundation
import TreatyHost
import TreatyStore

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what is open, what is stuck, and what waits for a person.",
    discussion: """
        treaty status --store sqlite:treaty.sqlite
        treaty status --store sqlite:treaty.sqlite --json | jq .census

      Exit codes: 0 printed; 3 there is no store; 4 the store cannot be had.
      """)

  @OptionGroup var store: StoreOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let report: StatusReport
    do throws(Operations.Failure) { report = try await store.operations.status() } catch { throw error.complain() }
    if json { return Terminal.print(ReportText.json(report)) }
    let alerts: AlertsReport
    do throws(Operations.Failure) { alerts = try await store.operations.alerts() } catch { throw error.complain() }
    Terminal.print(([text(report)] + AlertsText(alerts).section).joined(separator: "\n"))
  }

  private func text(_ report: StatusReport) -> String {
    var lines: [String] = []
    if let host = report.host {
      lines += [
        "host        running for \(ReportText.span(host.uptimeSeconds * 1000)), process \(host.process), listening at \(host.listening)",
        "plan        \(host.package)  \(host.plan)",
      ]
    } else {
      lines.append("host        none runs on this store")
    }
    lines.append("messages    \(ReportText.counts(report.census.messages, ["accepted", "running", "done", "ended"]))")
    lines.append(
      "deliveries  \(ReportText.counts(report.census.deliveries, ["queued", "ready", "inFlight", "asking", "done", "dead", "dropped"]))"
    )
    lines.append("records     \(report.census.links) linked")
    if let oldest = report.census.oldestOpen {
      lines.append("oldest open \(ReportText.span(report.now.milliseconds - oldest.milliseconds)) old")
    }
    if !report.census.open.isEmpty {
      lines += ["", "system            queued   ready  in flight  asking    dead"]
      for (system, states) in report.census.open.sorted(by: { $0.key < $1.key }) {
        let numbers = ["queued", "ready", "inFlight", "asking", "dead"].map { states[$0] ?? 0 }
        let widths = [6, 8, 11, 8, 8]
        lines.append(
          system.padding(toLength: max(18, system.count + 1), withPad: " ", startingAt: 0)
            + zip(numbers, widths).map { ReportText.right("\($0)", $1) }.joined())
      }
    }
    if !report.waiting.isEmpty {
      lines += ["", "waiting for a person (treaty dead show NUMBER, then retry or drop):"]
      lines += report.waiting.map { "  \(ReportText.line($0))" }
    }
    return lines.joined(separator: "\n")
  }
}
