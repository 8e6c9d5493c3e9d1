import TreatyPlan

extension Lowering {
  /// Drops from the plan the types that nothing in it refers to.
  mutating func keepReachable() {
    var reached: Set<String> = []
    var pending: [String] = []
    func note(_ type: TypeText) { pending += type.names }
    for system in plan.systems {
      for record in system.records { [record.reads, record.accepts].forEach(note) }
      for event in system.events { note(event.body) }
    }
    for table in plan.tables { [table.from, table.to].forEach(note) }
    for flow in plan.flows { flow.map.map { note($0.model) } }
    while let name = pending.popLast() {
      guard reached.insert(name).inserted, let type = types.type(named: name) else { continue }
      for field in type.fields ?? [] { pending += field.type.names }
    }
    plan.types = types.all.filter { reached.contains($0.name) }
  }
}

extension TypeText {
  /// Names of the plan's types in it.
  var names: [String] {
    text.split(separator: "@", omittingEmptySubsequences: false).dropFirst().map {
      String($0.prefix { !"(), ".contains($0) })
    }
  }
}
