import Foundation
import NIOCore
public import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite

extension Operations {
  /// The holds that stand.
  public func holds() async throws(Failure) -> [LegalHold] {
    if let holds: [LegalHold] = try await host.ask("/holds") { return holds }
    return try await look { (store) throws(StoreError) in
      try await store.transaction { (tx) throws(StoreError) in try tx.holds() }
    }
  }

  /// Puts up a hold. Needs a running host.
  public func put(_ hold: LegalHold, reason: String?) async throws(Failure) -> LegalHold {
    let body: [UInt8]
    do { body = Array(try JSONEncoder().encode(hold)) } catch { throw .refused("the hold cannot be written: \(error)") }
    let target = "/holds\(Operations.query([("reason", reason)]))"
    guard let put: LegalHold = try await host.ask(target, method: "POST", body: body) else { throw .noHost }
    return put
  }

  /// Ends a hold. Needs a running host.
  public func release(hold name: String, reason: String?) async throws(Failure) -> LegalHold {
    let target = "/holds/\(Operations.escaped(name))/release\(Operations.query([("reason", reason)]))"
    guard let hold: LegalHold = try await host.ask(target, method: "POST") else { throw .noHost }
    return hold
  }

  /// What is kept how long, and how much is due. Needs a running host, which has the plan.
  public func retentionPlan() async throws(Failure) -> RetentionPlan {
    guard let plan: RetentionPlan = try await host.ask("/retention") else { throw .noHost }
    return plan
  }

  /// Removes what is due. Needs a running host.
  public func runRetention(reason: String?) async throws(Failure) -> RetentionReport {
    let target = "/retention/run\(Operations.query([("reason", reason)]))"
    guard let report: RetentionReport = try await host.ask(target, method: "POST", timeout: .hours(24)) else {
      throw .noHost
    }
    return report
  }
}
