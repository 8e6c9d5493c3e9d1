import Foundation
import Hummingbird
import TreatyAudit

extension ControlDesk {
  /// The audit trail.
  var auditRoutes: [ControlRoute] {
    [
      .get("/audit/verify", .auditor) { _ in .json(try await AuditReports.verify(store)) },
      .post("/audit", .auditor) { request in
        let query: AuditQuery
        do { query = try JSONDecoder().decode(AuditQuery.self, from: Data(request.body)) } catch {
          throw Problem(400, "no-query", "That is no question", "\(error)")
        }
        let format = request.value("format").flatMap(AuditExport.Format.init(rawValue:)) ?? .ndjson
        return .json(try await AuditReports.page(store, query, format))
      },
    ]
  }
}
