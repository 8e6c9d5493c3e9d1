public import CEL
public import TreatyPlan

/// The body of a request by which an alert is told, compiled.
public struct AlertBody: Sendable {
  private let construction: LinkedConstruction
  private let inputs: Value

  /// Compiles a body.
  public init(_ planned: Construction, in plan: LinkedPlan, pointer: String) throws(LinkFailure) {
    var linker = ExpressionLinker(plan.plan)
    construction = try linker.construction(planned, at: .alert, pointer: pointer)
    inputs = plan.inputs
  }

  /// The body for an alert, as JSON.
  public func json(of alert: Value) -> Result<[UInt8], EvaluationFailure> {
    construction.build(slots: [alert, inputs]).map { $0.json() }
  }
}

/// How a system is asked whether it works, compiled.
public struct HealthCheck: Sendable {
  /// Name of the system.
  public let system: String
  /// The system.
  public let position: Position<PlannedSystem>
  /// Path and query below its base.
  public let target: String
  /// How often it is asked, in milliseconds.
  public let everyMilliseconds: Int64
  /// How long an answer may take, in milliseconds: as long as the system's others, ten seconds and the time between two at most.
  public let timeoutMilliseconds: Int64
  private let expect: Program?
  private let value: Value

  /// Compiles a check.
  public init(_ health: PlannedHealth, of system: Position<PlannedSystem>, in plan: LinkedPlan, pointer: String)
    throws(LinkFailure)
  {
    var linker = ExpressionLinker(plan.plan)
    let linked = plan.systems[system.index]
    let pieces = try linker.pieces(health.get, at: .base, pointer: pointer)
    switch LinkedPiece.join(pieces, slots: [linked.value]) {
    case .success(let text): target = text.string.hasPrefix("/") ? text.string : "/" + text.string
    case .failure(let failure): throw LinkFailure(pointer: pointer, message: failure.message)
    }
    var expect: Program?
    if let expression = health.expect {
      expect = try linker.program(expression, at: .anyAnswer, expecting: .bool, pointer: pointer)
    }
    self.expect = expect
    (self.system, position, value) = (linked.name, system, linked.value)
    everyMilliseconds = health.everyMilliseconds
    timeoutMilliseconds = min(linked.planned.limits.timeoutMilliseconds, 10_000, health.everyMilliseconds)
  }

  /// Whether an answer is a good one. One that cannot be held against what is expected is none.
  public func isGood(status: Int, headers: [(String, String)], body: [UInt8]) -> Bool {
    guard let expect else { return status < 400 }
    let slots = Classifier.slots(status, headers, body, value)
    if case .bool(let isGood) = expect.evaluate(slots: slots) { return isGood }
    return false
  }
}
