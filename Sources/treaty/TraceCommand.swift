import ArgumentParser
import TreatyHost

struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Show the whole way of a trace: what came in, what became of it, every call.",
    discussion: """
      The trace id is in the answer to a webhook, in `traceparent` of every call, and in the log.

        treaty trace 4bf92f3577b34da6a3ce929d0e0e4736 --store sqlite:treaty.sqlite

      Exit codes: 0 printed; 1 the trace is not known; 3 there is no store; 4 the store cannot be had.
      """)

  @Argument(help: "Trace id, 32 hex digits.")
  var id: String

  @OptionGroup var store: StoreOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let report: TraceReport
    do throws(Operations.Failure) { report = try await store.operations.trace(id) } catch { throw error.complain() }
    guard !report.messages.isEmpty else {
      throw Operations.Failure.unknown("the store knows no trace `\(id)`; messages are removed after their retention")
        .complain()
    }
    if json { return Terminal.print(ReportText.json(report)) }
    var lines = ["trace \(report.trace)"]
    for message in report.messages {
      lines.append("message \(message.id)  \(ReportText.time(message.received))  \(message.flow)  \(message.state)")
      lines.append("  taken by plan \(message.plan)")
      for delivery in message.deliveries { lines += ReportText.full(delivery, indent: "  ") }
      if message.deliveries.isEmpty { lines.append("  nothing was to be done") }
    }
    Terminal.print(lines.joined(separator: "\n"))
  }
}
