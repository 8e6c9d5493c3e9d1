import CEL
import TreatyPlan
public import TreatyStore

/// Why a plan cannot go on from where another stopped, over the store that the other left.
///
/// What is open moves to the new plan when it means the same there. Where it would be delivered elsewhere, in another order, not at all, or
/// where what came of it could not be found out any more, the plan that took it has to finish it first.
public struct PlanObstacle: Hashable, Sendable {
  /// What kind of thing is in the way.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Another package: its marks differ, so records that were made would not be found again.
    case package
    /// A flow with open work that the plan does not have.
    case flow
    /// A flow whose key is another: one record would be in two lanes, and have two marks.
    case key
    /// A system or record that something open is to be delivered to, and the plan does not have.
    case target
    /// A system at another address, whose records are known or to which something is to be delivered.
    case address
    /// Items or messages that are not what the plan says.
    case item
    /// Calls whose end could not be found out any more, since what is known of the operation is another.
    case unsettled
    /// More to be looked at than is looked at in one go.
    case tooMuch = "too-much"
  }

  /// The kind.
  public let kind: Kind
  /// What it is about: a flow, a target, a system.
  public let subject: String
  /// How many deliveries or messages, at least; 0 where that does not matter.
  public let count: Int
  /// What differs, in words for a person.
  public let why: String
}

extension LinkedPlan {
  /// What is in the way of carrying this plan out over a store; empty where nothing is.
  ///
  /// Looks at what is open, 10,000 deliveries a flow at most: a flow with more, whose items have changed, is told to finish them first.
  public func obstacles(in tx: some StoreTransaction) throws(StoreError) -> [PlanObstacle] {
    guard try tx.fact(StoreFact.plan) != digest else { return [] }
    let old = try tx.lastPlan()
    // Looked at as it will be called: what was renamed is in nobody's way.
    var view = tx
    view.names = names(after: old, tx.names)
    var search = ObstacleSearch(new: self, old: old?.called(from: tx.names, as: view.names))
    try search.look(at: view)
    return search.found
  }

  /// What is kept under which name once this plan is carried out.
  private func names(after old: Plan?, _ names: StoredNames) -> StoredNames {
    // Without a plan before there is nothing that could have had another name.
    guard let old else { return names }
    var names = names
    names.follow(
      flows: plan.formerNames(of: "flows"), from: old.flows.map(\.name), to: plan.flows.map(\.name))
    names.follow(
      systems: plan.formerNames(of: "systems"), from: old.systems.map(\.name), to: plan.systems.map(\.name))
    return names
  }

  /// Goes on with what is stored under the names that this plan has for it, legal holds too.
  private func takeOverNames(in tx: inout some StoreTransaction) throws(StoreError) {
    let before = tx.names
    let after = names(after: try tx.lastPlan(), before)
    guard after != before else { return }
    tx.names = after
    try tx.set(fact: StoreFact.formerNames, to: after.text)
    for var hold in try tx.holds() where !hold.flows.isEmpty {
      hold.flows = hold.flows.map { after.shown(flow: before.stored(flow: $0)) }
      try tx.put(hold)
    }
  }

  /// Notes that this plan is carried out from now on.
  func note(text: [UInt8], at now: Instant, in tx: inout some StoreTransaction) throws(StoreError) {
    try takeOverNames(in: &tx)
    try tx.install(plan: digest, text: text, at: now)
    try tx.set(fact: StoreFact.plan, to: digest)
    try noteKeptTimes(in: &tx)
    for system in systems {
      guard let base = system.base else { continue }
      try tx.set(fact: StoreFact.address(tx.names.stored(system: system.name)), to: base.description)
    }
  }
}

extension StoreTransaction {
  /// The plan that was carried out last; `nil` where there was none, or an earlier version wrote it and this one cannot read it: what is open is
  /// compared alone then.
  fileprivate func lastPlan() throws(StoreError) -> Plan? {
    guard let last = try fact(StoreFact.plan), let text = try planText(last) else { return nil }
    return (try? PlanFile.read(text))?.plan  // as said
  }
}

