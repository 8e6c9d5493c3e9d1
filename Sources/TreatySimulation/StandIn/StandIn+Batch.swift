import CEL
import TreatyPlan

/// Several records in one request: each is written as if it had come alone, and has a result of its own.
extension StandIn {
  /// Answers a request that is a batch of one of the operations; `nil` for any other.
  mutating func answerBatch(_ request: StandInRequest, at now: Int64) -> StandInReply? {
    for operation in operations {
      guard let batch = operation.planned.batch, request.method == batch.method,
        request.path == operation.base + (batch.path.constantText ?? "")
      else { continue }
      let body = (try? Value(json: request.body)) ?? .null  // what is no JSON holds no records
      guard let records = StandIn.list(in: body) else { return error(400, "the body holds no list of records") }
      guard records.count <= batch.most else { return error(413, "a request takes \(batch.most) records") }
      let results = records.map { result(of: $0, operation, batch, request, at: now) }
      let answer = StandInOperation.placed(.list(results), where: batch.results, reads: "body")
      return StandInReply(status: 200, body: answer.json())
    }
    return nil
  }

  private mutating func result(
    of record: Value, _ operation: StandInOperation, _ batch: PlannedBatch, _ request: StandInRequest, at now: Int64
  ) -> Value {
    let (id, input) = StandIn.parts(of: record, operation.record)
    var single = request
    single.body = input.json()
    let reply: StandInReply
    if operation.verb == "create" {
      reply = create(operation, single, at: now)
    } else if let id, let place = place(of: id, operation.record) {
      reply = update(operation, single, place, at: now)
    } else {
      reply = error(404, "Not Found")
    }
    var result = MapValue()
    func put(_ value: Value, _ expression: PlannedExpression?) {
      guard let expression, case .map(let fields) = StandInOperation.placed(value, where: expression, reads: "result")
      else { return }
      result = result.merged(with: fields)
    }
    put(.int(Int64(reply.status ?? 500)), batch.status)
    if let status = reply.status, status < 300 {
      let made = (id ?? records[operation.record.name]?.last?.id).map { Value.string($0) } ?? .null
      put(made, batch.gives)
    } else {
      result[.string("error")] = .string(String(decoding: reply.body, as: UTF8.self))
    }
    return .map(result)
  }

  /// The list of records: the body itself, or the first list in it.
  private static func list(in body: Value) -> [Value]? {
    if let list = body.asList { return list }
    guard case .map(let fields) = body else { return nil }
    for entry in fields.entries { if let found = list(in: entry.value) { return found } }
    return nil
  }

  /// Id and fields of one record, as a batch has them: side by side, or the fields in one of their own.
  private static func parts(of record: Value, _ planned: PlannedRecord) -> (id: String?, input: Value) {
    guard case .map(var fields) = record else { return (nil, record) }
    let key = Value.string(fields[.string(planned.idField)] == nil ? "id" : planned.idField)
    let id = fields[key]?.asString
    fields[key] = nil
    if fields.count == 1, case .map(let inner)? = fields.entries.first?.value {
      return (id, .map(inner))
    }
    return (id, .map(fields))
  }
}
