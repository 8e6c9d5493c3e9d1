import TreatyAlert
import TreatyStore

extension StatusText.Section {
  /// What somebody was told of, and systems that are not well.
  static let incidents = StatusText.Section("incidents") { report, text in
    guard let alerts = report.alerts else { return [] }
    var lines: [String] = []
    if !alerts.open.isEmpty {
      lines.append("incidents (treaty alerts, treaty ack NUMBER):")
      lines += alerts.open.map { incident in
        let span = StatusText.span(alerts.now.milliseconds - incident.since.milliseconds)
        let who =
          incident.acknowledged.map { "\($0.by) has it" } ?? (incident.quietSince == nil ? "nobody has it" : "quiet")
        return text.toned(
          "  \(incident.id)  \(incident.what)  for \(span), \(incident.count) failures, \(who)",
          incident.acknowledged == nil ? .red : .yellow)
      }
    }
    let sick = alerts.health.filter { !$0.value.isGood }.keys.sorted()
    if !sick.isEmpty { lines.append("not well when last asked: \(sick.joined(separator: ", "))") }
    if alerts.unsent > 0 {
      lines.append(text.toned("\(alerts.unsent) messages could not be sent: \(alerts.unsentCause ?? "")", .red))
    }
    return lines
  }
}
