import TreatyStore

/// Reads a row column by column. A value of another kind than its column's is damage on disk: it throws.
struct ColumnReader {
  private let row: ResultRow
  private var index = 0

  init(_ row: ResultRow) { self.row = row }

  private mutating func next<Value>(_ read: (Int) throws -> Value) rethrows -> Value {
    defer { index += 1 }
    return try read(index)
  }

  private mutating func optional<Value>(_ read: (Int) throws -> Value) rethrows -> Value? {
    defer { index += 1 }
    return row.isNull(index) ? nil : try read(index)
  }

  mutating func number() throws -> Int { Int(try next(row.number)) }

  mutating func optionalNumber() throws -> Int? { try optional(row.number).map { Int($0) } }

  mutating func id() throws -> Int64 { try next(row.number) }

  mutating func text() throws -> String { StoredText.unescaped(try next(row.text)) }

  mutating func optionalText() throws -> String? { try optional(row.text).map(StoredText.unescaped) }

  mutating func instant() throws -> Instant { Instant(milliseconds: try next(row.number)) }

  mutating func optionalInstant() throws -> Instant? { try optional(row.number).map { Instant(milliseconds: $0) } }

  /// The bytes of a BLOB.
  mutating func bytes() throws -> [UInt8] { try next(row.bytes) }

  /// A member of a closed set, by name.
  mutating func named<Value: RawRepresentable<String>>() throws -> Value {
    let name = try text()
    guard let value = Value(rawValue: name) else { throw Damage(description: "`\(name)` is no \(Value.self)") }
    return value
  }
}

/// Something in the database that this version of the tables cannot have.
struct Damage: Error, CustomStringConvertible {
  let description: String
}

extension Message {
  /// From `SELECT * FROM messages`.
  init(_ row: ResultRow) throws {
    var columns = ColumnReader(row)
    let id = MessageID(try columns.id())
    self.init(
      trace: try columns.text(), parentSpan: try columns.optionalText(), flow: try columns.text(),
      received: try columns.instant(), body: try columns.bytes(), headers: try columns.bytes(),
      plan: try columns.text(),
      deliveryKey: try columns.optionalText())
    self.id = id
    state = try columns.named()
    ended = try columns.optionalInstant()
    starts = try columns.number()
    purgeAt = try columns.optionalInstant()
    sender = try columns.optionalText().map(SenderTrace.init(kept:))
  }
}

extension Delivery {
  /// From `SELECT * FROM delivery_rows`.
  init(_ row: ResultRow) throws {
    var columns = ColumnReader(row)
    let id = DeliveryID(try columns.id())
    self.init(
      message: MessageID(try columns.id()), trace: try columns.text(), item: try columns.number(),
      step: try columns.number(),
      lane: LaneKey(flow: try columns.text(), target: try columns.text(), identity: try columns.text()),
      system: try columns.text(), payload: try columns.bytes(), created: try columns.instant(),
      deadline: try columns.instant())
    self.id = id
    state = try columns.named()
    phase = try columns.named()
    due = try columns.instant()
    attempts = try columns.number()
    sent = try columns.optionalInstant()
    operation = try columns.optionalText()
    recordID = try columns.optionalText()
    failure = try columns.optionalText()
    cause = try columns.optionalText()
    ended = try columns.optionalInstant()
    outcome = try columns.optionalText()
    sender = try columns.optionalText().map(SenderTrace.init(kept:))
  }

  /// What changes as it goes on, in the order of ``Statement/insertDelivery`` and ``Statement/updateDelivery``.
  var changing: Arguments {
    [
      state.rawValue, phase.rawValue, due, created, deadline, attempts, sent, operation, recordID, failure, cause,
      ended,
      outcome, payload,
    ]
  }
}

extension Attempt {
  /// From `SELECT * FROM attempts`.
  init(_ row: ResultRow) throws {
    var columns = ColumnReader(row)
    self.init(
      delivery: DeliveryID(try columns.id()), number: try columns.number(), operation: try columns.text(),
      span: try columns.text(), sent: try columns.instant())
    ended = try columns.optionalInstant()
    status = try columns.optionalNumber()
    result = try columns.optionalText()
    detail = try columns.optionalText()
  }
}

extension Link {
  /// From ``Statement/link``.
  init(lane: LaneKey, _ row: ResultRow) throws {
    var columns = ColumnReader(row)
    self.init(
      lane: lane, recordID: try columns.text(), written: try columns.optionalText(), created: try columns.instant(),
      updated: try columns.instant())
  }
}
