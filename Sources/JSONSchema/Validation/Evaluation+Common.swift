import CEL

/// What holds for values of all kinds.
extension Evaluation {
  mutating func common(
    _ schema: SchemaNode, _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in schema.common..<schema.numbers {
      if holds(tables.code[Int(place)], node, value, marks) { continue }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func holds(
    _ instruction: Instruction, _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    switch instruction.operation {
    case .reference: return check(instruction.first, value, marks)
    case .constant:
      if JSONEquality.areEqual(tables.values + Int(instruction.first), value, &steps) { return true }
      return refuse(node, instruction)
    case .enumeration:
      if (tables.sets + Int(instruction.first)).pointee.contains(value, &steps) { return true }
      return refuse(node, instruction)
    case .allOf: return all(of: instruction, value, marks)
    case .anyOf: return any(of: instruction, node, value, marks)
    case .oneOf: return one(of: instruction, node, value, marks)
    case .not: return !quietly(instruction.first, value, nil) || refuse(node, instruction)
    case .condition: return condition(tables.conditions[Int(instruction.first)], value, marks)
    default: return refuse(node, instruction)
    }
  }

  private mutating func all(
    of instruction: Instruction, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in instruction.first..<instruction.first + instruction.second {
      if check(tables.lists[Int(place)], value, marks) { continue }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func any(
    of instruction: Instruction, _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = false
    for place in instruction.first..<instruction.first + instruction.second
    where attempt(tables.lists[Int(place)], value, marks) {
      // Where somebody asks what was looked at, all that match have a say.
      guard marks != nil else { return true }
      isValid = true
    }
    return isValid || refuse(node, forms: instruction, value, marks)
  }

  private mutating func one(
    of instruction: Instruction, _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var matching = 0
    for place in instruction.first..<instruction.first + instruction.second
    where attempt(tables.lists[Int(place)], value, marks) {
      matching += 1
      if matching > 1 { return refuse(node, several: instruction, value) }
    }
    return matching == 1 || refuse(node, forms: instruction, value, marks)
  }

  private mutating func condition(
    _ condition: Condition, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    let next = attempt(condition.test, value, marks) ? condition.then : condition.otherwise
    return next == .none || check(next, value, marks)
  }

  /// Whether a schema matches, noting what it looked at only if so, and nothing that is wrong.
  mutating func attempt(
    _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    guard let marks else { return quietly(node, value, nil) }
    var own = Marks()
    guard quietly(node, value, &own) else { return false }
    marks.pointee.formUnion(own)
    return true
  }

  /// Holds a value against a schema without noting what is wrong.
  mutating func quietly(
    _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    guard report != nil else { return check(node, value, marks) }
    let kept = report.take()
    defer { report = kept }
    return check(node, value, marks)
  }
}
