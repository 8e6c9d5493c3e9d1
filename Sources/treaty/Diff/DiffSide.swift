import ArgumentParser
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyDiff
import TreatyHost
import TreatyPlan

/// One side of a comparison: a folder, a plan file, a reference to git, or the plan that a host carries out.
struct DiffSide: Sendable {
  /// As it was given.
  let name: String
  /// Its plan.
  let file: PlanFile
  /// The files that it was compiled from; none where it is a plan.
  let sources: Sources
  /// The folder that paths of files begin with as reports show them; nothing for this one.
  let shownFolder: String
  /// Where its approvals are written; `nil` where it is no folder.
  let approvalsFile: String?
  /// What its approvals were read from.
  private let approvalsBytes: [UInt8]?
  private let spans: [String: FileID]

  /// Loads a side; otherwise says what is wrong and ends.
  /// - Parameter other: the other side. A reference that names no folder means that one, as it was in the commit.
  static func load(_ text: String, beside other: String) async throws -> DiffSide {
    guard let place = HostPlace(text) else { return try DiffSide(text, beside: other) }
    let plan: [UInt8]?
    do throws(Operations.Failure) { plan = try await place.operations().plan() } catch { throw error.complain() }
    guard let plan else {
      throw complain(
        "no plan was carried out over `\(text)` yet", mend: "`treaty run PLAN --store \(text)` carries one out")
    }
    do throws(PlanFailure) { return DiffSide(name: text, try PlanFile.readForReview(plan)) } catch {
      throw complain(
        "the plan of `\(text)` cannot be read: \(error)", mend: "compare with a Treaty of the version that runs there")
    }
  }

  private init(_ text: String, beside other: String) throws {
    if let reference = GitTree.Reference(text) {
      self = try DiffSide.checkedOut(reference.beside(other), text)
      return
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) else {
      throw DiffSide.complain(
        "there is no `\(text)`",
        reason: "each side is a folder with a package, a plan file, a reference to git, or a host",
        mend: "name a commit as `git:\(text)`, and a folder in it as `git:\(text)//specs`")
    }
    if isFolder.boolValue {
      try self.init(folder: text, name: text, shown: Checking.shown(text), isKept: true)
    } else {
      self.init(name: text, try PlanReading.read(text, isForReview: true))
    }
  }

  private init(name: String, _ file: PlanFile) {
    (self.name, self.file, sources, shownFolder, spans) = (name, file, Sources(), "", [:])
    (approvalsFile, approvalsBytes) = (nil, nil)
  }

  /// - Parameter isKept: whether the folder is the user's, so that something can be written into it.
  private init(folder: String, name: String, shown: String, isKept: Bool) throws {
    let package = Checking.compile(folder)
    var options = Checking.options(folder, package, command: "check")
    options.folder = shown
    // Warnings are for `treaty check`: here they would be told twice, once for each side.
    guard let file = try package.file() else {
      options.colour = Terminal.hasColour(FileHandle.standardError.fileDescriptor)
      Terminal.write(
        FindingsFormat.full.render(package.findings, package.sources, options), to: .standardError)
      Terminal.complain("error: `\(name)` has errors, and no plan that could be compared")
      throw Exit.load
    }
    (self.name, self.file, sources, shownFolder) = (name, file, package.sources, shown)
    spans = Dictionary(package.sources.ids.map { (package.sources[$0].path, $0) }, uniquingKeysWith: { $1 })
    let path = URL(filePath: folder).appending(path: Approvals.file).path
    approvalsFile = isKept ? path : nil
    approvalsBytes = FileManager.default.contents(atPath: path).map(Array.init)
    if approvalsBytes == nil, FileManager.default.fileExists(atPath: path) {
      throw DiffSide.complain("`\(path)` cannot be read", mend: "look at who may read it, and that it is a file")
    }
  }

  private static func checkedOut(_ reference: GitTree.Reference, _ text: String) throws -> DiffSide {
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-diff-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let package = try GitTree.write(reference, to: folder)
      return try DiffSide(folder: package.path, name: text, shown: reference.folder ?? "", isKept: false)
    } catch let failure as GitTree.Failure {
      throw complain("`\(text)`: \(failure.message)", mend: failure.mend)
    } catch let error as CocoaError {
      throw complain(
        "`\(text)` cannot be written into the temporary folder", reason: error.localizedDescription,
        mend: "let TMPDIR name a folder that can be written to")
    }
  }

  private static func complain(_ message: String, reason: String? = nil, mend: String) -> Exit {
    Terminal.complain([
      Diagnostic(
        code: .unreadableFile, severity: .error, message: message, primary: nil, reason: reason,
        fixes: [Fix(title: mend)])
    ])
    return .load
  }

  /// What somebody has agreed to on this side; otherwise says what is wrong with the file and ends.
  func approvals() throws -> Approvals {
    guard let approvalsBytes else { return Approvals() }
    do throws(Approvals.Failure) { return try Approvals(approvalsBytes) } catch {
      throw DiffSide.complain(
        "`\(approvalsFile ?? Approvals.file)` cannot be used", reason: error.words,
        mend:
          "put it right, or move it away and write it anew with `treaty diff OLD NEW --approve FINGERPRINT --reason TEXT`"
      )
    }
  }

  /// Where a place of the plan was written.
  func span(of pointer: String) -> Span? {
    guard let origin = file.origin(of: pointer), let id = spans[origin.file] else { return nil }
    return sources.span(in: id, line: origin.line, column: origin.column)
  }
}
