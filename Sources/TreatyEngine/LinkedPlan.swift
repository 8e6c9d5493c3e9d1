import CEL
import TreatyAudit
public import TreatyPlan
import TreatyStore

/// Values for a plan's inputs.
public struct Bindings: Sendable {
  /// Texts by name of input; an input that is missing here has its default.
  public var inputs: [String: String]

  /// Bindings.
  public init(inputs: [String: String] = [:]) { self.inputs = inputs }
}

/// A plan made ready to run: every expression compiled, inputs bound, tables turned into maps. Immutable and shared.
public final class LinkedPlan: Sendable {
  /// The plan.
  public let plan: Plan
  /// Its digest.
  public let digest: String
  let inputs: Value
  let tables: Value
  let systems: [LinkedSystem]
  let flows: [LinkedFlow]
  /// What of it is not to be seen.
  public let hiding: Hiding
  let auditFields: AuditFields
  /// Classes of data in each flow's messages.
  let classes: [Set<DataClass>]
  /// How each flow's messages are kept.
  let keepings: [Keeping]
  /// Folders of archives, by retention policy.
  public let archives: [String?]
  private let flowsByName: [String: Position<PlannedFlow>]

  /// Makes a plan ready.
  /// - Parameter valueKey: of the keyed hashes that stand for classified values in the audit trail.
  /// - Throws: the first thing that does not fit.
  public init(plan: Plan, digest: String, bindings: Bindings, valueKey: [UInt8] = []) throws(LinkFailure) {
    self.plan = plan
    self.digest = digest
    if let flaw = plan.numberFlaw() ?? plan.schemaFlaw() { throw flaw }
    flowsByName = Dictionary(
      plan.flows.enumerated().map { ($0.element.name, Position($0.offset)) }, uniquingKeysWith: { first, _ in first })
    var linker = Linker(plan: plan)
    let inputs = try Linker.inputs(plan, bindings)
    self.inputs = inputs
    hiding = Hiding(plan)
    auditFields = AuditFields(key: valueKey)
    classes = Hiding.classes(in: plan)
    keepings = plan.flows.map { $0.keeping(in: plan) }
    archives = try linker.archives(plan, inputs: inputs)
    tables = plan.tablesValue
    var systems: [LinkedSystem] = []
    for (index, system) in plan.systems.enumerated() {
      systems.append(try linker.system(system, inputs: inputs, pointer: "/systems/\(index)"))
    }
    self.systems = systems
    var flows: [LinkedFlow] = []
    for (index, flow) in plan.flows.enumerated() {
      flows.append(
        try linker.flow(flow, plan, isClassified: hiding.isNeeded(in: flow.name), pointer: "/flows/\(index)"))
    }
    self.flows = flows
  }

  /// What the paths of a system are relative to; `nil` for one that is never called.
  public func baseURL(of system: Position<PlannedSystem>) -> PlannedURL? { systems[system.index].base }

  /// Position of a flow by name.
  public func flow(named name: String) -> Position<PlannedFlow>? { flowsByName[name] }
}

// What each delivery is handed around with is an object that never changes: as values, a hundred references would be counted for every copy.

/// A system with its interface compiled.
final class LinkedSystem: Sendable {
  let name: String
  let planned: PlannedSystem
  let base: PlannedURL?
  /// The record `system` of expressions.
  let value: Value
  let failures: [LinkedRule]
  let throttle: LinkedThrottle?
  let records: [LinkedRecord]
  let events: [LinkedEvent]

  init(
    name: String, planned: PlannedSystem, base: PlannedURL?, value: Value, failures: [LinkedRule],
    throttle: LinkedThrottle?, records: [LinkedRecord], events: [LinkedEvent]
  ) {
    self.name = name
    self.planned = planned
    self.base = base
    self.value = value
    self.failures = failures
    self.throttle = throttle
    self.records = records
    self.events = events
  }
}

struct LinkedEvent: Sendable {
  let admission: Admission
  let deliveryID: Program?
}

final class LinkedRecord: Sendable {
  let planned: PlannedRecord
  let get: LinkedOperation?
  let find: LinkedOperation?
  let create: LinkedOperation?
  let update: LinkedOperation?

  init(
    planned: PlannedRecord, get: LinkedOperation?, find: LinkedOperation?, create: LinkedOperation?,
    update: LinkedOperation?
  ) {
    self.planned = planned
    self.get = get
    self.find = find
    self.create = create
    self.update = update
  }
}

/// How answers say what may still be asked.
struct LinkedThrottle: Sendable {
  let remaining: Program?
  let reset: Program
}

