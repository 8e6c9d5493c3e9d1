import ArgumentParser
import Foundation
import TreatyDiagnostics

/// Severity from which on a run fails.
enum FailSeverity: String, ExpressibleByArgument, CaseIterable {
  case error, warning, note

  var severity: Severity {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

/// How findings are reported where they are the command's result, and which of them fail it.
struct ReportOption: ParsableArguments {
  @OptionGroup var output: FindingsOption

  @Option(help: "Severity from which on the run fails: error, warning or note.")
  var failOn = FailSeverity.error

  @Flag(help: "End with 0 whatever is found: for runs that only report.")
  var exitZero = false

  @Flag(help: "Count findings by code, and say what each check costs.")
  var statistics = false

  @Flag(help: "Show what is allowed or in the baseline too.")
  var showSuppressed = false

  /// Whether standard output is for people.
  var isForPeople: Bool { output.isForPeople }

  /// Writes all reports.
  func write(_ findings: Findings, _ sources: Sources, _ options: ReportOptions, costs: [RuleCost]) throws {
    var options = options
    options.showsSuppressed = showSuppressed
    try output.write(findings, sources, options, to: .standardOutput)
    if statistics {
      let table = [Statistics(findings).table(options.catalogue), RuleCost.table(costs, options.catalogue)]
        .filter { !$0.isEmpty }.joined(separator: "\n")
      isForPeople ? Terminal.print(table) : Terminal.complain(table)
    }
  }

  /// Writes the reports that go to files.
  func writeFiles(_ findings: Findings, _ sources: Sources, _ options: ReportOptions) throws {
    var output = output
    output.formats = output.targets.filter { $0.file != nil }
    guard !output.formats.isEmpty else { return }
    var options = options
    options.showsSuppressed = showSuppressed
    try output.write(findings, sources, options, to: .standardOutput)
  }

  /// Ends the command where something was found that fails it.
  func end(_ findings: Findings) throws {
    if findings.reach(failOn.severity), !exitZero { throw Exit.findings }
  }
}
