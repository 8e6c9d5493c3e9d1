import CEL
import TreatyPlan
import TreatyStore

extension Engine {
  /// Headers that hold credentials; they are not kept.
  private static let credentials: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token",
  ]

  /// How many messages are remembered as they were read until they are worked out, and of how many bytes.
  private static let mostFresh = 256
  private static let mostFreshBytes = 8_192

  /// What an intake holds, once it was held against its event.
  struct ReadIntake {
    let message: Message
    let event: Value
    let position: Position<PlannedFlow>
  }

  /// What became of reading an intake.
  enum Reading {
    case read(ReadIntake)
    case refused(IntakeResult)
  }

  /// Holds an intake against its event.
  func read(_ intake: Intake, at now: Instant) -> Reading {
    guard let position = plan.flow(named: intake.flow) else { return .refused(.noSuchFlow) }
    let flow = plan.flows[position.index]
    let trigger = flow.planned.trigger
    let event = plan.systems[trigger.system.index].events[trigger.event.index]
    let body: Value
    do throws(JSONFailure) { body = try Value(json: intake.body) } catch {
      return .refused(.notJSON(error.description))
    }
    let admitted: Value
    switch event.admission.admit(body) {
    case .success(let value): admitted = value
    case .failure(let refusal): return .refused(.invalid(refusal.violations))
    }
    var dropped = Engine.credentials
    if case .token(let header, _, _) = trigger.authentication { dropped.insert(header.lowercased()) }
    let headers = Value.map(
      MapValue(fields: intake.headers.filter { !dropped.contains($0.0) }.map { (Text($0.0), .string($0.1)) }))
    var message = Message(
      trace: intake.trace, parentSpan: intake.parentSpan, flow: flow.planned.name, received: now, body: intake.body,
      headers: headers.json(),
      plan: plan.digest, deliveryKey: nil)
    message.starts = 1
    message.sender = intake.sender
    let read = self.event(message, body: admitted, headers: headers)
    if let program = event.deliveryID {
      let key = program.evaluate(slots: intakeSlots(event: read, at: now))
      // An empty key is a sender's way to say that it has none; taken for one, all its deliveries would be the same.
      message.deliveryKey = key.pieceText?.string.isEmpty == false ? key.pieceText?.string : nil
    }
    return .read(ReadIntake(message: message, event: read, position: position))
  }

  /// Holds an intake against its event, and keeps it.
  mutating func take(_ intake: Intake, at now: Instant, in tx: inout some StoreTransaction)
    throws(StoreError) -> IntakeResult
  {
    let read: ReadIntake
    switch self.read(intake, at: now) {
    case .read(let intake): read = intake
    case .refused(let result): return result
    }
    let kept = try tx.insert(read.message, keeping: plan.keepings[read.position.index])
    if kept.isNew, firstTaken == nil { firstTaken = kept.id }
    if kept.isNew, fresh.count < Engine.mostFresh, intake.body.count <= Engine.mostFreshBytes {
      fresh[kept.id] = read.event
    }
    return .accepted(trace: kept.trace, isNew: kept.isNew)
  }

  /// The value `event` of expressions.
  func event(_ message: Message, body: Value, headers: Value) -> Value {
    .map(
      MapValue(fields: [
        ("body", body), ("headers", headers),
        ("received", .timestamp(Timestamp(millisecondsSinceEpoch: message.received.milliseconds))),
        ("trace", .string(message.trace)),
      ]))
  }

  /// The value `event` of a message that was kept.
  func event(of message: Message) -> Value? {
    guard let flow = plan.flow(named: message.flow) else { return nil }
    let trigger = plan.plan.flows[flow].trigger
    // Both were read when the message was taken; only a changed plan can refuse them now.
    guard let raw = try? Value(json: message.body), let headers = try? Value(json: message.headers),
      case .success(let body) = plan.systems[trigger.system.index].events[trigger.event.index].admission.admit(raw)
    else { return nil }
    return event(message, body: body, headers: headers)
  }

  /// Slots in the order of ``Scope/names(at:)`` for an intake.
  func intakeSlots(event: Value, at now: Instant) -> [Value] {
    [event, plan.inputs, plan.tables, .timestamp(Timestamp(millisecondsSinceEpoch: now.milliseconds))]
  }

  /// Slots for an item.
  func itemSlots(_ item: Value, event: Value, at now: Instant) -> [Value] {
    [item] + intakeSlots(event: event, at: now)
  }
}
