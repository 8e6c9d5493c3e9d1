import ArgumentParser
import Foundation
import TreatyConnect
import TreatyHost

/// A host as a side of a comparison: `sqlite:PATH` for the one that has this store, or its admin address, with the token in TREATY_TOKEN.
struct HostPlace {
  private let option: String
  private let text: String

  /// - Returns: `nil` for what is no host.
  init?(_ text: String) {
    if text.hasPrefix("sqlite:") {
      option = "--store"
    } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
      option = "--host"
    } else {
      return nil
    }
    self.text = text
  }

  /// What can be asked of it.
  func operations() throws(Operations.Failure) -> Operations {
    // A file that is none would be made one.
    let path = String(text.dropFirst("sqlite:".count))
    if option == "--store", let file = FileHandle(forReadingAtPath: path),
      (try? file.read(upToCount: 16)) != Data("SQLite format 3\0".utf8)
    {
      throw .misused("`\(path)` is no store of a host: it is no SQLite database")
    }
    let store: StoreOption
    do { store = try StoreOption.parse([option, text]) } catch { throw .misused(StoreOption.message(for: error)) }
    return try store.operations
  }
}
