import Foundation
import Hummingbird
import TreatyAudit
import TreatyEngine
import TreatyStore

extension ControlDesk {
  /// What waits for a person.
  var deadRoutes: [ControlRoute] {
    [
      // A question with an expression in it is a body.
      .post("/dead", .viewer) { request in .json(try await page(request)) },
      .get("/dead/:number", .viewer) { request in
        let number = try request.number("number")
        guard let delivery = try await Reports.delivery(store, number, withPayload: false, viewer) else {
          throw Problem.unknown("There is no delivery \(number).")
        }
        // What was sent and answered is as good as what it holds.
        return .json(request.caller.may(.operator) ? delivery : delivery.withoutBodies)
      },
      // What it holds is for those who mend it, and that somebody looked stands in the trail.
      .get("/dead/:number/payload", .operator) { request in .json(try await payload(request)) },
      .post("/dead/:number/edit", .operator, mostBody: 1 << 20) { request in
        let id = DeliveryID(try request.number("number"))
        return .json(try await perform(.edit(id, payload: request.body), request))
      },
      .post("/dead/:number/retry", .operator) { request in
        .json(try await perform(.retry(DeliveryID(try request.number("number"))), request))
      },
      .post("/dead/:number/drop", .operator) { request in
        .json(try await perform(.drop(DeliveryID(try request.number("number"))), request))
      },
      .post("/dead/:number/found", .operator) { request in
        let id = DeliveryID(try request.number("number"))
        return .json(try await perform(.found(id, recordID: try request.needed("record")), request))
      },
    ]
  }

  private func page(_ request: ControlRequest) async throws -> DeadPage {
    do {
      let query =
        request.body.isEmpty ? DeadQuery() : try JSONDecoder().decode(DeadQuery.self, from: Data(request.body))
      // An expression over what they hold tells what they hold.
      guard query.match == nil || request.caller.may(.operator) else {
        throw Problem(
          403, "role", "Not with this role", "`--match` looks at what deliveries hold: that needs the role `operator`.")
      }
      return try await Reports.dead(store, query, viewer)
    } catch let error as DecodingError {
      throw Problem(400, "no-query", "That is no question", "\(error)")
    } catch let error as DeadMatch.Refusal {
      throw Problem(400, "no-condition", "That is no condition", error.message)
    }
  }

  private func payload(_ request: ControlRequest) async throws -> DeliveryReport {
    let number = try request.number("number")
    guard let delivery = try await Reports.delivery(store, number, withPayload: true, viewer) else {
      throw Problem.unknown("There is no delivery \(number).")
    }
    var record = AuditRecord(.noted, by: request.caller.name, words: ["what": "looked at what a delivery holds"])
    (record.reason, record.plan, record.delivery) = (request.reason, current.value.linked.digest, number)
    (record.flow, record.trace) = (delivery.flow, delivery.trace)
    let (kept, now) = (record, Instant.now())
    try await store.transaction { (tx) throws(StoreError) in
      try tx.append(audit: kept.json(), about: nil, at: now)
    }
    return delivery
  }

  /// Hands an act to the engine; what comes back is on disk.
  private func perform(_ act: OperatorAct, _ request: ControlRequest) async throws -> ActReport {
    do throws(Mailbox.Refusal) {
      switch try await mailbox.perform(act, by: request.origin) {
      case .done(let message): return ActReport(isDone: true, isKnown: true, message: message)
      case .refused(let message): return ActReport(isDone: false, isKnown: true, message: message)
      case .unknown:
        return ActReport(isDone: false, isKnown: false, message: "There is no delivery \(act.delivery.number).")
      }
    } catch {
      let why = error == .full ? "there is no room for the store" : "the host is stopping"
      throw Problem(503, "not-now", "Not now", "Nothing was done: \(why).")
    }
  }
}
