import GRDB
public import TreatyStore

extension SQLiteTransaction {
  private static let columns =
    "deliveries.*, lanes.flow AS lane_flow, lanes.target AS lane_target, lanes.identity AS lane_identity FROM deliveries JOIN lanes ON lanes.id = deliveries.lane"
  private static let held = "('queued', 'ready', 'inFlight', 'asking')"

  /// Keeps a delivery, behind those that hold its lane.
  public mutating func insert(_ delivery: Delivery) throws(StoreError) -> Delivery {
    try run {
      var delivery = delivery
      let lane = try lane(delivery.lane)
      if delivery.state.holdsLane {
        let isHeld = try row("SELECT 1 FROM deliveries WHERE lane = ? AND state IN \(Self.held) LIMIT 1", [lane]) != nil
        if isHeld { delivery.state = .queued }
      }
      try execute(
        """
        INSERT INTO deliveries (message, trace, item, step, lane, place, system, payload, state, phase, due, created, deadline, attempts, sent,
        operation, record_id, failure, cause, ended, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          delivery.message.number, delivery.trace, delivery.item, delivery.step, lane, try nextPlace(), delivery.system,
          Blob.data(delivery.payload),
        ]
          + progress(delivery))
      delivery.id = DeliveryID(database.lastInsertedRowID)
      return delivery
    }
  }

  /// What changes of a delivery as it goes on, in the order of its columns from `state`.
  private func progress(_ delivery: Delivery) -> StatementArguments {
    [
      delivery.state.rawValue, delivery.phase.rawValue, delivery.due.milliseconds, delivery.created.milliseconds,
      delivery.deadline.milliseconds,
      delivery.attempts, delivery.sent?.milliseconds, delivery.operation, delivery.recordID, delivery.failure,
      delivery.cause,
      delivery.ended?.milliseconds, delivery.outcome,
    ]
  }

  /// Places in lanes grow for ever, so that one that comes back goes to the end.
  private func nextPlace() throws -> Int64 {
    try row(
      "INSERT INTO counters (name, value) VALUES ('place', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
      [])?["value"] ?? 0
  }

  /// The delivery of a number.
  public func delivery(_ id: DeliveryID) throws(StoreError) -> Delivery? {
    try run { try row("SELECT \(Self.columns) WHERE deliveries.id = ?", [id.number]).map(Delivery.init(row:)) }
  }

  /// What can go.
  public func ready(system: String, dueBy now: Instant, limit: Int) throws(StoreError) -> [Delivery] {
    try run {
      try rows(
        "SELECT \(Self.columns) WHERE state = 'ready' AND system = ? AND due <= ? ORDER BY due, deliveries.id LIMIT ?",
        [system, now.milliseconds, limit]
      ).map(Delivery.init(row:))
    }
  }

  /// When something can go next.
  public func nextDue(systems: [String]) throws(StoreError) -> Instant? {
    try run {
      var next: Int64?
      for system in systems {
        guard
          let due = try row("SELECT min(due) AS due FROM deliveries WHERE state = 'ready' AND system = ?", [system])?[
            "due"] as Int64?
        else { continue }
        next = min(next ?? due, due)
      }
      return next.map { Instant(milliseconds: $0) }
    }
  }

  /// Writes back a delivery, and moves its lane on.
  public mutating func update(_ delivery: Delivery) throws(StoreError) {
    try run {
      guard let before = try row("SELECT lane, state FROM deliveries WHERE id = ?", [delivery.id.number]),
        let was = Delivery.State(rawValue: before["state"])
      else { throw StoreError.failed(path: path, why: "delivery \(delivery.id.number) is gone") }
      let lane: Int64 = before["lane"]
      var delivery = delivery
      if !was.holdsLane, delivery.state.holdsLane {
        let isHeld = try row("SELECT 1 FROM deliveries WHERE lane = ? AND state IN \(Self.held) LIMIT 1", [lane]) != nil
        if isHeld { delivery.state = .queued }
        try execute("UPDATE deliveries SET place = ? WHERE id = ?", [try nextPlace(), delivery.id.number])
      }
      try execute(
        """
        UPDATE deliveries SET state = ?, phase = ?, due = ?, created = ?, deadline = ?, attempts = ?, sent = ?, operation = ?, record_id = ?,
        failure = ?, cause = ?, ended = ?, outcome = ?, payload = ? WHERE id = ?
        """, progress(delivery) + [Blob.data(delivery.payload), delivery.id.number])
      if was.holdsLane, was != .queued, !delivery.state.holdsLane {
        try execute(
          """
          UPDATE deliveries SET state = 'ready' WHERE state = 'queued' AND id =
          (SELECT id FROM deliveries WHERE lane = ? AND state IN \(Self.held) ORDER BY place LIMIT 1)
          """, [lane])
      }
    }
  }

  /// Calls that are out.
  public func inFlight() throws(StoreError) -> [Delivery] {
    try run {
      try rows("SELECT \(Self.columns) WHERE state = 'inFlight' ORDER BY deliveries.id", []).map(Delivery.init(row:))
    }
  }

  /// Deliveries by state, newest first.
  public func deliveries(in states: [Delivery.State], flow: String?, limit: Int) throws(StoreError) -> [Delivery] {
    try run {
      let marks = states.map { _ in "?" }.joined(separator: ", ")
      let filter = flow == nil ? "" : " AND lanes.flow = ?"
      let arguments =
        StatementArguments(states.map { $0.rawValue }) + StatementArguments([flow].compactMap(\.self)) + [limit]
      return try rows(
        "SELECT \(Self.columns) WHERE state IN (\(marks))\(filter) ORDER BY deliveries.id DESC LIMIT ?", arguments
      ).map(Delivery.init(row:))
    }
  }

  /// Deliveries of a message.
  public func deliveries(of message: MessageID) throws(StoreError) -> [Delivery] {
    try run {
      try rows("SELECT \(Self.columns) WHERE message = ? ORDER BY deliveries.id", [message.number]).map(
        Delivery.init(row:))
    }
  }

  /// Flows with something left to do.
  public func openFlows() throws(StoreError) -> [String] {
    try run {
      try rows("SELECT DISTINCT flow FROM messages WHERE state IN ('accepted', 'running') ORDER BY flow", []).map {
        $0["flow"]
      }
    }
  }
}
