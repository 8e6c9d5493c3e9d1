import Crypto
import Foundation
import Synchronization

/// How the keyed hash of a text is made, by which rows are found. A store has one form for all of its life: what is looked for by another is not
/// found, and a record would be made twice.
public enum NameForm: String, Sendable {
  /// Of the whole text: two names tell nothing but whether the texts are the same. Stores that were made before version 8 of the tables.
  case whole
  /// First of the text without its last two bytes, then of the whole text. Numbers that are given out one after the other, as those of
  /// tickets and devices are, have names that lie together in an index: a commit with sixty of them changes two of its pages instead of sixty,
  /// and each is written twice. Whoever reads the file without its key learns which texts differ in their last two bytes at most.
  case neighbours
}

/// What is found by a name. The same text has another name in each.
public enum NamedColumn: String, CaseIterable, Sendable {
  /// What a lane is of.
  case identity = "lanes.identity"
  /// The sender's key of a message.
  case deliveryKey = "messages.delivery_key"
  /// A record of a system, in links and in the audit trail.
  case record
}

extension KeyRing {
  /// A keyed hash (HMAC-SHA256, of which 96 bits and more are kept): the same for the same text, and nothing to whoever has no key.
  public func name(_ text: String, in column: NamedColumn, _ form: NameForm) -> String {
    var hash = hasher(column)
    var text = text
    return text.withUTF8 { bytes in
      switch form {
      case .whole:
        hash.update(data: UnsafeRawBufferPointer(bytes))
        return KeyRing.name([(hash.finalize(), 16)])
      case .neighbours:
        let beginning = max(0, bytes.count - 2)
        hash.update(data: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<beginning]))
        // Both are of the same key: what only one of them is made of must not be taken for the other.
        var neighbours = hash
        neighbours.update(data: KeyRing.neighboursMark)
        hash.update(data: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[beginning...]))
        // Whole groups of three bytes, so that the first four characters are the neighbours'.
        return KeyRing.name([(neighbours.finalize(), 3), (hash.finalize(), 12)])
      }
    }
  }

  private static func name(_ parts: [(code: HMAC<SHA256>.MAC, bytes: Int)]) -> String {
    var name = Data(capacity: 16)
    for (code, bytes) in parts { code.withUnsafeBytes { name.append(contentsOf: $0.prefix(bytes)) } }
    return name.base64EncodedString()
  }

  /// No UTF-8 text has this byte.
  private static let neighboursMark: [UInt8] = [0xff]

  /// The key of keyed hashes that stand for values, for whoever makes them where there is no ring.
  public var valueKey: [UInt8] { symmetric(.values)?.withUnsafeBytes { Array($0) } ?? [] }

  /// A hash that has taken up its key and the column already: that is half of the work for a text as short as these.
  private func hasher(_ column: NamedColumn) -> HMAC<SHA256> {
    state.withLock { state in
      if let prepared = state.hashers[column] { return prepared }
      let key = state.current[.names].flatMap { state.open[$0]?.key }
      var hash = HMAC<SHA256>(key: key ?? SymmetricKey(size: .bits256))
      hash.update(data: Array(column.rawValue.utf8) + [0])
      state.hashers[column] = hash
      return hash
    }
  }
}
