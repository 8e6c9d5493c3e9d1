import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyRules

/// Mends findings in the files of a package, and checks anew after each pass.
struct Mending {
  let folder: String
  /// The folder as paths begin with it.
  let shownAs: String
  let trust: Applicability
  let isDiff: Bool
  /// The day on which the package is looked at; today, where none is said.
  let day: CalendarDay?

  /// Mends what can be.
  /// - Returns: the package as it then is, and whether any file differs from how it was.
  func run(_ package: CompiledPackage) throws -> (package: CompiledPackage, differs: Bool) {
    let source = PackageFolder.read(folder)
    let own = Set(source.files.map { $0.path })
    var latest = package
    let loop = FixLoop(applying: trust)
    let outcome = loop.apply(to: state(package, own)) { files -> FixLoop.State in
      var edited = source
      for file in files {
        guard let index = edited.files.firstIndex(where: { $0.path == file.path }) else { continue }
        edited.files[index].bytes = file.after
      }
      latest = Checking.compile(edited, on: day)
      return state(latest, own)
    }
    if case .undone(let errors) = outcome.end {
      latest = Checking.compile(applied(outcome.files, to: source), on: day)
      let codes = errors.map { $0.code.name }.joined(separator: ", ")
      Terminal.complain("the last edits were undone, since they led to new errors (\(codes))")
    }
    if isDiff {
      let files = outcome.files.map { EditedFile(path: shown($0.path), before: $0.before, after: $0.after) }
      let text = UnifiedDiff.render(files)
      if !text.isEmpty { Terminal.print(text) }
      return (latest, !text.isEmpty)
    }
    let root = URL(filePath: source.location, directoryHint: .isDirectory)
    try FileReplacement.write(
      outcome.files.map { FileReplacement.File($0.after, at: root.appending(path: $0.path), shownAs: shown($0.path)) })
    let count = outcome.applied
    Terminal.complain(
      count == 0
        ? "nothing to mend\(trust == .safe ? " safely; `--unsafe` mends what is likely meant" : "")"
        : "mended \(count) finding\(count == 1 ? "" : "s") in \(outcome.files.count) file\(outcome.files.count == 1 ? "" : "s")"
    )
    return (latest, !outcome.files.isEmpty)
  }

  private func shown(_ path: String) -> String { shownAs.isEmpty ? path : "\(shownAs)/\(path)" }

  private func applied(_ files: [EditedFile], to source: PackageSource) -> PackageSource {
    var source = source
    for file in files {
      if let index = source.files.firstIndex(where: { $0.path == file.path }) { source.files[index].bytes = file.after }
    }
    return source
  }

  /// The findings whose edits lie in the package's own files: those of others are not ours to change.
  private func state(_ package: CompiledPackage, _ own: Set<String>) -> FixLoop.State {
    var findings = Findings()
    for diagnostic in package.findings.all {
      var diagnostic = diagnostic
      diagnostic.fixes.removeAll { fix in
        fix.edits.contains { !own.contains(package.sources[$0.span.file].path) }
      }
      findings.add(diagnostic)
    }
    return FixLoop.State(sources: package.sources, findings: findings)
  }
}
