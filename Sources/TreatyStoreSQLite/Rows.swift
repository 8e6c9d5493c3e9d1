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

  mutating func optionalBytes() throws -> [UInt8]? { try optional(row.bytes) }

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
  init(_ row: ResultRow, _ sealing: Sealing) throws {
    var columns = ColumnReader(row)
    let id = MessageID(try columns.id())
    let (trace, parentSpan, flow) = (try columns.text(), try columns.optionalText(), try columns.text())
    let received = try columns.instant()
    let parts = try sealing.body(try columns.bytes(), trace: trace)
    self.init(
      trace: trace, parentSpan: parentSpan, flow: flow, received: received, body: (parts?[0] ?? nil) ?? [],
      headers: (parts?[1] ?? nil) ?? [], plan: try columns.text(), deliveryKey: Sealed.text(parts?[2]))
    self.id = id
    isForgotten = parts == nil
    sender = Sealed.text(parts?[3]).map(SenderTrace.init(kept:))
    // The keyed hash of the sender's key.
    _ = try columns.optionalText()
    state = try columns.named()
    ended = try columns.optionalInstant()
    starts = try columns.number()
    purgeAt = try columns.optionalInstant()
  }
}

/// Parts of what was sealed, as values.
private enum Sealed {
  static func text(_ part: [UInt8]??) -> String? { (part ?? nil).map { String(decoding: $0, as: UTF8.self) } }
}

extension DueMessage {
  /// From ``Statement/purgeable``.
  init(_ row: ResultRow) throws {
    var columns = ColumnReader(row)
    let id = MessageID(try columns.id())
    let (flow, trace, received) = (try columns.text(), try columns.text(), try columns.instant())
    let ended = try columns.optionalInstant() ?? received
    let state: Message.State = try columns.named()
    self.init(
      id: id, flow: flow, trace: trace, received: received, ended: ended, isDead: state == .ended,
      isStripped: try columns.number() == 0, purgeAt: try columns.optionalInstant())
  }
}

extension Delivery {
  /// From `SELECT * FROM delivery_rows`.
  init(_ row: ResultRow, _ sealing: Sealing) throws {
    var columns = ColumnReader(row)
    let id = DeliveryID(try columns.id())
    let message = MessageID(try columns.id())
    let trace = try columns.text()
    let (item, step) = (try columns.number(), try columns.number())
    let (flow, target, system) = (try columns.text(), try columns.text(), try columns.text())
    let parts = try sealing.payload(try columns.bytes(), trace: trace)
    self.init(
      message: message, trace: trace, item: item, step: step,
      lane: LaneKey(flow: flow, target: target, identity: Sealed.text(parts?[0]) ?? ""), system: system,
      payload: (parts?[1] ?? nil) ?? [], created: try columns.instant(), deadline: try columns.instant())
    self.id = id
    isForgotten = parts == nil
    sender = Sealed.text(parts?[2]).map(SenderTrace.init(kept:))
    state = try columns.named()
    phase = try columns.named()
    due = try columns.instant()
    attempts = try columns.number()
    sent = try columns.optionalInstant()
    operation = try columns.optionalText()
    if let notes = try columns.optionalBytes().flatMap({ try sealing.notes($0, trace: trace) }) {
      (recordID, cause) = (Sealed.text(notes[0]), Sealed.text(notes[1]))
    }
    failure = try columns.optionalText()
    ended = try columns.optionalInstant()
    outcome = try columns.optionalText()
  }

  /// What changes as it goes on, in the order of ``Statement/insertDelivery`` and ``Statement/updateDelivery``.
  func changing(notes: [UInt8]?) -> Arguments {
    [
      state.rawValue, phase.rawValue, due, created, deadline, attempts, sent, operation, notes, failure, ended, outcome,
    ]
  }
}

extension Attempt {
  /// From `SELECT * FROM attempts`.
  init(_ row: ResultRow, _ sealing: Sealing) throws {
    var columns = ColumnReader(row)
    self.init(
      delivery: DeliveryID(try columns.id()), number: try columns.number(), operation: try columns.text(),
      span: try columns.text(), sent: try columns.instant())
    ended = try columns.optionalInstant()
    status = try columns.optionalNumber()
    result = try columns.optionalText()
    if let story = try columns.optionalBytes().flatMap({ try sealing.story($0, delivery: delivery.number) }) {
      (detail, exchange) = (Sealed.text(story[0]), story[1])
    }
  }
}

extension Link {
  /// From ``Statement/link``.
  init(lane: LaneKey, _ row: ResultRow, _ sealing: Sealing) throws {
    var columns = ColumnReader(row)
    let number = try columns.id()
    guard let parts = try sealing.record(try columns.bytes(), lane: number), let id = Sealed.text(parts[0]) else {
      throw Damage(description: "a link has no record")
    }
    self.init(
      lane: lane, recordID: id, written: Sealed.text(parts[1]), fields: parts[2], created: try columns.instant(),
      updated: try columns.instant())
  }
}