extension Plan {
  /// The same plan, with flows and systems as they are called later.
  fileprivate func called(from before: StoredNames, as after: StoredNames) -> Plan {
    guard before != after else { return self }
    var plan = self
    for index in flows.indices { plan.flows[index].name = after.shown(flow: before.stored(flow: flows[index].name)) }
    for index in systems.indices {
      plan.systems[index].name = after.shown(system: before.stored(system: systems[index].name))
    }
    return plan
  }
}

/// Goes through what is open.
private struct ObstacleSearch {
  let new: LinkedPlan
  var old: Plan?
  var found: [PlanObstacle] = []

  /// How many deliveries of a flow, or messages, are looked at.
  private static let most = 10_000

  init(new: LinkedPlan, old: Plan?) {
    self.new = new
    self.old = old
  }

  private mutating func add(_ kind: PlanObstacle.Kind, _ subject: String, _ count: Int, _ why: String) {
    found.append(PlanObstacle(kind: kind, subject: subject, count: count, why: why))
  }

  mutating func look(at tx: some StoreTransaction) throws(StoreError) {
    let states = Delivery.State.allCases.filter(\.holdsLane)
    var open: [String: [Delivery]] = [:]
    // Flows by name from both sides: one that is gone from the plan can have open work all the same.
    let openFlows = try tx.openFlows()
    for flow in Set(openFlows).union(old?.flows.map(\.name) ?? []).union(new.plan.flows.map(\.name)) {
      let deliveries = try tx.deliveries(in: states, flow: flow, limit: ObstacleSearch.most)
      if !deliveries.isEmpty { open[flow] = deliveries }
    }
    guard try tx.census().links > 0 || !open.isEmpty || !openFlows.isEmpty else { return }
    if let old, old.package != new.plan.package {
      add(.package, new.plan.package, 0, "the store is of the package `\(old.package)`")
    }
    for flow in openFlows where new.flow(named: flow) == nil {
      add(.flow, flow, open[flow]?.count ?? 0, "the plan does not have the flow")
    }
    try lookAtMessages(tx)
    for (name, deliveries) in open.sorted(by: { $0.key < $1.key }) { lookAtTargets(name, deliveries) }
    for flow in new.plan.flows { try lookAtKey(flow, isOpen: open[flow.name] != nil, tx) }
    for system in new.systems { try lookAtAddress(system, open.values.flatMap(\.self), tx) }
  }

  // MARK: Flows

  /// A flow that finds the same records must know them by the same key.
  private mutating func lookAtKey(_ flow: PlannedFlow, isOpen: Bool, _ tx: some StoreTransaction) throws(StoreError) {
    guard let before = old?.flows.first(where: { $0.name == flow.name }) else { return }
    guard before.identify.cel != flow.identify.cel || before.each?.cel != flow.each?.cel else { return }
    var isKnown = isOpen
    for delivery in flow.deliveries where !isKnown {
      let target =
        "\(new.plan.systems[delivery.system].name).\(new.plan.systems[delivery.system].records[delivery.record].name)"
      isKnown = try tx.hasLinks(flow: flow.name, target: target)
    }
    guard isKnown else { return }
    let change =
      before.identify.cel == flow.identify.cel
      ? "it takes messages apart by `\(flow.each?.cel ?? "the body as it is")`, and did so by `\(before.each?.cel ?? "the body as it is")`"
      : "its key is `\(flow.identify.cel)`, and was `\(before.identify.cel)`"
    add(.key, flow.name, 0, "\(change): records that are there would not be known again")
  }

