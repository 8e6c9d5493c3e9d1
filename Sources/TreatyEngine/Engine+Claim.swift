import CEL
import TreatyPlan
import TreatyStore

extension Engine {
  /// Starts what is due, within each system's limits.
  mutating func claim(at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    for index in plan.systems.indices {
      var looked = 0
      while looked < Engine.deliveriesPerTurn {
        let free = gates[index].free(at: now.milliseconds)
        guard free > 0 else { break }
        let ready = try tx.ready(
          system: plan.systems[index].name, dueBy: now, limit: min(free, Engine.deliveriesPerTurn - looked))
        if ready.isEmpty { break }
        looked += ready.count
        for delivery in ready { try start(delivery, at: now, &result, in: &tx) }
      }
      if looked >= Engine.deliveriesPerTurn { result.more = true }
    }
  }

  private mutating func start(
    _ delivery: Delivery, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard let flow = flow(of: delivery), let step = step(of: delivery),
      let (system, index, record) = record(of: delivery)
    else {
      return try giveUp(
        delivery, .ours, "this plan does not have `\(delivery.lane.target)` in `\(delivery.lane.flow)`", at: now,
        &result, in: &tx)
    }
    switch delivery.phase {
    case .settle:
      // Also beyond the deadline: after a long standstill one search settles what a person would have to look up.
      // Another delivery of its lane has found or made the record meanwhile.
      if delivery.operation == "create", delivery.sent == nil, try tx.link(delivery.lane) != nil {
        var delivery = delivery
        (delivery.phase, delivery.cause) = (.write, nil)
        return try write(delivery, flow, step, system, index, record, at: now, &result, in: &tx)
      }
      if let reason = askInstead(delivery, flow, record) {
        return try ask(delivery, unsureWords(delivery, system, reason), at: now, &result, in: &tx)
      }
      guard let find = record.find else { return }
      let slots = requestSlots(system, id: .null, input: .null, mark: mark(of: delivery.lane))
      try send(delivery, find, slots, index, at: now, &result, in: &tx)
    case .confirm:
      guard let get = record.get, let id = delivery.recordID else {
        return try finish(delivery, delivery.operation == "create" ? "created" : "updated", at: now, &result, in: &tx)
      }
      let slots = requestSlots(system, id: .string(id), input: .null, mark: "")
      try send(delivery, get, slots, index, at: now, &result, in: &tx)
    case .write:
      try write(delivery, flow, step, system, index, record, at: now, &result, in: &tx)
    }
  }

  /// Makes or changes the record: whichever is called for now.
  private mutating func write(
    _ delivery: Delivery, _ flow: LinkedFlow, _ step: LinkedDelivery, _ system: LinkedSystem, _ index: Int,
    _ record: LinkedRecord,
    at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard let slots = try slots(of: delivery, flow, at: now, in: tx) else {
      return try giveUp(
        delivery, .ours, "what was kept of the item is not what this plan says", at: now, &result, in: &tx)
    }
    let link = try tx.link(delivery.lane)
    let verb = step.planned.verb
    if link == nil, verb == .update { return try finish(delivery, "skipped", at: now, &result, in: &tx) }
    if link != nil, verb == .create { return try finish(delivery, "unchanged", at: now, &result, in: &tx) }
    let isCreate = link == nil
    if let condition = isCreate ? step.createCondition : step.updateCondition {
      let value = condition.evaluate(slots: slots)
      guard let holds = value.asBool else {
        return try giveUp(
          delivery, .ours, "\(isCreate ? "create" : "update").where: \(value.notBool.message)", at: now, &result,
          in: &tx)
      }
      if !holds { return try finish(delivery, "skipped", at: now, &result, in: &tx) }
    }
    guard let operation = isCreate ? record.create : record.update else {
      return try giveUp(
        delivery, .ours, "this plan cannot \(isCreate ? "make" : "change") `\(step.target)`", at: now, &result, in: &tx)
    }
    let input: MapValue
    switch self.input(step, isCreate: isCreate, slots) {
    case .success(let map): input = map
    case .failure(let failure): return try giveUp(delivery, .ours, failure.message, at: now, &result, in: &tx)
    }
    var delivery = delivery
    delivery.operation = isCreate ? "create" : "update"
    delivery.recordID = link?.recordID
    if let link, input.count == 0 || link.written != nil && link.written == hash(input) {
      return try finish(delivery, "unchanged", at: now, &result, in: &tx)
    }
    let mark = mark(of: delivery.lane)
    let request = requestSlots(system, id: link.map { .string($0.recordID) } ?? .null, input: .map(input), mark: mark)
    switch marked(request, operation) {
    case .success(let request): try send(delivery, operation, request, index, at: now, &result, in: &tx)
    case .failure(let failure): try giveUp(delivery, .ours, failure.message, at: now, &result, in: &tx)
    }
  }

