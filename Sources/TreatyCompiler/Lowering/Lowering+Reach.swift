import TreatyPlan

extension Lowering {
  /// Drops from the plan the types that nothing in it refers to.
  mutating func keepReachable() {
    var reached: Set<String> = []
    var pending: [String] = []
    var noted: Set<TypeText> = []
    func note(_ type: TypeText) {
      if noted.insert(type).inserted { pending += type.names }
    }
    for system in plan.systems {
      for record in system.records { [record.reads, record.accepts].forEach(note) }
      for event in system.events { note(event.body) }
    }
    for table in plan.tables { [table.from, table.to].forEach(note) }
    for flow in plan.flows { flow.map.map { note($0.model) } }
    while let name = pending.popLast() {
      guard reached.insert(name).inserted, let type = types.type(named: name) else { continue }
      for field in type.fields ?? [] { note(field.type) }
    }
    plan.types = types.all.filter { reached.contains($0.name) }
    for (index, type) in plan.types.enumerated() {
      for (position, field) in (type.fields ?? []).enumerated() {
        places["/types/\(index)/fields/\(position)"] = fieldPlaces["\(type.name).\(field.name)"]
      }
      // A type inside of another has the name of its field; one by itself begins with its fields.
      let first = type.fields?.first.flatMap { fieldPlaces["\(type.name).\($0.name)"] }
      places["/types/\(index)"] = fieldPlaces[type.name] ?? first
    }
  }
}
