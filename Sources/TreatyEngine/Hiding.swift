public import CEL
public import TreatyPlan
public import TreatyStore

/// What of a plan's messages must not be read where people and machines look that need not know it: logs, reports, alerts, traces, the audit
/// trail.
///
/// Made of a plan alone, so that a store can be looked into where no host runs.
public struct Hiding: Sendable {
  /// What a flow's messages and items may hold that is not to be seen.
  struct Flow: Sendable {
    let body, item, raw: ClassifiedValues
    /// The same, of classes that operators may not see.
    let shownBody, shownItem, shownRaw: ClassifiedValues

    /// Whether there is anything to be hidden.
    var isNeeded: Bool { !body.isEmpty || !item.isEmpty || !raw.isEmpty }
  }

  private let flows: [String: Flow]
  /// What flows deliver to, `system.record`, in the plan's order.
  private let targets: [(flow: String, target: String)]

  /// Where nothing is known of a plan.
  public init(nothing: Void) { (flows, targets) = ([:], []) }

  /// What a plan says.
  public init(_ plan: Plan) {
    let catalogue = TypeCatalogue(plan.types)
    var known: [Set<DataClass>: ClassifiedRecords] = [:]
    func records(_ classes: Set<DataClass>) -> ClassifiedRecords {
      let records = known[classes] ?? ClassifiedRecords(catalogue, of: classes)
      known[classes] = records
      return records
    }
    var flows: [String: Flow] = [:]
    for flow in plan.flows {
      let protection = flow.protection ?? .standard
      let redacted = records(Set(protection.redact))
      let unseen = records(Set(DataClass.allCases.filter { $0 > protection.show }))
      let body = plan.systems[flow.trigger.system].events[flow.trigger.event.index].body
      var raw = body
      if let each = flow.each {
        if case .list(let element)? = catalogue.resolve(each.type) { raw = TypeText(element) } else { raw = "dyn" }
      }
      let item = flow.map?.model ?? raw
      flows[flow.name] = Flow(
        body: ClassifiedValues(body, in: redacted), item: ClassifiedValues(item, in: redacted),
        raw: ClassifiedValues(raw, in: redacted), shownBody: ClassifiedValues(body, in: unseen),
        shownItem: ClassifiedValues(item, in: unseen), shownRaw: ClassifiedValues(raw, in: unseen))
    }
    self.flows = flows
    targets = plan.flows.flatMap { flow in
      flow.deliveries.map { delivery in
        let system = plan.systems[delivery.system]
        return (flow.name, "\(system.name).\(system.records[delivery.record].name)")
      }
    }
  }

  /// The lanes that a key can have in this plan.
  public func lanes(of identity: String) -> [LaneKey] {
    targets.map { LaneKey(flow: $0.flow, target: $0.target, identity: identity) }
  }

  /// Whether a flow's messages can hold anything that is not to be seen.
  public func isNeeded(in flow: String) -> Bool { flows[flow]?.isNeeded ?? false }

  /// What is not to be seen of a message and what came of it.
  /// - Parameters:
  ///   - body: the message's body.
  ///   - payload: the item, where it is about one.
  public func texts(in flow: String, body: [UInt8]?, payload: [UInt8]?) -> HiddenTexts {
    guard let known = flows[flow], known.isNeeded else { return HiddenTexts([]) }
    var texts: [[UInt8]] = []
    // What is no JSON was never admitted, and nothing is known of it.
    if let body, let value = try? Value(json: body) { texts += known.body.texts(in: value) }
    if let payload, let value = try? Value(json: payload) {
      texts += known.item.texts(in: value) + known.raw.texts(in: value)
    }
    return HiddenTexts(texts)
  }

  /// What is not to be seen of a delivery.
  public func texts(of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> HiddenTexts {
    guard isNeeded(in: delivery.lane.flow) else { return HiddenTexts([]) }
    let message = try tx.message(delivery.message)
    return texts(in: delivery.lane.flow, body: message?.body, payload: delivery.payload)
  }

  /// What an operator may not see of a delivery.
  public func unseenTexts(of delivery: Delivery, in tx: some StoreTransaction) throws(StoreError) -> HiddenTexts {
    guard let known = flows[delivery.lane.flow] else { return HiddenTexts([]) }
    var texts: [[UInt8]] = []
    // As for ``texts(in:body:payload:)``.
    if let body = try tx.message(delivery.message)?.body, let value = try? Value(json: body) {
      texts += known.shownBody.texts(in: value)
    }
    if let value = try? Value(json: delivery.payload) {
      texts += known.shownItem.texts(in: value) + known.shownRaw.texts(in: value)
    }
    return HiddenTexts(texts)
  }

  /// An item before its mapping, as an operator may see it.
  public func shown(raw: Value, of flow: String) -> Value { flows[flow]?.shownRaw.masked(raw) ?? raw }

  /// A body as an operator may see it; as it is where the plan does not have the flow.
  public func shown(body: Value, of flow: String) -> Value { flows[flow]?.shownBody.masked(body) ?? body }

  /// An item as an operator may see it.
  public func shown(item: Value, of flow: String) -> Value { flows[flow]?.shownItem.masked(item) ?? item }

  /// Classes of data in each flow's messages that say how long they are kept, in the order of the plan's flows.
  static func classes(in plan: Plan) -> [Set<DataClass>] {
    let known = ClassifiedRecords(TypeCatalogue(plan.types), of: Set(DataClass.allCases))
    return plan.flows.map { flow in
      let body = plan.systems[flow.trigger.system].events[flow.trigger.event.index].body
      return [body, flow.map?.model].compactMap(\.self).reduce(into: []) { classes, type in
        classes.formUnion(ClassifiedValues(type, in: known).declared)
      }
    }
  }
}
