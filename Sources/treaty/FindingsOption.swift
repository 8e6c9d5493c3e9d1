import ArgumentParser
import Foundation
import TreatyDiagnostics

/// A form of report, and where it goes: `full`, `sarif=check.sarif`.
struct ReportTarget: ExpressibleByArgument, Hashable {
  var format: FindingsFormat
  /// File; standard output without one.
  var file: String?

  init(format: FindingsFormat, file: String? = nil) {
    self.format = format
    self.file = file
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = FindingsFormat(rawValue: String(parts[0])) else { return nil }
    self.format = format
    guard parts.count == 2 else { return }
    guard !parts[1].isEmpty else { return nil }
    file = String(parts[1])
  }

  static var allValueStrings: [String] { FindingsFormat.allCases.map { $0.rawValue } }
}

/// In which forms findings are written, and where to, for every command that has any.
struct FindingsOption: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How findings are printed; may be repeated, each with a file of its own: --format full --format sarif=check.sarif",
      discussion: "Without it TREATY_FORMAT counts, then `full`; in GitHub Actions `github` besides.",
      valueName: "format[=file]"))
  var formats: [ReportTarget] = []

  func validate() throws {
    guard targets.count(where: { $0.file == nil }) <= 1 || formats.isEmpty else {
      throw ValidationError(
        "only one `--format` can go without a file: give the others a file, `--format sarif=check.sarif`")
    }
    let files = targets.compactMap { $0.file }
    if let twice = files.first(where: { file in files.count { $0 == file } > 1 }) {
      throw ValidationError("two reports cannot go to one file, `\(twice)`")
    }
    if let wanted = FindingsOption.environment, ReportTarget(argument: wanted) == nil {
      throw ValidationError(
        "TREATY_FORMAT is `\(wanted)`: it is one of \(ReportTarget.allValueStrings.joined(separator: ", "))")
    }
  }

  private static var environment: String? {
    ProcessInfo.processInfo.environment["TREATY_FORMAT"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Where reports go.
  var targets: [ReportTarget] {
    if !formats.isEmpty { return formats }
    if let target = FindingsOption.environment.flatMap({ ReportTarget(argument: $0) }) { return [target] }
    let isGitHub = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
    return [ReportTarget(format: .full)] + (isGitHub ? [ReportTarget(format: .github)] : [])
  }

  /// Whether what goes to no file is for people.
  var isForPeople: Bool { targets.contains { $0.file == nil && $0.format == .full } }

  /// Writes the findings in all forms.
  /// - Parameter stream: Where those go that name no file: standard output where findings are the command's result, else standard error.
  func write(_ findings: Findings, _ sources: Sources, _ options: ReportOptions, to stream: FileHandle) throws {
    var options = options
    var isWhole = true
    for target in targets {
      options.colour = target.file == nil && Terminal.hasColour(stream.fileDescriptor)
      let text = target.format.render(findings, sources, options)
      if let file = target.file {
        // The others are written whatever becomes of one.
        do { try FileReplacement.write(Array(text.utf8), to: file) } catch { isWhole = false }
      } else if !text.isEmpty {
        Terminal.write(text, to: stream)
      }
    }
    if !isWhole { throw Exit.load }
  }
}
