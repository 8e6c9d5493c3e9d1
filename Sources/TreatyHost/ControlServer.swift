import Hummingbird
import NIOCore
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyStoreSQLite

/// Answers the commands of an operator over the control socket. The store itself is never opened by two processes.
struct ControlServer<StoreType: Store>: HTTPResponder {
  typealias Context = BasicRequestContext

  let store: StoreType
  let mailbox: Mailbox
  let facts: @Sendable () -> StatusReport.HostFacts
  let desk: BackupDesk
  let alerts: AlertParts
  /// Looks at all of the store.
  let examine: @Sendable () async throws(StoreError) -> Examination
  /// Lets another plan take over.
  let apply: @Sendable (PlanKeeper<StoreType>.Wish) async -> ApplyReport

  /// Bytes of a plan beyond which it is refused.
  private static var mostPlan: Int { 64 << 20 }

  func respond(to request: Request, context: BasicRequestContext) async -> Response {
    let parts = request.uri.path.split(separator: "/").map(String.init)
    if let response = await answerAboutAlerts(request, parts) { return response }
    do throws(StoreError) {
      switch (request.method, parts.count) {
      case (.get, 1) where parts[0] == "status":
        return .json(try await Reports.status(store, host: facts(), now: .now()))
      case (.get, 2) where parts[0] == "trace": return .json(try await Reports.trace(store, parts[1]))
      case (.get, 1) where parts[0] == "dead":
        let (flow, failure) = (request.uri.queryParameters["flow"], request.uri.queryParameters["class"])
        return .json(
          try await Reports.dead(store, flow: flow.map(String.init), failure: failure.map(String.init), limit: 1000))
      case (.get, 2) where parts[0] == "dead":
        guard let id = Int64(parts[1]), let delivery = try await Reports.delivery(store, id) else { return unknown }
        return .json(delivery)
      case (.post, 3) where parts[0] == "dead":
        guard let id = Int64(parts[1]) else { return unknown }
        return await perform(parts[2], DeliveryID(id), request)
      case (.get, 1) where parts[0] == "doctor":
        return .json(DoctorReport(host: facts(), examination: try await examine()))
      case (.get, 1) where parts[0] == "backup": return .json(desk.report)
      case (.post, 1) where parts[0] == "backup":
        guard let path = request.uri.queryParameters["to"] else { return unknown }
        return .json(desk.begin(to: String(path)))
      case (.post, 1) where parts[0] == "plan": return await change(request)
      default: return unknown
      }
    } catch {
      return Problem(500, "store", "The store cannot be read", "\(error)").response()
    }
  }

  var unknown: Response { Problem(404, "not-found", "Not found", "There is nothing of this name.").response() }

  /// Lets a plan take over: its file is the body.
  private func change(_ request: Request) async -> Response {
    let file: PlanFile
    do {
      let body = try await request.body.collect(upTo: Self.mostPlan)
      file = try PlanFile.read(Array(body.readableBytesView))
    } catch {
      return Problem(400, "no-plan", "That is no plan", "\(error)").response()
    }
    var wish = PlanKeeper<StoreType>.Wish(file: file)
    for (name, value) in request.uri.queryParameters {
      switch name {
      case "dry-run": wish.isDryRun = true
      case "even-if": if let kind = PlanObstacle.Kind(rawValue: String(value)) { wish.evenIf.insert(kind) }
      case "input":
        let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 { wish.inputs[parts[0]] = parts[1] }
      default: continue
      }
    }
    return .json(await apply(wish))
  }

  private func perform(_ verb: String, _ id: DeliveryID, _ request: Request) async -> Response {
    let act: OperatorAct
    switch verb {
    case "retry": act = .retry(id)
    case "drop": act = .drop(id)
    case "found":
      guard let record = request.uri.queryParameters["record"] else { return unknown }
      act = .found(id, recordID: String(record))
    default: return unknown
    }
    do throws(Mailbox.Refusal) {
      switch try await mailbox.perform(act) {
      case .done(let message): return .json(ActReport(isDone: true, isKnown: true, message: message))
      case .refused(let message): return .json(ActReport(isDone: false, isKnown: true, message: message))
      case .unknown:
        return .json(ActReport(isDone: false, isKnown: false, message: "there is no delivery \(id.number)"))
      }
    } catch {
      let why = error == .full ? "there is no room for the store" : "the host is stopping"
      return .json(ActReport(isDone: false, isKnown: true, message: "nothing was done: \(why)"))
    }
  }
}
