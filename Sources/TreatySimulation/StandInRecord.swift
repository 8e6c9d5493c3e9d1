import CEL
import TreatyPlan

/// A record of a stand-in.
struct StandInRecord: Sendable {
  var id: String
  /// What was written, in the form in which it is written.
  var fields: MapValue
  var mark: String?
  /// When it was made, in milliseconds since the epoch.
  var created: Int64
  /// When it was last changed, in the vendor's steps.
  var changed: Int64
  var writes: Int

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
struct StandInLogEntry: Sendable {
  var time: Int64
  var method: String
  var path: String
  var query: [String]
  var status: Int?
}
