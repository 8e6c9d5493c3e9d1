/// What must hold of the rows of a store whatever happened to it. Each has a query for the rows that break it: what it is found at, in
/// the first column.
enum Invariant: String, CaseIterable, Sendable {
  case laneHeldTwice = "lane-held-twice"
  case laneStuck = "lane-stuck"
  case laneOutOfOrder = "lane-out-of-order"
  case counts
  case openOfEnded = "open-of-ended"
  case endlessMessage = "endless-message"
  case attemptGap = "attempt-gap"
  case attemptCount = "attempt-count"
  case orphan
  case unknownState = "unknown-state"
  case numbers
  case places

  /// As in the partial indexes.
  private static let open = "state <> 'done' AND state <> 'dead' AND state <> 'dropped'"

  /// Rows that break it.
  var query: String {
    switch self {
    case .laneHeldTwice:
      """
      SELECT lane FROM deliveries WHERE \(Self.open) AND state <> 'queued' GROUP BY lane HAVING count(*) > 1
      """
    case .laneStuck:
      """
      SELECT lane FROM deliveries WHERE \(Self.open) GROUP BY lane HAVING count(*) = count(*) FILTER (WHERE state = 'queued')
      """
    case .laneOutOfOrder:
      """
      SELECT lane FROM (SELECT lane, state, row_number() OVER (PARTITION BY lane ORDER BY place) AS number FROM deliveries
      WHERE \(Self.open)) GROUP BY lane
      HAVING max(number) FILTER (WHERE state <> 'queued') > 1 AND count(*) FILTER (WHERE state <> 'queued') = 1
      """
    case .counts:
      """
      SELECT rtrim(kind || ' ' || system || ' ' || flow || ' ' || state || ' ' || class) FROM (
        SELECT * FROM (SELECT * FROM (\(Counted.anew)) EXCEPT SELECT * FROM counts WHERE number <> 0)
        UNION SELECT * FROM (SELECT * FROM counts WHERE number <> 0 EXCEPT SELECT * FROM (\(Counted.anew)))
      ) GROUP BY kind, system, flow, state, class
      """
    case .openOfEnded:
      """
      SELECT deliveries.id FROM deliveries JOIN messages ON messages.id = message
      WHERE deliveries.state NOT IN ('done', 'dead', 'dropped') AND messages.state <> 'running'
      """
    case .endlessMessage:
      """
      SELECT id FROM messages WHERE state = 'running'
      AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message = messages.id AND \(Self.open))
      """
    case .attemptGap:
      "SELECT delivery FROM attempts GROUP BY delivery HAVING min(number) <> 1 OR max(number) <> count(*)"
    case .attemptCount:
      """
      SELECT id FROM deliveries WHERE attempts <> (SELECT count(*) FROM attempts WHERE delivery = deliveries.id)
      """
    case .orphan: "SELECT \"table\" || ' ' || coalesce(rowid, '') FROM pragma_foreign_key_check"
    case .unknownState:
      """
      SELECT 'delivery ' || id FROM deliveries WHERE state NOT IN ('queued', 'ready', 'inFlight', 'asking', 'done', 'dead', 'dropped')
      OR phase NOT IN ('write', 'settle', 'confirm')
      UNION ALL SELECT 'message ' || id FROM messages WHERE state NOT IN ('accepted', 'running', 'done', 'ended')
      """
    case .numbers:
      """
      SELECT kept.name FROM (SELECT 'messages' AS name, max(id) AS last FROM messages UNION ALL
      SELECT 'deliveries', max(id) FROM deliveries) AS kept LEFT JOIN sqlite_sequence AS given ON given.name = kept.name
      WHERE kept.last > coalesce(given.seq, 0)
      """
    case .places:
      """
      SELECT 'place' FROM (SELECT max(place) AS last FROM deliveries) WHERE last > coalesce((SELECT value FROM counters WHERE name = 'place'), 0)
      """
    }
  }

  /// What is wrong where there are such rows.
  var message: String {
    switch self {
    case .laneHeldTwice: "several deliveries of one lane may go at once: their order is not kept"
    case .laneStuck: "every delivery of a lane waits for another: none of them ever goes"
    case .laneOutOfOrder: "the delivery of a lane that may go is not its first"
    case .counts: "the counts that `treaty status` shows are not those of the rows"
    case .openOfEnded: "deliveries are open although their message is not"
    case .endlessMessage: "messages are open although all their deliveries have ended: they are never removed"
    case .attemptGap: "calls of a delivery are missing among those that were kept"
    case .attemptCount: "deliveries have another number of calls than were kept"
    case .orphan: "rows belong to something that is not there"
    case .unknownState: "states are kept that this Treaty does not know"
    case .numbers: "numbers of messages or deliveries would be given out again"
    case .places: "places in lanes would be given out again"
    }
  }

  /// What its examples are numbers of.
  var what: String {
    switch self {
    case .laneHeldTwice, .laneStuck, .laneOutOfOrder: "lane"
    case .openOfEnded, .attemptGap, .attemptCount: "delivery"
    case .endlessMessage: "message"
    case .counts, .orphan, .unknownState, .numbers, .places: ""
    }
  }

  /// What puts it right and can do no harm: it says again what other rows say.
  var mending: String? {
    switch self {
    case .laneStuck:
      """
      UPDATE deliveries SET state = 'ready' WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY lane ORDER BY place)
      AS number FROM deliveries WHERE lane IN (\(query)) AND state = 'queued') WHERE number = 1)
      """
    case .counts:
      "DELETE FROM counts; INSERT INTO counts \(Counted.anew)"
    case .numbers:
      """
      DELETE FROM sqlite_sequence WHERE name IN ('messages', 'deliveries');
      INSERT INTO sqlite_sequence (name, seq) SELECT 'messages', max(id) FROM messages HAVING max(id) IS NOT NULL;
      INSERT INTO sqlite_sequence (name, seq) SELECT 'deliveries', max(id) FROM deliveries HAVING max(id) IS NOT NULL
      """
    case .places:
      """
      INSERT INTO counters (name, value) SELECT 'place', max(place) FROM deliveries WHERE true
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """
    case .laneHeldTwice, .laneOutOfOrder, .openOfEnded, .endlessMessage, .attemptGap, .attemptCount, .orphan,
      .unknownState:
      nil
    }
  }

  /// What to do about it.
  var mend: String {
    switch self {
    case .laneStuck: "`--mend` lets the first of each go"
    case .counts: "`--mend` counts again"
    case .numbers, .places: "`--mend` goes on behind the last that is there"
    case .laneHeldTwice, .laneOutOfOrder, .openOfEnded, .endlessMessage, .attemptGap, .attemptCount, .orphan,
      .unknownState:
      "Treaty never writes this: keep a copy of the file, restore a backup, and report it"
    }
  }
}
