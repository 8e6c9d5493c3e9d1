import Foundation
import NIOCore
public import TreatyAudit
import TreatyStore

extension Operations {
  /// Looks whether the audit trail is as it was written.
  public func verifyAudit() async throws(Failure) -> AuditReport {
    if let report: AuditReport = try await host.ask("/audit/verify", timeout: .hours(1)) { return report }
    return try await look { (store) throws(StoreError) in try await AuditReports.verify(store) }
  }

  /// Hands out the entries that are wanted, page by page.
  public func audit(_ query: AuditQuery, as format: AuditExport.Format, _ take: ([String]) -> Void)
    async throws(Failure)
  {
    var query = query
    while true {
      let page = try await page(query, format)
      take(page.lines)
      guard let next = page.next else { return }
      query.after = next
    }
  }

  private func page(_ query: AuditQuery, _ format: AuditExport.Format) async throws(Failure) -> AuditPage {
    let body: [UInt8]
    do { body = Array(try JSONEncoder().encode(query)) } catch {
      throw .refused("the question cannot be written: \(error)")
    }
    let target = "/audit\(Operations.query([("format", format.rawValue)]))"
    if let page: AuditPage = try await host.ask(target, method: "POST", body: body, timeout: .minutes(10)) {
      return page
    }
    return try await look { (store) throws(StoreError) in try await AuditReports.page(store, query, format) }
  }
}
