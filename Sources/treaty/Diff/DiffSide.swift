import Foundation
import TreatyDiagnostics
import TreatyPlan

/// One side of a comparison: a folder, a plan file, or a reference to git.
enum DiffSide {
  /// The plan of a side; otherwise says what is wrong and ends.
  /// - Parameter folder: Folder of the package within a commit, where the reference names none.
  static func plan(_ text: String, reporting output: FindingsOption) throws -> PlanFile {
    if let reference = GitTree.Reference(text) { return try plan(reference, text, output) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) else {
      Terminal.complain([
        Diagnostic(
          code: .unreadableFile, severity: .error, message: "there is no `\(text)`", primary: nil,
          reason: "each side is a folder with a package, a plan file, or a reference to git",
          fixes: [Fix(title: "name a commit as `git:\(text)`, and a folder in it as `git:\(text)//specs`")])
      ])
      throw Exit.load
    }
    return isFolder.boolValue ? try compiled(text, output) : try PlanReading.read(text)
  }

  private static func plan(_ reference: GitTree.Reference, _ text: String, _ output: FindingsOption) throws -> PlanFile
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-diff-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try GitTree.write(reference, to: folder)
    } catch let failure as GitTree.Failure {
      Terminal.complain([
        Diagnostic(
          code: .unreadableFile, severity: .error, message: "`\(text)`: \(failure.message)", primary: nil,
          fixes: [Fix(title: failure.mend)])
      ])
      throw Exit.load
    }
    return try compiled(folder.path, output)
  }

  /// A package with errors has no plan that could be compared.
  private static func compiled(_ folder: String, _ output: FindingsOption) throws -> PlanFile {
    do { return try Checking.plan(folder, for: "diff", reporting: output) } catch Exit.findings { throw Exit.load }
  }
}
