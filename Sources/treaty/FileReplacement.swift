import Foundation

/// Puts files in the place of others at a stroke: whoever reads one sees the old or the new.
///
/// A link stays a link: what it leads to is written. A file that was there keeps its permissions and, where that is allowed, its owner. What
/// is no file, such as a pipe or a device, is written to as it is.
enum FileReplacement {
  /// One file and what is to be in it.
  struct File {
    let place: URL
    let bytes: [UInt8]
    /// As it is shown.
    let path: String

    init(_ bytes: [UInt8], at place: URL, shownAs path: String) {
      self.place = place
      self.bytes = bytes
      self.path = path
    }
  }

  /// Writes one file, whether it is there or not.
  /// - Throws: ``Exit/load``, after it was said what is wrong.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try write([File(bytes, at: URL(filePath: path), shownAs: path)])
  }

  /// Writes several files. All are written beside their places before any takes its own: where one cannot be, none is changed.
  /// - Throws: ``Exit/load``, after it was said what is wrong.
  static func write(_ files: [File]) throws {
    var drafts: [(draft: String, target: String, path: String)] = []
    defer { for draft in drafts { unlink(draft.draft) } }
    for file in files {
      let target = file.place.resolvingSymlinksInPath()
      var status = stat()
      let isThere = stat(target.path, &status) == 0
      if isThere, status.st_mode & S_IFMT != S_IFREG {
        try put(file, into: target.path)
        continue
      }
      let name = ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
      let draft = target.deletingLastPathComponent().appending(path: name).path
      let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw failure(file.path) }
      drafts.append((draft, target.path, file.path))
      defer { close(descriptor) }
      if isThere {
        // Only root can give a file away; who cannot has a file of their own afterwards.
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else { throw failure(file.path) }
      }
      guard StandardOutput.write(file.bytes, to: descriptor) == nil, fsync(descriptor) == 0 else {
        throw failure(file.path)
      }
    }
    while let draft = drafts.first {
      guard rename(draft.draft, draft.target) == 0 else { throw failure(draft.path) }
      drafts.removeFirst()
    }
  }

  private static func put(_ file: File, into target: String) throws {
    let descriptor = open(target, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(file.path) }
    defer { close(descriptor) }
    guard StandardOutput.write(file.bytes, to: descriptor) == nil else { throw failure(file.path) }
  }

  /// Says what the system call at hand failed with.
  private static func failure(_ path: String) -> Exit {
    Terminal.complain("error: `\(path)` cannot be written: \(String(cString: strerror(errno)))")
    return .load
  }
}
