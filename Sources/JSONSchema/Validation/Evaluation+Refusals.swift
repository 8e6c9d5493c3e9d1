import CEL

/// What is said of a value that the schema does not allow. All of these answer `false`, and note something only where somebody wants to
/// know.
extension Evaluation {
  @discardableResult
  mutating func refuse(
    _ node: NodeID, _ keyword: String?, _ predicate: @autoclosure () -> String, _ kind: Finding.Kind = .other
  ) -> Bool {
    // Without steps left nothing that was compared counts.
    guard report != nil, steps >= 0 else { return false }
    let location = notes[Int(node)].location
    report?.add(predicate(), keyword: keyword.map { "\(location)/\($0)" } ?? location, kind: kind)
    return false
  }

  /// A value of a kind that `type` does not allow.
  mutating func refuse(type: TypeSet, _ node: NodeID) -> Bool {
    guard report != nil else { return false }
    let wanted = tables.nodes[Int(node)].types
    return refuse(node, "type", Evaluation.mismatch(wanted, type), .type)
  }

  private static func mismatch(_ wanted: TypeSet, _ found: TypeSet) -> String {
    if wanted.isEmpty { return "cannot be anything" }
    // A number that is not whole was probably not meant to be something else.
    if found == .fraction, wanted.contains(.integer) { return "must be \(wanted.inWords), and is not whole" }
    return "must be \(wanted.inWords), not \(found == .integer ? "a number" : found.inWords)"
  }

  /// An instruction that does not hold and says all by itself.
  @discardableResult
  mutating func refuse(_ node: NodeID, _ instruction: Instruction) -> Bool {
    guard report != nil else { return false }
    let tables = tables
    let place = Int(instruction.first)
    func many(_ word: String, _ words: String) -> String { place == 1 ? "1 \(word)" : "\(place) \(words)" }
    switch instruction.operation {
    case .never: return refuse(node, nil, "is not allowed")
    case .constant: return refuse(node, "const", Evaluation.choice([tables.values[place]]), .choice)
    case .enumeration: return refuse(node, "enum", Evaluation.choice(Array(tables.sets[place].values)), .choice)
    case .not: return refuse(node, "not", "is of the kind that `not` rules out")
    case .minimum: return refuse(node, "minimum", "is less than \(tables.bounds[place].text)")
    case .exclusiveMinimum: return refuse(node, "exclusiveMinimum", "must be more than \(tables.bounds[place].text)")
    case .maximum: return refuse(node, "maximum", "is more than \(tables.bounds[place].text)")
    case .exclusiveMaximum: return refuse(node, "exclusiveMaximum", "must be less than \(tables.bounds[place].text)")
    case .multipleOf: return refuse(node, "multipleOf", "is no multiple of \(tables.divisors[place].number.text)")
    case .minLength: return refuse(node, "minLength", "is shorter than \(many("character", "characters"))")
    case .maxLength: return refuse(node, "maxLength", "is longer than \(many("character", "characters"))")
    case .pattern: return refuse(node, "pattern", "does not match `\(tables.patterns[place].source)`")
    case .format: return refuse(node, "format", "must be \(Format(rawValue: UInt8(place))?.inWords ?? "of its format")")
    case .minItems: return refuse(node, "minItems", "has fewer than \(many("element", "elements"))")
    case .maxItems: return refuse(node, "maxItems", "has more than \(many("element", "elements"))")
    case .minProperties: return refuse(node, "minProperties", "has fewer than \(many("property", "properties"))")
    case .maxProperties: return refuse(node, "maxProperties", "has more than \(many("property", "properties"))")
    default: return refuse(node, nil, "is not allowed")
    }
  }

  /// A value that is none of some.
  private static func choice(_ values: [Value]) -> String {
    let mostShown = 8
    let words = values.prefix(mostShown).map { value in
      let text = value.asText.map { PathStep.shown($0) } ?? PathStep.shown(Text(utf8: value.json()))
      return text.isEmpty ? "an empty text" : "`\(text)`"
    }
    if values.isEmpty { return "cannot be anything" }
    if values.count == 1 { return "must be \(words[0])" }
    let rest = values.count - words.count
    return "is not one of \(words.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
  }

  /// A property that is required and not there.
  mutating func refuse(_ node: NodeID, lacking field: FieldRule) -> Bool {
    refuse(node, "required", "lacks `\(PathStep.shown(field.name.text))`")
  }

  /// A property that another one requires and that is not there.
  mutating func refuse(_ node: NodeID, _ dependency: Dependency, lacking name: FieldName, isOld: Bool) -> Bool {
    let trigger = PathStep.shown(dependency.trigger.text)
    return refuse(
      node, isOld ? "dependencies" : "dependentRequired",
      "lacks `\(PathStep.shown(name.text))`, which has to be there where `\(trigger)` is")
  }

  /// A property where no other than those of the rule may be.
  mutating func refuse(_ schema: NodeID, unexpected name: Text, among rule: UnsafePointer<ObjectRule>?) -> Bool {
    let range = rule?.pointee.fields ?? 0..<0
    let known = range.map { tables.fields[Int($0)] }.filter { $0.node != .none }.map { $0.name.text.string }
    let meant = Spelling.nearest(to: name.string, among: known).map { ": did you mean `\($0)`?" } ?? ""
    return refuse(schema, nil, "is not expected here\(meant)")
  }
}

extension ProgramTables {
  /// Whether a schema is `false`.
  func allowsNothing(_ node: NodeID) -> Bool {
    let schema = nodes[Int(node)]
    return schema.common < schema.numbers && code[Int(schema.common)].operation == .never
  }
}
