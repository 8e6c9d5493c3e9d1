import Foundation
import TreatyCompiler
import TreatyStandard

/// Packages on disk, and those that ship with Treaty.
struct PackageFolder: PackageProvider {
  var known: [String] { StandardPackages.names }

  func package(_ reference: String, usedIn location: String) -> PackageSource? {
    let standard = StandardPackages.files(of: reference)
    if !standard.isEmpty {
      return PackageSource(
        shownAs: reference, location: reference, files: standard.map { SourceText(path: $0.path, bytes: $0.bytes) })
    }
    guard !reference.hasPrefix("std/"), !reference.hasPrefix("/") else { return nil }
    let folder = URL(filePath: location, directoryHint: .isDirectory).appending(path: reference).standardizedFileURL
    guard FileManager.default.fileExists(atPath: folder.appending(path: "treaty.yaml").path) else { return nil }
    return PackageFolder.read(folder.path, shownAs: reference)
  }

  /// A file that a spec names. Links may stand in a package, but not lead out of it.
  func document(_ path: String, of location: String) -> SourceText? {
    guard !location.hasPrefix("std/") else { return nil }
    let root = URL(filePath: location, directoryHint: .isDirectory).standardizedFileURL
    let file = root.appending(path: path)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    guard file.resolvingSymlinksInPath().path.hasPrefix(root.resolvingSymlinksInPath().path + "/") else {
      return SourceText(path: path, failure: "it is a link that leads out of the package")
    }
    return PackageWalk.text(at: file.path, path: path)
  }

  /// Whether a package has a file. Of those that ship with Treaty only the specs are there.
  func hasFile(_ path: String, of location: String) -> Bool? {
    guard !location.hasPrefix("std/") else { return nil }
    return FileManager.default.fileExists(
      atPath: URL(filePath: location, directoryHint: .isDirectory).appending(path: path).path)
  }

  /// Reads all spec files of a package; see ``PackageWalk``.
  static func read(_ path: String, shownAs: String = "") -> PackageSource {
    let root = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    let (paths, unreadable) = PackageWalk.specs(below: root.path)
    let files = ThreadMapping().map(paths.count) {
      PackageWalk.text(at: "\(root.path)/\(paths[$0])", path: paths[$0])
    }
    let lost = unreadable.map { SourceText(path: $0.path, failure: $0.why) }
    return PackageSource(shownAs: shownAs, location: root.path, files: files + lost)
  }
}
