import Foundation

/// Puts a file in the place of another at a stroke: whoever reads it sees the one or the other.
enum FileReplacement {
  /// Writes a file that is there anew. A link stays a link, and the file keeps its permissions.
  /// - Throws: ``Exit/load``, after it was said what is wrong.
  static func write(_ bytes: [UInt8], to file: URL, shownAs path: String) throws {
    let target = file.resolvingSymlinksInPath()
    let name = ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
    let draft = target.deletingLastPathComponent().appending(path: name)
    do {
      let permissions = try FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions]
      try Data(bytes).write(to: draft)
      if let permissions {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: draft.path)
      }
      guard rename(draft.path, target.path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    } catch {
      try? FileManager.default.removeItem(at: draft)  // It may not be there.
      Terminal.complain("error: `\(path)` cannot be written: \(error.localizedDescription)")
      throw Exit.load
    }
  }
}
