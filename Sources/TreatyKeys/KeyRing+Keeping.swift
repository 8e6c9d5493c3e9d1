import Crypto
import Foundation
import Synchronization
public import TreatyStore

/// A key as its keepers see it.
public struct KeyReport: Codable, Hashable, Sendable {
  /// Its number.
  public var number: UInt32
  /// What it is for.
  public var purpose: String
  /// When it was made; `nil` for those that every store has from its beginning.
  public var opened: Instant?
  /// When the next one of its purpose begins.
  public var closes: Instant?
  /// When it was forgotten.
  public var forgotten: Instant?
}

extension KeyRing {
  /// The id of the ring in a file, which any may read; `nil` where there is none.
  public static func id(at path: String, of store: String) throws(StoreError) -> String? {
    try KeyRingFile.read(path, of: store)?.ring
  }

  /// All keys that there are and were.
  public var report: [KeyReport] {
    state.withLock { state in
      state.document.keys.map { entry in
        KeyReport(
          number: entry.number, purpose: entry.purpose.rawValue,
          opened: entry.purpose.isPeriodic ? Instant(milliseconds: entry.opened) : nil,
          closes: entry.closes.map { Instant(milliseconds: $0) },
          forgotten: entry.forgotten.map { Instant(milliseconds: $0) })
      }
    }
  }

  /// Id of the master key that it is wrapped by.
  public var masterID: String { state.withLock { $0.master.id } }

  /// Wraps every key by another master key. In two steps, with `keep` between them: until the new master key is kept where the next start
  /// finds it, the ring opens with either, so that there is no moment at which a crash locks everybody out.
  /// - Parameter keep: puts the new key where it belongs.
  public func rotate(to master: MasterKey, keep: () throws(StoreError) -> Void) throws(StoreError) {
    try state.withLock { (state) throws(StoreError) in
      var both = state.document
      for index in both.keys.indices where both.keys[index].forgotten == nil {
        let entry = both.keys[index]
        guard let key = state.open[entry.number]?.key else { continue }
        both.keys[index].wrapped[master.id] = try wrap(key, entry.number, entry.purpose, both.ring, master)
      }
      try write(both)
      state.document = both
      try keep()
      var new = both
      for index in new.keys.indices { new.keys[index].wrapped = new.keys[index].wrapped.filter { $0.key == master.id } }
      try write(new)
      state.document = new
      state.master = master
    }
  }

  /// Ends a period: what is sealed from now on is sealed with another key.
  public func close(_ purpose: KeyPurpose) {
    state.withLock { $0.current[purpose] = nil }
  }

  /// Forgets a key: what is sealed with it cannot be read any more, from the moment at which this returns. One that is not there is forgotten
  /// already.
  public func forget(_ number: UInt32, at now: Instant) throws(StoreError) {
    try state.withLock { (state) throws(StoreError) in
      guard let index = state.document.keys.firstIndex(where: { $0.number == number && $0.forgotten == nil }) else {
        return
      }
      guard state.document.keys[index].purpose.isPeriodic else {
        throw .keys(
          path: store,
          why: "key \(number) is for `\(state.document.keys[index].purpose.rawValue)`, which has no periods")
      }
      var document = state.document
      document.keys[index].wrapped = [:]
      document.keys[index].forgotten = now.milliseconds
      try write(document)
      state.document = document
      state.open[number] = nil
      state.current = state.current.filter { $0.value != number }
    }
  }

  /// Writes a copy of the ring, as it is: wrapped by the master key.
  public func export(to path: String) throws(StoreError) {
    try KeyRingFile.write(state.withLock { $0.document }, to: path, of: store)
  }
}