  /// The item of a delivery and what stands around it, as its expressions see them.
  func slots(of delivery: Delivery, _ flow: LinkedFlow, at now: Instant, in tx: some StoreTransaction)
    throws(StoreError) -> [Value]?
  {
    // Only a changed plan can refuse what was kept; the caller says so.
    guard let raw = try? Value(json: delivery.payload), case .success(let item) = flow.kept.admit(raw) else {
      return nil
    }
    var event = Value.null
    if flow.deliveriesReadEvent, let message = try tx.message(delivery.message) {
      event = self.event(of: message) ?? .null
    }
    return itemSlots(item, event: event, at: now)
  }

  /// What is written, without the mark.
  func input(_ step: LinkedDelivery, isCreate: Bool, _ slots: [Value]) -> Result<MapValue, EvaluationFailure> {
    var input = MapValue()
    let particular = isCreate ? ("create.fields", step.createFields) : ("update.fields", step.updateFields)
    let parts: [(String, LinkedConstruction?)] = [("fields", step.fields), particular]
    for (key, construction) in parts {
      switch construction?.build(slots: slots) {
      case nil: continue
      case .success(.map(let fields))?: input = input.merged(with: fields)
      case .success(let other)?:
        return .failure(EvaluationFailure(.conversion, "\(key): the fields are \(other.typeName), not a map"))
      case .failure(var failure)?:
        failure.message = "\(key): \(failure.message)"
        return .failure(failure)
      }
    }
    return .success(input)
  }

  /// Tells what was written from what would be: SHA-256 over canonical JSON.
  func hash(_ input: MapValue) -> String? {
    // `nil` for a number that JSON does not have: it is equal to nothing.
    (try? Value.map(input).canonicalJSON()).map { TreatyPlan.Digest.hex($0) }
  }

  /// Slots in the order of ``Scope/names(at:)`` for a request.
  private func requestSlots(_ system: LinkedSystem, id: Value, input: Value, mark: String) -> [Value] {
    [
      system.value, id, input, .string(mark),
      .failure(EvaluationFailure(.noSuchVariable, "`since` has a value only when polling")),
    ]
  }

  /// The slots with the operation's mark merged into what is written.
  private func marked(_ slots: [Value], _ operation: LinkedOperation) -> Result<[Value], EvaluationFailure> {
    guard let mark = operation.mark, case .map(let input) = slots[2] else { return .success(slots) }
    return mark.build(slots: slots).map { built in
      var slots = slots
      if case .map(let fields) = built { slots[2] = .map(input.merged(with: fields)) }
      return slots
    }
  }

  /// Commits a call as in flight, and hands it out.
  private mutating func send(
    _ delivery: Delivery, _ operation: LinkedOperation, _ slots: [Value], _ system: Int, at now: Instant,
    _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var request: BuiltRequest
    switch RequestBuilder.build(operation, slots: slots) {
    case .success(let built): request = built
    case .failure(let failure):
      return try giveUp(
        delivery, .ours, "the request for \(operation.verb) cannot be made: \(failure.message)", at: now, &result,
        in: &tx)
    }
    if case .key(let header) = operation.planned.safety {
      // A record is made once, and changed often: one key for all changes would make the vendor leave out all but the first.
      let change = operation.verb == "create" ? "" : "-\(delivery.id.number)"
      request.headers.append((header, mark(of: delivery.lane) + change))
    }
    var delivery = delivery
    delivery.state = .inFlight
    delivery.attempts += 1
    // Kept while the record is searched for or read back: that it may have been made then is what matters.
    if delivery.phase == .write { delivery.sent = now }
    let span = spanID()
    try tx.update(delivery)
    try tx.save(
      Attempt(delivery: delivery.id, number: delivery.attempts, operation: operation.verb, span: span, sent: now))
    gates[system].take()
    result.calls.append(
      OutgoingCall(
        id: CallID(delivery: delivery.id, attempt: delivery.attempts), system: Position(system),
        operation: operation.verb,
        method: operation.planned.method, target: request.target, headers: request.headers, body: request.body,
        timeoutMilliseconds: operation.planned.timeoutMilliseconds, trace: delivery.trace, span: span))
  }

  /// A span id (W3C Trace Context §3.2.2.4): 16 hex digits, not all zero.
  private mutating func spanID() -> String {
    let digits = String(max(1, random.next()), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
