import CEL

/// What holds for objects.
extension Evaluation {
  mutating func objects(
    _ schema: SchemaNode, _ node: NodeID, _ map: MapPart, _ value: UnsafePointer<Value>,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in schema.objects..<schema.end {
      if holds(tables.code[Int(place)], node, map, value, marks) { continue }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func holds(
    _ instruction: Instruction, _ node: NodeID, _ map: MapPart, _ value: UnsafePointer<Value>,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    let place = Int(instruction.first)
    switch instruction.operation {
    case .minProperties: return map.count >= place || refuse(node, instruction)
    case .maxProperties: return map.count <= place || refuse(node, instruction)
    case .properties:
      let rule = tables.objects + place
      // Whichever are fewer are gone over. Who asks what was looked at wants places, which a search for names does not give.
      if marks == nil, !rule.pointee.looksAtAll, rule.pointee.fields.count <= map.count {
        return fields(rule, node, map)
      }
      return properties(rule, node, map, marks) && hasRequired(rule, node, map)
    case .dependentRequired: return required(tables.dependencies + place, instruction, node, map)
    case .dependentSchema:
      let dependency = tables.dependencies + place
      return map.find(dependency.pointee.trigger) == nil || check(dependency.pointee.node, value, marks)
    case .unevaluatedProperties: return unevaluated(instruction.first, node, map, marks)
    default: return true
    }
  }

  /// Looks for each property that the schema names.
  private mutating func fields(_ rule: UnsafePointer<ObjectRule>, _ node: NodeID, _ map: MapPart) -> Bool {
    var isValid = true
    for place in Int(rule.pointee.fields.lowerBound)..<Int(rule.pointee.fields.upperBound) {
      let field = tables.fields + place
      if let value = map.find(field.pointee.name) {
        let schema = field.pointee.node
        if schema <= .anything || check(schema, value, of: field.pointee.name.text) { continue }
      } else if !field.pointee.isRequired || refuse(node, lacking: field.pointee) {
        continue
      }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  /// Looks at each property that the value has.
  private mutating func properties(
    _ rule: UnsafePointer<ObjectRule>, _ node: NodeID, _ map: MapPart, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in 0..<map.count {
      if property(rule, node, place, map, marks) { continue }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func property(
    _ rule: UnsafePointer<ObjectRule>, _ node: NodeID, _ place: Int, _ map: MapPart,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    let (key, value) = (map.key(place), map.value(place))
    guard case .text(let name) = ValuePart(key) else { return true }
    var (isValid, isKnown) = (true, false)
    if let field = tables.field(name, of: rule) {
      let schema = tables.fields[field].node
      isKnown = schema != .none
      if isKnown { isValid = check(schema, value, at: key) }
    }
    for each in rule.pointee.patterns where isValid || goesOn {
      let field = tables.patternFields[Int(each)]
      let pattern = tables.patterns + Int(field.pattern)
      guard name.withBytes({ pattern.pointee.pattern.isFound(in: $0, &steps) }) else { continue }
      isKnown = true
      isValid = check(field.node, value, at: key) && isValid
    }
    guard isValid || goesOn else { return false }
    if !isKnown, rule.pointee.additional != .none {
      isKnown = true
      isValid = check(rule.pointee.additional, unexpected: value, at: key, among: rule)
    }
    if isKnown { marks?.pointee.insert(place) }
    if rule.pointee.names != .none, isValid || goesOn {
      isValid = check(rule.pointee.names, nameAt: key) && isValid
    }
    return isValid
  }

  private mutating func hasRequired(_ rule: UnsafePointer<ObjectRule>, _ node: NodeID, _ map: MapPart) -> Bool {
    guard rule.pointee.required > 0 else { return true }
    var isValid = true
    for place in Int(rule.pointee.fields.lowerBound)..<Int(rule.pointee.fields.upperBound) {
      let field = tables.fields + place
      if !field.pointee.isRequired || map.find(field.pointee.name) != nil { continue }
      _ = refuse(node, lacking: field.pointee)
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func required(
    _ dependency: UnsafePointer<Dependency>, _ instruction: Instruction, _ node: NodeID, _ map: MapPart
  ) -> Bool {
    guard map.find(dependency.pointee.trigger) != nil else { return true }
    var isValid = true
    for name in dependency.pointee.required where map.find(name) == nil {
      isValid = refuse(node, dependency.pointee, lacking: name, isOld: instruction.second == 1)
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func unevaluated(
    _ schema: NodeID, _ node: NodeID, _ map: MapPart, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in 0..<map.count where marks.map({ !$0.pointee.contains(place) }) ?? true {
      if check(schema, unexpected: map.value(place), at: map.key(place), among: nil) { continue }
      isValid = false
      guard goesOn else { break }
    }
    marks?.pointee.insertAll()
    return isValid
  }

  // MARK: Parts

  private mutating func check(
    _ node: NodeID, _ value: UnsafePointer<Value>, of name: @autoclosure () -> Text
  ) -> Bool {
    guard report != nil else { return check(node, value, nil) }
    let step = PathStep.field(name())
    report?.path.append(step)
    defer { report?.path.removeLast() }
    return check(node, value, nil)
  }

  private mutating func check(_ node: NodeID, _ value: UnsafePointer<Value>, at key: UnsafePointer<Value>) -> Bool {
    check(node, value, of: key.pointee.asText ?? Text(""))
  }

  private mutating func check(_ node: NodeID, nameAt key: UnsafePointer<Value>) -> Bool {
    guard report != nil else { return check(node, key, nil) }
    report?.path.append(.name(key.pointee.asText ?? Text("")))
    defer { report?.path.removeLast() }
    return check(node, key, nil)
  }

  /// A property that nobody named: where none may be, the message names the one that may have been meant.
  private mutating func check(
    _ schema: NodeID, unexpected value: UnsafePointer<Value>, at key: UnsafePointer<Value>,
    among rule: UnsafePointer<ObjectRule>?
  ) -> Bool {
    guard report != nil, tables.allowsNothing(schema) else { return check(schema, value, at: key) }
    let name = key.pointee.asText ?? Text("")
    report?.path.append(.field(name))
    defer { report?.path.removeLast() }
    return refuse(schema, unexpected: name, among: rule)
  }
}

extension MapPart {
  /// Whether all keys are texts, as in JSON.
  @inline(__always)
  var hasOnlyNames: Bool {
    for place in 0..<count {
      guard case .text = key(place).pointee else { return false }
    }
    return true
  }
}
