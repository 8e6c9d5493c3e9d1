import CEL
public import TreatyStore

/// A message with all that came of it, as it goes into an archive: one object of JSON in a line.
public struct ArchivedMessage: Sendable {
  /// Its number.
  public let id: MessageID
  /// The line, without its end.
  public let line: [UInt8]
  /// When it is named again if nobody removes it. Where its message has another time by then, something became of it meanwhile.
  let namedAgain: Instant

  init(_ due: DueMessage, namedAgain: Instant, in tx: some StoreTransaction) throws(StoreError) {
    id = due.id
    self.namedAgain = namedAgain
    guard let message = try tx.message(due.id) else {
      line = []
      return
    }
    var deliveries: [Value] = []
    for delivery in try tx.deliveries(of: due.id) {
      deliveries.append(Self.value(delivery, try tx.attempts(of: delivery.id)))
    }
    line = Value.map(
      MapValue(fields: [
        ("message", .int(message.id.number)), ("flow", .string(message.flow)), ("trace", .string(message.trace)),
        ("received", Self.time(message.received)), ("ended", Self.time(due.ended)),
        ("state", .string(message.state.rawValue)), ("plan", .string(message.plan)),
        ("headers", Self.json(message.headers)),
        ("body", Self.json(message.body)), ("deliveries", .list(deliveries)),
      ])
    ).json()
  }

  private static func value(_ delivery: Delivery, _ attempts: [Attempt]) -> Value {
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    return .map(
      MapValue(fields: [
        ("delivery", .int(delivery.id.number)), ("target", .string(delivery.lane.target)),
        ("key", .string(delivery.lane.identity)), ("state", .string(delivery.state.rawValue)),
        ("outcome", text(delivery.outcome)), ("record", text(delivery.recordID)), ("class", text(delivery.failure)),
        ("cause", text(delivery.cause)), ("created", time(delivery.created)), ("ended", time(delivery.ended)),
        ("payload", json(delivery.payload)),
        (
          "calls",
          .list(
            attempts.map { attempt in
              .map(
                MapValue(fields: [
                  ("number", .int(Int64(attempt.number))), ("operation", .string(attempt.operation)),
                  ("sent", time(attempt.sent)), ("ended", time(attempt.ended)),
                  ("status", attempt.status.map { .int(Int64($0)) } ?? .null), ("result", text(attempt.result)),
                  ("detail", text(attempt.detail)),
                ]))
            })
        ),
      ]))
  }

  private static func time(_ instant: Instant?) -> Value {
    instant.map { .string(Timestamp(millisecondsSinceEpoch: $0.milliseconds).rfc3339) } ?? .null
  }

  /// What was JSON stays JSON; anything else is a text.
  private static func json(_ bytes: [UInt8]) -> Value {
    bytes.isEmpty ? .null : (try? Value(json: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
  }
}
