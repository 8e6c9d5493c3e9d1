/// Every statement that a transaction runs. All of them stand here, so that a test can hold each against SQLite's plan for it.
///
/// A condition on states must be spelled as in its partial index (``Schema``): SQLite uses the index only then. What is open is spelled as what
/// has not ended: for a list of more than two values SQLite makes a table each time that it looks.
package enum Statement: String, CaseIterable, Sendable {
  // MARK: Messages

  case insertMessage = """
    INSERT INTO messages (trace, parent_span, flow, received, body, plan, delivery_key, state, ended, starts, purge_at, key)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  case messageByKey = "SELECT id, trace FROM messages WHERE flow = ? AND delivery_key = ?"
  case message = "SELECT * FROM messages WHERE id = ?"
  case keyOfMessage = "SELECT key FROM messages WHERE id = ?"
  case keyOfDelivery = "SELECT key FROM messages WHERE id = (SELECT message FROM deliveries WHERE id = ?)"
  case acceptedMessages = "SELECT * FROM messages WHERE state = 'accepted' ORDER BY id LIMIT ?"
  case stateOfMessage = "SELECT flow, state FROM messages WHERE id = ?"
  case updateMessage = "UPDATE messages SET state = ?, ended = ?, starts = ?, purge_at = ? WHERE id = ?"
  case endMessage = "UPDATE messages SET state = ?, ended = ?, purge_at = ? WHERE id = ?"
  case progress = """
    SELECT count(*) FILTER (WHERE state <> 'done' AND state <> 'dead' AND state <> 'dropped'),
    count(*) FILTER (WHERE state = 'dead' OR state = 'dropped') FROM deliveries WHERE message = ?
    """
  case messagesOfTrace = "SELECT * FROM messages WHERE trace = ? ORDER BY id"
  // From name to name: to read the index from end to end would read every open message for a handful of flows.
  case nextOpenFlow = "SELECT min(flow) FROM messages WHERE state IN ('accepted', 'running') AND flow > ?"

  // MARK: Deliveries

  case insertDelivery = """
    INSERT INTO deliveries (state, phase, due, created, deadline, attempts, sent, operation, notes, failure, ended, outcome, payload,
    message, trace, item, step, lane, place, system, flow)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  case updateDelivery = """
    UPDATE deliveries SET state = ?, phase = ?, due = ?, created = ?, deadline = ?, attempts = ?, sent = ?, operation = ?,
    notes = ?, failure = ?, ended = ?, outcome = ? WHERE id = ?
    """
  case stateOfDelivery = "SELECT state, failure, lane FROM deliveries WHERE id = ?"
  case statesOfMessage = "SELECT system, flow, state, failure FROM deliveries WHERE message = ?"
  case replacePayload = "UPDATE deliveries SET payload = ? WHERE id = ?"
  case delivery = "SELECT * FROM delivery_rows WHERE id = ?"
  // From queue to queue: to read the index from end to end would read every delivery for a handful of flows. One statement that compares
  // (system, flow) would do just that behind the last queue: SQLite finds where its own begins, and goes through it.
  case nextReadyFlow = """
    SELECT flow, due FROM deliveries INDEXED BY deliveries_ready WHERE state = 'ready' AND system = ? AND flow > ?
    ORDER BY flow, due LIMIT 1
    """
  case nextReadySystem = """
    SELECT system, flow, due FROM deliveries INDEXED BY deliveries_ready WHERE state = 'ready' AND system > ?
    ORDER BY system, flow, due LIMIT 1
    """
  case ready = """
    SELECT * FROM delivery_rows WHERE state = 'ready' AND system = ? AND flow = ? AND due <= ? ORDER BY due, id LIMIT ?
    """
  case readyNewest = """
    SELECT * FROM delivery_rows WHERE state = 'ready' AND system = ? AND flow = ? AND due <= ? ORDER BY due DESC, id DESC LIMIT ?
    """
  case expired = """
    SELECT id FROM deliveries INDEXED BY deliveries_deadline WHERE state IN ('queued', 'ready') AND phase = 'write' AND deadline <= ?
    AND outcome IS NULL AND (sent IS NULL OR due <= ?) ORDER BY deadline, id LIMIT ?
    """
  case inFlight = "SELECT * FROM delivery_rows WHERE state = 'inFlight' ORDER BY id"
  case deliveriesInState = "SELECT * FROM delivery_rows WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?"
  case deliveriesInStateOfFlow =
    "SELECT * FROM delivery_rows WHERE state = ? AND flow = ? AND id < ? ORDER BY id DESC LIMIT ?"
  // By the index of lanes: one that ended has its place in it as well.
  case deliveriesOfLane = """
    SELECT * FROM delivery_rows WHERE id IN (SELECT id FROM deliveries WHERE lane = ? ORDER BY id DESC LIMIT ?) ORDER BY id DESC
    """
  case lanesOfRecord = "SELECT lane FROM links WHERE record_name = ?"
  case deliveriesOfMessage = "SELECT * FROM delivery_rows WHERE message = ? ORDER BY id"

  // MARK: Lanes

  case lane = "SELECT id FROM lanes WHERE flow = ? AND target = ? AND identity = ?"
  case insertLane = "INSERT INTO lanes (flow, target, identity) VALUES (?, ?, ?)"
  case laneIsHeld = """
    SELECT 1 FROM deliveries WHERE lane = ? AND state <> 'done' AND state <> 'dead' AND state <> 'dropped' LIMIT 1
    """
  // Places grow for ever, so that one that comes back goes to the end of its lane.
  case takePlaces = """
    INSERT INTO counters (name, value) VALUES ('place', ?) ON CONFLICT (name) DO UPDATE SET value = value + ? RETURNING value
    """
  case moveToEnd = "UPDATE deliveries SET place = ? WHERE id = ?"
  case firstInLane = """
    SELECT id, state, system FROM deliveries WHERE lane = ? AND state <> 'done' AND state <> 'dead' AND state <> 'dropped'
    ORDER BY place LIMIT 1
    """
  case promote = "UPDATE deliveries SET state = 'ready' WHERE id = ?"

  // MARK: Attempts and links

  case saveAttempt = """
    INSERT INTO attempts (delivery, number, operation, span, sent, ended, status, result, story) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (delivery, number) DO UPDATE SET operation = excluded.operation, span = excluded.span, sent = excluded.sent,
    ended = excluded.ended, status = excluded.status, result = excluded.result, story = excluded.story
    """
  case attempts = "SELECT * FROM attempts WHERE delivery = ? ORDER BY number"
  case link = "SELECT lane, record, created, updated FROM links WHERE lane = ?"
  case updateLink = "UPDATE links SET record = ?, record_name = ?, created = ?, updated = ? WHERE lane = ?"
  case insertLink =
    "INSERT INTO links (record, record_name, created, updated, lane, flow) VALUES (?, ?, ?, ?, ?, ?)"

  // MARK: The audit trail and notes

  case appendAudit = "INSERT INTO audit (number, time, content, hash, record_name) VALUES (?, ?, ?, ?, ?)"
  case lastAudit = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
  case audit = "SELECT number, time, content, hash, record_name FROM audit WHERE number > ? ORDER BY number LIMIT ?"
  case auditAbout =
    """
    SELECT number, time, content, hash, record_name FROM audit WHERE record_name = ? AND number > ? ORDER BY number LIMIT ?
    """
  case auditEntry =
    "SELECT number, time, content, hash, record_name FROM audit WHERE number <= ? ORDER BY number DESC LIMIT 1"
  case auditEnd = "SELECT number, hash, time, signature FROM audit_ends WHERE kind = ?"
  case setAuditEnd = """
    INSERT INTO audit_ends (kind, number, hash, time, signature) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind) DO UPDATE SET
    number = excluded.number, hash = excluded.hash, time = excluded.time, signature = excluded.signature
    """
  case removeAudit = "DELETE FROM audit WHERE number <= ?"
  case note = "SELECT content FROM notes WHERE name = ?"
  case notes = "SELECT name FROM notes WHERE name >= ? AND name < ? ORDER BY name"
  case setNote =
    "INSERT INTO notes (name, content) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET content = excluded.content"
  case removeNote = "DELETE FROM notes WHERE name = ?"

  // MARK: House-keeping

  case takeOver = """
    INSERT INTO counters (name, value) VALUES ('epoch', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
    """
  case epoch = "SELECT value FROM counters WHERE name = 'epoch'"
  case planText = "SELECT text FROM plans WHERE digest = ?"
  case hasLinks = """
    SELECT 1 FROM lanes JOIN links ON links.lane = lanes.id WHERE lanes.flow = ? AND lanes.target = ? LIMIT 1
    """
  case installPlan = "INSERT INTO plans (digest, text, installed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
  case purgeable = """
    SELECT id, flow, trace, received, ended, state, length(body), purge_at FROM messages WHERE purge_at <= ? AND state IN ('done', 'ended') AND NOT EXISTS (SELECT 1 FROM deliveries
    WHERE message = messages.id AND state <> 'done' AND state <> 'dead' AND state <> 'dropped') ORDER BY purge_at, id LIMIT ?
    """
  case messagesOfKey = "SELECT id FROM messages WHERE key = ? ORDER BY id LIMIT ?"
  case moveMessage = "UPDATE messages SET body = ?, key = ? WHERE id = ?"
  case moveDelivery = "UPDATE deliveries SET payload = ?, notes = ? WHERE id = ?"
  case moveAttempt = "UPDATE attempts SET story = ? WHERE delivery = ? AND number = ?"
  case endedMessages = """
    SELECT id, flow, trace, received, ended, state, length(body), purge_at FROM messages
    WHERE id > ? AND id <= ? AND state IN ('done', 'ended') AND ended IS NOT NULL ORDER BY id
    """
  case nextPurge = "SELECT min(purge_at) FROM messages WHERE purge_at IS NOT NULL"
  case postponePurge = "UPDATE messages SET purge_at = ? WHERE id = ?"
  case stripMessage = "UPDATE messages SET body = x'', delivery_key = NULL WHERE id = ?"
  case stripDeliveries = "UPDATE deliveries SET payload = x'', notes = NULL WHERE message = ?"
  case stripAttempts =
    "UPDATE attempts SET story = NULL WHERE delivery IN (SELECT id FROM deliveries WHERE message = ?)"
  case staleLinks = """
    SELECT lane, updated, EXISTS (SELECT 1 FROM deliveries WHERE deliveries.lane = links.lane) FROM links
    WHERE flow = ? AND (updated, lane) > (?, ?) AND updated < ? ORDER BY updated, lane LIMIT ?
    """
  case deleteLink = "DELETE FROM links WHERE lane = ?"
  case deleteLane = "DELETE FROM lanes WHERE id = ?"
  case lastAuditBefore = """
    SELECT max(number) FROM (SELECT number, time FROM audit ORDER BY number LIMIT ?) WHERE time < ?
    """
  case deleteMessage = "DELETE FROM messages WHERE id = ?"
  case freePages = "PRAGMA freelist_count"
  case allPages = "PRAGMA page_count"
  case fact = "SELECT value FROM facts WHERE name = ?"
  case setFact = "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
  case removeFact = "DELETE FROM facts WHERE name = ?"
  // What SQLite gave out last: `max(id)` alone would forget numbers whose rows are gone.
  case lastMessage = "SELECT seq FROM sqlite_sequence WHERE name = 'messages'"
  case count = """
    INSERT INTO counts (kind, system, flow, state, class, number) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, system, flow, state, class) DO UPDATE SET number = number + excluded.number
    """
  case counts = "SELECT kind, system, flow, state, class, number FROM counts WHERE number > 0"
  // One for each queue that the counts know: one for all would read the index from end to end.
  case oldestOpen = """
    SELECT min(created) FROM deliveries WHERE state <> 'done' AND state <> 'dead' AND state <> 'dropped' AND system = ? AND flow = ?
    """
  case oldestDead = """
    SELECT min(created) FROM deliveries WHERE state = 'dead' AND system = ? AND flow = ? AND coalesce(failure, '') = ?
    """
  case oldestAsking = """
    SELECT min(created) FROM deliveries WHERE state = 'asking' AND system = ? AND flow = ? AND coalesce(failure, '') = ?
    """
}
