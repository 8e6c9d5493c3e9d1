import GRDB
public import TreatyStore

extension SQLiteTransaction {
  /// Keeps a delivery, behind those that hold its lane.
  public mutating func insert(_ delivery: Delivery) throws(StoreError) -> Delivery {
    return try run {
      var delivery = delivery
      let lane = try lane(delivery.lane)
      // A lane that was made just now is held by nobody.
      if delivery.state.holdsLane, !lane.isNew, try isHeld(lane.number) { delivery.state = .queued }
      let key = try key(of: delivery.message)
      let payload = try sealing.payload(delivery.payload, of: delivery, key: key)
      let (system, flow) = stored(delivery)
      try execute(
        .insertDelivery,
        delivery.changing(notes: try sealing.notes(of: delivery) { key }) + [
          payload, delivery.message.number, delivery.trace, delivery.item, delivery.step, lane.number, try nextPlace(),
          system, flow,
        ])
      count(.deliveries(system, flow, delivery.state, delivery.failure))
      delivery.id = DeliveryID(database.lastInsertedRowID)
      return delivery
    }
  }

  /// Writes back a delivery, and moves its lane on.
  public mutating func update(_ delivery: Delivery) throws(StoreError) {
    try run {
      guard let was = try standing(of: delivery.id) else { throw missing(delivery.id) }
      if delivery.state.holdsLane, !was.state.holdsLane { return try comeBack(delivery, was) }
      try write(delivery, was)
      if was.state.holdsLane, !delivery.state.holdsLane { try promoteNext(in: was.lane, of: stored(delivery).flow) }
    }
  }

  /// The names that a delivery is stored under.
  private func stored(_ delivery: Delivery) -> (system: String, flow: String) {
    (names.stored(system: delivery.system), names.stored(flow: delivery.lane.flow))
  }

  /// How a delivery stands, as far as that is counted, and where.
  private typealias Standing = (state: Delivery.State, failure: String?, lane: Int64)

  private func standing(of delivery: DeliveryID) throws -> Standing? {
    try value(.stateOfDelivery, [delivery.number]) { row in
      var columns = ColumnReader(row)
      return (try columns.named(), try columns.optionalText(), try columns.id())
    }
  }

  private func write(_ delivery: Delivery, _ was: Standing) throws {
    let notes = try sealing.notes(of: delivery) { try key(of: delivery.message) }
    try execute(.updateDelivery, delivery.changing(notes: notes) + [delivery.id.number])
    let (system, flow) = stored(delivery)
    recount(
      .deliveries(system, flow, was.state, was.failure),
      as: .deliveries(system, flow, delivery.state, delivery.failure))
  }

  /// Lets the next in a lane go, that another has held until now.
  /// - Parameter flow: As it is stored.
  private func promoteNext(in lane: Int64, of flow: String) throws {
    let first = try value(.firstInLane, [lane]) { row in
      var columns = ColumnReader(row)
      return (id: try columns.id(), state: try columns.named() as Delivery.State, system: try columns.text())
    }
    guard let first, first.state == .queued else { return }
    try execute(.promote, [first.id])
    recount(.deliveries(first.system, flow, .queued, nil), as: .deliveries(first.system, flow, .ready, nil))
  }

  /// Writes back a delivery that holds its lane again: at the lane's end.
  private func comeBack(_ delivery: Delivery, _ was: Standing) throws {
    var delivery = delivery
    if try isHeld(was.lane) { delivery.state = .queued }
    try execute(.moveToEnd, [try nextPlace(), delivery.id.number])
    try write(delivery, was)
  }

  /// Puts another payload in the place of a delivery's.
  public mutating func replace(payloadOf delivery: DeliveryID, with payload: [UInt8]) throws(StoreError) {
    try run {
      guard let was = try value(.delivery, [delivery.number], as: self.delivery), !was.isForgotten else {
        throw missing(delivery)
      }
      let sealed = try sealing.payload(payload, of: was, key: try key(of: was.message))
      try execute(.replacePayload, [sealed, delivery.number])
    }
  }

  private func missing(_ delivery: DeliveryID) -> StoreError {
    .failed(path: health.path, why: "delivery \(delivery.number) is not there to be updated")
  }

  /// Number of a lane; given where it has none yet.
  func laneNumber(_ key: LaneKey) throws -> Int64 { try lane(key).number }

  private func lane(_ shown: LaneKey) throws -> (number: Int64, isNew: Bool) {
    let key = names.stored(shown)
    if let known = statements.lane(key) { return (known, false) }
    let name = sealing.name(ofIdentity: key.identity)
    if let number = try knownLane(key, name) { return (number, false) }
    try execute(.insertLane, [key.flow, key.target, name])
    statements.know(key, database.lastInsertedRowID)
    return (database.lastInsertedRowID, true)
  }

  /// Number of a lane; `nil` where it has none yet.
  func knownLane(_ shown: LaneKey) throws -> Int64? {
    let key = names.stored(shown)
    return try statements.lane(key) ?? knownLane(key, sealing.name(ofIdentity: key.identity))
  }

