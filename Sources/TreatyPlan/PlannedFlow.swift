/// One-way movement, from what a system sends to effects in others.
public struct PlannedFlow: Hashable, Sendable, Codable {
  /// Name in the spec, kebab-case.
  public var name: String
  /// One sentence on what it is for.
  public var about: String?
  /// Who answers for it.
  public var owner: String?
  /// What starts it.
  public var trigger: PlannedTrigger
  /// Takes the body apart: a list, each element of which is an `item`. `nil`: the body is the only item.
  public var each: PlannedExpression?
  /// Which items go on.
  public var condition: PlannedExpression?
  /// What tells one record from another: items with the same key concern the same record and stay in order.
  public var identify: PlannedExpression
  /// Makes the item over into a model's record.
  public var map: PlannedMapping?
  /// What is done elsewhere.
  public var deliveries: [PlannedDelivery]
  /// When deliveries are tried again.
  public var retry: Position<RetryPolicy>
  /// How long its messages are kept.
  public var retention: Position<RetentionPolicy>
  /// How its payloads are kept from eyes that need not see them; `nil` is ``ProtectionPolicy/standard``.
  public var protection: ProtectionPolicy?
  /// What becomes of a call of which nobody knows whether it was done, where it cannot be settled.
  public var unsure: UnsurePolicy
  /// What becomes of deliveries that fail, where it is not as usual; `nil` is as usual.
  public var failures: FailurePolicies?
  /// Who goes first where systems cannot take all at once; `nil` is ``FlowPriority/normal``.
  public var priority: FlowPriority?
  /// How old a message may become, in milliseconds, before what is left of it is parked instead of delivered; `nil` is the deadline of its
  /// retry policy.
  public var expiresMilliseconds: Int64?
  /// What is written to the log of each item; `nil` is nothing.
  public var log: Construction?

  /// A flow.
  public init(
    name: String, trigger: PlannedTrigger, identify: PlannedExpression, retry: Position<RetryPolicy>,
    retention: Position<RetentionPolicy>, unsure: UnsurePolicy
  ) {
    self.name = name
    self.trigger = trigger
    self.identify = identify
    deliveries = []
    self.retry = retry
    self.retention = retention
    self.unsure = unsure
  }

  /// Whether it is looked up whether an unsure call was done, where that can be; else a person is asked.
  public var settlesUnsure: Bool { unsure == .settle && failures?.said(of: .unsure) != .ask }

  private enum CodingKeys: String, CodingKey {
    case name, about, owner, trigger, each
    case condition = "where"
    case identify, map, deliveries, retry, retention, protection, unsure, failures, priority, expiresMilliseconds, log
  }
}

/// Which flows go first where a system cannot take everything at once. Nobody is starved: of the calls to a busy system one that is urgent
/// has sixteen shares, a normal one four, and one of a bulk transfer one; bulk never has the last free call.
public enum FlowPriority: String, Hashable, Sendable, Codable, CaseIterable {
  /// Somebody waits: incidents, alerts.
  case urgent
  /// What most flows are.
  case normal
  /// Exports, nightly loads: whenever there is room.
  case bulk
}

/// A webhook that starts a flow.
public struct PlannedTrigger: Hashable, Sendable, Codable {
  /// Who sends.
  public var system: Position<PlannedSystem>
  /// Which of its events.
  public var event: Position<PlannedEvent>
  /// Path at which the host takes it, beginning with `/`.
  public var path: String
  /// How the sender proves who it is.
  public var authentication: PlannedAuthentication

  /// A trigger.
  public init(
    system: Position<PlannedSystem>, event: Position<PlannedEvent>, path: String, authentication: PlannedAuthentication
  ) {
    self.system = system
    self.event = event
    self.path = path
    self.authentication = authentication
  }
}

/// Makes an item over into a record of a model.
public struct PlannedMapping: Hashable, Sendable, Codable {
  /// Type of the result.
  public var model: TypeText
  /// The record.
  public var set: Construction

  /// A mapping.
  public init(model: TypeText, set: Construction) {
    self.model = model
    self.set = set
  }
}

/// An effect in a system.
public struct PlannedDelivery: Hashable, Sendable, Codable {
  /// The system.
  public var system: Position<PlannedSystem>
  /// The kind of record there.
  public var record: Position<PlannedRecord>
  /// What is done.
  public var verb: DeliveryVerb
  /// What is written whenever something is written.
  public var fields: Construction
  /// What holds for making a record.
  public var create: DeliveryCase
  /// What holds for changing one.
  public var update: DeliveryCase
  /// What is written to the record where another delivery of the item is compensated; `nil` leaves it as it is.
  public var undo: DeliveryCase?

  /// A delivery.
  public init(
    system: Position<PlannedSystem>, record: Position<PlannedRecord>, verb: DeliveryVerb, fields: Construction
  ) {
    self.system = system
    self.record = record
    self.verb = verb
    self.fields = fields
    create = DeliveryCase()
    update = DeliveryCase()
  }

  private enum CodingKeys: String, CodingKey {
    case system, record
    case verb = "do"
    case fields, create, update, undo
  }
}

/// What a delivery does to the record of its item.
public enum DeliveryVerb: String, Hashable, Sendable, Codable, CaseIterable {
  /// Makes it where there is none, changes it where there is one.
  case upsert
  /// Makes it where there is none, and leaves it alone after that.
  case create
  /// Changes it where there is one, and makes none.
  case update
}

/// What is particular about making, or about changing, a record.
public struct DeliveryCase: Hashable, Sendable, Codable {
  /// Condition on the item; where it fails the delivery ends without a call.
  public var condition: PlannedExpression?
  /// Fields that are written besides the delivery's own.
  public var fields: Construction?

  /// Nothing in particular.
  public init(condition: PlannedExpression? = nil, fields: Construction? = nil) {
    self.condition = condition
    self.fields = fields
  }

  private enum CodingKeys: String, CodingKey {
    case condition = "where"
    case fields
  }
}

/// What becomes of a call of which nobody knows whether it was done.
public enum UnsurePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// Settled by the operation's safety.
  case settle
  /// Parked for a person.
  case ask
}
