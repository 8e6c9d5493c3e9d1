import CEL

/// Keywords that say something about a value by themselves.
extension SchemaCompiler {
  mutating func values(_ schema: SchemaKeywords, _ node: NodeID) {
    if let value = schema[.type] { nodes[Int(node)].types = types(value, node) }
    if let value = schema[.constant] {
      nodes[Int(node)].common.append(Instruction(.constant, Int32(tables.values.count)))
      tables.values.append(value)
    }
    guard let value = schema[.enumeration] else { return }
    guard let list = value.asList else {
      note(.invalid, node, "/enum", "`enum` must be a list of values")
      return
    }
    nodes[Int(node)].common.append(Instruction(.enumeration, Int32(tables.sets.count)))
    tables.sets.append(ValueSet(list))
  }

  private mutating func types(_ value: Value, _ node: NodeID) -> TypeSet {
    let words = value.asList ?? [value]
    var types: TypeSet = []
    var seen: Set<Text> = []
    for (place, word) in words.enumerated() {
      let pointer = value.asList == nil ? "/type" : "/type/\(place)"
      guard let name = word.asString, let found = TypeSet.words.first(where: { $0.name == name }) else {
        note(.invalid, node, pointer, SchemaCompiler.unknownType(word.asString))
        return .all
      }
      if !seen.insert(Text(name)).inserted { note(.invalid, node, pointer, "`\(name)` stands in `type` twice") }
      types.formUnion(found.types)
    }
    if words.isEmpty { note(.invalid, node, "/type", "`type` must name one type at least") }
    return types
  }

  private static func unknownType(_ name: String?) -> String {
    let names = TypeSet.words.map(\.name)
    let all = "`type` must be one of " + names.map { "`\($0)`" }.joined(separator: ", ")
    guard let name else { return all + ", or a list of them" }
    if name == "any" { return all + "; without `type` a value may be of any" }
    let near = ["int": "integer", "bool": "boolean", "float": "number", "double": "number", "text": "string"][name]
    guard let meant = near ?? Spelling.nearest(to: name, among: names) else { return all }
    return all + ": did you mean `\(meant)`?"
  }

  mutating func numbers(_ schema: SchemaKeywords, _ node: NodeID) {
    let bounds: [(Keyword, Operation)] = [
      (.minimum, .minimum), (.exclusiveMinimum, .exclusiveMinimum), (.maximum, .maximum),
      (.exclusiveMaximum, .exclusiveMaximum),
    ]
    for (keyword, operation) in bounds {
      guard let value = schema[keyword] else { continue }
      guard let number = JSONNumber(value) else {
        let isOld = value.asBool != nil && (operation == .exclusiveMinimum || operation == .exclusiveMaximum)
        let hint = isOld ? ": since draft-06 it is the bound itself" : ""
        note(.invalid, node, "/\(keyword.rawValue)", "`\(keyword.rawValue)` must be a number\(hint)")
        continue
      }
      nodes[Int(node)].numbers.append(Instruction(operation, Int32(tables.bounds.count)))
      tables.bounds.append(number)
    }
    guard let value = schema[.multipleOf] else { return }
    guard let number = JSONNumber(value), number.compared(to: .int(0)) > 0 else {
      note(.invalid, node, "/multipleOf", "`multipleOf` must be a number, and more than 0")
      return
    }
    nodes[Int(node)].numbers.append(Instruction(.multipleOf, Int32(tables.divisors.count)))
    tables.divisors.append(Divisor(number))
  }

  mutating func texts(_ schema: SchemaKeywords, _ node: NodeID) {
    if let count = count(.minLength, schema[.minLength], node), count > 0 {
      nodes[Int(node)].texts.append(Instruction(.minLength, count))
    }
    if let count = count(.maxLength, schema[.maxLength], node) {
      nodes[Int(node)].texts.append(Instruction(.maxLength, count))
    }
    if text(.pattern, schema[.pattern], node) != nil, let source = schema[.pattern]?.asText,
      let place = pattern(source, node, "/pattern")
    {
      nodes[Int(node)].texts.append(Instruction(.pattern, place))
    }
    format(schema, node)
  }

  private mutating func format(_ schema: SchemaKeywords, _ node: NodeID) {
    guard let name = text(.format, schema[.format], node) else { return }
    nodes[Int(node)].format = name
    foreign(format: name, node)
    let resource = library.places[nodes[Int(node)].place].resource
    let vocabularies = library.resources[resource].dialect.vocabularies
    // Who understands the vocabulary of assertion has to assert, whether it is required or not (draft 2020-12, validation §7.2.2).
    guard formats == .assertion || vocabularies.contains(.formatAssertion), let format = Format(name: name) else {
      return
    }
    nodes[Int(node)].texts.append(Instruction(.format, Int32(format.rawValue)))
  }

  /// The position of a pattern in the tables.
  mutating func pattern(_ source: Text, _ node: NodeID, _ pointer: String) -> Int32? {
    let text = source.string
    if let found = patterns[text] { return found }
    do {
      let translated = try ECMAPattern.translate(source)
      guard patternSteps > 0 else {
        note(
          .tooLarge, node, pointer,
          "the patterns of this schema take too long to read: it has too many, or too large ones")
        return nil
      }
      // The last one may take more than is left, so that a single long pattern is read whatever it takes.
      var left = Int.max
      defer { patternSteps -= Int.max - left }
      let pattern = try Pattern(translated, &left)
      patterns[text] = Int32(tables.patterns.count)
      tables.patterns.append(CompiledPattern(pattern: pattern, source: text))
      return patterns[text]
    } catch let failure as ECMAPattern.Failure {
      note(.pattern, node, pointer, "`\(PathStep.shown(source))` is no pattern for this: \(failure.message)")
    } catch let failure as Pattern.Failure {
      note(.pattern, node, pointer, "`\(PathStep.shown(source))` is no pattern for this: \(failure.message)")
    } catch {
      note(.pattern, node, pointer, "`\(PathStep.shown(source))` cannot be read")
    }
    return nil
  }
}
