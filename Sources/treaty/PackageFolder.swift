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

  /// A file's text, as much of it as a spec can have and one byte more. What is no file, such as a pipe, is not waited for.
  static func text(of file: URL, path: String) -> SourceText {
    do {
      let target = file.resolvingSymlinksInPath()
      guard try target.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false else {
        return SourceText(path: path, failure: "it is not a file")
      }
      let handle = try FileHandle(forReadingFrom: target)
      defer { try? handle.close() }
      return SourceText(path: path, bytes: [UInt8](try handle.read(upToCount: SourceText.mostBytes + 1) ?? Data()))
    } catch {
      return SourceText(path: path, failure: error.localizedDescription)
    }
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
    return PackageFolder.text(of: file, path: path)
  }

  /// Reads `treaty.yaml` and all `*.treaty.yaml` below a folder. Hidden folders, and packages within the package, are left out.
  static func read(_ path: String, shownAs: String = "") -> PackageSource {
    let root = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    var files: [SourceText] = []
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isDirectoryKey], options: [.skipsHiddenFiles])
    while let file = walk?.nextObject() as? URL {
      let isFolder = (try? file.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
      if isFolder {
        if FileManager.default.fileExists(atPath: file.appending(path: "treaty.yaml").path) { walk?.skipDescendants() }
        continue
      }
      guard file.lastPathComponent == "treaty.yaml" || file.lastPathComponent.hasSuffix(".treaty.yaml") else {
        continue
      }
      let relative = file.standardizedFileURL.path.dropFirst(root.path.count).drop { $0 == "/" }
      files.append(text(of: file, path: String(relative)))
    }
    return PackageSource(shownAs: shownAs, location: root.path, files: files)
  }
}
