public import CEL
import TreatyPlan
public import TreatyStore

/// What a plan makes of a message, by the code that hosts carry it out with, without a store and without a call.
///
/// Nothing is known of what was before: no record, no key, no other message. So what would be written is worked out for both, a record that is
/// made and one that is there already.
public struct Rehearsal: Sendable {
  /// What became of a message.
  public enum Outcome: Sendable {
    /// It is not taken: why.
    case refused(IntakeResult)
    /// It is taken, and nothing comes of it: at which key of the flow it failed, and why.
    case failed(place: String, cause: String)
    /// It is taken. Of several with the same key, where there is one, only the first.
    case taken(key: String?, items: [Item])
  }

  /// What became of an item.
  public enum Item: Sendable {
    /// `where` left it out.
    case left
    /// It becomes a dead letter: at which key of the flow it failed, and why.
    case failed(place: String, cause: String)
    /// It is delivered: what it is told from others by, what it was made over into, and what is done, in order.
    case delivered(identity: String, value: Value, [Effect])
  }

  /// What is done for an item in one place.
  public struct Effect: Sendable {
    /// `system.record`.
    public let target: String
    /// Which delivery of its flow it is, from 0.
    public let step: Int
    /// What would be done where there is no record yet; `nil` where the flow never makes one.
    public let made: Write?
    /// What would be done where there is one; `nil` where the flow never changes one.
    public let changed: Write?
  }

  /// What would be written.
  public enum Write: Sendable {
    /// Nothing: its `where` does not hold.
    case skipped
    /// It becomes a dead letter: why.
    case failed(cause: String)
    /// These fields, by this request.
    case written(fields: Value, Request)
  }

  /// A request.
  public struct Request: Hashable, Sendable {
    /// HTTP method.
    public let method: String
    /// Path and query below the system's base, encoded.
    public let target: String
    /// Headers of the connector, as `name: value`, besides those that every call has.
    public let headers: [String]
    /// Body; `nil` for none.
    public let body: [UInt8]?
  }

  /// Id of the record that is changed.
  private static let recordID = "1"

  private let engine: Engine

  /// Rehearses a plan.
  public init(_ plan: LinkedPlan) { engine = Engine(plan: plan, seed: 0) }

  /// What would become of a message that comes in at a moment.
  public func run(_ intake: Intake, at now: Instant) -> Outcome {
    let read: Engine.ReadIntake
    switch engine.read(intake, at: now) {
    case .refused(let result): return .refused(result)
    case .read(let intake): read = intake
    }
    let flow = engine.plan.flows[read.position.index]
    let body = read.event["body"] ?? .null
    var items: [Item] = []
    for (index, worked) in engine.items(of: body, read.event, flow, at: now).enumerated() {
      switch worked {
      case .left: items.append(.left)
      case .failed(let place, let failure, _):
        if place.isBeforeItems { return .failed(place: place.rawValue, cause: failure.message) }
        items.append(.failed(place: place.rawValue, cause: failure.message))
      case .item(let identity, let value, let flow, _):
        let effects = flow.deliveries.enumerated().map { step, delivery in
          let made = engine.make(read.message, index, step, delivery, identity, value.json(), flow, at: now)
          return effect(made, delivery, flow, read.event, at: now)
        }
        items.append(.delivered(identity: identity, value: value, effects))
      }
    }
    return .taken(key: read.message.deliveryKey, items: items)
  }

  /// The items of a message, before their mapping; the body alone where its flow does not take it apart, nothing where it is not taken.
  public func items(of intake: Intake, at now: Instant) -> [Value] {
    guard case .read(let read) = engine.read(intake, at: now), let body = read.event["body"] else { return [] }
    guard let each = engine.plan.flows[read.position.index].each else { return [body] }
    return each.evaluate(slots: engine.itemSlots(body, event: read.event, at: now)).asList ?? []
  }

  private func effect(
    _ made: Delivery, _ step: LinkedDelivery, _ flow: LinkedFlow, _ event: Value, at now: Instant
  ) -> Effect {
    let verb = step.planned.verb
    let item = engine.item(of: made, flow)
    func write(isCreate: Bool) -> Write {
      guard let item else { return .failed(cause: "what was kept of the item is not what this plan says") }
      let slots = engine.itemSlots(item, event: flow.deliveriesReadEvent ? event : .null, at: now)
      return self.write(made, step, isCreate: isCreate, slots)
    }
    return Effect(
      target: step.target, step: made.step, made: verb == .update ? nil : write(isCreate: true),
      changed: verb == .create ? nil : write(isCreate: false))
  }

  private func write(_ delivery: Delivery, _ step: LinkedDelivery, isCreate: Bool, _ slots: [Value]) -> Write {
    if let condition = isCreate ? step.createCondition : step.updateCondition {
      switch engine.holds(condition, isCreate: isCreate, slots) {
      case .success(true): break
      case .success(false): return .skipped
      case .failure(let failure): return .failed(cause: failure.message)
      }
    }
    guard let target = engine.target(of: delivery),
      let operation = isCreate ? target.record.create : target.record.update
    else { return .failed(cause: "this plan cannot \(isCreate ? "make" : "change") `\(step.target)`") }
    let built = engine.input(step, isCreate: isCreate, slots).flatMap { input in
      let mark = engine.mark(of: delivery.lane)
      let request = engine.requestSlots(
        target.system, id: isCreate ? .null : .string(Self.recordID), input: .map(input), mark: mark)
      return engine.marked(engine.stamped(request, delivery, target, isCreate: isCreate), operation)
        .flatMap { RequestBuilder.build(operation.request, slots: $0) }
        .map { request in
          Write.written(
            fields: .map(input),
            Request(
              method: operation.request.method, target: request.target,
              headers: request.headers.map { "\($0.0): \($0.1)" }, body: request.body))
        }
    }
    switch built {
    case .success(let write): return write
    case .failure(let failure): return .failed(cause: failure.message)
    }
  }
}
