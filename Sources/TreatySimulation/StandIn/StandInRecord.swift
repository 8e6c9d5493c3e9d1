package import CEL
import TreatyPlan

/// A record of a stand-in.
package struct StandInRecord: Sendable {
  package var id: String
  /// What was written, in the form in which it is written.
  package var fields: MapValue
  package var mark: String?
  /// Idempotency key that it was made with: a second create with it makes nothing, and is answered as the first.
  package var idempotencyKey: String?
  /// When it was made, in milliseconds since the epoch.
  package var created: Int64
  /// When it was last changed, in the vendor's steps.
  package var changed: Int64
  package var writes: Int

  /// The record as expressions of `answers` see it: what was written, its id, and its change stamp.
  func value(_ record: PlannedRecord) -> Value {
    var map = fields
    map[.string(record.idField)] = .string(id)
    let stamp = Value.timestamp(Timestamp(millisecondsSinceEpoch: changed))
    if let field = record.changed?.field { map[.string(field)] = stamp }
    if map[.string("Created")] == nil {
      map[.string("Created")] = .timestamp(Timestamp(millisecondsSinceEpoch: created))
    }
    return .map(map)
  }
}

/// A request that was answered.
package struct StandInLogEntry: Sendable {
  package var time: Int64
  package var method: String
  package var path: String
  package var query: [String]
  package var status: Int?
}
