import CEL
import TreatyPlan
import TreatyStore

/// Which deliveries go now: those that are due, as far as their system, account and flow allow.
extension Engine {
  /// Starts what is due.
  mutating func claim(at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    try expire(at: now, &result, in: &tx)
    let due = Dictionary(grouping: try tx.readyQueues().filter { $0.due <= now }, by: \.system)
    guard !due.isEmpty else { return }
    // Systems that share an account take turns in going first.
    let count = plan.systems.count
    firstSystem = count == 0 ? 0 : (firstSystem + 1) % count
    // What goes to a system that this plan does not have waits for a plan that has it.
    for offset in 0..<count {
      let system = (firstSystem + offset) % count
      guard let queues = due[plan.systems[system].name] else { continue }
      try claim(from: queues, of: system, at: now, &result, in: &tx)
    }
  }

  private mutating func claim(
    from queues: [ReadyQueue], of system: Int, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var queues = queues
    var looked = 0
    while looked < Engine.deliveriesPerTurn {
      // Its answer begins the next turn.
      guard !isOneAlone else { return }
      let free = gates.free(system, at: now)
      let candidates = queues.filter { free.bulk > 0 || !isBulk($0.flow) }
      guard free.calls > 0, !candidates.isEmpty else { return }
      let shares = gates.share(
        min(free.calls, Engine.deliveriesPerTurn - looked), of: system,
        among: candidates.map { ($0.flow, priority(of: $0.flow).weight) })
      var bulkLeft = free.bulk
      var batches = Batches()
      for (flow, share) in shares {
        guard let queue = candidates.first(where: { $0.flow == flow }) else { continue }
        let calls = isBulk(flow) ? min(share, bulkLeft) : share
        if isBulk(flow) { bulkLeft -= calls }
        let wanted = min(calls * batchSize(of: flow, at: system), Engine.deliveriesPerTurn - looked)
        let found = try next(wanted, of: queue, at: now, in: tx)
        if found.count < share { queues.removeAll { $0.flow == flow } }
        looked += max(1, found.count)
        for delivery in found { try start(delivery, at: now, &batches, &result, in: &tx) }
      }
      if try !send(batches, at: now, &result, in: &tx) { return }
    }
    result.more = true
  }

  /// The next deliveries of a queue. Where it is behind, half of them are the newest: what happens now is not told only when all of a
  /// backlog has been.
  private mutating func next(
    _ count: Int, of queue: ReadyQueue, at now: Instant, in tx: some StoreTransaction
  ) throws(StoreError) -> [Delivery] {
    func ready(_ limit: Int, newestFirst: Bool) throws(StoreError) -> [Delivery] {
      try limit == 0
        ? []
        : tx.ready(
          system: queue.system, flow: queue.flow, dueBy: now, newestFirst: newestFirst, limit: limit)
    }
    guard now.milliseconds - queue.due.milliseconds > Engine.late else { return try ready(count, newestFirst: false) }
    newestIsNext.toggle()
    let newest = count == 1 ? (newestIsNext ? 1 : 0) : count / 2
    let oldest = try ready(count - newest, newestFirst: false)
    let known = Set(oldest.map(\.id))
    return oldest + (try ready(newest, newestFirst: true)).filter { !known.contains($0.id) }
  }

  /// Milliseconds after which what is due is a backlog.
  private static let late: Int64 = 10_000

  /// Takes the next step of a delivery.
  private mutating func start(
    _ delivery: Delivery, at now: Instant, _ batches: inout Batches, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    guard let target = target(of: delivery) else {
      return try giveUp(
        delivery, .ours, "this plan does not have `\(delivery.lane.target)` in `\(delivery.lane.flow)`", at: now,
        &result, in: &tx)
    }
    let (system, record) = (target.system, target.record)
    if let end = unsureUntil(delivery, target), now < end { return try postpone(delivery, to: end, in: &tx) }
    switch delivery.phase {
    case .settle:
      // Another delivery of its lane has found or made the record meanwhile.
      if delivery.operation == "create", delivery.sent == nil, try tx.link(delivery.lane) != nil {
        var delivery = delivery
        (delivery.phase, delivery.cause) = (.write, nil)
        return try write(delivery, target, at: now, &batches, &result, in: &tx)
      }
      if let reason = askInstead(delivery, target.flow, record) {
        return try ask(delivery, unsureWords(delivery, system, reason), at: now, &result, in: &tx)
      }
      // Also beyond the deadline: after a long standstill one search settles what a person would have to look up.
      guard let find = record.find else { return }
      let slots = requestSlots(system, id: .null, input: .null, mark: mark(of: delivery.lane))
      try send(delivery, find, slots, target, at: now, &result, in: &tx)
    case .confirm:
      guard let get = record.get, let id = delivery.recordID else {
        return try finish(delivery, delivery.operation == "create" ? "created" : "updated", at: now, &result, in: &tx)
      }
      let slots = requestSlots(system, id: .string(id), input: .null, mark: "")
      try send(delivery, get, slots, target, at: now, &result, in: &tx)
    case .write:
      // A record that was found needs no more than to be brought up to date.
      if delivery.outcome == nil {
        if delivery.deadline <= now { return try giveUpLate(delivery, at: now, &result, in: &tx) }
        if try isLastAttemptOver(delivery, target.flow, at: now, &result, in: &tx) { return }
      }
      try write(delivery, target, at: now, &batches, &result, in: &tx)
    }
  }

