import Foundation
import Glibc
import TreatyKeys
public import TreatyStore

/// Where the keys of a store are: the ring beside it, and the master key wherever its owner wants it.
enum StoreKeys {
  /// Path of a store's key ring.
  static func ring(of path: String) -> String { path + ".keys" }

  /// Opens the ring of a store.
  /// - Parameters:
  ///   - path: the store's file, after links were followed.
  ///   - isSealed: whether something may be sealed in it: then a ring that is missing is not made anew.
  static func open(for path: String, shownAs shown: String, isSealed: Bool, master: MasterKey?) throws(StoreError)
    -> KeyRing
  {
    let hasRing = access(ring(of: path), F_OK) == 0
    let key: MasterKey
    if let master {
      key = master
    } else {
      key = try standing(for: path, shownAs: shown, mayMake: !hasRing && !isSealed)
    }
    return try KeyRing.open(ring(of: path), of: shown, master: key, makes: !isSealed)
  }

  private static func standing(for path: String, shownAs shown: String, mayMake: Bool) throws(StoreError) -> MasterKey {
    let file = SQLiteStore.keyFile(path: path)
    if let key = try KeyFile.read(file, of: shown) { return key }
    guard mayMake else {
      throw .keys(
        path: shown,
        why: "its master key is missing: give it with `--key`, or put it back into `\(file)`")
    }
    let key = MasterKey()
    try KeyFile.write(key, to: file, of: shown)
    return key
  }
}

extension SQLiteStore {
  /// The file with a store's master key, where none is given: beside it. It keeps what is in copies of the store from others, and not what is in
  /// a copy of the folder.
  public static func keyFile(path: String) -> String { path + ".key" }
}

extension SQLiteStore {
  /// Copies a store's key ring, which any may do at any time: it is replaced as a whole, and wrapped by the master key.
  /// - Returns: whether it was; `false` where there is a file of that name, which may be the only copy of another ring.
  public static func copyKeyRing(of path: String, to file: String) throws(StoreError) -> Bool {
    guard access(file, F_OK) != 0 else { return false }
    guard let bytes = FileManager.default.contents(atPath: StoreKeys.ring(of: path)) else {
      throw .keys(path: path, why: "its key ring `\(StoreKeys.ring(of: path))` is missing")
    }
    try PrivateFile.write(Array(bytes), to: file, of: path)
    return true
  }
}
