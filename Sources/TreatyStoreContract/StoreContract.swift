public import TreatyStore

/// What every store must do. Ships with Treaty, so that a driver of somebody else's can be held to it as well: run each of
/// ``clauses`` over a fresh, empty store, and each of ``durable`` over one that is closed and opened in between.
///
/// ``ReferenceStore`` keeps the clauses too: what they ask can be read there.
public struct StoreContract<Driver: Store>: Sendable {
  /// A promise, and what proves it.
  public struct Clause: Sendable, CustomStringConvertible {
    /// The promise, in a sentence.
    public let description: String
    /// Proves it over an empty store.
    /// - Throws: ``StoreError/failed(path:why:)`` with the path `contract` where it does not hold, or what the store threw.
    public let prove: @Sendable (Driver) async throws -> Void
  }

  /// A promise about what is there after the store was closed and opened again.
  public struct Durable: Sendable, CustomStringConvertible {
    /// The promise, in a sentence.
    public let description: String
    /// Fills an empty store.
    public let fill: @Sendable (Driver) async throws -> Void
    /// Proves the promise over the store that was filled, closed and opened.
    public let prove: @Sendable (Driver) async throws -> Void
  }

  /// Where the random walks begin.
  let seeds: [UInt64]
  /// How long each of them is.
  let steps: Int

  /// The contract for a kind of store, with a random walk of `steps` steps from each seed.
  public init(seeds: [UInt64] = [1, 2, 3], steps: Int = 2_000) {
    self.seeds = seeds
    self.steps = steps
  }

  /// All promises that need no closing.
  public var clauses: [Clause] {
    messageClauses + deliveryClauses + laneClauses + keepingClauses + auditClauses + nameClauses + walks
  }

  private var walks: [Clause] {
    seeds.map { seed in
      Clause(description: "whatever is done to it, it answers as the reference does, from seed \(seed)") {
        [steps] store in
        try await RandomWalk.prove(store, seed: seed, steps: steps)
      }
    }
  }
}

/// Holds two values against each other.
func require<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws(StoreError) {
  guard found == expected else { throw .failed(path: "contract", why: "\(what): expected \(expected), found \(found)") }
}

extension Message {
  /// A message with nothing in particular.
  static func sample(_ flow: String = "f", key: String? = nil, trace: String = "trace") -> Message {
    Message(
      trace: trace, parentSpan: "span", flow: flow, received: Instant(milliseconds: 5), body: [0, 255, 10],
      headers: [123, 125], plan: "plan",
      deliveryKey: key)
  }
}

extension Delivery {
  /// A delivery with nothing in particular.
  static func sample(
    _ message: MessageID, _ identity: String = "i", flow: String = "f", system: String = "s", due: Int64 = 0
  ) -> Delivery {
    var delivery = Delivery(
      message: message, trace: "trace", item: 1, step: 2, lane: LaneKey(flow: flow, target: "s.r", identity: identity),
      system: system, payload: [1, 2, 3], created: Instant(milliseconds: 7), deadline: Instant(milliseconds: 99))
    delivery.due = Instant(milliseconds: due)
    return delivery
  }
}

extension StoreTransaction {
  /// Moves a delivery to a state, as it stands in the store otherwise.
  mutating func move(_ id: DeliveryID, to state: Delivery.State) throws(StoreError) {
    guard var delivery = try delivery(id) else { throw .failed(path: "contract", why: "delivery \(id.number) is gone") }
    delivery.state = state
    try update(delivery)
  }

  /// State of a delivery; `nil` where it is gone.
  func state(_ id: DeliveryID) throws(StoreError) -> Delivery.State? { try delivery(id)?.state }
}