  /// What a delivery is about, in this plan.
  struct Target {
    let flow: LinkedFlow
    let step: LinkedDelivery
    let system: LinkedSystem
    let index: Int
    let record: LinkedRecord
  }

  /// Makes or changes the record: whichever is called for now.
  private mutating func write(
    _ delivery: Delivery, _ target: Target, at now: Instant, _ batches: inout Batches, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let step = target.step
    guard let slots = try slots(of: delivery, target.flow, at: now, in: tx) else {
      return try giveUp(
        delivery, .ours, "what was kept of the item is not what this plan says", at: now, &result, in: &tx)
    }
    let link = try tx.link(delivery.lane)
    let verb = step.planned.verb
    if try isNeedless(delivery, in: tx) { return try finish(delivery, "skipped", at: now, &result, in: &tx) }
    if link == nil, verb == .update { return try finish(delivery, "skipped", at: now, &result, in: &tx) }
    if link != nil, verb == .create { return try finish(delivery, "unchanged", at: now, &result, in: &tx) }
    let isCreate = link == nil
    if let condition = isCreate ? step.createCondition : step.updateCondition {
      switch holds(condition, isCreate: isCreate, slots) {
      case .success(true): break
      case .success(false): return try finish(delivery, "skipped", at: now, &result, in: &tx)
      case .failure(let failure): return try giveUp(delivery, .ours, failure.message, at: now, &result, in: &tx)
      }
    }
    guard let operation = isCreate ? target.record.create : target.record.update else {
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
    // A call follows. Those after the first are fewer than the flow's budget says.
    if delivery.attempts > 0, let later = gates.postponement(ofRetryIn: delivery.lane.flow, at: now) {
      return try postpone(delivery, to: later, in: &tx)
    }
    let written = Written(input: input, hash: hash(ofChangeAfter: input, step, isCreate: isCreate, slots))
    let mark = mark(of: delivery.lane)
    let request = requestSlots(
      target.system, id: link.map { .string($0.recordID) } ?? .null, input: .map(input), mark: mark)
    switch marked(stamped(request, delivery, target, isCreate: isCreate), operation) {
    case .success(let request):
      if let batch = operation.batch, try !goesAlone(delivery, in: tx) {
        batches.add(delivery, operation, batch, request, target, writes: written)
      } else {
        try send(delivery, operation, request, target, writes: written, at: now, &result, in: &tx)
      }
    case .failure(let failure): try giveUp(delivery, .ours, failure.message, at: now, &result, in: &tx)
    }
  }

  /// Looks at a delivery again later. It was not called for: no attempt is used up.
  func postpone(_ delivery: Delivery, to later: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    guard var kept = try tx.delivery(delivery.id) else { return }
    kept.due = later
    try tx.update(kept)
  }

  // MARK: What is written

  /// The item of a delivery and what stands around it, as its expressions see them.
  func slots(of delivery: Delivery, _ flow: LinkedFlow, at now: Instant, in tx: some StoreTransaction)
    throws(StoreError) -> [Value]?
  {
    guard let item = item(of: delivery, flow) else { return nil }
    var event = Value.null
    if flow.deliveriesReadEvent, let message = try tx.message(delivery.message) {
      event = self.event(of: message) ?? .null
    }
    return itemSlots(item, event: event, at: now)
  }

  /// The item that was kept with a delivery.
  func item(of delivery: Delivery, _ flow: LinkedFlow) -> Value? {
    // Only a changed plan can refuse what was kept; the caller says so.
    guard let raw = try? Value(json: delivery.payload), case .success(let item) = flow.kept.admit(raw) else {
      return nil
    }
    return item
  }

  /// Whether the condition of making, or of changing, a record holds.
  func holds(_ condition: Program, isCreate: Bool, _ slots: [Value]) -> Result<Bool, EvaluationFailure> {
    let value = condition.evaluate(slots: slots)
    guard let holds = value.asBool else {
      var failure = value.notBool
      failure.message = "\(isCreate ? "create" : "update").where: \(failure.message)"
      return .failure(failure)
    }
    return .success(holds)
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
  func requestSlots(_ system: LinkedSystem, id: Value, input: Value, mark: String) -> [Value] {
    [
      system.value, id, input, .string(mark),
      .failure(EvaluationFailure(.noSuchVariable, "`since` has a value only when polling")),
    ]
  }

  /// The slots with the operation's mark merged into what is written.
  func marked(_ slots: [Value], _ operation: LinkedOperation) -> Result<[Value], EvaluationFailure> {
    guard let mark = operation.mark, case .map(let input) = slots[2] else { return .success(slots) }
    return mark.build(slots: slots).map { built in
      var slots = slots
      if case .map(let fields) = built { slots[2] = .map(input.merged(with: fields)) }
      return slots
    }
  }
}
