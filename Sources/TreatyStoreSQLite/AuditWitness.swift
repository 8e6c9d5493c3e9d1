import Foundation
import Glibc
import TreatyKeys
import TreatyStore

/// What is kept of the end of the audit trail beside the store: that a whole store was exchanged for an older one, with a trail that is sound
/// in itself, is found by it.
///
/// It is written now and then and at the end, so it may be behind. It is never ahead: it says only what is on disk.
final class AuditWitness {
  private let path: String
  private let store: String
  private(set) var last: AuditCheckpoint?
  /// The last checkpoint that was committed, and not written here yet.
  private var pending: AuditCheckpoint?

  /// After so many entries it is written.
  private static let entriesPerWrite: Int64 = 256

  init(store: String) {
    self.store = store
    path = AuditWitness.path(of: store)
    // One that cannot be read is none: `treaty audit verify` says that there is none.
    last = AuditWitness.text(of: store)
      .flatMap { try? JSONDecoder().decode(AuditCheckpoint.self, from: Data($0.utf8)) }
  }

  static func path(of store: String) -> String { store + ".audit" }

  /// What stands in the file of a store; `nil` where there is none.
  static func text(of store: String) -> String? {
    FileManager.default.contents(atPath: path(of: store)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Notes what was committed.
  func note(_ checkpoint: AuditCheckpoint) {
    pending = checkpoint
    if checkpoint.number - (last?.number ?? 0) >= Self.entriesPerWrite || last == nil { write() }
  }

  /// Writes what was not written yet. Where it cannot be written the trail is none the worse: the next one is tried.
  func write() {
    guard let pending, let data = try? JSONEncoder().encode(pending) else { return }
    do throws(StoreError) {
      try PrivateFile.write(Array(data), to: path, of: store)
      (last, self.pending) = (pending, nil)
    } catch {}
  }
}
