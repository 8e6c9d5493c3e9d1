import CEL
public import TreatyPlan

/// A request to a stand-in.
public struct StandInRequest: Sendable {
  /// HTTP method.
  public var method: String
  /// Path, without the query, as it came.
  public var path: String
  /// Query parameters, decoded, in order.
  public var query: [(name: String, value: String)]
  /// Headers, names in lower case.
  public var headers: [String: String]
  /// Body.
  public var body: [UInt8]

  /// A request.
  public init(
    method: String, path: String, query: [(name: String, value: String)], headers: [String: String], body: [UInt8]
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }
}

/// What a stand-in answers.
public struct StandInReply: Hashable, Sendable {
  /// Status; `nil` closes the connection without an answer.
  public var status: Int?
  /// JSON body.
  public var body: [UInt8]
  /// Headers.
  public var headers: [String: String] = [:]

  /// A reply.
  package init(status: Int?, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// A system that behaves as its connector says, in memory: a value without clock and sockets, so that a server and a simulation can
/// drive the same one.
public struct StandIn: Sendable {
  let system: PlannedSystem
  let operations: [StandInOperation]
  private let admissions: [String: Admission]
  private let token: String?
  private let isLenient: Bool
  /// Path at which it says that it is well; `nil` where nobody asks.
  private let healthPath: String?
  private var random: SplitMix64
  private var nextID = 0
  /// Records by kind, in the order of their making.
  package private(set) var records: [String: [StandInRecord]] = [:]
  /// The newest requests, at most a thousand.
  package private(set) var log: [StandInLogEntry] = []
  /// What goes wrong on purpose.
  public var faults: FaultPlan
  /// Until when nothing is answered, in milliseconds since the epoch.
  public var outageUntil: Int64 = 0

  /// Most records of an answer to `list`.
  private static let pageSize = 100

  /// A stand-in for a system of a plan.
  /// - Parameters:
  ///   - token: what a request must show; any credential will do where it is `nil`.
  ///   - isLenient: whether fields that the record does not have are dropped without a word, as some vendors do.
  /// - Throws: ``LinkFailure`` when an expression of the plan does not compile.
  public init(
    plan: Plan, system: PlannedSystem, token: String?, isLenient: Bool = false, faults: FaultPlan = FaultPlan(),
    seed: UInt64
  ) throws(LinkFailure) {
    self.system = system
    self.token = token
    self.isLenient = isLenient
    self.faults = faults
    random = SplitMix64(seed: seed)
    let catalogue = TypeCatalogue(plan.types)
    var linker = ExpressionLinker(plan)
    var operations: [StandInOperation] = []
    var admissions: [String: Admission] = [:]
    for record in system.records {
      admissions[record.name] = Admission(record.accepts, in: catalogue)
      let verbs = [
        ("get", record.get), ("list", record.list), ("find", record.find), ("create", record.create),
        ("update", record.update), ("delete", record.delete),
      ]
      for case (let verb, let planned?) in verbs {
        var answer: LinkedConstruction?
        if let body = planned.answer?.body {
          answer = try linker.construction(body, at: .standIn, pointer: "/\(record.name)/\(verb)/answer")
        }
        operations.append(
          StandInOperation(
            verb: verb, record: record, planned: planned, base: StandIn.basePath(system), quotings: system.quotings,
            answer: answer))
      }
    }
    self.operations = operations
    self.admissions = admissions
    healthPath = StandIn.healthPath(system, in: plan)
  }

  /// Path of the system's base, behind its address.
  private static func basePath(_ system: PlannedSystem) -> String {
    system.base.pieces.reduce(into: "") { path, piece in if case .text(let text) = piece { path += text } }
  }

  private static func healthPath(_ system: PlannedSystem, in plan: Plan) -> String? {
    let care = plan.alerting?.systems.first { plan.systems[$0.system].name == system.name }
    guard let get = care?.health?.get.constantText else { return nil }
    return basePath(system) + (get.hasPrefix("/") ? "" : "/") + get.prefix { $0 != "?" }
  }

  /// Answers a request, with what goes wrong on purpose.
  public mutating func handle(_ request: StandInRequest, at now: Int64) -> StandInReply {
    var fate = FaultPlan.Fate.none
    if now < outageUntil { fate = .dropBefore } else { fate = faults.fate(using: &random) }
    var reply: StandInReply
    switch fate {
    case .dropBefore: reply = StandInReply(status: nil, body: [])
    case .fail(let status): reply = error(status, "a fault that was asked for")
    case .none: reply = answer(request, at: now)
    case .dropAfter:
      _ = answer(request, at: now)
      reply = StandInReply(status: nil, body: [])
    }
    log.append(
      StandInLogEntry(
        time: now, method: request.method, path: request.path, query: request.query.map { "\($0.name)=\($0.value)" },
        status: reply.status))
    if log.count > 1000 { log.removeFirst(log.count - 1000) }
    return reply
  }

  func error(_ status: Int, _ message: String) -> StandInReply {
    StandInReply(status: status, body: Value.map(MapValue(fields: [("message", .string(message))])).json())
  }

  private func isAuthenticated(_ request: StandInRequest) -> Bool {
    switch system.authentication {
    case .none: return true
    case .token(let header, let prefix, _):
      guard let shown = request.headers[header.lowercased()], shown.hasPrefix(prefix), shown.count > prefix.count else {
        return false
      }
      return token.map { shown == prefix + $0 } ?? true
    case .basic: return request.headers["authorization"]?.hasPrefix("Basic ") ?? false
    }
  }

  private mutating func answer(_ request: StandInRequest, at now: Int64) -> StandInReply {
    guard isAuthenticated(request) else { return error(401, "Unauthorized") }
    if request.method == "GET", request.path == healthPath { return StandInReply(status: 200, body: Array("{}".utf8)) }
    if let reply = answerBatch(request, at: now) { return reply }
    let matches = operations.compactMap { operation in operation.match(request).map { (operation, $0) } }
    guard let (operation, match) = matches.max(by: { $0.1.score < $1.1.score }) else {
      return operations.contains { $0.hasPath(of: request) }
        ? error(400, "the query is none that the connector makes") : error(404, "Not Found")
    }
    switch operation.verb {
    case "create": return create(operation, request, at: now)
    case "find": return find(operation, match, at: now)
    case "list": return list(operation, match, request)
    default: break
    }
    guard let id = match.id, let place = place(of: id, operation.record) else { return error(404, "Not Found") }
    switch operation.verb {
    case "get": return reply(operation, records[operation.record.name]?[place])
    case "update": return update(operation, request, place, at: now)
    default:
      records[operation.record.name]?.remove(at: place)
      return StandInReply(status: operation.planned.answer?.status ?? 204, body: [])
    }
  }

  func place(of id: String, _ record: PlannedRecord) -> Int? {
    records[record.name]?.firstIndex { $0.id == id }
  }

  /// The written fields, or why they are refused.
  private func fields(_ operation: StandInOperation, _ request: StandInRequest) -> Result<MapValue, StandInRefusal> {
    guard let value = try? Value(json: request.body), case .map(let map) = value else {  // said in the answer
      return .failure(StandInRefusal(reply: error(400, "the body is no JSON object")))
    }
    guard !isLenient else { return .success(map) }
    switch admissions[operation.record.name]?.admit(value) {
    case .failure(let refusal):
      let words = refusal.violations.map { "\($0.pointer) \($0.message)" }.joined(separator: "; ")
      return .failure(StandInRefusal(reply: error(422, words)))
    case .success(.map(let admitted)): return .success(admitted)
    default: return .success(map)
    }
  }

  mutating func create(_ operation: StandInOperation, _ request: StandInRequest, at now: Int64) -> StandInReply {
    switch fields(operation, request) {
    case .failure(let refusal): return refusal.reply
    case .success(let fields):
      let key = operation.key(of: request)
      if let key, let known = records[operation.record.name]?.first(where: { $0.idempotencyKey == key }) {
        return reply(operation, known)
      }
      nextID += 1
      let record = StandInRecord(
        id: String(nextID), fields: fields, mark: operation.mark(in: fields), idempotencyKey: key, created: now,
        changed: stamp(operation, now), writes: 1)
      records[operation.record.name, default: []].append(record)
      return reply(operation, record)
    }
  }

  mutating func update(_ operation: StandInOperation, _ request: StandInRequest, _ place: Int, at now: Int64)
    -> StandInReply
  {
    switch fields(operation, request) {
    case .failure(let refusal): return refusal.reply
    case .success(let fields):
      guard var record = records[operation.record.name]?[place] else { return error(404, "Not Found") }
      record.fields = record.fields.merged(with: fields)
      record.changed = stamp(operation, now)
      record.writes += 1
      records[operation.record.name]?[place] = record
      return reply(operation, record)
    }
  }

  /// The time in the steps in which the vendor counts.
  private func stamp(_ operation: StandInOperation, _ now: Int64) -> Int64 {
    let grain = max(1, operation.record.changed?.grainMilliseconds ?? 1)
    return now / grain * grain
  }

  /// A search misses what is younger than the connector's search delay: so do the vendors'.
  private func find(_ operation: StandInOperation, _ match: StandInMatch, at now: Int64) -> StandInReply {
    let visible = (records[operation.record.name] ?? []).filter { now - $0.created >= system.searchDelayMilliseconds }
    return reply(operation, list: visible.filter { $0.mark == match.mark }, next: "")
  }

  private func list(_ operation: StandInOperation, _ match: StandInMatch, _ request: StandInRequest) -> StandInReply {
    let since = match.since ?? 0
    let changed = (records[operation.record.name] ?? []).filter { $0.changed >= since }
      .sorted { ($0.changed, Int($0.id) ?? 0) < ($1.changed, Int($1.id) ?? 0) }
    func number(_ name: String) -> Int? { request.query.last { $0.name == name }.flatMap { Int($0.value) } }
    let size = max(1, min(number("per_page") ?? StandIn.pageSize, StandIn.pageSize))
    let page = max(1, number("page") ?? 1)
    let start = (page - 1) * size
    let items = Array(changed.dropFirst(start).prefix(size))
    var next = ""
    if start + size < changed.count {
      let query = request.query.filter { $0.name != "page" } + [("page", "\(page + 1)")]
      next =
        "\(origin(request))\(request.path)?"
        + query.map { "\(StandInText.encode($0.name))=\(StandInText.encode($0.value))" }.joined(separator: "&")
    }
    return reply(operation, list: items, next: next)
  }

  private func origin(_ request: StandInRequest) -> String { "http://\(request.headers["host"] ?? "127.0.0.1")" }

  // MARK: Answers

  private func reply(_ operation: StandInOperation, _ record: StandInRecord?) -> StandInReply {
    guard let record else { return error(404, "Not Found") }
    let value = record.value(operation.record)
    return reply(
      operation,
      slots: [.string(record.id), .map(record.fields), value, .list([]), .string(""), .string(operation.base)]
    ) {
      switch operation.verb {
      case "create": operation.placed(.string(record.id))
      case "get": operation.placed(value)
      default: value
      }
    }
  }

  private func reply(_ operation: StandInOperation, list records: [StandInRecord], next: String) -> StandInReply {
    let values = Value.list(records.map { $0.value(operation.record) })
    return reply(operation, slots: [.string(""), .null, .null, values, .string(next), .string(operation.base)]) {
      operation.placed(values)
    }
  }

  /// The connector's own answer, or one worked out from where it reads.
  private func reply(_ operation: StandInOperation, slots: [Value], _ workedOut: () -> Value) -> StandInReply {
    let status = operation.planned.answer?.status ?? (operation.verb == "create" ? 201 : 200)
    guard let answer = operation.answer else { return StandInReply(status: status, body: workedOut().json()) }
    switch answer.build(slots: slots) {
    case .success(let value): return StandInReply(status: status, body: value.json())
    case .failure(let failure): return error(500, "the connector's `answers` cannot be worked out: \(failure.message)")
    }
  }
}

private struct StandInRefusal: Error {
  var reply: StandInReply
}
