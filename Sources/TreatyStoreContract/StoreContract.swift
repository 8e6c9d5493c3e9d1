public import TreatyStore

/// What every store must do. Ships with Treaty, so that a driver of somebody else's can be held to it as well: run each of
/// ``StoreContract/clauses`` over a fresh, empty store.
public struct StoreContract<Driver: Store>: Sendable {
  /// A promise, and what proves it.
  public struct Clause: Sendable, CustomStringConvertible {
    /// The promise, in a sentence.
    public let description: String
    /// Proves it over an empty store.
    /// - Throws: ``StoreError/failed(path:why:)`` with the path `contract` where it does not hold, or what the store threw.
    public let prove: @Sendable (Driver) async throws -> Void
  }

  /// The contract for a kind of store.
  public init() {}

  /// All promises.
  public var clauses: [Clause] { messageClauses + laneClauses + linkClauses }
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
  static func sample(_ message: MessageID, _ identity: String = "i", system: String = "s", due: Int64 = 0) -> Delivery {
    var delivery = Delivery(
      message: message, trace: "trace", item: 1, step: 2, lane: LaneKey(flow: "f", target: "s.r", identity: identity),
      system: system,
      payload: [1, 2, 3], created: Instant(milliseconds: 7), deadline: Instant(milliseconds: 99))
    delivery.due = Instant(milliseconds: due)
    return delivery
  }
}
