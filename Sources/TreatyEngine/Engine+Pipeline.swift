import CEL
import TreatyPlan
import TreatyStore

extension Engine {
  /// Works messages that are on disk out into deliveries: each, where, identify, map.
  mutating func workOut(at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    let messages = try tx.acceptedMessages(limit: Engine.messagesPerTurn)
    guard let first = messages.first else { return }
    guard firstTaken.map({ first.id >= $0 }) ?? false else {
      return try workOut(suspect: first, at: now, &result, in: &tx)
    }
    for message in messages {
      try workOut(message, only: nil, at: now, &result, in: &tx)
      fresh[message.id] = nil
    }
    if messages.count == Engine.messagesPerTurn { result.more = true }
  }

  /// Works out a message that was left behind when a process ended. It may be why that ended, so it goes by itself, and that it is
  /// begun is on disk before: otherwise those beside it would be put aside with it.
  private mutating func workOut(
    suspect message: Message, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    result.more = true
    if suspect == message.id {
      suspect = nil
      try workOut(message, only: nil, at: now, &result, in: &tx)
    } else if message.starts >= Engine.mostStarts {
      try quarantine(message, at: now, &result, in: &tx)
    } else {
      var message = message
      message.starts += 1
      try tx.update(message)
      suspect = message.id
    }
  }

  /// - Parameter item: works out just this item of the message, as when a person retries it.
  func workOut(
    _ message: Message, only item: Int?, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    var message = message
    message.state = .running
    message.ended = nil
    message.purgeAt = nil
    try tx.update(message)
    var count = 0
    for (index, worked) in items(of: message, at: now).enumerated() where item == nil || item == index {
      switch worked {
      case .left: break
      case .item(let identity, let value, let flow, let log):
        if !log.isEmpty { result.notices.append(.logged(flow: message.flow, trace: message.trace, fields: log)) }
        for (step, delivery) in flow.deliveries.enumerated() {
          let made = make(message, index, step, delivery, identity, value.json(), flow, at: now)
          _ = try tx.insert(try doubted(made, in: tx, at: now) ?? made)
          count += 1
        }
      case .failed(let place, let failure, let payload):
        let item = place.isBeforeItems ? nil : index
        try fail(message, item, "\(place.rawValue): \(failure.message)", payload, at: now, &result, in: &tx)
      }
    }
    result.steps.append(
      TracedStep(
        kind: .workedOut(deliveries: count), trace: message.trace, sender: message.sender, span: SpanNumber.of(message),
        flow: message.flow, target: nil, system: nil, began: min(now, message.received), ended: now, attempts: 0))
    // With a delivery that was made just now it is open.
    guard count > 0 else { return try endMessage(message.id, of: message.flow, at: now, in: &tx) }
    result.notices.append(
      .workedOut(
        flow: message.flow, trace: message.trace, deliveries: count,
        milliseconds: max(0, now.milliseconds - message.received.milliseconds)))
  }

  /// What an item came to.
  enum Worked {
    /// `where` left it out.
    case left
    case item(identity: String, value: Value, LinkedFlow, log: [LogField])
    case failed(Key, EvaluationFailure, payload: [UInt8])
  }

  /// The key of a flow at which working out failed, as it stands in the spec.
  enum Key: String {
    case on, each
    case condition = "where"
    case identify, map

    /// Whether it failed before there were items: then all of the message is tried again.
    var isBeforeItems: Bool { self == .on || self == .each }
  }

  private func items(of message: Message, at now: Instant) -> [Worked] {
    guard let position = plan.flow(named: message.flow) else {
      let failure = EvaluationFailure(.noSuchKey, "this plan does not have the flow `\(message.flow)`")
      return [.failed(.on, failure, payload: message.body)]
    }
    let flow = plan.flows[position.index]
    guard let event = fresh[message.id] ?? event(of: message), let body = event["body"] else {
      let failure = EvaluationFailure(
        .conversion, "the message is not what this plan's event says; it was taken by plan \(message.plan)")
      return [.failed(.on, failure, payload: message.body)]
    }
    return items(of: body, event, flow, at: now)
  }

  /// The items of an event, each worked out.
  func items(of body: Value, _ event: Value, _ flow: LinkedFlow, at now: Instant) -> [Worked] {
    guard let each = flow.each else { return [work(out: body, event, flow, at: now)] }
    let value = each.evaluate(slots: itemSlots(body, event: event, at: now))
    if let list = value.asList { return list.map { work(out: $0, event, flow, at: now) } }
    return [
      .failed(
        .each, value.failure ?? EvaluationFailure(.conversion, "\(value.typeName) is not a list"),
        payload: body.json())
    ]
  }

