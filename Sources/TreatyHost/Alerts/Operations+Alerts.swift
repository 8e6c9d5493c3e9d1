import TreatyAlert
import TreatyStore
import TreatyStoreSQLite

extension Operations {
  /// Incidents that are open and those that are over, and how systems are.
  public func alerts() async throws(Failure) -> AlertsReport {
    if let report: AlertsReport = try await host.ask("/alerts") { return report }
    return try await look { (store) throws(StoreError) in
      let state = try await store.transaction { (tx) throws(StoreError) in try AlertBook.state(in: tx) }
      return AlertsReport(state, health: [:], budgets: [:], now: .now())
    }
  }

  /// Characters of a note at most: it goes into messages to others, which have little room.
  public static let longestNote = 500

  /// Takes an incident on. Needs a running host.
  /// - Parameter note: what to say to others, in ``longestNote`` characters at most.
  /// - Returns: what became of it, in words.
  public func acknowledge(_ id: Int, note: String?, reason: String? = nil) async throws(Failure) -> String {
    let query = Operations.query([("note", note), ("reason", reason)])
    let answer: AcknowledgeReport? = try await host.ask("/alerts/\(id)/acknowledge\(query)", method: "POST")
    guard let report = answer else { throw .noHost }
    guard report.isKnown else { throw .unknown(report.message) }
    guard report.isDone else { throw .refused(report.message) }
    return report.message
  }
}
