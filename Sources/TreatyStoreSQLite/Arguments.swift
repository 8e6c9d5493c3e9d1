import GRDBSQLite
import TreatyStore

/// What is bound to a statement.
struct Arguments: ExpressibleByArrayLiteral {
  private(set) var values: [(any Storable)?]

  init(arrayLiteral elements: (any Storable)?...) { values = elements }

  static func + (left: Arguments, right: Arguments) -> Arguments {
    var sum = left
    sum.values += right.values
    return sum
  }

  /// Binds all of them, from the first parameter.
  /// - Returns: SQLite's result code.
  func bind(to handle: OpaquePointer) -> Int32 {
    for (index, value) in values.enumerated() {
      let index = Int32(truncatingIfNeeded: index + 1)
      let code = value?.bind(to: handle, at: index) ?? sqlite3_bind_null(handle, index)
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }
}

/// Something that a column can hold.
protocol Storable {
  /// Binds it to a parameter, from 1.
  /// - Returns: SQLite's result code.
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32
}

/// Tells SQLite to copy what it is given.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int: Storable {
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(handle, index, Int64(self)) }
}

extension Int64: Storable {
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(handle, index, self) }
}

extension Instant: Storable {
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(handle, index, milliseconds) }
}

extension String: Storable {
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32 {
    var text = StoredText.escaped(self)
    return text.withUTF8 { bytes in
      // A text of no bytes may have no address, which would be NULL.
      guard let start = bytes.baseAddress, !bytes.isEmpty else {
        return sqlite3_bind_text(handle, index, "", 0, transient)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(handle, index, $0, Int32(clamping: bytes.count), transient)
      }
    }
  }
}

extension [UInt8]: Storable {
  func bind(to handle: OpaquePointer, at index: Int32) -> Int32 {
    guard !isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
    return withUnsafeBytes { sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), transient) }
  }
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
