import CEL
import TreatyEngine
import TreatyPlan
public import TreatyStore

/// A delivery as a person sees it: without what not everybody may see.
public struct DeliveryReport: Codable, Sendable {
  /// Its number.
  public var id: Int64
  /// Trace id.
  public var trace: String
  /// Flow.
  public var flow: String
  /// `system.record`.
  public var target: String
  /// Value of `identify`.
  public var identity: String
  /// `true` for one that undoes what another did for the same item.
  public var undo: Bool?
  /// Where it stands.
  public var state: String
  /// How it ended well.
  public var outcome: String?
  /// Id of the record.
  public var record: String?
  /// Calls made for it.
  public var attempts: Int
  /// Class of the last failure.
  public var failure: String?
  /// What the last failure said.
  public var cause: String?
  /// What to do about it; only where it waits for a person.
  public var suggestion: String?
  /// When it was made.
  public var created: Instant
  /// When it goes, while it is open.
  public var due: Instant?
  /// What its system is held back by, while it is open: words of `treaty status`. Only where a host runs.
  public var held: String?
  /// When it ended.
  public var ended: Instant?
  /// Whether what it holds is not kept any longer.
  public var isForgotten: Bool
  /// What it holds, as JSON, with stars in the place of what an operator may not see; only where that was asked for.
  public var payload: String?
  /// Its calls; only where one delivery is shown.
  public var calls: [CallReport]?

  /// One call.
  public struct CallReport: Codable, Sendable {
    /// Number of the call, from 1.
    public var number: Int
    /// What was called.
    public var operation: String
    /// Its span.
    public var span: String
    /// When it left.
    public var sent: Instant
    /// When its answer was in.
    public var ended: Instant?
    /// HTTP status of the answer.
    public var status: Int?
    /// `ok`, or a class of failure.
    public var result: String?
    /// What a person should know of it.
    public var detail: String?
    /// What was sent and what was answered, where it did not go well.
    public var request, answer: Part?
  }

  /// What was sent, or answered.
  public struct Part: Codable, Sendable {
    /// Method, and path with query, of a request.
    public var method, target: String?
    /// Status of an answer.
    public var status: Int?
    /// Headers, each as `name: value`.
    public var headers: [String]
    /// The body.
    public var body: String?
    /// How many bytes of it are not kept.
    public var cut: Int
  }

  /// Whether it waits for its call.
  var waits: Bool { state == Delivery.State.queued.rawValue || state == Delivery.State.ready.rawValue }

  init(_ delivery: Delivery, hiding texts: HiddenTexts) {
    id = delivery.id.number
    trace = delivery.trace
    flow = delivery.lane.flow
    target = delivery.lane.target
    identity = texts.hide(in: delivery.lane.identity)
    undo = delivery.stepUndone == nil ? nil : true
    state = delivery.state.rawValue
    outcome = delivery.outcome
    record = delivery.recordID.map(texts.hide(in:))
    attempts = delivery.attempts
    failure = delivery.failure
    cause = delivery.cause.map(texts.hide(in:))
    created = delivery.created
    due = delivery.state == .ready ? delivery.due : nil
    ended = delivery.ended
    isForgotten = delivery.isForgotten
    if delivery.state == .dead || delivery.state == .asking { suggestion = Suggestion.words(for: delivery) }
  }
}

extension DeliveryReport {
  /// The same without what was sent and answered, for those who may see no payload.
  var withoutBodies: DeliveryReport {
    var report = self
    report.calls = calls?.map { call in
      var call = call
      (call.request, call.answer) = (nil, nil)
      return call
    }
    return report
  }
}

extension DeliveryReport.CallReport {
  init(_ attempt: Attempt, hiding texts: HiddenTexts) {
    (number, operation, span) = (attempt.number, attempt.operation, attempt.span)
    (sent, ended, status, result) = (attempt.sent, attempt.ended, attempt.status, attempt.result)
    detail = attempt.detail.map(texts.hide(in:))
    let exchange = attempt.exchange.flatMap { Exchange(json: $0, hiding: texts) }
    request = exchange?.request.map(DeliveryReport.Part.init)
    answer = exchange?.answer.map(DeliveryReport.Part.init)
  }
}

