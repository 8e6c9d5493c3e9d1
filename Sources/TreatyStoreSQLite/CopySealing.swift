import Foundation
import Synchronization
package import GRDB
import TreatyKeys
package import TreatyStore

/// Seals what is in copies of rows as if a host had written them: for whoever makes a large store out of a small one, by statements of SQL that
/// are given these functions.
///
/// A copy has a trace, a key of its record, a record and a time of its own. What is sealed for one row opens in no other, so each copy is sealed anew,
/// with the key of the row that it is made of.
package final class CopySealing: Sendable {
  private let sealing: Sealing
  private let age: @Sendable (Int64) -> Int64
  /// The hash of the last entry of the audit trail that was copied.
  private let hash: Mutex<[UInt8]>

  /// Copies within a store that is sealed with these keys.
  /// - Parameters:
  ///   - hash: of the last entry of its audit trail.
  ///   - age: How much older a copy is than the rows that it is made of, in milliseconds: its traces begin with its time.
  package init(
    _ store: SQLiteStore, after hash: [UInt8], age: @escaping @Sendable (_ copy: Int64) -> Int64 = { _ in 0 }
  ) {
    sealing = store.connection.sealing
    self.age = age
    self.hash = Mutex(hash)
  }

  /// The functions, to be used by one connection on one thread. Each has the number of the copy as its last argument.
  ///
  /// - `copy_trace(trace, copy)`
  /// - `copy_body(body, trace, copy)`, `copy_payload(payload, trace, copy)`, `copy_notes(notes, trace, copy)`
  /// - `copy_lane(payload, trace, copy)`: the name of the lane of a delivery with this payload
  /// - `copy_story(story, delivery, new delivery, copy)`
  /// - `copy_record(record, lane, new lane, copy)`, `copy_record_name(record, lane, copy)`
  /// - `copy_entry(content, number, time, new number, new time, copy)`, and for the same row after it `copy_hash()`: entries are chained in the
  ///   order in which they are asked for
  package var functions: [DatabaseFunction] {
    [
      function("copy_trace", 2) { [self] in .text(trace(try text($0, 0), copy: try number($0, 1))) },
      function("copy_body", 3) { [self] values in
        try again(values, 4, "messages.body") { _ in }
      },
      function("copy_payload", 3) { [self] values in
        let copy = try number(values, 2)
        return try again(values, 3, "deliveries.payload") { $0[0] = CopySealing.renamed($0[0], copy) }
      },
      function("copy_notes", 3) { [self] values in
        let copy = try number(values, 2)
        return try again(values, 2, "deliveries.notes") { $0[0] = CopySealing.renamed($0[0], copy) }
      },
      function("copy_lane", 3) { [self] values in
        let trace = try text(values, 1)
        let parts = try opened(try bytes(values, 0), 3, SealedPlace("deliveries.payload", row: trace))
        let identity = CopySealing.renamed(parts[0], try number(values, 2)) ?? []
        return .text(sealing.name(ofIdentity: String(decoding: identity, as: UTF8.self)))
      },
      function("copy_story", 4) { [self] values in
        guard !values[0].isNull else { return .null }
        let (before, after) = (try number(values, 1), try number(values, 2))
        let parts = try opened(try bytes(values, 0), 2, SealedPlace("attempts.story", row: "\(before)"))
        return try sealed(parts, as: try bytes(values, 0), SealedPlace("attempts.story", row: "\(after)"))
      },
      function("copy_record", 4) { [self] values in
        var parts = try record(values)
        parts[0] = CopySealing.renamed(parts[0], try number(values, 3))
        let place = SealedPlace("links.record", row: "\(try number(values, 2))")
        return try sealed(parts, as: try bytes(values, 0), place)
      },
      function("copy_record_name", 3) { [self] values in
        let id = CopySealing.renamed(try record(values)[0], try number(values, 2)) ?? []
        return .text(sealing.name(ofRecord: String(decoding: id, as: UTF8.self)))
      },
      function("copy_entry", 6) { [self] values in
        let place = SealedPlace("audit.content", row: "\(try number(values, 1)) \(try number(values, 2))")
        guard case .bytes(let content) = try sealing.keys.unseal(try bytes(values, 0), at: place) else { return .null }
        let (next, time) = (try number(values, 3), try number(values, 4))
        let kept = try sealing.keys.seal(
          content, with: KeyRing.key(of: try bytes(values, 0)) ?? 0,
          at: SealedPlace("audit.content", row: "\(next) \(time)"))
        hash.withLock { hash in
          hash = AuditChain.hash(after: hash, number: next, time: Instant(milliseconds: time), kept: kept)
        }
        return .bytes(kept)
      },
      function("copy_hash", 0) { [self] _ in .bytes(hash.withLock { $0 }) },
    ]
  }

  /// What says that the audit trail ends with the last entry that was copied.
  package func end(number: Int64, at time: Instant) -> AuditCheckpoint {
    var end = AuditCheckpoint(kind: .head, number: number, hash: hash.withLock { $0 }, time: time)
    end.signature = sealing.keys.sign(end.signed)
    return end
  }

  // MARK: Parts

  /// It begins with the time in 48 bits, as traces of a host's own do.
  private func trace(_ trace: String, copy: Int64) -> String {
    let first = UInt64(trace.prefix(16), radix: 16) ?? 0
    var mixed = UInt64(bitPattern: copy) &* 0x9E37_79B9_7F4A_7C15
    for half in [first, UInt64(trace.suffix(16), radix: 16) ?? 0] { mixed = (mixed ^ half).mixed }
    let time = UInt64(clamping: Int64(clamping: first >> 16) - age(copy))
    return CopySealing.digits(time << 16 | mixed & 0xFFFF)
      + CopySealing.digits((mixed ^ UInt64(bitPattern: copy)).mixed)
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func renamed(_ name: [UInt8]?, _ copy: Int64) -> [UInt8]? { name.map { Array("\(copy).".utf8) + $0 } }

  /// Seals a row's text, found beside its trace, beside the trace of its copy.
  private func again(
    _ values: [DatabaseValue], _ count: Int, _ column: StaticString, _ change: (inout [[UInt8]?]) -> Void
  ) throws -> Made {
    guard !values[0].isNull else { return .null }
    let (kept, trace) = (try bytes(values, 0), try text(values, 1))
    var parts = try opened(kept, count, SealedPlace(column, row: trace))
    change(&parts)
    let place = SealedPlace(column, row: self.trace(trace, copy: try number(values, 2)))
    return try sealed(parts, as: kept, place)
  }

  private func record(_ values: [DatabaseValue]) throws -> [[UInt8]?] {
    try opened(try bytes(values, 0), 3, SealedPlace("links.record", row: "\(try number(values, 1))"))
  }

  private func opened(_ kept: [UInt8], _ count: Int, _ place: SealedPlace) throws -> [[UInt8]?] {
    guard case .bytes(let bytes) = try sealing.keys.unseal(kept, at: place), let parts = Frame.parts(of: bytes),
      parts.count == count
    else { throw Damage(description: "what is to be copied cannot be opened") }
    return parts
  }

  private func sealed(_ parts: [[UInt8]?], as kept: [UInt8], _ place: SealedPlace) throws -> Made {
    .bytes(try sealing.keys.seal(Frame.joined(parts), with: KeyRing.key(of: kept) ?? 0, at: place))
  }

  // MARK: Values of SQL

  private enum Made {
    case null
    case text(String)
    case bytes([UInt8])
  }

  private func function(_ name: String, _ count: Int, _ body: @escaping @Sendable ([DatabaseValue]) throws -> Made)
    -> DatabaseFunction
  {
    DatabaseFunction(name, argumentCount: count) { values in
      switch try body(values) {
      case .null: nil
      case .text(let text): text
      case .bytes(let bytes): Data(bytes)
      }
    }
  }

  private func text(_ values: [DatabaseValue], _ index: Int) throws -> String {
    guard let text = String.fromDatabaseValue(values[index]) else { throw Damage(description: "no text") }
    return text
  }

  private func number(_ values: [DatabaseValue], _ index: Int) throws -> Int64 {
    guard let number = Int64.fromDatabaseValue(values[index]) else { throw Damage(description: "no number") }
    return number
  }

  private func bytes(_ values: [DatabaseValue], _ index: Int) throws -> [UInt8] {
    guard let data = Data.fromDatabaseValue(values[index]) else { throw Damage(description: "no BLOB") }
    return [UInt8](data)
  }
}

extension UInt64 {
  /// Its bits mixed (the finish of SplitMix64).
  fileprivate var mixed: UInt64 {
    var mixed = (self ^ (self >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
