import HTTPTypes
import Hummingbird
import NIOCore
import TreatyConnect
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyTelemetry

/// Takes webhooks: authenticates, reads, hands over, and answers 2xx only when what was sent is on disk.
struct IntakeServer: HTTPResponder {
  typealias Context = BasicRequestContext

  let current: CurrentPlan
  let mailbox: Mailbox
  let state: HostState
  let telemetry: Telemetry
  /// Everything that is measured.
  let measure: @Sendable () async throws(StoreError) -> [MetricFamily]

  /// Bytes of a body beyond which it is refused.
  private static var mostBody: Int { 1 << 20 }
  /// How long a body may take to come: a sender who dawdles holds a connection.
  private static var bodyTime: Duration { .seconds(30) }

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let path = request.uri.path
    switch (request.method, path) {
    case (.get, "/healthz"): return .text("ok\n")
    case (.get, "/readyz"): return readiness()
    case (.get, "/metrics"): return await measurements(request)
    default: break
    }
    // What runs now; another plan may take over while the body is read.
    let running = current.value
    guard let flows = running.routes[path] else {
      return Problem(404, "no-such-path", "Nothing is taken here", "No flow of this plan has this path.").response()
    }
    guard request.method == .post else {
      return Problem(405, "method", "Only POST is taken here", "Send the event with POST.").response([.allow: "POST"])
    }
    let started = ContinuousClock.now
    var taken = taken(request, path)
    // Before a body is read for nothing.
    let result = state.hasRoom ? await take(request, flows, running, taken) : later(.full)
    taken.took = ContinuousClock.now - started
    taken.status = Int(result.status.code)
    for flow in flows {
      telemetry.registry.noteIntake(
        flow: running.linked.plan.flows[flow].name, status: taken.status, took: taken.took, trace: taken.context.trace,
        at: .now())
    }
    telemetry.note(taken)
    return result
  }

  private func readiness() -> Response {
    let objections = state.objections
    guard !objections.isEmpty else { return .text("ready\n") }
    return .text("not ready: \(objections.joined(separator: ", "))\n", status: .serviceUnavailable)
  }

  /// What is known of a request before it is read: above all, which trace it belongs to.
  private func taken(_ request: Request, _ path: String) -> TakenRequest {
    var random = SystemRandomNumberGenerator()
    let context = TraceContext.of(request.headers, using: &random)
    let span = TraceContext.span(using: &random)
    return TakenRequest(
      context, id: span, sender: telemetry.sender(context, span: span), method: request.method.rawValue, path: path)
  }

  private func measurements(_ request: Request) async -> Response {
    let form = MetricText(accepting: request.headers[.accept])
    do throws(StoreError) {
      return .text(form.render(try await measure()), type: form.type)
    } catch {
      return Problem(503, "store", "The store cannot be read", "The host is ending.").response()
    }
  }

  private func take(
    _ request: Request, _ flows: [Position<PlannedFlow>], _ running: RunningPlan, _ taken: TakenRequest
  ) async -> Response {
    for flow in flows {
      // The compiler lets only flows with one sender share a path; a plan that was not made by it gains nothing.
      guard shows(request, running.expected[flow.index]) else {
        return refusal(running.linked.plan.flows[flow].trigger.authentication)
      }
    }
    guard takesContent(request) else {
      return Problem(
        415, "media-type", "Only JSON is taken here", "Send `content-type: application/json`, not encoded."
      )
      .response()
    }
    do {
      return await keep(
        request, try await body(of: request), flows.map { running.linked.plan.flows[$0].name }, taken)
    } catch is NIOTooManyBytesError {
      return Problem(413, "too-large", "The body is too large", "A body has at most \(Self.mostBody) bytes.").response()
    } catch is CancellationError {
      return Problem(
        408, "too-slow", "The body came too slowly", "Send it within \(Self.bodyTime.components.seconds) s."
      )
      .response([.connection: "close"])
    } catch {
      return Problem(400, "broken-body", "The body broke off", "The request ended before its body did.").response()
    }
  }

  private func shows(_ request: Request, _ credential: Credential) -> Bool {
    guard case .header(let name, let value) = credential else { return true }
    let shown = HTTPField.Name(name).flatMap { request.headers[$0] }
    return shown.map(value.matches) ?? false
  }

  private func refusal(_ authentication: PlannedAuthentication) -> Response {
    let challenge: String
    switch authentication {
    case .basic: challenge = "Basic realm=\"treaty\", charset=\"UTF-8\""
    // RFC 9110 §11.6.1 wants a challenge with every 401; a token in a header of its own has no scheme that is registered.
    case .token, .none: challenge = "Bearer realm=\"treaty\""
    }
    return Problem(
      401, "not-authenticated", "Not authenticated", "The request does not show the credential that this path asks for."
    ).response([.wwwAuthenticate: challenge])
  }

  private func takesContent(_ request: Request) -> Bool {
    let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
    let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased().filter { $0 != " " } ?? ""
    return encoding == "identity"
      && (type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")))
  }

  private func body(of request: Request) async throws -> [UInt8] {
    let collected = try await within(Self.bodyTime) { try await request.body.collect(upTo: Self.mostBody) }
    guard let collected else { throw CancellationError() }
    return Array(collected.readableBytesView)
  }

  private func keep(_ request: Request, _ body: [UInt8], _ flows: [String], _ taken: TakenRequest) async -> Response {
    let context = taken.context
    let headers = request.headers.map { ($0.name.canonicalName, $0.value) }
    let intakes = flows.map {
      Intake(
        flow: $0, trace: context.trace, parentSpan: context.parent, sender: taken.sender, headers: headers, body: body)
    }
    do throws(Mailbox.Refusal) {
      return answer(try await mailbox.take(intakes), taken)
    } catch { return later(error) }
  }

  private func later(_ refusal: Mailbox.Refusal) -> Response {
    let (why, seconds) =
      switch refusal {
      case .busy: ("Too much is waiting to be taken.", 2)
      case .stopping: ("The host is stopping.", 2)
      // Room is made by people.
      case .full: ("There is no room to keep it.", 30)
      }
    return Problem(503, "later", "Not now", "\(why) Nothing was taken; send it again later.")
      .response([.retryAfter: "\(seconds)"])
  }

  private func answer(_ results: [IntakeResult], _ taken: TakenRequest) -> Response {
    var trace: String?
    for result in results {
      switch result {
      case .accepted(let kept, _): trace = trace ?? kept
      case .noSuchFlow:
        return Problem(404, "no-such-path", "Nothing is taken here any more", "The plan was changed meanwhile.")
          .response()
      case .notJSON(let why):
        return Problem(400, "not-json", "The body is not JSON", "\(why.prefix(1).uppercased())\(why.dropFirst()).")
          .response()
      case .invalid(let violations):
        let count = violations.count == 1 ? "One of its values is" : "\(violations.count) of its values are"
        return Problem(
          422, "not-the-event", "The body is not what the event says", "\(count) not as the connector declares.",
          violations: violations
        ).response()
      }
    }
    let kept = trace ?? taken.context.trace
    // Hex digits: nothing in it that an encoder would have to look for.
    var response = Response.text(#"{"trace":"\#(kept)"}"#, status: .accepted, type: "application/json")
    // W3C Trace Context, level 2 §4.2: which trace it became, and our part in it.
    if let name = TraceContext.responseField {
      response.headers[name] = "00-\(kept)-\(taken.id)-0\(taken.sender?.isSampled ?? true ? 1 : 0)"
    }
    return response
  }
}
