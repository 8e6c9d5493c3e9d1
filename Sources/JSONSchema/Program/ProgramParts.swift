import CEL

/// What instructions look up, while it is put together.
struct ProgramParts {
  var lists: ContiguousArray<NodeID> = []
  var values: ContiguousArray<Value> = []
  var sets: ContiguousArray<ValueSet> = []
  var conditions: ContiguousArray<Condition> = []
  var bounds: ContiguousArray<JSONNumber> = []
  var divisors: ContiguousArray<Divisor> = []
  var patterns: ContiguousArray<CompiledPattern> = []
  var elements: ContiguousArray<ElementRule> = []
  var contains: ContiguousArray<ContainsRule> = []
  var fields: ContiguousArray<FieldRule> = []
  /// Slots of hash tables over fields: a position in `fields`, or -1.
  var slots: ContiguousArray<Int32> = []
  var patternFields: ContiguousArray<PatternField> = []
  var objects: ContiguousArray<ObjectRule> = []
  var dependencies: ContiguousArray<Dependency> = []
}

/// `if`, `then` and `else`.
struct Condition: Sendable {
  var test: NodeID
  var then: NodeID
  var otherwise: NodeID
}

/// A regular expression, and its text in the schema.
struct CompiledPattern: Sendable {
  var pattern: Pattern
  var source: String
}

/// `prefixItems` and `items`.
struct ElementRule: Sendable {
  /// Where those of `prefixItems` stand in ``ProgramParts/lists``.
  var prefix: Range<Int32>
  /// ``NodeID/none`` where there is no `items`.
  var rest: NodeID
}

/// `contains`, `minContains` and `maxContains`.
struct ContainsRule: Sendable {
  var node: NodeID
  var least: Int
  /// `Int.max` where nothing is said.
  var most: Int
}

/// A property that a schema names.
struct FieldRule: Sendable {
  let name: FieldName
  /// ``NodeID/none`` where it is only required.
  var node: NodeID
  var isRequired: Bool
}

/// One pattern of `patternProperties`.
struct PatternField: Sendable {
  /// Position in ``ProgramParts/patterns``.
  var pattern: Int32
  var node: NodeID
}

/// `properties`, `required`, `patternProperties`, `additionalProperties` and `propertyNames` of one schema.
struct ObjectRule: Sendable {
  /// Positions in ``ProgramParts/fields``.
  var fields: Range<Int32>
  /// Number of fields that are required.
  var required: Int32
  /// Where the hash table over the fields lies in ``ProgramParts/slots``, whose size is a power of two; empty for a few fields, which
  /// are compared one by one.
  var slots: Range<Int32>
  /// Positions in ``ProgramParts/patternFields``.
  var patterns: Range<Int32>
  /// ``NodeID/none`` where there is no `additionalProperties`.
  var additional: NodeID
  /// ``NodeID/none`` where there is no `propertyNames`.
  var names: NodeID

  /// Whether every property has to be looked at, and not only those that are named. Allowing everything asks for nothing.
  var looksAtAll: Bool { !patterns.isEmpty || additional > .anything || names > .anything }
}

/// What has to be where a property is.
struct Dependency: Sendable {
  var trigger: FieldName
  /// Properties that have to be there too.
  var required: [FieldName]
  /// Schema of the whole object; ``NodeID/none`` where there is none.
  var node: NodeID
}

extension ProgramParts {
  /// Up to so many fields are compared one by one, which is faster than hashing.
  private static let fewFields = 4

  /// Puts fields in, with a hash table over them where they are many.
  /// - Returns: their positions, and where the table lies.
  mutating func append(_ rules: [FieldRule]) -> (fields: Range<Int32>, slots: Range<Int32>) {
    let first = Int32(fields.count)
    fields += rules
    let last = Int32(fields.count)
    let start = Int32(slots.count)
    guard rules.count > ProgramParts.fewFields else { return (first..<last, start..<start) }
    var size = 8
    while size < 2 * rules.count { size *= 2 }
    slots += repeatElement(-1, count: size)
    for place in first..<last {
      var slot = Int(truncatingIfNeeded: fields[Int(place)].name.hash) & (size - 1)
      while slots[Int(start) + slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[Int(start) + slot] = place
    }
    return (first..<last, start..<start + Int32(size))
  }
}
