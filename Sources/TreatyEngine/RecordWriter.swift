public import CEL
public import TreatyPlan
public import TreatyStore

/// Writes a record of a system outside of any flow, for alerts: requests are built and answers judged as for deliveries.
public struct RecordWriter: Sendable {
  /// What is done.
  public enum Verb: Hashable, Sendable {
    /// The record is looked for by its mark.
    case find
    /// It is made.
    case create
    /// It is changed.
    case update(id: String)
  }

  /// A request, encoded.
  public struct Request: Sendable {
    /// HTTP method.
    public var method: String
    /// Path and query below the system's base.
    public var target: String
    /// Headers.
    public var headers: [(String, String)]
    /// Body.
    public var body: [UInt8]?
    /// How long an answer may take.
    public var timeoutMilliseconds: Int64
    fileprivate var input: Value
  }

  /// What an answer means.
  public enum Outcome: Hashable, Sendable {
    /// It was done; the id of the record, where it is known now. A search that finds nothing is done without an id.
    case done(id: String?)
    /// It was not: why.
    case failed(FailureClass, cause: String)
  }

  /// The system.
  public let system: Position<PlannedSystem>
  private let linked: LinkedSystem
  private let record: LinkedRecord
  private let step: LinkedDelivery
  private let inputs: Value

  /// A writer of what a delivery says, whose expressions stand at a place with the names of `alert`.
  public init(_ planned: PlannedDelivery, in plan: LinkedPlan, pointer: String) throws(LinkFailure) {
    var linker = Linker(plan: plan.plan)
    step = try linker.delivery(planned, plan.plan, at: .alert, pointer: pointer)
    system = planned.system
    linked = plan.systems[planned.system.index]
    record = linked.records[planned.record.index]
    inputs = plan.inputs
  }

  /// Whether a record is found again by its mark.
  public var canFind: Bool { record.find != nil && record.create?.mark != nil }
  /// Whether there is one record for each incident, which is changed.
  public var updates: Bool { step.planned.verb != .create && record.update != nil }

  /// Builds a request.
  public func request(_ verb: Verb, alert: Value, mark: String) -> Result<Request, EvaluationFailure> {
    guard let operation = operation(verb) else {
      return .failure(EvaluationFailure(.badArgument, "the record cannot be written so"))
    }
    var input = MapValue()
    var id = Value.null
    switch verb {
    case .find: break
    case .create, .update:
      let own: LinkedConstruction?
      if case .update(let number) = verb {
        (id, own) = (.string(number), step.updateFields)
      } else {
        own = step.createFields
      }
      for construction in [step.fields, own].compactMap(\.self) {
        switch construction.build(slots: [alert, inputs]) {
        case .success(.map(let fields)): input = input.merged(with: fields)
        case .success(let other):
          return .failure(EvaluationFailure(.conversion, "the fields are \(other.typeName), not a map"))
        case .failure(let failure): return .failure(failure)
        }
      }
    }
    let since = Value.failure(EvaluationFailure(.noSuchVariable, "`since` has a value only when polling"))
    var slots = [linked.value, id, .map(input), .string(mark), since]
    if verb != .find, let marking = operation.mark {
      switch marking.build(slots: slots) {
      case .success(.map(let fields)): slots[2] = .map(input.merged(with: fields))
      case .success: break
      case .failure(let failure): return .failure(failure)
      }
    }
    return RequestBuilder.build(operation.request, slots: slots).map { built in
      var headers = built.headers
      if case .key(let header) = operation.planned.safety { headers.append((header, mark)) }
      return Request(
        method: operation.request.method, target: built.target, headers: headers, body: built.body,
        timeoutMilliseconds: operation.planned.timeoutMilliseconds, input: slots[2])
    }
  }

  /// What an answer to a request means.
  public func judge(_ answer: Answer, to verb: Verb, _ request: Request, at now: Instant) -> Outcome {
    guard let operation = operation(verb) else { return .failed(.ours, cause: "the record cannot be written so") }
    var id = Value.null
    if case .update(let number) = verb { id = .string(number) }
    switch Classifier.judge(answer, of: operation, in: linked, id: id, input: request.input, now: now.milliseconds) {
    case .bad(let failure, let reason, _): return .failed(failure, cause: reason)
    case .good(let slots):
      switch verb {
      case .update(let number): return .done(id: number)
      case .create: return .done(id: operation.gives?.evaluate(slots: slots).pieceText?.string)
      case .find:
        let found = operation.gives?.evaluate(slots: slots).asList ?? []
        let field = Text(record.planned.idField)
        return .done(id: found.first { _ in true }?.asMap?[field]?.pieceText?.string)
      }
    }
  }

  private func operation(_ verb: Verb) -> LinkedOperation? {
    switch verb {
    case .find: record.find
    case .create: record.create
    case .update: record.update
    }
  }
}
