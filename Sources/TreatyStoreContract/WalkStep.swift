import TreatyStore

/// One change of a ``RandomWalk``, done to any store in the same words.
enum WalkStep: Sendable, CustomStringConvertible {
  case take(Message), add(Delivery), advance(Delivery), turn(Message), call(Attempt), link(Link)
  case purge(by: Instant, limit: Int), rename(StoredNames)

  /// Does it, and gives back what the store answered.
  func perform(in tx: inout some StoreTransaction) throws(StoreError) -> Answer {
    switch self {
    case .take(let message):
      let kept = try tx.insert(message)
      return .names(["\(kept.id.number)", kept.trace, "\(kept.isNew)"])
    case .add(let delivery): return .delivery(try tx.insert(delivery))
    case .advance(let delivery): try tx.update(delivery)
    case .turn(let message): try tx.update(message)
    case .call(let attempt): try tx.save(attempt)
    case .link(let link): try tx.save(link)
    case .rename(let names): tx.names = names
    case .purge(let now, let limit): return .numbers([Int64(try tx.purge(dueBy: now, limit: limit))])
    }
    return .nothing
  }

  var delivery: DeliveryID? {
    switch self {
    case .advance(let delivery): delivery.id
    case .call(let attempt): attempt.delivery
    case .take, .add, .turn, .link, .purge, .rename: nil
    }
  }

  var description: String {
    switch self {
    case .take(let message): "take key \(message.deliveryKey ?? "none") for \(message.flow)"
    case .add(let delivery): "add to \(delivery.lane.identity) as \(delivery.state)"
    case .advance(let delivery): "delivery \(delivery.id.number) becomes \(delivery.state)"
    case .turn(let message): "message \(message.id.number) becomes \(message.state)"
    case .call(let attempt): "attempt \(attempt.number) of \(attempt.delivery.number)"
    case .link(let link): "link \(link.lane.identity) of \(link.lane.flow)"
    case .rename(let names): "names become \(names.text ?? "their own")"
    case .purge(let now, let limit): "purge by \(now.milliseconds), \(limit) at most"
    }
  }
}

/// Something that a store answers.
enum Answer: Hashable, Sendable {
  case nothing, message(Message?), delivery(Delivery?), attempts([Attempt]), link(Link?), census(StoreCensus)
  case queues([ReadyQueue]), numbers([Int64]), names([String])

  static func numbers(of deliveries: [Delivery]) -> Answer { .numbers(deliveries.map { $0.id.number }) }
  static func numbers(of messages: [Message]) -> Answer { .numbers(messages.map { $0.id.number }) }
}

/// What is asked of both stores after a step of a ``RandomWalk``.
struct WalkView: Sendable {
  let now: Instant
  /// Deliveries and messages to look at one by one.
  let deliveries: [DeliveryID]
  let messages: [MessageID]
  /// Whether everything is looked at.
  let isFull: Bool
  /// Names of the flows, and of the target of links.
  let flows: [String]
  let target: String

  /// All answers, in an order that does not change.
  func look(at tx: some StoreTransaction) throws(StoreError) -> [Answer] {
    var answers: [Answer] = [
      .census(try tx.census()), .queues(try tx.readyQueues()), .numbers(of: try tx.expired(by: now, limit: 3)),
      .numbers(of: try tx.inFlight()),
      .names(try tx.openFlows()), .numbers(of: try tx.acceptedMessages(limit: 3)),
      .numbers(of: try tx.deliveries(in: [.dead, .asking], flow: nil, limit: 4)),
    ]
    for queue in try tx.readyQueues() {
      for isNewestFirst in [false, true] {
        let ready = try tx.ready(
          system: queue.system, flow: queue.flow, dueBy: now, newestFirst: isNewestFirst, limit: 3)
        answers.append(.numbers(of: ready))
      }
    }
    for id in deliveries { answers += [.delivery(try tx.delivery(id)), .attempts(try tx.attempts(of: id))] }
    for id in messages {
      let progress = try tx.progress(of: id)
      answers += [
        .message(try tx.message(id)), .numbers([Int64(progress.open), Int64(progress.dead)]),
        .numbers(of: try tx.deliveries(of: id)),
      ]
    }
    guard isFull else { return answers }
    for flow in flows {
      answers.append(.numbers(of: try tx.deliveries(in: Delivery.State.allCases, flow: flow, limit: 50)))
      for identity in 0..<6 {
        answers.append(.link(try tx.link(LaneKey(flow: flow, target: target, identity: "identity \(identity)"))))
      }
    }
    for trace in 0..<9 { answers.append(.numbers(of: try tx.messages(trace: "trace \(trace)"))) }
    return answers
  }
}

extension WalkStep {
  /// Whether it gives something another name.
  var isRename: Bool {
    if case .rename = self { true } else { false }
  }
}
