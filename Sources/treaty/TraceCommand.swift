import ArgumentParser
import TreatyHost
import TreatyStore

struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Show the whole way of a trace: what came in, what became of it, every call.",
    discussion: """
      The trace id is in the answer to a webhook, in `traceparent` of every call, in the log and in the audit trail. Where only a record's id or a key is \
      known, all traces that concern it are shown.

        treaty trace 4bf92f3577b34da6a3ce929d0e0e4736 --store sqlite:treaty.sqlite
        treaty trace 4711 --store sqlite:treaty.sqlite
        treaty trace disk-full-db7 --store sqlite:treaty.sqlite

      Exit codes: 0 printed; 1 nothing is known of it; 3 there is no store; 4 the store cannot be had.
      """)

  @Argument(help: "Trace id of 32 hex digits, id of a record in a system, or key of a record (`identify`).")
  var id: String

  @OptionGroup var store: StoreOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let reports: [TraceReport]
    do throws(Operations.Failure) { reports = try await traces() } catch { throw error.complain() }
    guard !reports.isEmpty else {
      throw Operations.Failure.unknown(
        "the store knows no trace, record or key `\(id)`; messages are removed after their retention"
      ).complain()
    }
    if json {
      return Terminal.print(reports.count == 1 ? ReportText.json(reports[0]) : ReportText.json(reports))
    }
    Terminal.print(reports.map(TraceText.lines).joined(separator: [""]).joined(separator: "\n"))
  }

  private func traces() async throws(Operations.Failure) -> [TraceReport] {
    let operations = try store.operations
    let isID = id.utf8.count == 32 && id.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
    if isID {
      let report = try await operations.trace(id)
      if !report.messages.isEmpty { return [report] }
    }
    var reports: [TraceReport] = []
    for trace in try await operations.traces(about: id) { reports.append(try await operations.trace(trace)) }
    // In time order, as a story is told.
    return reports.reversed()
  }
}

/// The story of a trace, in the order of time, with how long each part took.
enum TraceText {
  static func lines(_ report: TraceReport) -> [String] {
    var lines = ["trace \(report.trace)"]
    for message in report.messages {
      lines.append("message \(message.id)  \(message.flow)  \(message.state)")
      lines.append("  taken by plan \(message.plan)")
      var story: [(at: Int64, text: String)] = [(message.received.milliseconds, "taken")]
      for delivery in message.deliveries { story += steps(delivery) }
      if let ended = message.ended { story.append((ended.milliseconds, message.state)) }
      for (at, text) in story.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }).map(
        \.element)
      {
        let after = at - message.received.milliseconds
        lines.append("  \(ReportText.right("+\(after) ms", 12))  \(text)")
      }
      if message.deliveries.isEmpty { lines.append("  nothing was to be done") }
      for delivery in message.deliveries { lines += ReportText.full(delivery, indent: "  ") }
    }
    return lines
  }

  private static func steps(_ delivery: DeliveryReport) -> [(at: Int64, text: String)] {
    let name = "\(delivery.undo == true ? "undo of " : "")\(delivery.target) [\(ReportText.shown(delivery.identity))]"
    var steps: [(at: Int64, text: String)] = [
      (delivery.created.milliseconds, "delivery \(delivery.id) worked out: \(name)")
    ]
    for call in delivery.calls ?? [] {
      let took = call.ended.map { ", \($0.milliseconds - call.sent.milliseconds) ms" } ?? ", no answer yet"
      let status = call.status.map { " (\($0))" } ?? ""
      steps.append(
        (
          call.sent.milliseconds,
          "delivery \(delivery.id) call \(call.number): \(call.operation) \(call.result ?? "out")\(status)\(took)"
        ))
    }
    if let ended = delivery.ended {
      let end = delivery.outcome.map { "\(delivery.state): \($0)" } ?? delivery.state
      steps.append((ended.milliseconds, "delivery \(delivery.id) \(end)"))
    }
    return steps
  }
}
