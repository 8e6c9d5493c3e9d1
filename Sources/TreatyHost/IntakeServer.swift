import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TreatyConnect
import TreatyEngine
import TreatyPlan
import TreatyStore

/// Takes webhooks: authenticates, reads, hands over, and answers 2xx only when what was sent is on disk.
struct IntakeServer<StoreType: Store>: HTTPResponder {
  typealias Context = BasicRequestContext

  let plan: LinkedPlan
  let expected: [Credential]
  let loop: EngineLoop<StoreType>
  let store: StoreType
  let metrics: Metrics
  let version: String
  /// Flows by path.
  private let flows: [String: [Position<PlannedFlow>]]

  /// Bytes of a body beyond which it is refused.
  private static var mostBody: Int { 1 << 20 }

  init(
    plan: LinkedPlan, expected: [Credential], loop: EngineLoop<StoreType>, store: StoreType, metrics: Metrics,
    version: String
  ) {
    self.plan = plan
    self.expected = expected
    self.loop = loop
    self.store = store
    self.metrics = metrics
    self.version = version
    flows = Dictionary(grouping: plan.plan.flows.indices.map { Position<PlannedFlow>($0) }) {
      plan.plan.flows[$0].trigger.path
    }
  }

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let path = request.uri.path
    switch (request.method, path) {
    case (.get, "/healthz"): return .text("ok\n")
    case (.get, "/readyz"): return await readiness()
    case (.get, "/metrics"): return try await measurements()
    default: break
    }
    guard let flows = flows[path], let first = flows.first else {
      return Problem(
        404, "no-such-path", "Nothing is taken here", "No flow of this plan has the path `\(path.prefix(200))`."
      ).response()
    }
    guard request.method == .post else {
      return Problem(405, "method", "Only POST is taken here", "Send the event with POST.").response([.allow: "POST"])
    }
    let result = await take(request, flows, first)
    for flow in flows {
      metrics.count("treaty_intake_total", [("flow", plan.plan.flows[flow].name), ("status", "\(result.status.code)")])
    }
    return result
  }

  private func readiness() async -> Response {
    await loop.isReady ? .text("ready\n") : .text("not ready: starting or stopping\n", status: .serviceUnavailable)
  }

  private func measurements() async throws -> Response {
    let census = try await store.transaction { (tx) throws(StoreError) in try tx.census() }
    return .text(
      metrics.render(census, now: EngineLoop<StoreType>.now(), version: version),
      type: "text/plain; version=0.0.4; charset=utf-8")
  }

  private func take(_ request: Request, _ flows: [Position<PlannedFlow>], _ first: Position<PlannedFlow>) async
    -> Response
  {
    if case .header(let name, let value) = expected[first.index] {
      let shown = HTTPField.Name(name).flatMap { request.headers[$0] }
      guard let shown, value.matches(shown) else {
        return Problem(
          401, "not-authenticated", "Not authenticated",
          "The request does not show the credential that this path asks for."
        )
        .response([.wwwAuthenticate: "Bearer"])
      }
    }
    let type =
      request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased().filter { $0 != " " } } ?? ""
    guard type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")) else {
      return Problem(415, "media-type", "Only JSON is taken here", "Send `content-type: application/json`.").response()
    }
    let body: [UInt8]
    do {
      body = [UInt8](try await request.body.collect(upTo: Self.mostBody).readableBytesView)
    } catch is NIOTooManyBytesError {
      return Problem(413, "too-large", "The body is too large", "A body has at most \(Self.mostBody) bytes.").response()
    } catch {
      return Problem(400, "broken-body", "The body broke off", "The request ended before its body did.").response()
    }
    return await keep(request, body, flows)
  }

  private func keep(_ request: Request, _ body: [UInt8], _ flows: [Position<PlannedFlow>]) async -> Response {
    var random = SystemRandomNumberGenerator()
    let context =
      HTTPField.Name("traceparent").flatMap { request.headers[$0] }.flatMap { TraceContext(traceparent: $0) }
      ?? TraceContext(using: &random)
    let headers = request.headers.map { ($0.name.rawName.lowercased(), $0.value) }
    var trace = context.trace
    for flow in flows {
      do {
        switch try await loop.take(
          Intake(flow: flow, trace: context.trace, parentSpan: context.parent, headers: headers, body: body))
        {
        case .accepted(let kept, _): trace = kept
        case .notJSON(let why):
          return Problem(400, "not-json", "The body is not JSON", "\(why.prefix(1).uppercased())\(why.dropFirst()).")
            .response()
        case .invalid(let violations):
          return Problem(
            422, "not-the-event", "The body is not what the event says",
            "\(violations.count) of its values are not as the connector declares them.",
            violations: violations
          ).response()
        }
      } catch {
        return Problem(503, "later", "Not now", "The event was not taken; send it again later.").response([
          .retryAfter: "2"
        ])
      }
    }
    var response = Response.json(["trace": trace], status: .accepted)
    if let name = HTTPField.Name("traceresponse") {
      response.headers[name] = "00-\(trace)-\(context.parent ?? "0000000000000001")-01"
    }
    return response
  }
}
