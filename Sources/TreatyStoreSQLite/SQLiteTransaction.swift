import GRDB
import TreatyKeys
public import TreatyStore

/// One transaction on the embedded store.
public struct SQLiteTransaction: StoreTransaction {
  let database: Database
  let health: StoreHealth
  let statements: PreparedStatements
  let sealing: Sealing
  /// What is kept under which name.
  public var names: StoredNames
  /// When the last entry of the audit trail was appended in this transaction; `nil` where none was.
  var lastAudited: Instant?

  init(
    database: Database, statements: PreparedStatements, sealing: Sealing, health: StoreHealth, names: StoredNames
  ) {
    self.names = names
    self.database = database
    self.statements = statements
    self.sealing = sealing
    self.health = health
  }

  // MARK: Running statements

  /// Runs a piece of SQL work, with errors as the store's.
  func run<Result>(_ work: () throws -> Result) throws(StoreError) -> Result {
    do { return try work() } catch { throw health.note(error) }
  }

  func execute(_ statement: Statement, _ arguments: Arguments) throws {
    try statements.run(statement, arguments, in: database) { _ in }
  }

  /// All rows, each made a value before the next is fetched, so that none is copied.
  func values<Value>(_ statement: Statement, _ arguments: Arguments, as make: (ResultRow) throws -> Value) throws
    -> [Value]
  {
    var values: [Value] = []
    try statements.run(statement, arguments, in: database) { values.append(try make($0)) }
    return values
  }

  /// The only row.
  func value<Value>(_ statement: Statement, _ arguments: Arguments, as make: (ResultRow) throws -> Value) throws
    -> Value?
  {
    try values(statement, arguments, as: make).first
  }

  /// The only column of the only row; `nil` where there is no row, or NULL in it.
  func number(_ statement: Statement, _ arguments: Arguments = []) throws -> Int64? {
    try value(statement, arguments) { $0.isNull(0) ? nil : try $0.number(0) } ?? nil
  }

  // MARK: Messages

  /// Keeps a message.
  public mutating func insert(_ message: Message, keeping: Keeping) throws(StoreError) -> (
    id: MessageID, trace: String, isNew: Bool
  ) {
    return try run {
      let name = message.deliveryKey.map(sealing.name(ofDeliveryKey:))
      let flow = names.stored(flow: message.flow)
      if let name {
        let first = try value(.messageByKey, [flow, name]) { row in
          var columns = ColumnReader(row)
          return (id: MessageID(try columns.id()), trace: try columns.text(), isNew: false)
        }
        if let first { return first }
      }
      let key = try sealing.keys.key(
        for: .messages(keeping.policy), at: message.received, lasting: keeping.keyPeriodMilliseconds)
      try execute(
        .insertMessage,
        [
          message.trace, message.parentSpan, flow, message.received, try sealing.body(message, key: key),
          message.plan, name, message.state.rawValue, message.ended, message.starts, message.purgeAt, Int64(key),
        ])
      count(.messages(flow, message.state.rawValue))
      return (MessageID(database.lastInsertedRowID), message.trace, true)
    }
  }

  /// The key that a message is sealed with, and all that comes of it.
  func key(of message: MessageID) throws -> UInt32 {
    if let known = statements.lastKey, known.message == message { return known.key }
    guard let key = try number(.keyOfMessage, [message.number]) else {
      throw StoreError.failed(path: health.path, why: "message \(message.number) is not there")
    }
    statements.lastKey = (message, UInt32(truncatingIfNeeded: key))
    return UInt32(truncatingIfNeeded: key)
  }

  private func message(_ row: ResultRow) throws -> Message {
    var message = try Message(row, sealing)
    message.flow = names.shown(flow: message.flow)
    return message
  }

  /// The message of a number.
  public func message(_ id: MessageID) throws(StoreError) -> Message? {
    try run { try value(.message, [id.number], as: message) }
  }

