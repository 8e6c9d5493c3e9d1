import GRDBSQLite
import TreatyStore

/// What is bound to a statement.
struct Arguments: ExpressibleByArrayLiteral {
  private(set) var values: [StoredValue]

  init(arrayLiteral elements: (any Storable)?...) { values = elements.map { $0?.stored ?? .null } }

  static func + (left: Arguments, right: Arguments) -> Arguments {
    var sum = left
    sum.values += right.values
    return sum
  }
}

/// A value as SQLite keeps it.
enum StoredValue {
  case null
  case number(Int64)
  case text(String)
  case bytes([UInt8])

  /// Tells SQLite to copy what it is given.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Binds it to a parameter, from 1.
  /// - Returns: SQLite's result code.
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .null: return sqlite3_bind_null(handle, index)
    case .number(let number): return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        // A text of no bytes may have no address, which would be NULL.
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
          return sqlite3_bind_text(handle, index, "", 0, StoredValue.transient)
        }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text(handle, index, $0, Int32(clamping: bytes.count), StoredValue.transient)
        }
      }
    case .bytes(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), StoredValue.transient)
      }
    }
  }
}

/// Something that a column can hold.
protocol Storable {
  var stored: StoredValue { get }
}

extension Int: Storable {
  var stored: StoredValue { .number(Int64(self)) }
}

extension Int64: Storable {
  var stored: StoredValue { .number(self) }
}

extension Instant: Storable {
  var stored: StoredValue { .number(milliseconds) }
}

extension String: Storable {
  var stored: StoredValue { .text(StoredText.escaped(self)) }
}

extension [UInt8]: Storable {
  var stored: StoredValue { .bytes(self) }
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