extension DeliveryReport.Part {
  init(_ part: Exchange.Part) {
    (method, target, status) = (part.method, part.target, part.status)
    headers = part.headers.map { "\($0.0): \($0.1)" }
    (body, cut) = (part.body, part.cut)
  }
}

/// Looks at deliveries for somebody who may see some of what they hold.
struct Viewer: Sendable {
  let hiding: Hiding

  init(_ hiding: Hiding) { self.hiding = hiding }

  /// By the plan that a store was carried out with last; without one nothing can be told apart, and nothing of what was sent is shown.
  init(of tx: some StoreTransaction) throws(StoreError) {
    let text = try tx.fact(StoreFact.plan).flatMap { digest throws(StoreError) in try tx.planText(digest) }
    // A plan that cannot be read says nothing of classes.
    hiding = text.flatMap { try? PlanFile.read($0) }.map { Hiding($0.plan) } ?? Hiding(nothing: ())
  }

  /// The viewer that is given, or the one of a store.
  static func known(_ given: Viewer?, or tx: some StoreTransaction) throws(StoreError) -> Viewer {
    if let given { return given }
    return try Viewer(of: tx)
  }

  /// A delivery without its calls.
  func report(_ delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> DeliveryReport {
    DeliveryReport(delivery, hiding: try hiding.texts(of: delivery, in: tx))
  }

  /// A delivery with its calls.
  func whole(_ delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> DeliveryReport {
    let texts = try hiding.unseenTexts(of: delivery, in: tx)
    var report = DeliveryReport(delivery, hiding: try hiding.texts(of: delivery, in: tx))
    report.calls = try tx.attempts(of: delivery.id).map { DeliveryReport.CallReport($0, hiding: texts) }
    return report
  }

  /// What a delivery holds, as an operator may see it; `nil` where that is not kept any longer, or is no JSON.
  func payload(of delivery: Delivery) -> Value? {
    guard !delivery.isForgotten, let value = try? Value(json: delivery.payload) else { return nil }
    return delivery.lane.target == "mapping"
      ? hiding.shown(raw: value, of: delivery.lane.flow) : hiding.shown(item: value, of: delivery.lane.flow)
  }
}

/// What to do about what waits for a person, by the class of its failure.
enum Suggestion {
  static func words(for delivery: Delivery) -> String {
    if delivery.isForgotten { return "what it held is not kept any longer: drop it" }
    let number = delivery.id.number
    switch delivery.failure.flatMap(FailureClass.init(rawValue:)) {
    case .outage, .throttled:
      return
        "see with `treaty status` whether `\(delivery.system)` answers again; then `treaty dead retry --class \(delivery.failure ?? "") --flow \(delivery.lane.flow)`"
    case .denied:
      return
        "`\(delivery.system)` refuses the account: look at its token and what it is granted, then retry; SIGHUP lets the host read secrets anew"
    case .conflict:
      return
        "somebody else has changed the record, or one like it is there: look, then retry, or `treaty dead found \(number) --record ID`"
    case .rejected:
      return
        "`\(delivery.system)` does not take what was sent: mend the plan, or this one with `treaty dead edit \(number)`; then it is tried again"
    case .gone:
      return "the record is gone: `treaty dead found \(number) --record ID` where there is another, or drop it"
    case .unsure:
      return
        "look whether it was done, as the cause says: `treaty review resolve \(number) --record ID` where it was, `--not-done` where it was not"
    case .ours: return "the plan could not work it out: mend the plan, `treaty apply` it, then retry"
    case .expired: return "it is older than it may be: retry sends it all the same, drop forgets it"
    case nil: return "look at its calls, then retry or drop it"
    }
  }
}
