import Hummingbird
import TreatyEngine
import TreatyStore

extension ControlDesk {
  /// What waits for a person.
  var deadRoutes: [ControlRoute] {
    [
      .get("/dead", .viewer) { request in
        .json(
          try await Reports.dead(
            store, flow: request.value("flow"), failure: request.value("class"), limit: 1000))
      },
      .get("/dead/:number", .viewer) { request in
        guard let delivery = try await Reports.delivery(store, try request.number("number")) else {
          throw Problem.unknown
        }
        return .json(delivery)
      },
      .post("/dead/:number/retry", .operator) { request in
        .json(await perform(.retry(DeliveryID(try request.number("number"))), request))
      },
      .post("/dead/:number/drop", .operator) { request in
        .json(await perform(.drop(DeliveryID(try request.number("number"))), request))
      },
      .post("/dead/:number/found", .operator) { request in
        let id = DeliveryID(try request.number("number"))
        return .json(await perform(.found(id, recordID: try request.needed("record")), request))
      },
    ]
  }

  /// Hands an act to the engine; what comes back is on disk.
  private func perform(_ act: OperatorAct, _ request: ControlRequest) async -> ActReport {
    do throws(Mailbox.Refusal) {
      switch try await mailbox.perform(act, by: request.origin) {
      case .done(let message): return ActReport(isDone: true, isKnown: true, message: message)
      case .refused(let message): return ActReport(isDone: false, isKnown: true, message: message)
      case .unknown:
        return ActReport(isDone: false, isKnown: false, message: "there is no delivery \(act.delivery.number)")
      }
    } catch {
      let why = error == .full ? "there is no room for the store" : "the host is stopping"
      return ActReport(isDone: false, isKnown: true, message: "nothing was done: \(why)")
    }
  }
}
