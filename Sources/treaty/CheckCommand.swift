import ArgumentParser
import Foundation
import TreatyCompiler
import TreatyDiagnostics
import TreatyPlan

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with a package, before anything runs.",
    discussion: """
      Reads the package and those that it uses, resolves names, checks the type of every expression and mapping, and what the rules
      say. Contacts no system.

        treaty check specs/examples/alert-to-ticket
        treaty check . --format json

      Exit codes: 0 nothing found, or only warnings; 1 errors; 3 there is no package that can be read.
      """)

  @Argument(help: "Folder of the package, with `treaty.yaml` in it.")
  var package = "."

  @Option(help: "How findings are printed: text or json.")
  var format = FindingsFormat.text

  @Flag(help: "Treat warnings as errors.")
  var denyWarnings = false

  func run() throws {
    let checked = Checking.compile(package)
    let report = Checking.render(checked, format, colour: Terminal.hasColour(STDOUT_FILENO))
    if !report.isEmpty { Terminal.print(report) }
    if checked.plan == nil { throw Exit.load }
    if checked.findings.hasErrors || (denyWarnings && checked.findings.count(of: .warning) > 0) { throw Exit.findings }
    if format == .text, let plan = checked.plan {
      let count = plan.flows.count
      Terminal.print(
        "\(plan.package) \(plan.version): no errors in \(count) flow\(count == 1 ? "" : "s"), \(plan.systems.count) systems, \(plan.tables.count) tables"
      )
    }
  }
}
