import CEL

/// What holds for lists.
extension Evaluation {
  mutating func lists(
    _ schema: SchemaNode, _ node: NodeID, _ list: UnsafeBufferPointer<Value>,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in schema.lists..<schema.objects {
      if holds(tables.code[Int(place)], node, list, marks) { continue }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func holds(
    _ instruction: Instruction, _ node: NodeID, _ list: UnsafeBufferPointer<Value>,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    switch instruction.operation {
    case .minItems: return list.count >= Int(instruction.first) || refuse(node, instruction)
    case .maxItems: return list.count <= Int(instruction.first) || refuse(node, instruction)
    case .uniqueItems:
      guard let (first, second) = repeated(in: list) else { return true }
      return refuse(node, "uniqueItems", "has one element twice, at \(first) and at \(second)")
    case .elements: return elements(tables.elements[Int(instruction.first)], list, marks)
    case .contains: return contains(tables.contains[Int(instruction.first)], node, list, marks)
    case .unevaluatedItems: return unevaluated(instruction.first, list, marks)
    default: return true
    }
  }

  private mutating func elements(
    _ rule: ElementRule, _ list: UnsafeBufferPointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    // A schema that allows everything is of account only to who asks what was looked at.
    let hasRest = rule.rest > .anything || rule.rest == .anything && marks != nil
    let end = !hasRest ? min(list.count, rule.prefix.count) : list.count
    if let marks {
      for place in 0..<end { marks.pointee.insert(place) }
    }
    for place in 0..<end {
      let node =
        place < rule.prefix.count ? tables.lists[Int(rule.prefix.lowerBound) + place] : rule.rest
      if check(node, element: place, of: list) { continue }
      isValid = false
      guard goesOn else { return false }
    }
    return isValid
  }

  private mutating func contains(
    _ rule: ContainsRule, _ node: NodeID, _ list: UnsafeBufferPointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var count = 0
    for place in list.indices {
      guard let element = list.baseAddress.map({ $0 + place }), quietly(rule.node, element, nil) else { continue }
      count += 1
      marks?.pointee.insert(place)
      if marks == nil, count >= rule.least, rule.most == .max { return true }
      if count > rule.most { break }
    }
    if count > rule.most {
      let elements = rule.most == 1 ? "1 element" : "\(rule.most) elements"
      return refuse(node, "maxContains", "has more than \(elements) of the kind that `contains` describes")
    }
    guard count < rule.least else { return true }
    if rule.least == 1 { return refuse(node, "contains", "has no element of the kind that `contains` describes") }
    return refuse(
      node, "minContains", "has \(count) of at least \(rule.least) elements of the kind that `contains` describes")
  }

  private mutating func unevaluated(
    _ node: NodeID, _ list: UnsafeBufferPointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    var isValid = true
    for place in list.indices where marks.map({ !$0.pointee.contains(place) }) ?? true {
      if check(node, element: place, of: list) { continue }
      isValid = false
      guard goesOn else { break }
    }
    marks?.pointee.insertAll()
    return isValid
  }

  private mutating func check(_ node: NodeID, element place: Int, of list: UnsafeBufferPointer<Value>) -> Bool {
    guard let start = list.baseAddress else { return true }
    guard report != nil else { return check(node, start + place, nil) }
    report?.path.append(.element(place))
    defer { report?.path.removeLast() }
    return check(node, start + place, nil)
  }

  /// The places of two elements that are equal, the second as early as there is one.
  private mutating func repeated(in list: UnsafeBufferPointer<Value>) -> (Int, Int)? {
    guard let start = list.baseAddress, list.count > 1 else { return nil }
    if list.count <= ValueSet.few {
      for second in 1..<list.count {
        for first in 0..<second where JSONEquality.areEqual(start + first, start + second, &steps) {
          return (first, second)
        }
      }
      return nil
    }
    var seen = PlaceTable(capacity: list.count)
    for place in 0..<list.count {
      let hash = JSONEquality.hash(start + place, &steps)
      if let first = seen.insert(place, hash, { JSONEquality.areEqual(start + $0, start + place, &steps) }) {
        return steps >= 0 ? (first, place) : nil
      }
    }
    return nil
  }
}