  /// Messages that are not worked out yet.
  public func acceptedMessages(limit: Int) throws(StoreError) -> [Message] {
    try run { try values(.acceptedMessages, [max(0, limit)], as: message) }
  }

  /// Writes back how far a message has come.
  public mutating func update(_ message: Message) throws(StoreError) {
    try run {
      guard let (flow, state) = try standing(of: message.id) else {
        throw StoreError.failed(path: health.path, why: "message \(message.id.number) is not there to be updated")
      }
      try execute(
        .updateMessage,
        [
          message.state.rawValue, message.ended, message.starts, message.purgeAt,
          message.id.number,
        ])
      recount(.messages(flow, state.rawValue), as: .messages(flow, message.state.rawValue))
    }
  }

  /// Ends a message that was worked out.
  public mutating func end(_ message: MessageID, as state: Message.State, at now: Instant, purgeAt: Instant)
    throws(StoreError)
  {
    try run {
      guard let (flow, was) = try standing(of: message), was != .accepted else { return }
      try execute(.endMessage, [state.rawValue, now, purgeAt, message.number])
      recount(.messages(flow, was.rawValue), as: .messages(flow, state.rawValue))
    }
  }

  /// Flow, as it is stored, and state of a message; `nil` where it is not there.
  func standing(of message: MessageID) throws -> (flow: String, state: Message.State)? {
    try value(.stateOfMessage, [message.number]) { row in
      var columns = ColumnReader(row)
      return (try columns.text(), try columns.named())
    }
  }

  /// How many deliveries of a message are open, and how many were given up.
  public func progress(of message: MessageID) throws(StoreError) -> (open: Int, dead: Int) {
    try run {
      try value(.progress, [message.number]) { row in
        var columns = ColumnReader(row)
        return (open: try columns.number(), dead: try columns.number())
      } ?? (0, 0)
    }
  }

  /// Messages of a trace.
  public func messages(trace: String) throws(StoreError) -> [Message] {
    try run { try values(.messagesOfTrace, [trace], as: message) }
  }

  /// Flows with something left to do.
  public func openFlows() throws(StoreError) -> [String] {
    try run {
      var flows: [String] = []
      while let next = try value(
        .nextOpenFlow, [flows.last ?? ""],
        as: { row in
          var columns = ColumnReader(row)
          return try columns.optionalText()
        }) ?? nil
      {
        flows.append(next)
      }
      return names.isEmpty ? flows : flows.map(names.shown(flow:)).sorted()
    }
  }

  // MARK: Attempts and links

  /// Keeps an attempt.
  public mutating func save(_ attempt: Attempt) throws(StoreError) {
    try run {
      let story = try sealing.story(of: attempt) {
        UInt32(truncatingIfNeeded: try number(.keyOfDelivery, [attempt.delivery.number]) ?? 0)
      }
      try execute(
        .saveAttempt,
        [
          attempt.delivery.number, attempt.number, attempt.operation, attempt.span, attempt.sent,
          attempt.ended, attempt.status, attempt.result, story,
        ])
    }
  }

  /// Attempts of a delivery.
  public func attempts(of delivery: DeliveryID) throws(StoreError) -> [Attempt] {
    try run { try values(.attempts, [delivery.number], as: { try Attempt($0, sealing) }) }
  }

  /// The link of a lane.
  public func link(_ lane: LaneKey) throws(StoreError) -> Link? {
    try run {
      guard let number = try knownLane(lane) else { return nil }
      return try value(.link, [number]) { try Link(lane: lane, $0, sealing) }
    }
  }

  /// Keeps a link.
  public mutating func save(_ link: Link) throws(StoreError) {
    try run {
      let lane = try laneNumber(link.lane)
      let row: Arguments = [
        try sealing.record(of: link, lane: lane), sealing.name(ofRecord: link.recordID), link.created, link.updated,
        lane,
      ]
      try execute(.updateLink, row)
      guard database.changesCount == 0 else { return }
      try execute(.insertLink, row + [names.stored(flow: link.lane.flow)])
      count(.links)
    }
  }
}
