import Foundation
import GRDB
import TreatyStore

/// What is bound to a statement.
struct Arguments: ExpressibleByArrayLiteral {
  private(set) var values: [DatabaseValue]

  init(arrayLiteral elements: (any Storable)?...) { values = elements.map { $0?.stored ?? .null } }

  static func + (left: Arguments, right: Arguments) -> Arguments {
    var sum = left
    sum.values += right.values
    return sum
  }
}

/// Something that a column can hold.
protocol Storable {
  var stored: DatabaseValue { get }
}

extension Int: Storable {
  var stored: DatabaseValue { databaseValue }
}

extension Int64: Storable {
  var stored: DatabaseValue { databaseValue }
}

extension Instant: Storable {
  var stored: DatabaseValue { milliseconds.databaseValue }
}

extension String: Storable {
  var stored: DatabaseValue { StoredText.escaped(self).databaseValue }
}

extension [UInt8]: Storable {
  var stored: DatabaseValue { Data(self).databaseValue }
}

/// How texts lie in the database. SQLite ends one at its first NUL (sqlite.org/nulinstr.html), and then two identities that differ
/// behind it would share a lane. So NUL is written as DLE and `0`, DLE as two of it, and everything else as it is.
enum StoredText {
  private static let escape: UInt8 = 0x10

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0 || $0 == escape }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0: bytes += [escape, UInt8(ascii: "0")]
      case escape: bytes += [escape, escape]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(escape) else { return text }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "0") ? 0 : byte)
        isEscaped = false
      } else if byte == escape {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
