import TreatyEngine
import TreatyPlan
import TreatyStore

/// A plan with one flow, from alerts to tickets, with what a test wants to vary.
struct SamplePlan: Sendable {
  static let mark = Safety.mark(.object([ConstructionField(name: "mark", value: .expression(cel("mark")))]))
  static let patient = RetryPolicy(
    name: "patient", attempts: nil, firstMilliseconds: 1_000, maxMilliseconds: 60_000, factor: 2,
    deadlineMilliseconds: 12 * 3_600_000, jitter: .full,
    breaker: BreakerPolicy(failures: 10_000, pauseMilliseconds: 1_000))

  var verb = DeliveryVerb.upsert
  var createSafety = SamplePlan.mark
  var updateSafety = Safety.idempotent
  var findSafety = Safety.idempotent
  var unsure = UnsurePolicy.settle
  var retry = SamplePlan.patient
  var limits = CallLimits(ratePerSecond: nil, concurrency: 4, timeoutMilliseconds: 10_000)
  var searchDelay: Int64 = 2_000
  var failures: [FailureRule] = []
  var createFailures: [FailureRule] = []
  var readBack: [FailureRule] = []
  var condition: String?
  var each: String? = "item.alerts"
  var identify = "item.key"
  var map: [String: String] = [
    "title": "item.title", "state": "item.state", "level": "item.?level", "at": "item.?at",
  ]
  var fields: [String: String] = ["title": "item.title", "state": "item.state", "level": "item.?level"]
  var create = DeliveryCase(fields: .object([ConstructionField(name: "queue", value: .constant(.string("Incidents")))]))
  var update = DeliveryCase()
  var deliveryID: String? = "event.headers[?'x-delivery'].orValue('')"
  var headers: [HeaderField] = []
  var version: String? = "5.0"

  /// An expression of a plan.
  static func cel(_ text: String, _ type: TypeText = "dyn") -> PlannedExpression {
    PlannedExpression(cel: text, type: type)
  }

  /// A rule of a connector.
  static func rule(_ when: String, _ failureClass: FailureClass, reason: String? = nil) -> FailureRule {
    FailureRule(
      when: cel(when, "bool"), failureClass: failureClass,
      reason: reason.map { PlannedTemplate([.expression(cel($0))]) })
  }

  private static func object(_ fields: [String: String]) -> Construction {
    .object(
      fields.sorted { $0.key < $1.key }.map { ConstructionField(name: $0.key, value: .expression(cel($0.value))) })
  }

  private var types: [PlannedType] {
    let alert = [
      PlannedField(name: "key", type: "string", isOptional: false),
      PlannedField(name: "title", type: "string", isOptional: false),
      PlannedField(name: "state", type: "string", isOptional: false),
      PlannedField(name: "level", type: "int", isOptional: true),
      PlannedField(name: "at", type: "timestamp", isOptional: true),
    ]
    let accepted = ["level", "mark", "queue", "state", "title"].map {
      PlannedField(name: $0, type: $0 == "level" ? "int" : "string", isOptional: true)
    }
    return [
      PlannedType(name: "alert", fields: alert, isOpen: true),
      PlannedType(
        name: "batch", fields: [PlannedField(name: "alerts", type: "list(@alert)", isOptional: false)], isOpen: true),
      PlannedType(name: "incident", fields: Array(alert.dropFirst()), isOpen: false),
      PlannedType(
        name: "ticket", fields: accepted + [PlannedField(name: "id", type: "dyn", isOptional: false)], isOpen: true),
      PlannedType(name: "ticket.accepts", fields: accepted, isOpen: false),
    ]
  }

  private func operation(_ method: String, _ path: [PlannedTemplate.Piece], _ safety: Safety) -> PlannedOperation {
    PlannedOperation(
      method: method, path: PlannedTemplate(path), safety: safety, timeoutMilliseconds: limits.timeoutMilliseconds)
  }

  private var ticket: PlannedRecord {
    let one: [PlannedTemplate.Piece] = [.text("/tickets/"), .expression(SamplePlan.cel("id"))]
    var record = PlannedRecord(name: "ticket", reads: "@ticket", accepts: "@ticket.accepts", idField: "id")
    var get = operation("GET", one, .idempotent)
    get.gives = SamplePlan.cel("body")
    var find = operation(findSafety == .idempotent ? "GET" : "POST", [.text("/tickets")], findSafety)
    find.query = [
      QueryParameter(
        name: "query", value: PlannedTemplate([.text("mark = "), .expression(SamplePlan.cel("mark"))]),
        quoting: Position(0))
    ]
    find.gives = SamplePlan.cel("body.items")
    var create = operation("POST", [.text("/tickets")], createSafety)
    create.body = .expression(SamplePlan.cel("input"))
    create.gives = SamplePlan.cel("string(body.id)", "string")
    create.failures = createFailures
    create.readBack = readBack
    create.headers = headers
    var update = operation("PUT", one, updateSafety)
    update.body = .expression(SamplePlan.cel("input"))
    update.readBack = readBack
    (record.get, record.find, record.create, record.update) = (get, find, create, update)
    return record
  }

  /// The plan.
  var plan: Plan {
    var plan = Plan(package: "sample", version: "1.0.0")
    plan.inputs = [PlannedInput(name: "desk-url", kind: .url, about: nil, fallback: "https://desk.example")]
    plan.types = types
    plan.retries = [retry]
    plan.retentions = [.standard]
    var desk = PlannedSystem(
      name: "desk", connector: "sample", version: version,
      url: PlannedTemplate([.expression(SamplePlan.cel("inputs.desk-url"))]),
      base: PlannedTemplate([.expression(SamplePlan.cel("system.url")), .text("/api")]), authentication: .none,
      limits: limits, searchDelayMilliseconds: searchDelay)
    desk.failures = failures
    desk.quotings = [Quoting(name: "sql", quote: "'", escape: "\\")]
    desk.records = [ticket]
    var monitoring = PlannedSystem(
      name: "monitoring", connector: "alerts", version: nil, url: PlannedTemplate(text: "https://monitoring.example"),
      base: PlannedTemplate([.expression(SamplePlan.cel("system.url"))]), authentication: .none, limits: limits,
      searchDelayMilliseconds: 0)
    monitoring.events = [
      PlannedEvent(
        name: "notification", body: "@batch", content: "application/json",
        deliveryID: deliveryID.map { SamplePlan.cel($0) })
    ]
    plan.systems = [desk, monitoring]
    plan.flows = [flow]
    return plan
  }

  private var flow: PlannedFlow {
    let trigger = PlannedTrigger(
      system: Position(1), event: Position(0), path: "/hooks/alerts",
      authentication: .token(header: "X-Hook-Token", prefix: "", token: PlannedTemplate(text: "")))
    var flow = PlannedFlow(
      name: "page", trigger: trigger, identify: SamplePlan.cel(identify), retry: Position(0), retention: Position(0),
      unsure: unsure)
    flow.each = each.map { SamplePlan.cel($0) }
    flow.condition = condition.map { SamplePlan.cel($0, "bool") }
    flow.map = PlannedMapping(model: "@incident", set: SamplePlan.object(map))
    var delivery = PlannedDelivery(
      system: Position(0), record: Position(0), verb: verb, fields: SamplePlan.object(fields))
    delivery.create = create
    delivery.update = update
    flow.deliveries = [delivery]
    return flow
  }

  /// The plan made ready.
  func linked() throws(LinkFailure) -> LinkedPlan {
    try LinkedPlan(plan: plan, digest: "sha256:0", bindings: Bindings())
  }
}
