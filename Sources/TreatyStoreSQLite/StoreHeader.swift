import Foundation
import Glibc
import TreatyStore

/// What the first bytes of a file say of whose it is, read without SQLite: merely to open and close a database can write its WAL back
/// into it, and a file that is refused is to stay as it is (sqlite.org/fileformat.html, §1.3).
struct StoreHeader {
  /// `PRAGMA application_id` and `PRAGMA user_version`, as the file has them; the WAL may know better.
  let application: Int32
  let version: Int

  /// `nil` for a file with nothing in it.
  /// - Throws: ``StoreError/unsafe(path:why:)`` for what is no database of SQLite.
  init?(file: String, path: String) throws(StoreError) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unsafe(path: path, why: "it cannot be read: \(FileSystem.errorText())") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw .failed(path: path, why: "it cannot be read: \(FileSystem.errorText())") }
    if count == 0 { return nil }
    guard count == bytes.count, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw .unsafe(path: path, why: "it is not an SQLite database: name another file, or move it away")
    }
    func number(at index: Int) -> UInt32 { bytes[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) } }
    application = Int32(bitPattern: number(at: 68))
    version = Int(Int32(bitPattern: number(at: 60)))
  }

  /// Refuses what is surely not ours, or too new.
  /// - Returns: what it says; `nil` for a file with nothing in it.
  @discardableResult
  static func check(file: String, path: String) throws(StoreError) -> StoreHeader? {
    guard let header = try StoreHeader(file: file, path: path) else { return nil }
    // 0 may be a store whose first transaction is still in the WAL: SQLite will know.
    guard header.application == 0 || header.application == Schema.applicationID else {
      throw .unsafe(path: path, why: "it is a database of something else: name another file")
    }
    guard header.application == 0 || header.version <= Schema.version else {
      throw .tooNew(path: path, found: header.version, known: Schema.version)
    }
    return header
  }
}
