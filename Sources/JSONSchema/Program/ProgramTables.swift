import CEL

/// Nodes, instructions and what they look up, each by its position: in memory of its own that is never written to once it is filled.
///
/// Pointers, because evaluating goes through these without a count of references: arrays in a structure were counted at each look, which
/// took two thirds of the time. Positions come from the compiler only, and those that are read are those that it wrote.
struct ProgramTables: @unchecked Sendable {
  // Unchecked: see above, nobody writes.

  let nodes: UnsafePointer<SchemaNode>
  let code: UnsafePointer<Instruction>
  let lists: UnsafePointer<NodeID>
  let values: UnsafePointer<Value>
  let sets: UnsafePointer<ValueSet>
  let conditions: UnsafePointer<Condition>
  let bounds: UnsafePointer<JSONNumber>
  let divisors: UnsafePointer<Divisor>
  let patterns: UnsafePointer<CompiledPattern>
  let elements: UnsafePointer<ElementRule>
  let contains: UnsafePointer<ContainsRule>
  let fields: UnsafePointer<FieldRule>
  /// The names of ``fields`` as names of properties are compared with them: views of texts that those hold.
  let names: UnsafePointer<TextPart>
  let slots: UnsafePointer<Int32>
  let patternFields: UnsafePointer<PatternField>
  let objects: UnsafePointer<ObjectRule>
  let dependencies: UnsafePointer<Dependency>

  /// Copies the parts. Whoever makes one ends it with ``deallocate(_:)``.
  init(nodes: ContiguousArray<SchemaNode>, code: ContiguousArray<Instruction>, _ parts: ProgramParts) {
    func copy<Element>(_ array: ContiguousArray<Element>) -> UnsafePointer<Element> {
      let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, array.count))
      let start = memory.baseAddress ?? .allocate(capacity: 1)
      _ = memory.initialize(from: array)
      return UnsafePointer(start)
    }
    self.nodes = copy(nodes)
    self.code = copy(code)
    lists = copy(parts.lists)
    values = copy(parts.values)
    sets = copy(parts.sets)
    conditions = copy(parts.conditions)
    bounds = copy(parts.bounds)
    divisors = copy(parts.divisors)
    patterns = copy(parts.patterns)
    elements = copy(parts.elements)
    contains = copy(parts.contains)
    fields = copy(parts.fields)
    names = copy(ContiguousArray(parts.fields.map { TextPart($0.name.text) }))
    slots = copy(parts.slots)
    patternFields = copy(parts.patternFields)
    objects = copy(parts.objects)
    dependencies = copy(parts.dependencies)
  }

  /// The field of a name; `nil` where the rule has none.
  @inline(__always)
  func field(_ name: TextPart, of rule: UnsafePointer<ObjectRule>) -> Int? {
    let slots = rule.pointee.slots
    if slots.isEmpty {
      let range = rule.pointee.fields
      for place in Int(range.lowerBound)..<Int(range.upperBound) where names[place] == name { return place }
      return nil
    }
    let hash = name.quickHash
    let (start, mask) = (Int(slots.lowerBound), slots.count - 1)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let place = Int(self.slots[start + slot])
      if place < 0 { return nil }
      if fields[place].name.hash == hash, names[place] == name { return place }
      slot = (slot + 1) & mask
    }
  }
}