  private mutating func lookAtTargets(_ name: String, _ deliveries: [Delivery]) {
    guard let position = new.flow(named: name) else {
      if !found.contains(where: { $0.kind == .flow && $0.subject == name }) {
        add(.flow, name, deliveries.count, "the plan does not have the flow")
      }
      return
    }
    let flow = new.flows[position.index]
    for (target, waiting) in Dictionary(grouping: deliveries, by: \.lane.target).sorted(by: { $0.key < $1.key }) {
      guard let step = flow.deliveries.first(where: { $0.target == target }) else {
        add(.target, "\(name) to \(target)", waiting.count, "the flow does not deliver there")
        continue
      }
      lookAtSettling(name, target, step, waiting)
    }
    lookAtItems(flow, deliveries)
  }

  /// Items that were mapped are delivered as they are: they have to be what the plan says.
  private mutating func lookAtItems(_ flow: LinkedFlow, _ deliveries: [Delivery]) {
    let name = flow.planned.name
    var refused: [Delivery] = []
    for delivery in deliveries {
      guard let raw = try? Value(json: delivery.payload), case .success = flow.kept.admit(raw) else {
        refused.append(delivery)  // what cannot be read is refused as well
        continue
      }
    }
    if let first = refused.last {
      add(
        .item, name, refused.count,
        "what waits is not what the plan says of an item any more, first of all delivery \(first.id.number)")
    } else if deliveries.count >= ObstacleSearch.most {
      add(.tooMuch, name, deliveries.count, "more waits than is looked at in one go")
    }
  }

  private mutating func lookAtMessages(_ tx: some StoreTransaction) throws(StoreError) {
    let engine = Engine(plan: new, seed: 0)
    let accepted = try tx.acceptedMessages(limit: ObstacleSearch.most)
    for (flow, messages) in Dictionary(grouping: accepted, by: \.flow).sorted(by: { $0.key < $1.key }) {
      guard new.flow(named: flow) != nil else { continue }  // said already
      let refused = messages.filter { engine.event(of: $0) == nil }
      guard let first = refused.first else { continue }
      add(
        .item, flow, refused.count,
        "messages that were taken are not what the plan's event says any more, first of all the one of trace \(first.trace)"
      )
    }
  }

  // MARK: Systems

  /// A call of which nobody knows what came is settled by what is known of its operation.
  private mutating func lookAtSettling(_ flow: String, _ target: String, _ step: LinkedDelivery, _ waiting: [Delivery])
  {
    guard let old, let before = old.record(target) else { return }
    let after = new.plan.systems[step.planned.system].records[step.planned.record]
    let unsure = waiting.filter {
      $0.state == .inFlight || $0.state == .asking || $0.phase == .settle || $0.sent != nil
    }
    guard !unsure.isEmpty else { return }
    let isSame =
      before.create?.safety == after.create?.safety && before.update?.safety == after.update?.safety
      && before.find == after.find
    guard !isSame else { return }
    add(
      .unsettled, "\(flow) to \(target)", unsure.count,
      "calls are open whose repetition was known in another way (`safety`, `find`)")
  }

  private mutating func lookAtAddress(_ system: LinkedSystem, _ open: [Delivery], _ tx: some StoreTransaction)
    throws(StoreError)
  {
    guard let base = system.base,
      let before = try tx.fact(StoreFact.address(tx.names.stored(system: system.name))), before != base.description
    else { return }
    var count = open.count { $0.system == system.name }
    for flow in new.plan.flows where count == 0 {
      for delivery in flow.deliveries where new.plan.systems[delivery.system].name == system.name {
        let target = "\(system.name).\(new.plan.systems[delivery.system].records[delivery.record].name)"
        if try tx.hasLinks(flow: flow.name, target: target) { count = 1 }
      }
    }
    guard count > 0 else { return }
    add(
      .address, system.name, count,
      "it is at \(base.description), and was at \(before): its records are there, if it is another system")
  }
}

extension Plan {
  /// A record by `system.record`.
  fileprivate func record(_ target: String) -> PlannedRecord? {
    for system in systems {
      for record in system.records where "\(system.name).\(record.name)" == target { return record }
    }
    return nil
  }
}
