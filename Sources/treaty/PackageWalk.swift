import Foundation
import TreatyCompiler

/// Finds the spec files of a package and reads them: a large package has thousands, and they are read by all processors.
enum PackageWalk {
  /// Paths of `treaty.yaml` and all `*.treaty.yaml` below a folder, relative to it. Hidden files and folders are left out, and folders
  /// that links lead to.
  /// - Parameter others: Whether those of packages within the package are among them.
  /// - Returns: the paths, and the folders that cannot be read, with why: what lies in them was not looked at.
  static func specs(below root: String, withOtherPackages others: Bool = false) -> (
    paths: [String], unreadable: [(path: String, why: String)]
  ) {
    var paths: [String] = []
    var unreadable: [(path: String, why: String)] = []
    var folders = [""]
    while let folder = folders.popLast() {
      let place = folder.isEmpty ? root : "\(root)/\(folder)"
      guard let names = entries(of: place) else {
        if !folder.isEmpty { unreadable.append((folder, String(cString: strerror(errno)))) }
        continue
      }
      // A package of its own is checked on its own.
      if !others, !folder.isEmpty, names.contains(where: { $0.name == "treaty.yaml" }) { continue }
      for entry in names where !entry.name.hasPrefix(".") {
        let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
        if entry.isFolder {
          folders.append(path)
        } else if isSpec(entry.name) {
          paths.append(path)
        }
      }
    }
    return (paths, unreadable)
  }

  /// Whether a file is one of specs by its name.
  static func isSpec(_ name: String) -> Bool { name == "treaty.yaml" || name.hasSuffix(".treaty.yaml") }

  /// What is in a folder; `nil` where that cannot be read, and `errno` says why.
  private static func entries(of folder: String) -> [(name: String, isFolder: Bool)]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var entries: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      if entry.pointee.d_type == UInt8(DT_UNKNOWN) {
        // Some file systems do not tell.
        var status = stat()
        isFolder = lstat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      }
      entries.append((name, isFolder))
    }
    return entries
  }

  /// A file's text, as much of it as a spec can have and one byte more. What is no file, such as a pipe, is not waited for.
  /// - Parameter path: What it is called in the package.
  static func text(at place: String, path: String) -> SourceText {
    let file = open(place, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return SourceText(path: path, failure: String(cString: strerror(errno))) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return SourceText(path: path, failure: "it is not a file")
    }
    let most = SourceText.mostBytes + 1
    var bytes: [UInt8] = []
    var trouble: Int32 = 0
    // The size is no more than a hint: the file may be written to meanwhile.
    var room = min(max(Int(status.st_size) + 1, 1), most)
    while bytes.count < most, room > 0, trouble == 0 {
      let (before, wanted) = (bytes.count, room)
      bytes += [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let found = read(file, buffer.baseAddress, wanted)
        if found < 0 { trouble = errno }
        count = max(found, 0)
      }
      if trouble == EINTR {
        trouble = 0
        continue
      }
      if bytes.count == before { break }
      room = min(most - bytes.count, 64 << 10)
    }
    guard trouble == 0 else { return SourceText(path: path, failure: String(cString: strerror(trouble))) }
    return SourceText(path: path, bytes: bytes)
  }
}
