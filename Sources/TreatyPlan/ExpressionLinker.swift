package import CEL

/// Compiles the expressions, templates and constructions of a plan, each in the scope of its place.
package struct ExpressionLinker {
  private let scope: Scope
  private var environments: [Place: Environment] = [:]

  /// A linker for a plan.
  package init(_ plan: Plan) { scope = Scope(plan) }

  /// A place behind a condition: the fields are there that it asks for.
  package func place(_ place: Place, behind condition: PlannedExpression?) -> Place {
    condition.map { place.knowing(scope.present(where: $0.cel)) } ?? place
  }

  package mutating func program(
    _ expression: PlannedExpression, at place: Place, expecting: CELType? = nil, pointer: String
  ) throws(LinkFailure) -> Program {
    let environment = environments[place] ?? scope.environment(at: place)
    environments[place] = environment
    let compilation = environment.compile(expression.cel, expecting: expecting)
    if let program = compilation.program { return program }
    throw LinkFailure(
      pointer: pointer,
      message: "`\(expression.cel)` does not compile: \(compilation.issues.first?.message ?? "no reason given")")
  }

  package mutating func pieces(_ template: PlannedTemplate, at place: Place, pointer: String) throws(LinkFailure)
    -> [LinkedPiece]
  {
    var pieces: [LinkedPiece] = []
    for piece in template.pieces {
      switch piece {
      case .text(let text): pieces.append(.text(text))
      case .expression(let expression): pieces.append(.expression(try program(expression, at: place, pointer: pointer)))
      }
    }
    return pieces
  }

  package mutating func construction(_ planned: Construction, at place: Place, pointer: String) throws(LinkFailure)
    -> LinkedConstruction
  {
    switch planned {
    case .constant(let constant): return .constant(Value(constant))
    case .expression(let expression): return .expression(try program(expression, at: place, pointer: pointer))
    case .text(let template): return .text(try pieces(template, at: place, pointer: pointer))
    case .object(let fields):
      var linked: [(Text, LinkedConstruction)] = []
      for field in fields {
        linked.append((Text(field.name), try construction(field.value, at: place, pointer: "\(pointer)/\(field.name)")))
      }
      return .object(linked)
    case .list(let elements):
      var linked: [LinkedConstruction] = []
      for (index, element) in elements.enumerated() {
        linked.append(try construction(element, at: place, pointer: "\(pointer)/\(index)"))
      }
      return .list(linked)
    }
  }
}

extension ExpressionLinker {
  /// The fields of an object into which something gets that is of one of these classes: as it is, in part, or in other words.
  package mutating func fields(of construction: Construction, at place: Place, holding classes: Set<DataClass>) -> Set<
    Text
  > {
    guard case .object(let fields) = construction else { return [] }
    var found: Set<Text> = []
    for field in fields where holds(field.value, at: place, classes) { found.insert(Text(field.name)) }
    return found
  }

  private mutating func holds(_ construction: Construction, at place: Place, _ classes: Set<DataClass>) -> Bool {
    switch construction {
    case .constant: return false
    case .expression(let expression): return holds(expression, at: place, classes)
    case .text(let template):
      for case .expression(let expression) in template.pieces where holds(expression, at: place, classes) {
        return true
      }
      return false
    case .object(let fields):
      for field in fields where holds(field.value, at: place, classes) { return true }
      return false
    case .list(let elements):
      for element in elements where holds(element, at: place, classes) { return true }
      return false
    }
  }

  private mutating func holds(_ expression: PlannedExpression, at place: Place, _ classes: Set<DataClass>) -> Bool {
    let environment = environments[place] ?? scope.environment(at: place)
    environments[place] = environment
    // One that does not compile is refused where it is made ready.
    return environment.compile(expression.cel).flows(sayingInOtherWords: ["tables"]).contains {
      $0.kind >= .identifies && classes.contains($0.dataClass)
    }
  }
}

extension Value {
  /// A constant of a plan.
  package init(_ constant: Constant) {
    switch constant {
    case .null: self = .null
    case .bool(let bool): self = .bool(bool)
    case .int(let int): self = .int(int)
    case .double(let double): self = .double(double)
    case .string(let string): self = .string(string)
    }
  }
}
