import CEL

/// Holds one value against one program.
///
/// It goes the way twice at most: first it only answers yes or no and ends at the first no. Where somebody wants to know why, it goes
/// again and notes what it finds.
struct Evaluation: ~Copyable {
  /// The program's; whoever makes an evaluation holds the program as long.
  let tables: ProgramTables
  let notes: [NodeNote]
  /// What is found; `nil` where only yes or no is asked.
  var report: Report?
  /// See ``SchemaLimits/steps``.
  var steps: Int
  private var depth = 0
  /// Whether it had to give up, so that no answer counts.
  private var hasGivenUp: GivenUp?

  /// Why there is no answer.
  enum GivenUp {
    case tooManySteps, tooDeep
  }

  /// Schemas within each other, over all parts of the value that lie within each other. A value as deep as JSON may be has room
  /// for ten at each part, and a thread with a small stack for all of them.
  static let mostDepth = 1000

  init(_ program: Program, steps: Int, report: Report?) {
    tables = program.tables
    notes = program.notes
    self.steps = steps
    self.report = report
  }

  static func isValid(_ value: Value, _ program: Program, _ limits: SchemaLimits) -> Bool {
    withExtendedLifetime(program) {
      var evaluation = Evaluation(program, steps: limits.steps, report: nil)
      let isValid = withUnsafePointer(to: value) { evaluation.check(program.root, $0, nil) }
      return isValid && evaluation.hasGivenUp == nil && evaluation.steps >= 0
    }
  }

  static func violations(of value: Value, _ program: Program, _ limits: SchemaLimits) -> [SchemaViolation] {
    // The second way has the steps of the first, and as many more: telling which of several forms is the closest takes some.
    var evaluation = Evaluation(program, steps: 2 * limits.steps, report: Report(most: limits.violations))
    withExtendedLifetime(program) {
      _ = withUnsafePointer(to: value) { evaluation.check(program.root, $0, nil) }
    }
    if let found = evaluation.report?.findings, !found.isEmpty { return found.map { $0.violation } }
    let message =
      evaluation.hasGivenUp == .tooDeep
      ? "is nested too deep to be checked" : "takes more than \(limits.steps) steps to check, which is all it may"
    return [SchemaViolation(pointer: "", keyword: program.notes[Int(program.root)].location, message: message)]
  }

  /// Holds a value against a schema.
  /// - Parameter outer: Where the schema around it notes which parts of this value were looked at; `nil` where nobody asks.
  mutating func check(
    _ node: NodeID, _ value: UnsafePointer<Value>, _ outer: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    if node == .anything { return true }
    steps &-= 1
    guard steps > 0, depth < Evaluation.mostDepth else { return giveUp(steps > 0 ? .tooDeep : .tooManySteps) }
    depth &+= 1
    defer { depth &-= 1 }
    let schema = tables.nodes[Int(node)]
    guard schema.tracks else { return apply(schema, node, value, outer) }
    var marks = Marks()
    let isValid = apply(schema, node, value, &marks)
    if let outer { outer.pointee.formUnion(marks) }
    return isValid
  }

  private mutating func giveUp(_ reason: GivenUp) -> Bool {
    hasGivenUp = hasGivenUp ?? reason
    return false
  }

  /// Whether it goes on after something was found wrong: somebody wants to know all of it.
  var goesOn: Bool { report.map { !$0.isFull } ?? false }

  private mutating func apply(
    _ schema: SchemaNode, _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    switch ValuePart(value) {
    case .text(let text):
      guard schema.types.contains(.text) else { return refuse(type: .text, node) }
      let isValid = schema.common == schema.numbers || common(schema, node, value, marks)
      guard isValid || goesOn, schema.texts < schema.lists else { return isValid }
      return texts(schema, node, text) && isValid
    case .int(let int): return number(.int(int), .integer, schema, node, value, marks)
    case .map(let map):
      guard schema.types.contains(.object) else { return refuse(type: .object, node) }
      guard schema.objects < schema.end else {
        return schema.common == schema.numbers || common(schema, node, value, marks)
      }
      // A key that is no text makes it another object than it looks.
      guard map.hasOnlyNames else { return other(schema, node, value, marks) }
      let isValid = schema.common == schema.numbers || common(schema, node, value, marks)
      guard isValid || goesOn else { return false }
      return objects(schema, node, map, value, marks) && isValid
    case .list(let list):
      guard schema.types.contains(.list) else { return refuse(type: .list, node) }
      let isValid = schema.common == schema.numbers || common(schema, node, value, marks)
      guard isValid || goesOn, schema.lists < schema.objects else { return isValid }
      return lists(schema, node, list, marks) && isValid
    case .null: return plain(.null, schema, node, value, marks)
    case .bool: return plain(.boolean, schema, node, value, marks)
    case .double(let double) where double.isFinite:
      let isWhole = double.rounded(.towardZero) == double
      return number(.double(double), isWhole ? .integer : .fraction, schema, node, value, marks)
    case .uint(let uint): return number(.uint(uint), .integer, schema, node, value, marks)
    case .double, .other: return other(schema, node, value, marks)
    }
  }

  private mutating func number(
    _ number: JSONNumber, _ type: TypeSet, _ schema: SchemaNode, _ node: NodeID, _ value: UnsafePointer<Value>,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    guard schema.types.contains(type) else { return refuse(type: type, node) }
    var isValid = schema.common == schema.numbers || common(schema, node, value, marks)
    guard isValid || goesOn else { return false }
    for place in schema.numbers..<schema.texts {
      let instruction = tables.code[Int(place)]
      if holds(number, instruction) { continue }
      isValid = false
      guard goesOn else { return false }
      refuse(node, instruction)
    }
    return isValid
  }

  /// A value of a kind that has no instructions of its own.
  private mutating func plain(
    _ type: TypeSet, _ schema: SchemaNode, _ node: NodeID, _ value: UnsafePointer<Value>,
    _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    guard schema.types.contains(type) else { return refuse(type: type, node) }
    return schema.common == schema.numbers || common(schema, node, value, marks)
  }

  /// A value that JSON does not have is what is written for it.
  private mutating func other(
    _ schema: SchemaNode, _ node: NodeID, _ value: UnsafePointer<Value>, _ marks: UnsafeMutablePointer<Marks>?
  ) -> Bool {
    guard let json = value.pointee.asWritten else { return refuse(node, nil, "is nothing that JSON has") }
    return withUnsafePointer(to: json) { apply(schema, node, $0, marks) }
  }

  private func holds(_ number: JSONNumber, _ instruction: Instruction) -> Bool {
    let place = Int(instruction.first)
    switch instruction.operation {
    case .minimum: return number.compared(to: tables.bounds[place]) >= 0
    case .exclusiveMinimum: return number.compared(to: tables.bounds[place]) > 0
    case .maximum: return number.compared(to: tables.bounds[place]) <= 0
    case .exclusiveMaximum: return number.compared(to: tables.bounds[place]) < 0
    case .multipleOf: return tables.divisors[place].divides(number)
    default: return true
    }
  }
}
