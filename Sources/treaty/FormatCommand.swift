import ArgumentParser
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyFormat

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Write specs in the one way in which they are best read; what they mean stays.",
    discussion: """
      Keys stand in the order of the reference, blocks are indented by two spaces, comments go with what they belong to. A file with \
      errors in its YAML stays as it is, and they are said.

        treaty fmt                       every spec below this folder
        treaty fmt specs/examples flows/paging.treaty.yaml
        treaty fmt --check               for a pipeline: names what would change, and writes nothing
        treaty fmt --diff                shows what would change, and writes nothing
        treaty fmt - <in >out            from standard input to standard output

      Exit codes: 0 everything is formatted; 1 a file has errors or, with --check, would change; 2 wrong usage; 3 a file could not be \
      read or written.
      """)

  @Argument(help: "Files, and folders with `treaty.yaml` or `*.treaty.yaml` in or below them; `-` is standard input.")
  var paths = ["."]

  @Flag(help: "Write nothing; name the files that would change, and end with 1 where there are any.")
  var check = false

  @Flag(help: "Write nothing; print what would change.")
  var diff = false

  func validate() throws {
    if paths.contains("-"), paths.count > 1 { throw ValidationError("`-` stands alone: it is standard input") }
  }

  func run() throws {
    var run = FormatRun()
    if paths == ["-"] {
      let bytes = try StandardInput().readAll()
      let after = run.format(SourceText(path: "standard input", bytes: bytes), kind: nil)
      if !check, !diff {
        // What cannot be formatted is passed on, so that a filter loses nothing.
        var output = StandardOutput()
        output.bytes = after
        try output.flush()
      }
    } else {
      for file in try SpecFiles.found(paths) {
        let source = PackageFolder.text(of: file.place, path: file.path)
        let after = run.format(source, kind: file.kind)
        if !check, !diff, source.failure == nil, after != source.bytes { try run.write(after, to: file) }
      }
    }
    report(run)
    try run.end(isCheck: check)
  }

  private func report(_ run: FormatRun) {
    if diff {
      let text = UnifiedDiff.render(run.changed)
      if !text.isEmpty { Terminal.print(text) }
    } else if paths != ["-"] || check, !run.changed.isEmpty {
      Terminal.print(run.changed.map { $0.path }.joined(separator: "\n"))
    }
    guard !run.findings.isEmpty else { return }
    var options = ReportOptions()
    options.version = Treaty.version
    options.catalogue = Checking.catalogue
    options.command = "treaty fmt"
    options.colour = Terminal.hasColour(STDERR_FILENO)
    Terminal.complain(FindingsFormat.full.render(run.findings, run.sources, options))
  }
}

/// What became of the files of one run.
private struct FormatRun {
  /// Files that changed or would, in their order.
  var changed: [EditedFile] = []
  /// Why files stay as they are.
  var findings = Findings()
  var sources = Sources()
  private var isUnreadable = false

  /// - Returns: the file as it is to be.
  mutating func format(_ source: SourceText, kind: SpecFileKind?) -> [UInt8] {
    if let failure = source.failure {
      isUnreadable = true
      findings.add(
        Diagnostic(
          code: .unreadableFile, severity: .error, message: "`\(source.path)` cannot be read: \(failure)", primary: nil)
      )
      return source.bytes
    }
    let file = sources.add(path: source.path, bytes: source.bytes)
    let formatted = SpecFormat.format(source.bytes, file: file, kind: kind)
    switch formatted.outcome {
    case .kept: break
    case .changed: changed.append(EditedFile(path: source.path, before: source.bytes, after: formatted.bytes))
    case .refused: findings.add(contentsOf: formatted.findings)
    }
    return formatted.bytes
  }

  /// Puts a file in the place of another at a stroke: whoever reads it sees the one or the other.
  func write(_ bytes: [UInt8], to file: SpecFiles.File) throws {
    // A link stays a link, and the file keeps its permissions.
    let target = file.place.resolvingSymlinksInPath()
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
      Terminal.complain("error: `\(file.path)` cannot be written: \(error.localizedDescription)")
      throw Exit.load
    }
  }

  func end(isCheck: Bool) throws {
    if findings.reach(.bug) { throw Exit.fault }
    if isUnreadable { throw Exit.load }
    if !findings.isEmpty || isCheck && !changed.isEmpty { throw Exit.findings }
  }
}

/// Finds the files that are to be formatted.
private enum SpecFiles {
  struct File {
    let place: URL
    /// As it is shown: as it was given, or below what was given.
    let path: String

    /// Told by its name; `nil` where that does not tell.
    var kind: SpecFileKind? { SpecFiles.isSpec(path) ? SpecFileKind(path: path) : nil }
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
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isDirectoryKey], options: [.skipsHiddenFiles])
    var found: [String] = []
    while let file = walk?.nextObject() as? URL {
      guard isSpec(file.lastPathComponent),
        // What cannot be asked is told of when it is read.
        !((try? file.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false)
      else { continue }
      found.append(String(file.standardizedFileURL.path.dropFirst(root.path.count).drop { $0 == "/" }))
    }
    let start = path == "." || path == "./" ? "" : path.hasSuffix("/") ? path : path + "/"
    return found.sorted().map { File(place: root.appending(path: $0), path: start + $0) }
  }

  static func isSpec(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name == "treaty.yaml" || name.hasSuffix(".treaty.yaml")
  }
}
