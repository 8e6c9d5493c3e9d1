import TreatyStore

/// One of the counts that `treaty status` shows: of rows of a kind, told apart as in ``Counted``.
struct CountKey: Hashable {
  let kind: Counted
  let system: String
  let flow: String
  let state: String
  let failure: String

  /// Messages of a flow.
  static func messages(_ flow: String, _ state: String) -> CountKey {
    CountKey(kind: .messages, system: "", flow: flow, state: state, failure: "")
  }

  /// Deliveries of a queue. What waits for a person is told apart by class.
  static func deliveries(_ system: String, _ flow: String, _ state: Delivery.State, _ failure: String?) -> CountKey {
    CountKey(
      kind: .deliveries, system: system, flow: flow, state: state.rawValue,
      failure: state == .dead || state == .asking ? failure ?? "" : "")
  }

  static let links = CountKey(kind: .links, system: "", flow: "", state: "", failure: "")
}

extension CountKey {
  /// A delivery, from `SELECT system, flow, state, failure`.
  init(delivery row: ResultRow) throws {
    var columns = ColumnReader(row)
    self = .deliveries(
      try columns.text(), try columns.text(), try columns.named(), try columns.optionalText())
  }
}

/// What a transaction changes in the counts, added up: each is written once at its end. Sixty events in a commit change a dozen of them; triggers
/// wrote eleven rows for each event, an eighth of all that a host did for it.
extension SQLiteTransaction {
  /// Counts rows that came, or less than none for rows that went.
  func count(_ key: CountKey, _ number: Int = 1) { statements.tally[key, default: 0] += number }

  /// A row that was counted as one is another now.
  func recount(_ old: CountKey, as new: CountKey) {
    guard old != new else { return }
    count(old, -1)
    count(new)
  }

  /// Writes what has changed: before the counts are read, and before the transaction ends.
  func writeCounts() throws {
    guard !statements.tally.isEmpty else { return }
    for (key, number) in statements.tally where number != 0 {
      try execute(.count, [key.kind.kind, key.system, key.flow, key.state, key.failure, number])
    }
    statements.tally.removeAll(keepingCapacity: true)
  }
}
