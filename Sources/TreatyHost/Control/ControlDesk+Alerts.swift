import Hummingbird
import TreatyAlert
import TreatyAudit
import TreatyEngine
import TreatyStore

extension ControlDesk {
  /// Incidents, and who takes them on.
  var alertRoutes: [ControlRoute] {
    [
      .get("/alerts", .viewer) { _ in .json(try await alertsReport()) },
      .post("/alerts/:number/acknowledge", .operator) { request in .json(try await acknowledge(request)) },
    ]
  }

  private func alertsReport() async throws -> AlertsReport {
    var report = alerts.board.report(now: .now())
    // Counting costs a look into the store, and is wanted only where something is wrong.
    if !report.open.isEmpty {
      report.count(try await store.transaction { (tx) throws(StoreError) in try tx.census() })
    }
    return report
  }

  private func acknowledge(_ request: ControlRequest) async throws -> AcknowledgeReport {
    let id = Int(try request.number("number"))
    guard request.value("note")?.count ?? 0 <= Operations.longestNote else {
      throw Problem(
        400, "note", "The note is too long", "A note has at most \(Operations.longestNote) characters.")
    }
    let result = await alerts.inbox.acknowledge(id, by: request.caller.name, note: request.value("note"))
    let report = AcknowledgeReport(id, result)
    guard report.isDone else { return report }
    var record = AuditRecord(.acknowledged, by: request.caller.name, words: ["incident": "\(id)"])
    (record.reason, record.plan) = (request.reason ?? request.value("note"), current.value.linked.digest)
    let (kept, now) = (record, Instant.now())
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: kept.json(), about: nil, at: now)
    }
    return report
  }
}
