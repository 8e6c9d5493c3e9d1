public import TreatyPlan

/// Two plans, side by side: what is the same by name, and what only one of them has.
public struct PlanPair: Sendable {
  /// The plan before, under the names of the one after (``FormerNames``), and the one after.
  public let old, new: Plan
  /// What had another name, in the words of the plan after.
  let renames: [PlannedRename]
  let meaning: Meaning
  // Once for all rules, of which each asks for some.
  let flows: Matching<PlannedFlow>
  let systems: Matching<PlannedSystem>
  let tables: Matching<PlannedTable>
  let types: Matching<PlannedType>
  let inputs: Matching<PlannedInput>
  let secrets: Matching<PlannedSecret>
  /// Flows that both have, and of which something may be another: where nothing that flows refer to by position is, those that are not the same.
  let touchedFlows: [Matching<PlannedFlow>.Both]
  /// Types of what senders send: those of the events that start flows, and all that stand in them.
  let intakeTypes: Set<String>

  /// Puts two plans side by side.
  public init(_ old: Plan, _ new: Plan) {
    let names = FormerNames(old, to: new)
    let old = names.plan
    (self.old, self.new, renames) = (old, new, names.followed)
    meaning = Meaning(new)
    flows = Matching(old.flows, new.flows, by: \.name)
    let isSameAround = old.systems == new.systems && old.retries == new.retries && old.retentions == new.retentions
    touchedFlows = isSameAround ? flows.both.filter { $0.old != $0.new } : flows.both
    systems = Matching(old.systems, new.systems, by: \.name)
    tables = Matching(old.tables, new.tables, by: \.name)
    types = Matching(old.types, new.types, by: \.name)
    inputs = Matching(old.inputs, new.inputs, by: \.name)
    secrets = Matching(old.secrets, new.secrets, by: \.name)
    intakeTypes = PlanPair.intakeTypes(old).union(PlanPair.intakeTypes(new))
  }

  // MARK: Places

  func place(_ flow: Matching<PlannedFlow>.Both) -> ChangePlace {
    ChangePlace(
      subject: "flow `\(flow.new.name)`", path: "flows.\(flow.new.name)", oldPointer: "/flows/\(flow.oldIndex)",
      newPointer: "/flows/\(flow.newIndex)", owner: flow.new.owner)
  }

  func place(removed flow: Matching<PlannedFlow>.One) -> ChangePlace {
    ChangePlace(
      subject: "flow `\(flow.element.name)`", path: "flows.\(flow.element.name)", oldPointer: "/flows/\(flow.index)",
      owner: flow.element.owner)
  }

  func place(added flow: Matching<PlannedFlow>.One) -> ChangePlace {
    ChangePlace(
      subject: "flow `\(flow.element.name)`", path: "flows.\(flow.element.name)", newPointer: "/flows/\(flow.index)",
      owner: flow.element.owner)
  }

  /// Where something stands in a list of the plans that is known by name.
  func place(_ section: String, _ word: String, _ name: String, old: Int? = nil, new: Int? = nil) -> ChangePlace {
    ChangePlace(
      subject: "\(word) `\(name)`", path: "\(section).\(name)", oldPointer: old.map { "/\(section)/\($0)" },
      newPointer: new.map { "/\(section)/\($0)" })
  }

  // MARK: Deliveries

  /// Deliveries of a flow that go to the same record of the same system.
  struct DeliveryPair {
    let flow: Matching<PlannedFlow>.Both
    let target: String
    let old, new: PlannedDelivery
    let oldIndex, newIndex: Int
  }

  /// Name of what a delivery writes, such as `desk.ticket`.
  static func target(_ delivery: PlannedDelivery, in plan: Plan) -> String {
    let system = plan.systems[delivery.system]
    return "\(system.name).\(system.records[delivery.record].name)"
  }

  /// Deliveries by target; of several with one target the first with the first.
  func deliveries(_ flow: Matching<PlannedFlow>.Both) -> Matching<(target: String, delivery: PlannedDelivery)> {
    func named(_ deliveries: [PlannedDelivery], _ plan: Plan) -> [(target: String, delivery: PlannedDelivery)] {
      var counts: [String: Int] = [:]
      return deliveries.map { delivery in
        let target = PlanPair.target(delivery, in: plan)
        counts[target, default: 0] += 1
        let count = counts[target] ?? 1
        return (count == 1 ? target : "\(target) (\(count).)", delivery)
      }
    }
    return Matching(named(flow.old.deliveries, old), named(flow.new.deliveries, new), by: \.target)
  }

  func deliveryPlace(_ flow: Matching<PlannedFlow>.Both, old: Int?, new: Int?) -> ChangePlace {
    var place = place(flow)
    place.path += ".deliver[\(new ?? old ?? 0)]"
    place.oldPointer = old.map { "/flows/\(flow.oldIndex)/deliveries/\($0)" }
    place.newPointer = new.map { "/flows/\(flow.newIndex)/deliveries/\($0)" }
    return place
  }
}
