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
        let source = PackageWalk.text(at: file.place.path, path: file.path)
        let after = run.format(source, kind: file.kind)
        if !check, !diff, source.failure == nil, after != source.bytes {
          try FileReplacement.write([.init(after, at: file.place, shownAs: file.path)])
        }
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
      Terminal.print(run.changed.map { TerminalText.show($0.path.utf8) }.joined(separator: "\n"))
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

  func end(isCheck: Bool) throws {
    if findings.reach(.bug) { throw Exit.fault }
    if isUnreadable { throw Exit.load }
    if !findings.isEmpty || isCheck && !changed.isEmpty { throw Exit.findings }
  }
}
