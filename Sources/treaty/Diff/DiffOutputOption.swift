import ArgumentParser
import Foundation
import TreatyDiagnostics
import TreatyDiff
import TreatyPlan

/// Forms of the report of a comparison.
enum DiffForm: String, CaseIterable {
  case text, brief, json, markdown, sarif, github, gitlab, junit
}

/// A form, and where it goes: `text`, `markdown=comment.md`.
struct DiffTarget: ExpressibleByArgument, Hashable {
  var form: DiffForm
  var file: String?

  init(_ form: DiffForm, file: String? = nil) { (self.form, self.file) = (form, file) }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let form = DiffForm(rawValue: String(parts[0])), parts.count == 1 || !parts[1].isEmpty else { return nil }
    self.init(form, file: parts.count == 2 ? String(parts[1]) : nil)
  }

  static var allValueStrings: [String] { DiffForm.allCases.map(\.rawValue) }
}

/// In which forms a comparison is written, and where to.
struct DiffOutputOption: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How changes are printed; may be repeated, each with a file of its own: --format text --format sarif=diff.sarif",
      discussion:
        "text, brief, json, markdown, sarif, github, gitlab or junit. Without it `text`; in GitHub Actions `github` besides.",
      valueName: "format[=file]"))
  var formats: [DiffTarget] = []

  func validate() throws {
    guard formats.count(where: { $0.file == nil }) <= 1 else {
      throw ValidationError(
        "only one `--format` can go without a file: give the others a file, `--format sarif=diff.sarif`")
    }
    let files = formats.compactMap(\.file)
    guard Set(files).count == files.count else { throw ValidationError("two reports cannot go to one file") }
  }

  private var targets: [DiffTarget] {
    if !formats.isEmpty { return formats }
    let isGitHub = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
    return [DiffTarget(.text)] + (isGitHub ? [DiffTarget(.github)] : [])
  }

  /// Writes all of them.
  func write(_ comparison: Comparison, _ old: DiffSide, _ new: DiffSide, checksVersion: Bool) throws {
    var isWhole = true
    for target in targets {
      let text = report(target.form, comparison, old, new, checksVersion)
      if let file = target.file {
        // The others are written whatever becomes of one.
        do { try FileReplacement.write(Array(text.utf8), to: file) } catch { isWhole = false }
      } else if !text.isEmpty {
        Terminal.write(text, to: .standardOutput)
      }
    }
    if !isWhole { throw Exit.load }
  }

  private func report(
    _ form: DiffForm, _ comparison: Comparison, _ old: DiffSide, _ new: DiffSide, _ checksVersion: Bool
  ) -> String {
    let version = checksVersion ? comparison.version.words : nil
    switch form {
    case .text: return ChangeText.report(comparison, version: version)
    case .brief: return ChangeText.report(comparison, details: false, version: version)
    case .json: return ReportText.json(ChangeDocument(comparison, old: old.file, new: new.file)) + "\n"
    case .markdown: return ChangeMarkdown.comment(comparison, version: version)
    case .sarif: return findings(.sarif, comparison, old, new, checksVersion)
    case .github: return findings(.github, comparison, old, new, checksVersion)
    case .gitlab: return findings(.gitlab, comparison, old, new, checksVersion)
    case .junit: return findings(.junit, comparison, old, new, checksVersion)
    }
  }

  /// At the lines of the new side.
  private func findings(
    _ format: FindingsFormat, _ comparison: Comparison, _ old: DiffSide, _ new: DiffSide, _ checksVersion: Bool
  ) -> String {
    let findings = ChangeFindings.findings(comparison, checksVersion: checksVersion, at: new.span(of:))
    var options = ReportOptions()
    options.version = Treaty.version
    options.catalogue = Catalogue(ChangeRules.pages)
    options.command = "treaty diff \(old.name) \(new.name)"
    options.folder = new.shownFolder
    return format.render(findings, new.sources, options)
  }
}
