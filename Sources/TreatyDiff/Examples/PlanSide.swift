import CEL
import TreatyPlan

/// One of the two plans, ready to carry out its expressions.
struct PlanSide {
  let plan: Plan
  let scope: Scope
  let catalogue: TypeCatalogue
  /// What `tables` is.
  let tables: Value
  private var environments: [Place: Environment] = [:]
  private var admissions: [TypeText: Admission] = [:]
  private var linker: ExpressionLinker

  init(_ plan: Plan) {
    self.plan = plan
    catalogue = TypeCatalogue(plan.types)
    scope = Scope(plan)
    tables = plan.tablesValue
    linker = ExpressionLinker(plan)
  }

  mutating func environment(at place: Place) -> Environment {
    if let known = environments[place] { return known }
    let environment = scope.environment(at: place)
    environments[place] = environment
    return environment
  }

  mutating func admission(_ type: TypeText) -> Admission {
    if let known = admissions[type] { return known }
    let admission = Admission(type, in: catalogue)
    admissions[type] = admission
    return admission
  }

  /// What is made at a place, ready to run; `nil` where it does not compile, which nothing in a plan does.
  mutating func linked(_ construction: Construction, at place: Place) -> LinkedConstruction? {
    do throws(LinkFailure) { return try linker.construction(construction, at: place, pointer: "") } catch { return nil }
  }

  mutating func program(_ condition: PlannedExpression, at place: Place) -> Program? {
    environment(at: place).compile(condition.cel, expecting: .bool).program
  }
}

extension Construction {
  /// The expressions in it.
  var expressions: [PlannedExpression] {
    switch self {
    case .constant: []
    case .expression(let expression): [expression]
    case .text(let template):
      template.pieces.compactMap { piece in
        if case .expression(let expression) = piece { expression } else { nil }
      }
    case .object(let fields): fields.flatMap(\.value.expressions)
    case .list(let elements): elements.flatMap(\.expressions)
    }
  }
}
