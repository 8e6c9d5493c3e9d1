import CEL
import TreatyEngine
import TreatyPlan

/// What of samples, and of what comes of them, must not be shown: what the plan says is personal or secret, whoever may see that at a host, and
/// what the flow's own protection says besides.
///
/// Values are left out of what is shown by three nets: by the field that they lie in; by their bytes, in all texts; and by where expressions carry them,
/// as they are, in part or in other words.
struct SampleMask: Sendable {
  /// What of a flow must not be shown.
  struct Flow: Sendable {
    let body, raw, item: ClassifiedValues
    /// Whether something of it gets into what records are told apart by.
    let isKeyGuarded: Bool
    /// Fields that something of it gets into, by the position of the delivery; `*` is all of them.
    let fields: [Set<String>]
  }

  static let stars = "***"

  private let flows: [String: Flow]

  init(_ plan: Plan) {
    let catalogue = TypeCatalogue(plan.types)
    var linker = ExpressionLinker(plan)
    var flows: [String: Flow] = [:]
    for flow in plan.flows {
      let protection = flow.protection ?? .standard
      let classes = Set(
        DataClass.allCases.filter { $0 >= .personal || $0 > protection.show || protection.redact.contains($0) })
      let known = ClassifiedRecords(catalogue, of: classes)
      flows[flow.name] = SampleMask.flow(flow, plan, known, classes, &linker)
    }
    self.flows = flows
  }

  private static func flow(
    _ flow: PlannedFlow, _ plan: Plan, _ known: ClassifiedRecords, _ classes: Set<DataClass>,
    _ linker: inout ExpressionLinker
  ) -> Flow {
    let body = plan.systems[flow.trigger.system].events[flow.trigger.event].body
    var raw = body
    if let each = flow.each {
      if case .list(let element)? = TypeCatalogue(plan.types).resolve(each.type) {
        raw = TypeText(element)
      } else {
        raw = "dyn"
      }
    }
    let item = flow.map?.model ?? raw
    let place = linker.place(.item(raw, body: body), behind: flow.condition)
    let present = flow.map == nil ? place.present : Place.present(place.present, without: "item")
    let mapped = Place.item(item, body: body).knowing(present)
    // What a mapping carries into a field that is not declared to be as careful: whatever is made of that field is guarded, too.
    let carried = flow.map.map { linker.fields(of: $0.set, at: place, holding: classes) } ?? []
    func guarded(_ construction: Construction?, at place: Place) -> Set<String> {
      guard let construction else { return [] }
      guard case .object(let fields) = construction else {
        let whole = Construction.object([ConstructionField(name: "*", value: construction)])
        return guarded(whole, at: place)
      }
      let found = Set(linker.fields(of: construction, at: place, holding: classes).map(\.string))
      return found.union(fields.filter { $0.value.mentions(carried) }.map(\.name))
    }
    let key = Construction.expression(flow.identify)
    return Flow(
      body: ClassifiedValues(body, in: known), raw: ClassifiedValues(raw, in: known),
      item: ClassifiedValues(item, in: known),
      isKeyGuarded: !guarded(key, at: place).isEmpty,
      fields: flow.deliveries.map { delivery in
        [delivery.fields, delivery.create.fields, delivery.update.fields].reduce(into: []) {
          $0.formUnion(guarded($1, at: mapped))
        }
      })
  }

  /// What of a flow must not be shown; `nil` where the plan does not have it.
  subscript(flow: String) -> Flow? { flows[flow] }

  /// A body as it may be shown, as far as the plan knows it.
  func shown(_ body: Value, of flow: String) -> Value { flows[flow]?.body.masked(body) ?? body }

  /// An item before its mapping as it may be shown.
  func shown(item: Value, of flow: String) -> Value { flows[flow]?.raw.masked(item) ?? item }

  /// The texts of a message, and of what was made of it, that must not be shown.
  func texts(of body: Value, _ outcome: Rehearsal.Outcome, in flow: String) -> [[UInt8]] {
    guard let known = flows[flow] else { return [] }
    var texts = known.body.texts(in: body)
    if case .taken(_, let items) = outcome {
      for case .delivered(_, let value, _) in items { texts += known.item.texts(in: value) }
    }
    return texts
  }
}

extension Construction {
  /// Whether it may read one of these fields. May be wrong on the side of reading too much.
  fileprivate func mentions(_ fields: Set<Text>) -> Bool {
    guard !fields.isEmpty else { return false }
    switch self {
    case .constant: return false
    case .expression(let expression): return fields.contains { expression.cel.contains($0.string) }
    case .text(let template): return fields.contains { template.source.contains($0.string) }
    case .object(let inner): return inner.contains { $0.value.mentions(fields) }
    case .list(let elements): return elements.contains { $0.mentions(fields) }
    }
  }
}
