import TreatyPlan

extension PlanPair {
  /// Names of the types of what a plan's senders send.
  static func intakeTypes(_ plan: Plan) -> Set<String> {
    let byName = Dictionary(plan.types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    // Many flows are started by few events.
    let bodies = Set(plan.flows.map { plan.systems[$0.trigger.system].events[$0.trigger.event].body })
    var (found, open) = (Set<String>(), bodies.flatMap(names))
    while let name = open.popLast() {
      guard found.insert(name).inserted, let fields = byName[name]?.fields else { continue }
      open += fields.flatMap { names(in: $0.type) }
    }
    return found
  }

  /// The types that a text refers to, `@NAME`.
  private static func names(in type: TypeText) -> [String] {
    type.text.split(separator: "@", omittingEmptySubsequences: false).dropFirst().map { part in
      String(part.prefix { !"(), ".contains($0) })
    }
  }

  func eachIntakeType(_ body: (Matching<PlannedType>.Both, ChangePlace) -> Void) {
    for type in types.both where intakeTypes.contains(type.new.name) {
      body(type, place("types", "type", type.new.name, old: type.oldIndex, new: type.newIndex))
    }
  }

  /// A field of what is sent; `nil` on the side that does not have it.
  func eachIntakeField(_ body: (_ type: String, _ old: PlannedField?, _ new: PlannedField?, ChangePlace) -> Void) {
    eachIntakeType { type, place in
      let fields = Matching(type.old.fields ?? [], type.new.fields ?? [], by: \.name)
      for field in fields.both {
        body(type.new.name, field.old, field.new, place.part(field.new.name, pointer: "fields/\(field.newIndex)"))
      }
      for field in fields.removed {
        body(type.new.name, field.element, nil, place.part(field.element.name, pointer: "fields"))
      }
      for field in fields.added {
        body(type.new.name, nil, field.element, place.part(field.element.name, pointer: "fields/\(field.index)"))
      }
    }
  }
}

extension Constraints {
  /// Whether something that these let pass is refused by others.
  func isLooser(than other: Constraints) -> Bool {
    func lower(_ a: Int?, _ b: Int?) -> Bool { (b ?? 0) > (a ?? 0) }
    func upper(_ a: Int?, _ b: Int?) -> Bool { (b ?? .max) < (a ?? .max) }
    return lower(minLength, other.minLength) || upper(maxLength, other.maxLength)
      || (other.minimum ?? -.infinity) > (minimum ?? -.infinity)
      || (other.maximum ?? .infinity) < (maximum ?? .infinity)
      || other.pattern != nil && other.pattern != pattern
  }

  /// As a person reads them.
  var words: String {
    var parts: [String] = []
    if let minLength { parts.append("at least \(minLength) long") }
    if let maxLength { parts.append("at most \(maxLength) long") }
    if let minimum { parts.append("at least \(Words.number(minimum))") }
    if let maximum { parts.append("at most \(Words.number(maximum))") }
    if let pattern { parts.append("like \(pattern)") }
    return parts.isEmpty ? "anything" : parts.joined(separator: ", ")
  }
}
