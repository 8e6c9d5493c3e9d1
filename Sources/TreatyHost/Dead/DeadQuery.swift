public import CEL
import CELCrypto
import TreatyEngine
public import TreatyStore

/// Which of what waits for a person is wanted.
public struct DeadQuery: Codable, Hashable, Sendable {
  /// Only those of this flow, this class of failure, this system, or with this target (`system.record`).
  public var flow, failure, system, target: String?
  /// Only dead letters (`dead`) or questions (`asking`).
  public var state: String?
  /// Only those that were made at this time or later, or before this one.
  public var since, before: Instant?
  /// Only those for which this holds: CEL over `item` and `delivery`.
  public var match: String?
  /// Only those whose number is less: where the next page begins.
  public var below: Int64?
  /// How many at most.
  public var limit = 1_000

  /// Everything.
  public init() {}

  /// What is wrong with an expression for ``match``; nothing where it can be asked.
  public static func issues(ofMatch source: String) -> [Issue] { DeadMatch.compile(source).issues }
}

/// A page of what waits for a person.
public struct DeadPage: Codable, Sendable {
  /// The deliveries, newest first.
  public var deliveries: [DeliveryReport]
  /// The next page begins below this number; `nil` at the end.
  public var next: Int64?
  /// For how many the expression could not be evaluated; those are not wanted.
  public var failed: Int
  /// Why it could not be for the first of them.
  public var why: String?
  /// Where nothing was found and no message of the flow was ever kept here: the flows of which some are.
  public var flows: [String]?
}

/// A condition on deliveries that a person has given. It sees no more of what they hold than the person may.
struct DeadMatch: Sendable {
  private let program: Program

  /// Why a condition is none.
  struct Refusal: Error {
    let message: String

    /// It would hold up everything else.
    static let takesTooLong = Refusal(
      message:
        "it takes too long: a host does nothing else while it looks. Ask for fewer with `--flow`, `--class` or `--since`, or for something simpler"
    )
  }

  /// Compiles a condition.
  init(_ source: String) throws(Refusal) {
    let compilation = DeadMatch.compile(source)
    guard let program = compilation.program else {
      throw Refusal(message: compilation.issues.first?.message ?? "it does not compile")
    }
    self.program = program
  }

  static func compile(_ source: String) -> Compilation {
    var environment = Environment(libraries: .treaty)
    environment.declare("item", .dyn)
    environment.declare("delivery", .dyn)
    return environment.compile(source, expecting: .bool)
  }

  /// Whether it holds for a delivery; the failure where that cannot be said.
  /// - Parameter budget: what is left for all deliveries of the question: a host does nothing else in the meantime.
  func holds(_ delivery: Delivery, _ viewer: Viewer, spending budget: inout Program.Budget)
    -> Result<Bool, EvaluationFailure>
  {
    let item = viewer.payload(of: delivery) ?? .null
    let values = ["item": item, "delivery": DeadMatch.value(delivery)]
    let value = program.evaluate(slots: program.variables.map { values[$0] ?? .null }, spending: &budget)
    if let holds = value.asBool { return .success(holds) }
    return .failure(value.failure ?? EvaluationFailure(.noSuchOverload, "\(value.typeName) is neither true nor false"))
  }

  private static func value(_ delivery: Delivery) -> Value {
    func text(_ text: String?) -> Value { .string(text ?? "") }
    return .map(
      MapValue(fields: [
        ("number", .int(delivery.id.number)), ("flow", .string(delivery.lane.flow)),
        ("target", .string(delivery.lane.target)), ("system", .string(delivery.system)),
        ("state", .string(delivery.state.rawValue)), ("class", text(delivery.failure)), ("cause", text(delivery.cause)),
        ("attempts", .int(Int64(delivery.attempts))), ("trace", .string(delivery.trace)),
        ("created", .timestamp(Timestamp(millisecondsSinceEpoch: delivery.created.milliseconds))),
      ]))
  }
}

extension Reports {
  /// How many deliveries are looked at in a transaction.
  private static let perStep = 200

  /// What waits for a person, newest first.
  static func dead(_ store: some Store, _ query: DeadQuery, _ viewer: Viewer?) async throws -> DeadPage {
    let match = try query.match.map(DeadMatch.init)
    var page = DeadPage(deliveries: [], next: nil, failed: 0)
    var budget = Program.Budget()
    var below = query.below ?? .max
    while page.deliveries.count < query.limit {
      let (from, found, failed, why) = (below, page.deliveries.count, page.failed, page.why)
      let before = budget
      let (step, left) = try await store.transaction { (tx) throws(StoreError) in
        var budget = before
        var step = DeadPage(deliveries: [], next: nil, failed: failed, why: why)
        let viewer = try Viewer.known(viewer, or: tx)
        let states = Delivery.State.allCases.filter {
          ($0 == .dead || $0 == .asking) && (query.state ?? $0.rawValue) == $0.rawValue
        }
        let deliveries = try tx.deliveries(in: states, flow: query.flow, below: DeliveryID(from), limit: perStep)
        for delivery in deliveries {
          step.next = delivery.id.number
          guard query.wants(delivery) else { continue }
          if let match {
            switch match.holds(delivery, viewer, spending: &budget) {
            case .success(let holds): if !holds { continue }
            case .failure(let failure):
              // What is left of the question waits for nothing: everything else waits for this transaction.
              guard budget.steps > 0 else { return (step, budget) }
              step.failed += 1
              step.why = step.why ?? failure.message
              continue
            }
          }
          step.deliveries.append(try viewer.report(delivery, in: tx))
          if found + step.deliveries.count == query.limit { return (step, budget) }
        }
        if deliveries.count < perStep { step.next = nil }
        return (step, budget)
      }
      guard left.steps > 0 else { throw DeadMatch.Refusal.takesTooLong }
      budget = left
      page.deliveries += step.deliveries
      (page.next, page.failed, page.why) = (step.next, step.failed, step.why)
      guard let next = step.next else { break }
      below = next
    }
    if page.deliveries.isEmpty, let flow = query.flow {
      let flows = try await store.transaction { (tx) throws(StoreError) in try tx.census().flows }
      if flows[flow] == nil { page.flows = flows.keys.sorted() }
    }
    return page
  }
}

extension DeadQuery {
  fileprivate func wants(_ delivery: Delivery) -> Bool {
    (failure == nil || delivery.failure == failure) && (system == nil || delivery.system == system)
      && (target == nil || delivery.lane.target == target) && since.map { delivery.created >= $0 } ?? true
      && before.map { delivery.created < $0 } ?? true
  }
}