  private func work(out raw: Value, _ event: Value, _ flow: LinkedFlow, at now: Instant) -> Worked {
    let slots = itemSlots(raw, event: event, at: now)
    if let condition = flow.condition {
      let value = condition.evaluate(slots: slots)
      guard let goesOn = value.asBool else { return .failed(.condition, value.notBool, payload: raw.json()) }
      if !goesOn { return .left }
    }
    let key = flow.identify.evaluate(slots: slots)
    guard let identity = key.pieceText?.string, !identity.isEmpty else {
      return .failed(
        .identify, key.failure ?? EvaluationFailure(.badArgument, "the key is empty"), payload: raw.json())
    }
    guard let set = flow.set else {
      return .item(identity: identity, value: raw, flow, log: log(of: flow, slots))
    }
    switch set.build(slots: slots) {
    case .failure(let failure): return .failed(.map, failure, payload: raw.json())
    case .success(let mapped):
      switch flow.item.admit(mapped) {
      case .success(let record):
        return .item(
          identity: identity, value: record, flow, log: log(of: flow, itemSlots(record, event: event, at: now)))
      case .failure(let refusal):
        let words = refusal.violations.map { "`\($0.pointer)` \($0.message)" }.joined(separator: "; ")
        return .failed(.map, EvaluationFailure(.conversion, words), payload: raw.json())
      }
    }
  }

  func make(
    _ message: Message, _ item: Int, _ step: Int, _ delivery: LinkedDelivery, _ identity: String, _ payload: [UInt8],
    _ flow: LinkedFlow,
    at now: Instant
  ) -> Delivery {
    let policy = plan.plan.retries[flow.planned.retry]
    var deadline = now.advanced(milliseconds: policy.deadlineMilliseconds)
    if let expires = flow.planned.expiresMilliseconds {
      deadline = min(deadline, message.received.advanced(milliseconds: expires))
    }
    var made = Delivery(
      message: message.id, trace: message.trace, item: item, step: step,
      lane: LaneKey(flow: message.flow, target: delivery.target, identity: identity),
      system: plan.systems[delivery.planned.system.index].name,
      payload: payload, created: now, deadline: deadline)
    made.sender = message.sender
    return made
  }

  /// An item that could not be worked out is kept as a dead letter; the others go on. Without an item it is all of the message.
  /// - Parameter isAside: whether it is put aside, which a person must hear of whatever its flow says of mappings that fail.
  private func fail(
    _ message: Message, _ item: Int?, _ cause: String, _ payload: [UInt8], isAside: Bool = false, at now: Instant,
    _ result: inout StepResult, in tx: inout some StoreTransaction
  ) throws(StoreError) {
    // A lane of its own: what has no key holds nobody up.
    let identity = "\(message.id.number)/\(item.map { "\($0)" } ?? Engine.allItems)"
    let lane = LaneKey(flow: message.flow, target: Engine.unmapped, identity: identity)
    let system = plan.flow(named: message.flow).map { plan.plan.systems[plan.plan.flows[$0].trigger.system].name } ?? ""
    var delivery = Delivery(
      message: message.id, trace: message.trace, item: item ?? 0, step: 0, lane: lane, system: system, payload: payload,
      created: now, deadline: now)
    delivery.sender = message.sender
    delivery = try tx.insert(delivery)
    if isAside {
      try bury(delivery, .ours, cause, at: now, &result, in: &tx)
    } else {
      try giveUp(delivery, .ours, cause, at: now, &result, in: &tx)
    }
  }

  /// Target of what never came as far as a delivery.
  static let unmapped = "mapping"
  /// In place of an item's number: the message never came as far as items.
  private static let allItems = "all"

  /// Works out anew what never came as far as a delivery.
  func workOut(
    anew delivery: Delivery, of message: Message, at now: Instant, _ result: inout StepResult,
    in tx: inout some StoreTransaction
  ) throws(StoreError) {
    let item = delivery.lane.identity.hasSuffix("/\(Engine.allItems)") ? nil : delivery.item
    try workOut(message, only: item, at: now, &result, in: &tx)
  }

  /// Puts aside a message that ended the process each time it was begun.
  func quarantine(_ message: Message, at now: Instant, _ result: inout StepResult, in tx: inout some StoreTransaction)
    throws(StoreError)
  {
    var message = message
    message.state = .running
    try tx.update(message)
    try fail(
      message, nil, "the host ended \(Engine.mostStarts) times while it worked this message out", message.body,
      isAside: true, at: now, &result, in: &tx)
  }
}

extension Value {
  /// Why the value is no condition.
  var notBool: EvaluationFailure {
    failure ?? EvaluationFailure(.noSuchOverload, "\(typeName) is neither true nor false")
  }
}
