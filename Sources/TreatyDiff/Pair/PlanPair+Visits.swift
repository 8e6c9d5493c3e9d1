import TreatyPlan

/// What rules look at, pair by pair.
extension PlanPair {
  func eachFlow(_ body: (Matching<PlannedFlow>.Both, ChangePlace) -> Void) {
    for flow in touchedFlows { body(flow, place(flow)) }
  }

  func eachSystem(_ body: (Matching<PlannedSystem>.Both, ChangePlace) -> Void) {
    for system in systems.both {
      body(system, place("systems", "system", system.new.name, old: system.oldIndex, new: system.newIndex))
    }
  }

  func eachTable(_ body: (Matching<PlannedTable>.Both, ChangePlace) -> Void) {
    for table in tables.both {
      body(table, place("tables", "table", table.new.name, old: table.oldIndex, new: table.newIndex))
    }
  }

  func eachDelivery(_ body: (DeliveryPair, ChangePlace) -> Void) {
    for flow in touchedFlows {
      for delivery in deliveries(flow).both {
        let pair = DeliveryPair(
          flow: flow, target: delivery.new.target, old: delivery.old.delivery, new: delivery.new.delivery,
          oldIndex: delivery.oldIndex, newIndex: delivery.newIndex)
        body(pair, deliveryPlace(flow, old: delivery.oldIndex, new: delivery.newIndex))
      }
    }
  }

  /// A field that a delivery writes: whenever it writes, or in one case alone.
  struct WrittenField {
    let target, name: String
    /// What it is written with; `nil` where it is not.
    let old, new: Construction?
    /// Where that is worked out.
    let standing: Standing
  }

  func eachWrittenField(_ body: (WrittenField, ChangePlace) -> Void) {
    eachDelivery { delivery, place in
      let parts:
        [(name: String, KeyPath<PlannedDelivery, Construction?>, KeyPath<PlannedDelivery, PlannedExpression?>)] = [
          ("fields", \.always, \.unasked), ("create.fields", \.create.fields, \.create.condition),
          ("update.fields", \.update.fields, \.update.condition), ("undo.fields", \.undo?.fields, \.undo?.condition),
        ]
      for (part, path, condition) in parts {
        let standing = Standing(
          flow: delivery.flow, stand: .mapped,
          conditions: (delivery.old[keyPath: condition], delivery.new[keyPath: condition]))
        let (old, new) = (PlanPair.fields(delivery.old[keyPath: path]), PlanPair.fields(delivery.new[keyPath: path]))
        for name in Set(old.keys).union(new.keys).sorted() {
          let field = WrittenField(
            target: delivery.target, name: name, old: old[name], new: new[name], standing: standing)
          let pointer = "\(part.replacing(".", with: "/"))/object/\(PlanPair.escaped(name))"
          body(field, place.part("\(part).\(name)", pointer: pointer))
        }
      }
    }
  }

  /// A field of what a mapping makes, in flows that have one before and after.
  func eachMappedField(_ body: (WrittenField, ChangePlace) -> Void) {
    eachFlow { flow, place in
      guard let before = flow.old.map, let after = flow.new.map else { return }
      let (old, new) = (PlanPair.fields(before.set), PlanPair.fields(after.set))
      let model = after.model.text.hasPrefix("@") ? String(after.model.text.dropFirst()) : after.model.text
      for name in Set(old.keys).union(new.keys).sorted() where old[name] != new[name] {
        let field = WrittenField(
          target: model, name: name, old: old[name], new: new[name], standing: Standing(flow: flow, stand: .kept))
        body(field, place.part("map.set.\(name)", pointer: "map/set/object/\(PlanPair.escaped(name))"))
      }
    }
  }

  private static func fields(_ construction: Construction?) -> [String: Construction] {
    switch construction {
    case .object(let fields): Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    // All of a record, by one expression.
    case .some(let whole): ["*": whole]
    case nil: [:]
    }
  }

