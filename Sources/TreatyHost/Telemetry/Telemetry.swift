import HTTPTypes
import Synchronization
import TreatyEngine
import TreatyPlan
import TreatyStore
import TreatyTelemetry

/// What a host says of itself: what it counts, how its limits stand, and the spans of traces that are recorded.
final class Telemetry: Sendable {
  let registry = MetricRegistry()
  let version: String
  /// When it began to count.
  let began: Instant
  /// Spans on their way to a collector; `nil` where there is none.
  let spans: SpanQueue?
  private let limitsView = Mutex<LimitsView?>(nil)

  init(version: String, began: Instant, spans: SpanQueue? = nil) {
    self.version = version
    self.began = began
    self.spans = spans
  }

  // MARK: What the loop brings

  /// Takes in what a turn came to.
  func note(_ result: StepResult, at now: Instant) {
    registry.note(result.notices, at: now)
    guard let spans, !result.steps.isEmpty else { return }
    spans.add(
      result.steps.filter { isRecorded($0.trace, $0.sender) }.map { Span($0) })
  }

  /// How the engine's limits stand after a turn.
  func note(_ limits: LimitsView) { limitsView.withLock { $0 = limits } }

  /// How the engine's limits stand; nothing before the first turn.
  func limits(at now: Instant) -> LimitsReport {
    limitsView.withLock { $0 }?.report(at: now) ?? LimitsReport()
  }

  /// Whether spans of a trace are sent.
  private func isRecorded(_ trace: String, _ sender: SenderTrace?) -> Bool {
    guard let spans else { return false }
    return sender?.isSampled ?? spans.sampler.records(trace, parent: nil)
  }

  // MARK: What senders and calls bring

  /// What is kept of a trace with the messages that begin with a request.
  /// - Parameter span: the span of the intake.
  func sender(_ context: TraceContext, span: String) -> SenderTrace? {
    let isSampled = spans?.sampler.records(context.trace, parent: context.isSampled) ?? context.isSampled ?? true
    // Where no span of ours is sent, what comes hangs below the sender's.
    if spans != nil { return SenderTrace(isSampled: isSampled, span: span, state: context.state) }
    return context.parent.map { SenderTrace(isSampled: isSampled, span: $0, state: context.state) }
  }

  /// Takes in a call that was made.
  func note(_ call: OutgoingCall, _ made: MadeCall) {
    guard let spans, isRecorded(call.trace, call.sender) else { return }
    spans.add([made.span(of: call)])
  }

  /// Takes in a request of a sender.
  func note(_ request: TakenRequest) {
    guard let spans, isRecorded(request.context.trace, request.sender) else { return }
    spans.add([request.span])
  }
}

/// A call that was made, as its span tells of it.
struct MadeCall {
  /// Address that its target is relative to.
  let base: PlannedURL
  /// Record and verb, as in the spec.
  let operation: String
  let began: UInt64
  let took: Duration
  let answer: Answer

  /// The span, by the conventions for HTTP clients.
  func span(of call: OutgoingCall) -> Span {
    let path = (base.path + call.target).prefix { $0 != "?" }
    var attributes: [(name: String, value: Span.Attribute)] = [
      ("http.request.method", .text(call.method)), ("server.address", .text(base.host)),
      ("server.port", .number(base.port)),
      // Without the query: what stands there may be of the payload, or a key.
      ("url.full", .text(base.origin + path)), ("treaty.flow", .text(call.flow)),
      ("treaty.operation", .text(operation)),
    ]
    if call.id.attempt > 1 { attributes.append(("http.request.resend_count", .number(call.id.attempt - 1))) }
    var failure: String?
    switch answer {
    case .reply(let status, _, _):
      attributes.append(("http.response.status_code", .number(status)))
      if status >= 400 { failure = "\(status)" }
    case .noReply(let reach, _): failure = reach == .notSent ? "not_sent" : "no_answer"
    }
    if let failure { attributes.append(("error.type", .text(failure))) }
    return Span(
      trace: call.trace, span: call.span, parent: SpanNumber.text(call.parent), state: call.sender?.state,
      name: "\(call.method) \(operation)", kind: .client, began: began, ended: began &+ took.wholeNanoseconds,
      attributes: attributes, isError: failure != nil,
      links: call.others.map { .init(trace: $0.trace, span: SpanNumber.text($0.span)) })
  }
}

/// A request of a sender, as its span tells of it.
struct TakenRequest {
  let context: TraceContext
  /// Its span.
  let id: String
  /// What is kept of its trace.
  let sender: SenderTrace?
  let method: String
  let path: String
  let began = WallClock.nanoseconds()
  var took: Duration = .zero
  var status = 0

  init(_ context: TraceContext, id: String, sender: SenderTrace?, method: String, path: String) {
    self.context = context
    self.id = id
    self.sender = sender
    self.method = method
    self.path = path
  }

  /// The span, by the conventions for HTTP servers. The path is one of the plan's: there are few of them.
  var span: Span {
    var attributes: [(name: String, value: Span.Attribute)] = [
      ("http.request.method", .text(method)), ("url.path", .text(path)), ("url.scheme", .text("http")),
      ("http.route", .text(path)), ("http.response.status_code", .number(status)),
    ]
    // What a sender did wrong is no fault of the server.
    if status >= 500 { attributes.append(("error.type", .text("\(status)"))) }
    return Span(
      trace: context.trace, span: id, parent: context.parent, state: context.state, name: "\(method) \(path)",
      kind: .server, began: began, ended: began &+ took.wholeNanoseconds, attributes: attributes,
      isError: status >= 500)
  }
}

extension Duration {
  /// Whole nanoseconds; none where it is negative.
  var wholeNanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return UInt64(seconds) &* 1_000_000_000 &+ UInt64(attoseconds / 1_000_000_000)
  }
}