  /// - Parameter key: As it is stored.
  private func knownLane(_ key: LaneKey, _ name: String) throws -> Int64? {
    let number = try number(.lane, [key.flow, key.target, name])
    if let number { statements.know(key, number) }
    return number
  }

  private func isHeld(_ lane: Int64) throws -> Bool { try number(.laneIsHeld, [lane]) != nil }

  /// A place behind all others. Some are taken from the store at a time: where a process ends, those that are left are never used.
  private func nextPlace() throws -> Int64? {
    if let place = statements.places.popFirst() { return place }
    guard let last = try number(.takePlaces, [Self.placesAtOnce, Self.placesAtOnce]) else { return nil }
    statements.places = PreparedStatements.Places((last - Int64(Self.placesAtOnce) + 1)...last)
    return statements.places.popFirst()
  }

  private static let placesAtOnce = 256

  private func delivery(_ row: ResultRow) throws -> Delivery {
    var delivery = try Delivery(row, sealing)
    guard !names.isEmpty else { return delivery }
    delivery.lane = names.shown(delivery.lane)
    delivery.system = names.shown(system: delivery.system)
    return delivery
  }

  /// The delivery of a number.
  public func delivery(_ id: DeliveryID) throws(StoreError) -> Delivery? {
    try run { try value(.delivery, [id.number], as: delivery) }
  }

  /// What can go, and when.
  public func readyQueues() throws(StoreError) -> [ReadyQueue] {
    try run {
      var queues: [ReadyQueue] = []
      while let next = try next(after: queues.last) { queues.append(next) }
      guard !names.isEmpty else { return queues }
      return queues.map { queue in
        ReadyQueue(
          system: names.shown(system: queue.system), flow: names.shown(flow: queue.flow), due: queue.due)
      }.sorted { ($0.system, $0.flow) < ($1.system, $1.flow) }
    }
  }

  private func next(after last: ReadyQueue?) throws -> ReadyQueue? {
    if let last {
      let sibling = try value(.nextReadyFlow, [last.system, last.flow]) { row in
        var columns = ColumnReader(row)
        return ReadyQueue(system: last.system, flow: try columns.text(), due: try columns.instant())
      }
      if let sibling { return sibling }
    }
    return try value(.nextReadySystem, [last?.system ?? ""]) { row in
      var columns = ColumnReader(row)
      return ReadyQueue(system: try columns.text(), flow: try columns.text(), due: try columns.instant())
    }
  }

  /// What can go of a queue.
  public func ready(system: String, flow: String, dueBy now: Instant, newestFirst: Bool, limit: Int) throws(StoreError)
    -> [Delivery]
  {
    try run {
      try values(
        newestFirst ? .readyNewest : .ready,
        [names.stored(system: system), names.stored(flow: flow), now, max(0, limit)], as: delivery)
    }
  }

  /// What is too old to go.
  public func expired(by now: Instant, limit: Int) throws(StoreError) -> [Delivery] {
    try run {
      try values(.expired, [now, now, max(0, limit)]) { try $0.number(0) }
        .compactMap { try value(.delivery, [$0], as: delivery) }
    }
  }

  /// Calls that are out.
  public func inFlight() throws(StoreError) -> [Delivery] {
    try run { try values(.inFlight, [], as: delivery) }
  }

  /// Deliveries by state, newest first. Each state is a range of one index that is read from its end; all of them at once would be
  /// sorted as a whole before the first is known.
  public func deliveries(in states: [Delivery.State], flow: String?, below: DeliveryID, limit: Int)
    throws(StoreError) -> [Delivery]
  {
    try run {
      let found = try Set(states).flatMap { state in
        if let flow {
          try values(
            .deliveriesInStateOfFlow, [state.rawValue, names.stored(flow: flow), below.number, max(0, limit)],
            as: delivery)
        } else {
          try values(.deliveriesInState, [state.rawValue, below.number, max(0, limit)], as: delivery)
        }
      }
      return Array(found.sorted { $0.id > $1.id }.prefix(max(0, limit)))
    }
  }

  /// Deliveries of a lane, newest first.
  public func deliveries(in lane: LaneKey, limit: Int) throws(StoreError) -> [Delivery] {
    try run {
      guard let number = try knownLane(lane) else { return [] }
      return try values(.deliveriesOfLane, [number, max(0, limit)], as: delivery)
    }
  }

  /// Deliveries of lanes that are linked with a record, newest first.
  public func deliveries(ofRecord id: String, limit: Int) throws(StoreError) -> [Delivery] {
    try run {
      let lanes = try values(.lanesOfRecord, [sealing.name(ofRecord: id)]) { try $0.number(0) }
      let found = try lanes.flatMap { try values(.deliveriesOfLane, [$0, max(0, limit)], as: delivery) }
      return Array(found.sorted { $0.id > $1.id }.prefix(max(0, limit)))
    }
  }

  /// Deliveries of a message.
  public func deliveries(of message: MessageID) throws(StoreError) -> [Delivery] {
    try run { try values(.deliveriesOfMessage, [message.number], as: delivery) }
  }
}