  /// A name in a JSON pointer (RFC 6901).
  private static func escaped(_ name: String) -> String {
    name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// Where something of a flow's retry policy is said: in the policy, where the flow keeps to it, and else where the flow names another.
  func retryPlace(_ flow: Matching<PlannedFlow>.Both, _ place: ChangePlace, _ part: String) -> ChangePlace {
    let (old, new) = retries(flow)
    let isOwn = old.name == new.name && new.name != RetryPolicy.standard.name
    return policyPlace(
      place.part(part, pointer: "retry"), "retries", isOwn ? (flow.old.retry.index, flow.new.retry.index) : nil)
  }

  /// Where something of a flow's retention policy is said, as of its retry policy.
  func retentionPlace(_ flow: Matching<PlannedFlow>.Both, _ place: ChangePlace, _ part: String) -> ChangePlace {
    let (old, new) = retentions(flow)
    let isOwn = old.name == new.name && new.name != RetentionPolicy.standard.name
    return policyPlace(
      place.part(part, pointer: "retention"), "retentions",
      isOwn ? (flow.old.retention.index, flow.new.retention.index) : nil)
  }

  private func policyPlace(_ place: ChangePlace, _ list: String, _ positions: (old: Int, new: Int)?) -> ChangePlace {
    guard let positions else { return place }
    var place = place
    place.oldPointer = "/\(list)/\(positions.old)"
    place.newPointer = "/\(list)/\(positions.new)"
    return place
  }

  func retries(_ flow: Matching<PlannedFlow>.Both) -> (old: RetryPolicy, new: RetryPolicy) {
    (old.retries[flow.old.retry], new.retries[flow.new.retry])
  }

  func retentions(_ flow: Matching<PlannedFlow>.Both) -> (old: RetentionPolicy, new: RetentionPolicy) {
    (old.retentions[flow.old.retention], new.retentions[flow.new.retention])
  }

  /// What becomes of each class of failure, where that is another; `nil` is as usual.
  func eachFailurePolicy(
    _ body: (_ flow: String, FailureClass, _ old: FailurePolicy?, _ new: FailurePolicy?, ChangePlace) -> Void
  ) {
    eachFlow { flow, place in
      for failure in FailureClass.allCases {
        let (old, new) = (flow.old.failures?.said(of: failure), flow.new.failures?.said(of: failure))
        guard old != new else { continue }
        let part = place.part("failure.classes.\(failure.rawValue)", pointer: "failures")
        body(flow.new.name, failure, old, new, part)
      }
    }
  }
}

extension PlannedDelivery {
  fileprivate var always: Construction? { fields }
  /// The condition of what is always written: none.
  fileprivate var unasked: PlannedExpression? { nil }
}

extension Plan {
  /// The event that starts a flow, such as `watch.alarm`.
  func event(of flow: PlannedFlow) -> String {
    let system = systems[flow.trigger.system]
    return "\(system.name).\(system.events[flow.trigger.event].name)"
  }
}

extension PlannedAuthentication {
  /// How much it takes to pass for somebody else: 0 is nothing.
  var rank: Int {
    switch self {
    case .none: 0
    case .basic: 1
    case .token: 2
    }
  }

  /// As a person reads it: names of secrets, never a value.
  var words: String {
    switch self {
    case .none: "nothing"
    case .basic(let user, let password): "basic, \(user.source) and \(password.source)"
    case .token(let header, let prefix, let token): "\(header): \(prefix)\(token.source)"
    }
  }
}

extension FlowPriority {
  /// The first goes first.
  var rank: Int { FlowPriority.allCases.firstIndex(of: self) ?? 0 }
}

extension RetryPolicy {
  /// How long is waited between tries, in words.
  var pauseWords: String {
    "\(Words.duration(firstMilliseconds)) to \(Words.duration(maxMilliseconds)), times \(Words.number(factor))"
  }
}

extension PlanPair {
  /// How the payloads of a flow are kept from eyes that need not see them.
  func eachProtection(
    _ body: (_ flow: String, _ old: ProtectionPolicy, _ new: ProtectionPolicy, ChangePlace) -> Void
  ) {
    eachFlow { flow, place in
      body(
        flow.new.name, flow.old.protection ?? .standard, flow.new.protection ?? .standard, place.part("protection"))
    }
  }
}

extension BreakerPolicy {
  /// As a person reads it.
  var words: String { "after \(failures) failures, for \(Words.duration(pauseMilliseconds))" }
}
