import Foundation
import GRDB
import TreatyStore

/// Bytes as SQLite takes and gives them.
enum Blob {
  static func data(_ bytes: [UInt8]) -> Data { Data(bytes) }
  static func bytes(_ row: Row, _ column: String) -> [UInt8] { (row[column] as Data?).map { [UInt8]($0) } ?? [] }
}

extension Row {
  fileprivate func instant(_ column: String) -> Instant? { (self[column] as Int64?).map { Instant(milliseconds: $0) } }
}

extension Message {
  init(row: Row) {
    self.init(
      trace: row["trace"], parentSpan: row["parent_span"], flow: row["flow"],
      received: Instant(milliseconds: row["received"]),
      body: Blob.bytes(row, "body"), headers: Blob.bytes(row, "headers"), plan: row["plan"],
      deliveryKey: row["delivery_key"])
    id = MessageID(row["id"])
    state = State(rawValue: row["state"]) ?? .accepted
    ended = row.instant("ended")
    starts = row["starts"]
    purgeAt = row.instant("purge_at")
  }
}

extension Delivery {
  init(row: Row) {
    self.init(
      message: MessageID(row["message"]), trace: row["trace"], item: row["item"], step: row["step"],
      lane: LaneKey(flow: row["lane_flow"], target: row["lane_target"], identity: row["lane_identity"]),
      system: row["system"],
      payload: Blob.bytes(row, "payload"), created: Instant(milliseconds: row["created"]),
      deadline: Instant(milliseconds: row["deadline"]))
    id = DeliveryID(row["id"])
    state = State(rawValue: row["state"]) ?? .dead
    phase = Phase(rawValue: row["phase"]) ?? .write
    due = Instant(milliseconds: row["due"])
    attempts = row["attempts"]
    sent = row.instant("sent")
    operation = row["operation"]
    recordID = row["record_id"]
    failure = row["failure"]
    cause = row["cause"]
    ended = row.instant("ended")
    outcome = row["outcome"]
  }
}

extension Attempt {
  init(row: Row) {
    self.init(
      delivery: DeliveryID(row["delivery"]), number: row["number"], operation: row["operation"], span: row["span"],
      sent: Instant(milliseconds: row["sent"]))
    ended = row.instant("ended")
    status = row["status"]
    result = row["result"]
    detail = row["detail"]
  }
}

extension Link {
  init(lane: LaneKey, row: Row) {
    self.init(
      lane: lane, recordID: row["record_id"], written: row["written"], created: Instant(milliseconds: row["created"]),
      updated: Instant(milliseconds: row["updated"]))
  }
}