/// What is sent, each expression with the place it stands in.
struct LinkedRequest: Sendable {
  let method: String
  let path: [LinkedPiece]
  let query: [(name: String, value: [LinkedPiece], quoting: Quoting?)]
  let headers: [(name: String, value: [LinkedPiece])]
  let body: LinkedConstruction?
}

/// How several records are written by one request.
struct LinkedBatch: Sendable {
  let request: LinkedRequest
  /// Records in one request.
  let most: Int
  let results: Program
  let status: Program?
  let failures: [LinkedRule]
  let gives: Program?
}

final class LinkedOperation: Sendable {
  let verb: String
  let planned: PlannedOperation
  let request: LinkedRequest
  let batch: LinkedBatch?
  let gives: Program?
  let failures: [LinkedRule]
  let readBack: [LinkedRule]
  let mark: LinkedConstruction?

  init(
    verb: String, planned: PlannedOperation, request: LinkedRequest, batch: LinkedBatch?, gives: Program?,
    failures: [LinkedRule], readBack: [LinkedRule], mark: LinkedConstruction?
  ) {
    self.verb = verb
    self.planned = planned
    self.request = request
    self.batch = batch
    self.gives = gives
    self.failures = failures
    self.readBack = readBack
    self.mark = mark
  }

  /// Whether sending it again does no harm.
  var isRepeatable: Bool {
    switch planned.safety {
    case .idempotent, .key: return true
    case .mark, .unsafe: return verb == "get" || verb == "find"
    }
  }
}

struct LinkedRule: Sendable {
  let when: Program
  let failureClass: FailureClass
  let reason: [LinkedPiece]
}

final class LinkedFlow: Sendable {
  let planned: PlannedFlow
  let pointer: String
  let each: Program?
  let condition: Program?
  let identify: Program
  let set: LinkedConstruction?
  /// What is written to the log of an item.
  let log: LinkedConstruction?
  /// Holds what was mapped against the model.
  let item: Admission
  /// Reads an item that was kept back in.
  let kept: Admission
  let deliveries: [LinkedDelivery]
  /// What each of them writes where it is undone, by its step.
  let undos: [Int: LinkedDelivery]
  /// How many of its deliveries one call can carry, by position of the system.
  let batchSizes: [Int: Int]
  /// Whether a delivery reads `event`, so that the message has to be fetched.
  let deliveriesReadEvent: Bool

  init(
    planned: PlannedFlow, pointer: String, each: Program?, condition: Program?, identify: Program,
    set: LinkedConstruction?, log: LinkedConstruction?, item: Admission, kept: Admission,
    deliveries: [LinkedDelivery], undos: [Int: LinkedDelivery], batchSizes: [Int: Int], deliveriesReadEvent: Bool
  ) {
    self.planned = planned
    self.pointer = pointer
    self.each = each
    self.condition = condition
    self.identify = identify
    self.set = set
    self.log = log
    self.item = item
    self.kept = kept
    self.deliveries = deliveries
    self.undos = undos
    self.batchSizes = batchSizes
    self.deliveriesReadEvent = deliveriesReadEvent
  }
}

final class LinkedDelivery: Sendable {
  let planned: PlannedDelivery
  /// `system.record`.
  let target: String
  let fields: LinkedConstruction
  let createCondition: Program?
  let createFields: LinkedConstruction?
  let updateCondition: Program?
  let updateFields: LinkedConstruction?
  /// Fields that something is written to which not everybody may see.
  let classified: Set<Text>
  /// Paths of fields that the plan names; what else is written inside a field is called as the value says.
  let named: Set<[Text]>

  init(
    planned: PlannedDelivery, target: String, fields: LinkedConstruction, createCondition: Program?,
    createFields: LinkedConstruction?, updateCondition: Program?, updateFields: LinkedConstruction?,
    classified: Set<Text>, named: Set<[Text]>
  ) {
    self.planned = planned
    self.target = target
    self.fields = fields
    self.createCondition = createCondition
    self.createFields = createFields
    self.updateCondition = updateCondition
    self.updateFields = updateFields
    self.classified = classified
    self.named = named
  }
}

extension PlannedFlow {
  /// By what policy its messages are kept, and how long one key seals them: no longer than those are kept that ended well, and at least a day.
  fileprivate func keeping(in plan: Plan) -> Keeping {
    let policy = plan.retentions[retention]
    let period = min((protection ?? .standard).keysMilliseconds, policy.doneMilliseconds)
    return Keeping(policy: policy.name, keyPeriodMilliseconds: max(86_400_000, period))
  }
}
