import Foundation
import TreatyFormat

/// Finds the files that are to be formatted.
enum SpecFiles {
  struct File {
    let place: URL
    /// As it is shown: as it was given, or below what was given.
    let path: String

    /// Told by its name; `nil` where that does not tell.
    var kind: SpecFileKind? { PackageWalk.isSpec(place.lastPathComponent) ? SpecFileKind(path: path) : nil }
  }

  /// The files at some paths, none twice, those of a folder in the order of their paths. Hidden ones are left out unless they are named.
  static func found(_ paths: [String]) throws -> [File] {
    var files: [File] = []
    var seen: Set<String> = []
    for path in paths {
      var isFolder = false as ObjCBool
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        Terminal.complain("error: `\(path)` is not there")
        throw Exit.load
      }
      let place = URL(filePath: path)
      let own = isFolder.boolValue ? below(place, shownAs: path) : [File(place: place, path: path)]
      for file in own where seen.insert(file.place.standardizedFileURL.path).inserted { files.append(file) }
    }
    return files
  }

  private static func below(_ folder: URL, shownAs path: String) -> [File] {
    let root = folder.standardizedFileURL
    let (specs, unreadable) = PackageWalk.specs(below: root.path, withOtherPackages: true)
    // Told of when it is read.
    let found = specs + unreadable.map { $0.path }
    let start = path == "." || path == "./" ? "" : path.hasSuffix("/") ? path : path + "/"
    return found.sorted().map { File(place: root.appending(path: $0), path: start + $0) }
  }
}
