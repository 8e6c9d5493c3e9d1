import ArgumentParser
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan
import TreatyRules
import TreatySpec

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with a package, before anything runs.",
    discussion: """
      Reads the package and those that it uses, resolves names, checks the type of every expression and mapping, and what the rules \
      say. Contacts no system.

        treaty check specs/examples/alert-to-ticket
        treaty check . --format full --format sarif=check.sarif
        treaty check . --fix --diff              what would be mended, and nothing is written
        treaty check . --write-baseline known.json
        treaty check . --baseline known.json     only what is new fails
        treaty check . --on 2027-03-01           what will have ended or be late by then
        treaty check . --statistics              how often each finding occurs, and what each check costs

      `treaty explain CODE` says more about a finding.

      Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage; 3 there is no package that can be read.
      """)

  @Argument(help: "Folder of the package, with `treaty.yaml` in it.")
  var package = "."

  @OptionGroup var report: ReportOption

  @Flag(help: "Treat warnings as errors: the same as --fail-on warning.")
  var denyWarnings = false

  @Option(help: "Day on which it is looked at, such as 2027-03-01: what ends or falls due. Today, where none is said.")
  var on: String?

  @Option(help: "File with findings that are known: they are marked, and do not count.")
  var baseline: String?

  @Option(help: "Write what is found to this file, as a baseline for later runs.")
  var writeBaseline: String?

  @Flag(help: "Mend what can safely be mended, in the files.")
  var fix = false

  @Flag(help: "With --fix: mend too what is likely meant so.")
  var unsafe = false

  @Flag(help: "With --fix: print what would change, and write nothing.")
  var diff = false

  func validate() throws {
    if unsafe || diff, !fix { throw ValidationError("`--unsafe` and `--diff` mean something only with `--fix`") }
    if let on, CalendarDay(on) == nil { throw ValidationError("`\(on)` is no day; write it like 2027-03-01") }
  }

  func run() throws {
    var checked = Checking.compile(package, on: day, isMeasured: report.statistics)
    if fix {
      let mending = Mending(
        folder: package, shownAs: Checking.shown(package), trust: unsafe ? .unsafe : .safe, isDiff: diff, day: day)
      let outcome = try mending.run(checked)
      checked = outcome.package
      if diff { return try end(checked, differs: outcome.differs) }
    }
    if let baseline { try BaselineOption.apply(baseline, to: &checked) }
    if let writeBaseline { try BaselineOption.write(writeBaseline, checked) }
    try report.write(checked.findings, checked.sources, Checking.options(package, checked), costs: checked.costs)
    if checked.plan == nil { throw Exit.load }
    if denyWarnings, checked.findings.reach(.warning), !report.exitZero { throw Exit.findings }
    try report.end(checked.findings)
    if report.isForPeople { Terminal.print(summary(checked)) }
  }

  private var day: CalendarDay? { on.flatMap { CalendarDay($0) } }

  /// The end of `--diff`, whose result is what would change: what is then left goes to the files that were named. Nothing was mended, so
  /// that a run in which something would change has found something.
  private func end(_ checked: CompiledPackage, differs: Bool) throws {
    try report.writeFiles(checked.findings, checked.sources, Checking.options(package, checked))
    if checked.plan == nil {
      Terminal.complain(Checking.render(package, checked, colour: Terminal.hasColour(STDERR_FILENO)))
      throw Exit.load
    }
    if differs || denyWarnings && checked.findings.reach(.warning), !report.exitZero { throw Exit.findings }
    try report.end(checked.findings)
  }

  private func summary(_ checked: CompiledPackage) -> String {
    guard let plan = checked.plan else { return "" }
    let counts = [
      (checked.count(of: .flows), "flow"), (checked.count(of: .syncs), "sync"), (checked.count(of: .gates), "gate"),
      (checked.count(of: .workflows), "workflow"), (plan.systems.count, "system"), (plan.tables.count, "table"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return "\(plan.package) \(plan.version): no errors\(words.isEmpty ? "" : " in \(words.joined(separator: ", "))")"
  }
}

/// Findings that are known.
enum BaselineOption {
  /// Marks what is in a baseline, and says what of it is found no more.
  static func apply(_ path: String, to package: inout CompiledPackage) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.complain("error: the baseline `\(path)` cannot be read; make it with `--write-baseline \(path)`")
      throw Exit.usage
    }
    let baseline: Baseline
    do throws(BaselineFailure) { baseline = try BaselineFile.read([UInt8](data)) } catch {
      Terminal.complain("error: `\(path)` is no baseline: \(error.words)")
      throw Exit.usage
    }
    let stale = baseline.apply(to: &package.findings, in: package.sources, catalogue: Checking.catalogue)
    // What was not looked at is not gone.
    guard package.isRuled else { return }
    for finding in Diagnostic.staleBaseline(stale, named: path) { package.findings.add(finding) }
  }

  /// Writes what is found.
  static func write(_ path: String, _ package: CompiledPackage) throws {
    guard package.isRuled else {
      // It would leave out what nobody looked at, in the place of one that has it.
      return Terminal.complain("`\(path)` is not written: not all was looked at, for errors that must be mended first")
    }
    let baseline = Baseline(package.findings, in: package.sources, catalogue: Checking.catalogue)
    try FileReplacement.write(BaselineFile.write(baseline), to: path)
  }
}
