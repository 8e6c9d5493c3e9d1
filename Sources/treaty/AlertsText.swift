import TreatyAlert
import TreatyHost
import TreatyStore

/// What is wrong, in words.
struct AlertsText {
  private let report: AlertsReport

  init(_ report: AlertsReport) { self.report = report }

  /// All of it.
  func whole(withRecent: Bool) -> String {
    var lines: [String] = []
    if report.open.isEmpty { lines.append("nothing is wrong that anybody was told of") }
    for incident in report.open { lines += (lines.isEmpty ? [] : [""]) + full(incident) }
    lines += health + budgets + unsent
    if withRecent, !report.recent.isEmpty {
      lines += ["", "over:"] + report.recent.map { "  \(line($0))" }
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ incident: AlertsReport.IncidentReport) -> String {
    let end =
      incident.resolved.map { "over since \(ReportText.time($0))" }
      ?? incident.acknowledged.map { "\($0.by) has it" } ?? (incident.quietSince == nil ? "nobody has it" : "quiet")
    let span = ReportText.span((incident.resolved ?? report.now).milliseconds - incident.since.milliseconds)
    return "\(incident.id)  \(incident.what)  for \(span), \(incident.count) failures, \(end)"
  }

  private func full(_ incident: AlertsReport.IncidentReport) -> [String] {
    let span = ReportText.span(report.now.milliseconds - incident.since.milliseconds)
    var lines = ["\(incident.id)  \(incident.what)\(incident.name.map { "  (\($0))" } ?? "")"]
    lines.append("    since     \(ReportText.time(incident.since)), for \(span)")
    if incident.count > 0 {
      let flows = incident.flows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      let waiting = incident.waiting.map { ", \($0) \($0 == 1 ? "delivery" : "deliveries") waiting" } ?? ""
      lines.append("    failures  \(incident.count)\(flows.isEmpty ? "" : " (\(flows))")\(waiting)")
    }
    if let promise = incident.promise { lines.append("    promise   \(promise)") }
    if let cause = incident.cause { lines.append("    cause     \(ReportText.shown(cause))") }
    lines.append("    fault     \(incident.fault.rawValue): \(incident.evidence)")
    if let runbook = incident.runbook { lines.append("    runbook   \(runbook)") }
    lines.append("    look      \(incident.command)\(incident.trace.map { ", treaty trace \($0)" } ?? "")")
    for told in incident.told {
      let how = told.failure.map { "not sent: \($0)" } ?? told.at.map { "at \(ReportText.time($0))" } ?? "on its way"
      lines.append("    told      \(told.who): \(told.contact) by \(told.channel), \(how)")
    }
    if let taken = incident.acknowledged {
      lines.append(
        "    taken on  \(taken.by) has it since \(ReportText.time(taken.at))\(taken.note.map { ": \(ReportText.shown($0))" } ?? "")"
      )
    } else {
      lines.append("    take on   treaty ack \(incident.id)")
    }
    return lines
  }

  private var health: [String] {
    if report.health.isEmpty { return [] }
    return ["", "health:"]
      + report.health.sorted { $0.key < $1.key }.map { system, health in
        let span = ReportText.span(report.now.milliseconds - health.since.milliseconds)
        let words =
          health.isGood ? "well, \(health.milliseconds ?? 0) ms" : "not well: \(health.problem ?? "no answer")"
        return "  \(system)  \(words), for \(span)"
      }
  }

  private var budgets: [String] {
    if report.budgets.isEmpty { return [] }
    return ["", "left of what may fail:"]
      + report.budgets.sorted { $0.key < $1.key }.map { name, left in
        "  \(name)  \(left > 0 ? "\(Int((left * 100).rounded(.down)))%" : "nothing")"
      }
  }

  private var unsent: [String] {
    guard report.unsent > 0 else { return [] }
    return ["", "\(report.unsent) alerts could not be sent: \(report.unsentCause ?? "no reason is known")"]
  }
}
