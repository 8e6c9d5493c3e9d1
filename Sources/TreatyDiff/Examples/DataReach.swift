import CEL
import TreatyPlan

/// What of a message reaches a system.
struct DataReach {
  /// All that is read for it, by path.
  private(set) var reads: Set<[String]> = []
  /// What of it is personal or secret and is written, as it is, in part, in other words or as a digest.
  private(set) var guarded: [[String]: DataClass] = [:]

  /// Whether a field is read, by itself, with what holds it, or in part.
  func reads(_ path: [String]) -> Bool {
    reads.contains { $0.count <= path.count ? path.starts(with: $0) : $0.starts(with: path) }
  }

  fileprivate mutating func add(_ compilation: Compilation) {
    reads.formUnion(compilation.references.filter { $0.first != "tables" })
    for flow in compilation.flows(sayingInOtherWords: ["tables"])
    where flow.kind >= .identifies && flow.dataClass >= .personal {
      guarded[flow.path] = max(flow.dataClass, guarded[flow.path] ?? .public)
    }
  }

  /// Puts what a field was made of in its place.
  fileprivate mutating func replace(_ made: [String], by source: DataReach) {
    if !source.guarded.isEmpty { guarded = guarded.filter { !$0.key.starts(with: made) } }
    formUnion(source)
  }

  fileprivate mutating func formUnion(_ other: DataReach) {
    reads.formUnion(other.reads)
    guarded.merge(other.guarded) { max($0, $1) }
  }
}

extension PlanSide {
  /// What a flow writes of what it is given, by the system that it is written to.
  mutating func reach(_ flow: PlannedFlow) -> [String: DataReach] {
    let places = FlowPlaces(flow, in: plan, scope, catalogue)
    let made = made(flow, places)
    var reach: [String: DataReach] = [:]
    for delivery in flow.deliveries {
      let cases: [Construction?] = [
        delivery.fields, delivery.create.fields, delivery.update.fields, delivery.undo?.fields,
      ]
      var written = DataReach()
      for expression in cases.compactMap(\.self).flatMap(\.expressions) {
        written.add(environment(at: places.place(.mapped, behind: nil, scope)).check(expression.cel))
      }
      // What is read of a record that a mapping has made came in under another name.
      for path in written.reads where path.first == "item" {
        for (name, source) in made where path.count < 2 || path[1] == name {
          written.replace(["item", name], by: source)
        }
      }
      reach[plan.systems[delivery.system].name, default: DataReach()].formUnion(written)
    }
    return reach
  }

  /// What fields of the record are made of that a flow's mapping makes, by field.
  private mutating func made(_ flow: PlannedFlow, _ places: FlowPlaces) -> [String: DataReach] {
    guard case .object(let fields)? = flow.map?.set else { return [:] }
    var made: [String: DataReach] = [:]
    for field in fields {
      for expression in field.value.expressions {
        made[field.name, default: DataReach()].add(
          environment(at: places.place(.kept, behind: nil, scope)).check(expression.cel))
      }
    }
    return made
  }
}
