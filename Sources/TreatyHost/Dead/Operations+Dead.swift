import Foundation
import TreatyEngine
import TreatyStore

extension Operations {
  /// A page of what waits for a person, newest first.
  public func dead(_ query: DeadQuery) async throws(Failure) -> DeadPage {
    let body: [UInt8]
    do { body = Array(try JSONEncoder().encode(query)) } catch {
      throw .refused("the question cannot be written: \(error)")
    }
    if let page: DeadPage = try await host.ask("/dead", method: "POST", body: body) { return page }
    let result = try await look { (store) throws(StoreError) -> Result<DeadPage, DeadMatch.Refusal> in
      do { return .success(try await Reports.dead(store, query, nil)) } catch let error as StoreError {
        throw error
      } catch { return .failure(error as? DeadMatch.Refusal ?? DeadMatch.Refusal(message: "\(error)")) }
    }
    switch result {
    case .success(let page): return page
    case .failure(let refusal): throw .refused("`--match` is no condition: \(refusal.message)")
    }
  }

  /// One delivery with its calls.
  /// - Parameter withPayload: whether what it holds is wanted as well. Somebody who looks at that is in the audit trail: it needs the running
  ///   host.
  public func delivery(_ id: Int64, withPayload: Bool = false, reason: String? = nil) async throws(Failure)
    -> DeliveryReport
  {
    let target = withPayload ? "/dead/\(id)/payload\(Operations.query([("reason", reason)]))" : "/dead/\(id)"
    if let report: DeliveryReport = try await host.ask(target) { return report }
    if withPayload { throw .noHost }
    let found = try await look { (store) throws(StoreError) in
      try await Reports.delivery(store, id, withPayload: false, nil)
    }
    guard let found else { throw .unknown("There is no delivery \(id).") }
    return found
  }

  /// Puts something else in the place of what a delivery holds, and tries it again. Needs a running host.
  public func edit(_ id: Int64, payload: [UInt8], reason: String?) async throws(Failure) -> String {
    let target = "/dead/\(id)/edit\(Operations.query([("reason", reason)]))"
    guard let report: ActReport = try await host.ask(target, method: "POST", body: payload) else { throw .noHost }
    guard report.isKnown else { throw .unknown(report.message) }
    guard report.isDone else { throw .refused(report.message) }
    return report.message
  }
}

extension Operations {
  /// The newest of what waits for a person, optionally of one flow or one class of failure.
  public func dead(flow: String?, failure: String? = nil) async throws(Failure) -> [DeliveryReport] {
    var query = DeadQuery()
    (query.flow, query.failure) = (flow, failure)
    return try await dead(query).deliveries
  }
}
