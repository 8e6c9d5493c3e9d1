import CEL
import TreatyDiagnostics
import TreatyPlan

/// Data of somebody go to a system that did not get them.
public struct DataReaches: ChangeRule {
  /// What kind of change it is.
  public static let about = ChangeDescription(
    .dataReaches, "data-reaches", .exposes, .exposure,
    title: "Personal or secret data go to a system that did not get them",
    consequence: "More people can read them, for as long as that system keeps them.",
    advice: "Whoever the data belong to agrees to it, and knows how long they are kept there.",
    before: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, caller: {type: string, class: personal}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id }"}}]
      """,
    after: """
      connectors: {probe: {auth: {token: {}}, events: {sign: {schema: {id: string, caller: {type: string, class: personal}}}}}}
      systems: {probes: {connector: probe}}
      flows:
        page:
          owner: front-desk
          on: {event: probes.sign, path: /sign, account: monitor-here}
          identify: item.id
          deliver: [{to: help.ticket, do: upsert, fields: {title: "${ item.id } of ${ item.caller }"}}]
      """)

  /// A rule.
  public init() {}

  /// Looks at two plans, and reports what it finds.
  public func compare(_ plans: PlanPair, _ report: inout ChangeReport) {
    guard plans.new.types.contains(where: { type in type.fields?.contains { $0.dataClass >= .personal } ?? false })
    else { return }
    for flow in plans.touchedFlows
    where flow.old.deliveries != flow.new.deliveries || flow.old.map != flow.new.map {
      look(flow.old, flow.new, plans.place(flow), plans, &report)
    }
    for flow in plans.flows.added { look(nil, flow.element, plans.place(added: flow), plans, &report) }
  }

  private func look(
    _ old: PlannedFlow?, _ new: PlannedFlow, _ place: ChangePlace, _ plans: PlanPair, _ report: inout ChangeReport
  ) {
    let (before, after) = report.reach(old, new)
    for (system, reach) in after.sorted(by: { $0.key < $1.key }) {
      let fresh = reach.guarded.filter { path, _ in before[system]?.reads(path) != true }
      let delivery = new.deliveries.firstIndex { plans.new.systems[$0.system].name == system }
      guard !fresh.isEmpty, let delivery else { continue }
      let classes = Set(fresh.values).sorted().map(\.rawValue).joined(separator: " and ")
      let fields = fresh.map { "\($0.key.joined(separator: ".")) (\($0.value.rawValue))" }.sorted()
      var place = place
      place.path += ".deliver.\(system)"
      // The flow before has no such delivery, or another.
      place.newPointer = place.newPointer.map { "\($0)/deliveries/\(delivery)" }
      report.add(
        Self.about, at: place, "\(classes) data of flow `\(new.name)` go to `\(system)` that did not",
        after: fields.joined(separator: "\n"))
    }
  }
}
