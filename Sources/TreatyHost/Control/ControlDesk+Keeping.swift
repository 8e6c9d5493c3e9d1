import Foundation
import Hummingbird
import TreatyAudit
import TreatyDiagnostics
import TreatyEngine
import TreatyPlan
import TreatyStore

extension ControlDesk {
  /// What is kept, how long, and what forbids that it goes.
  var keepingRoutes: [ControlRoute] {
    [
      .get("/holds", .viewer) { _ in
        .json(try await store.transaction { (tx) throws(StoreError) in try tx.holds() })
      },
      .post("/holds", .admin) { request in
        let hold: LegalHold
        do { hold = try JSONDecoder().decode(LegalHold.self, from: Data(request.body)) } catch {
          throw Problem(400, "no-hold", "That is no hold", "\(error)")
        }
        return .json(try await put(hold, request))
      },
      .post("/holds/:name/release", .admin) { request in
        .json(try await release(request.parameters["name"] ?? "", request))
      },
      .get("/retention", .viewer) { _ in .json(try await RetentionPlan.of(store, current.value.linked, at: .now())) },
      .post("/retention/run", .admin) { request in .json(await retention.pass(by: request.origin)) },
    ]
  }

  private func put(_ hold: LegalHold, _ request: ControlRequest) async throws -> LegalHold {
    var hold = hold
    (hold.by, hold.created) = (request.caller.name, .now())
    let kept = hold
    let record = record(.held, ["hold": hold.name, "why": hold.reason], request)
    let planned = current.value.linked.plan.flows.map(\.name)
    let known = try await store.transaction { (tx) throws(StoreError) -> Set<String>? in
      // Messages may be left of flows that the plan has no longer.
      let known = Set(planned).union(try tx.census().flows.keys)
      guard kept.flows.allSatisfy(known.contains) else { return known }
      try tx.put(kept)
      try tx.append(audit: record.json(), about: nil, at: kept.created)
      return nil
    }
    guard let known, let flow = kept.flows.first(where: { !known.contains($0) }) else { return kept }
    let near = NearName.suggest(for: flow, among: known.sorted()).map { ": did you mean `\($0)`?" } ?? "."
    throw Problem(
      409, "no-flow", "There is no such flow", "There is no flow `\(flow)`, so that nothing would be held\(near)")
  }

  private func release(_ name: String, _ request: ControlRequest) async throws -> LegalHold {
    let record = record(.released, ["hold": name], request)
    let now = Instant.now()
    let released = try await store.transaction { (tx) throws(StoreError) -> LegalHold? in
      guard let hold = try tx.holds().first(where: { $0.name == name }) else { return nil }
      try tx.release(hold: name)
      try tx.append(audit: record.json(), about: nil, at: now)
      return hold
    }
    guard let released else { throw Problem.unknown("There is no hold `\(name)`.") }
    return released
  }

  private func record(_ act: AuditRecord.Act, _ words: [String: String], _ request: ControlRequest) -> AuditRecord {
    var record = AuditRecord(act, by: request.caller.name, words: words)
    (record.reason, record.plan) = (request.reason, current.value.linked.digest)
    return record
  }
}
