import Crypto
import Foundation
import Synchronization
public import TreatyStore

/// Where something that is sealed stands. What is sealed for one place does not open in another, so that rows cannot be exchanged unseen.
public struct SealedPlace: Sendable {
  /// What of which table.
  let column: StaticString
  /// What the row is told from others by, as far as it is known before there is one.
  let row: String

  /// A place.
  public init(_ column: StaticString, row: String = "") {
    self.column = column
    self.row = row
  }

  fileprivate var label: [UInt8] {
    var label: [UInt8] = []
    label.reserveCapacity(column.utf8CodeUnitCount + 1 + row.utf8.count)
    column.withUTF8Buffer { label.append(contentsOf: $0) }
    label.append(0)
    label.append(contentsOf: row.utf8)
    return label
  }
}

/// What came of opening something.
public enum Unsealed: Hashable, Sendable {
  /// What was sealed.
  case bytes([UInt8])
  /// Nobody can read it any more: its key was forgotten.
  case forgotten
}

extension KeyRing {
  /// The form's number, before the key's.
  private static let form: UInt8 = 1
  /// Form, key, nonce, tag: what sealing adds.
  private static let overhead = 1 + 4 + 12 + 16

  /// Seals bytes with AES-256-GCM (NIST SP 800-38D).
  /// - Parameter key: number of a key that the ring has given out.
  public func seal(_ bytes: [UInt8], with key: UInt32, at place: SealedPlace) throws(StoreError) -> [UInt8] {
    let taken = state.withLock { state -> (SymmetricKey, UInt64, UInt32)? in
      guard var data = state.open[key] else { return nil }
      let count = data.count
      let (next, isOver) = count.addingReportingOverflow(1)
      data.count = next
      let field = data.field
      if isOver { data.field = .random(in: .min ... .max) }
      state.open[key] = data
      return (data.key, field, count)
    }
    guard let (symmetric, field, count) = taken else {
      throw .keys(path: store, why: "key \(key) of its ring is not there any more, and nothing can be sealed with it")
    }
    do {
      var sealed: [UInt8] = []
      sealed.reserveCapacity(bytes.count + KeyRing.overhead)
      sealed.append(KeyRing.form)
      KeyRing.append(key, to: &sealed)
      KeyRing.append(field, to: &sealed)
      KeyRing.append(count, to: &sealed)
      let nonce = try AES.GCM.Nonce(data: sealed[5...])
      let box = try AES.GCM.seal(bytes, using: symmetric, nonce: nonce, authenticating: place.label)
      sealed.append(contentsOf: box.ciphertext)
      sealed.append(contentsOf: box.tag)
      return sealed
    } catch {
      throw .keys(path: store, why: "it cannot be sealed: \(error)")
    }
  }

  /// Opens what was sealed for a place.
  /// - Throws: ``StoreError/failed(path:why:)`` for what was changed, or never was sealed.
  public func unseal(_ sealed: [UInt8], at place: SealedPlace) throws(StoreError) -> Unsealed {
    guard let key = KeyRing.key(of: sealed) else {
      throw .failed(path: store, why: "`\(place.column)` holds something that was never sealed")
    }
    let (symmetric, isForgotten) = state.withLock { state in
      (state.open[key]?.key, state.document.entry(key)?.forgotten != nil)
    }
    guard let symmetric else {
      if isForgotten { return .forgotten }
      throw .keys(
        path: store,
        why: "its key ring has no key \(key), which it is sealed with: put back the newest copy of the ring")
    }
    do {
      let box = try AES.GCM.SealedBox(combined: sealed[5...])
      let opened = try AES.GCM.open(box, using: symmetric, authenticating: place.label)
      return .bytes(opened.withUnsafeBytes { Array($0) })
    } catch {
      throw .failed(path: store, why: "`\(place.column)` was changed by somebody else, or is damaged")
    }
  }

  /// Number of the key that something is sealed with; `nil` where it is not.
  public static func key(of sealed: [UInt8]) -> UInt32? {
    guard sealed.count >= overhead, sealed[0] == form else { return nil }
    return sealed[1..<5].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The key of a purpose that has one from the beginning (``takeUp(_:)``).
  func symmetric(_ purpose: KeyPurpose) -> SymmetricKey? {
    state.withLock { state in state.current[purpose].flatMap { state.open[$0]?.key } }
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
