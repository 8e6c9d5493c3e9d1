import Foundation
import Hummingbird
import TreatyAudit
import TreatyConnect
import TreatyDiagnostics
import TreatyEngine
import TreatyPlan
import TreatyStore

extension ControlDesk {
  /// What came in, as samples that can be taken out of the house.
  var sampleRoutes: [ControlRoute] {
    // As for what a delivery holds, though nothing that is classified is in it.
    [.post("/samples", .operator) { request in .json(try await samples(request)) }]
  }

  private func samples(_ request: ControlRequest) async throws -> SamplePage {
    let query: SampleQuery
    do { query = try JSONDecoder().decode(SampleQuery.self, from: Data(request.body)) } catch {
      throw Problem(400, "no-query", "That is no question", "\(error)")
    }
    let running = current.value
    let flows = running.linked.plan.flows.map(\.name)
    if let flow = query.flow, !flows.contains(flow) {
      let near = NearName.suggest(for: flow, among: flows).map { ": did you mean `\($0)`?" } ?? "."
      throw Problem.unknown("The plan that runs has no flow `\(flow)`\(near)")
    }
    var page = try await SampleReports.page(store, query, SampleRecorder(running.linked, key: sampleKey))
    // What the host was given to keep to itself, wherever it was repeated.
    for index in page.samples.indices {
      page.samples[index].line = running.caller.redactor.redact(page.samples[index].line)
    }
    let words = ["what": "wrote samples of what came in", "messages": "\(page.samples.count)"]
    var record = AuditRecord(.noted, by: request.caller.name, words: words)
    (record.reason, record.plan, record.flow) = (request.reason, running.linked.digest, query.flow)
    let (kept, now) = (record, Instant.now())
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: kept.json(), about: nil, at: now)
    }
    return page
  }
}
