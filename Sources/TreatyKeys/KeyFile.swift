import Foundation
import Glibc
public import TreatyStore

/// A master key in a file.
public enum KeyFile {
  /// The key in a file; `nil` where there is no file.
  /// - Parameter store: path of the store, for messages.
  public static func read(_ path: String, of store: String) throws(StoreError) -> MasterKey? {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      guard errno != ENOENT else { return nil }
      throw .keys(path: store, why: "the key file `\(path)` cannot be read: \(PrivateFile.errorText())")
    }
    guard facts.st_mode & 0o007 == 0 else {
      throw .keys(
        path: store,
        why: "anybody can read the key file `\(path)`: `chmod 600` it, and rotate the key (`treaty keys rotate`)")
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw .keys(path: store, why: "the key file `\(path)` cannot be read")
    }
    guard let key = MasterKey(written: Array(bytes)) else {
      throw .keys(path: store, why: "`\(path)` holds no key: 32 bytes, or the text of them in base64 or hex")
    }
    return key
  }

  /// Writes a key into a file that only its owner reads, in the place of what was there.
  public static func write(_ key: MasterKey, to path: String, of store: String) throws(StoreError) {
    try PrivateFile.write(Array(key.text.utf8), to: path, of: store)
  }
}
